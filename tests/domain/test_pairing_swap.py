"""Pairs rearranged by hand: swaps and moves, and what is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.attendees import Attendee, Level
from buddy_console.domain.message import DomainError
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.pairing.propose import propose
from buddy_console.domain.pairing.swap import move, swap
from pairing_people import by_id, plain_room, rooms, somebody

PEOPLE = by_id([*plain_room(3, 4), somebody(9, Level.NEWBIE)])
PAIRS = (
    Pair("p1", 1, ("a0000", "a0003")),
    Pair("p2", 2, ("a0001", "a0004", "a0005")),
    Pair("p3", 3, ("a0002", "a0006"), locked=True),
)


@given(rooms(fewest=4), st.integers(0, 99), st.integers(0, 99))
def test_a_swap_exchanges_two_and_swapping_back_restores_everybody(
    people: list[Attendee], one: int, other: int
) -> None:
    pairs = propose(people).pairs
    first, second = pairs[one % len(pairs)], pairs[other % len(pairs)]
    if first.id == second.id:
        return
    a, b = first.members[one % len(first.members)], second.members[other % len(second.members)]
    known = by_id(people)
    swapped = swap(pairs, a, b, known)
    home = {member: pair.id for pair in swapped for member in pair.members}
    assert (home[a], home[b]) == (second.id, first.id)
    for pair in swapped:
        levels = [known[member].is_newbie for member in pair.members]
        assert levels == sorted(levels)
    assert [set(p.members) for p in swap(swapped, a, b, known)] == [set(p.members) for p in pairs]


def test_a_swap_says_that_it_was_by_hand() -> None:
    swapped = swap(PAIRS, "a0003", "a0005", PEOPLE)
    assert [pair.members for pair in swapped] == [
        ("a0000", "a0005"),
        ("a0001", "a0003", "a0004"),
        ("a0002", "a0006"),
    ]
    assert str(swapped[0].reason) == "Person 0000 and Person 0005: put together by hand."
    assert swapped[2] is PAIRS[2]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("a0000", "a0003", "buddies already"),
        ("a0000", "a0006", "Person 0002 and Person 0006 are locked together"),
        ("a0000", "a0009", "Person 0009 is in no pair yet"),
        ("a0000", "gone", "not registered"),
    ],
)
def test_swaps_that_are_refused(a: str, b: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        swap(PAIRS, a, b, PEOPLE)


def test_a_move_from_three_leaves_two() -> None:
    moved = move(PAIRS, "a0005", "p1", PEOPLE)
    assert [pair.members for pair in moved[:2]] == [("a0000", "a0003", "a0005"), ("a0001", "a0004")]
    assert all("by hand" in str(pair.reason) for pair in moved[:2])


def test_somebody_in_no_pair_can_be_moved_into_one() -> None:
    assert move(PAIRS, "a0009", "p1", PEOPLE)[0].members == ("a0000", "a0003", "a0009")


def test_a_move_to_where_one_is_changes_nothing() -> None:
    assert move(PAIRS, "a0004", "p2", PEOPLE) == PAIRS


@pytest.mark.parametrize(
    ("who", "to", "said"),
    [
        ("a0003", "p2", "Person 0000 would be alone if Person 0003 left"),
        ("a0004", "p3", "locked together"),
        ("a0006", "p1", "locked together"),
        ("a0004", "p9", "That pair is gone"),
        ("gone", "p1", "not registered"),
    ],
)
def test_moves_that_are_refused(who: str, to: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        move(PAIRS, who, to, PEOPLE)
