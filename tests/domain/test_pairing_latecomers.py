"""After publishing: late arrivals move nobody, no-shows free the partner and leave a suggestion."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.attendees import Attendee, Level, Presence
from buddy_console.domain.pairing.latecomers import place, rehomed, release
from buddy_console.domain.pairing.model import Pair, Policy, Spare, Wish, WishKind
from buddy_console.domain.pairing.propose import propose
from pairing_people import by_id, newbies_and_experienced, plain_room, policies, rooms, somebody, wishes_for

E, N = Level.EXPERIENCED, Level.NEWBIE


def pair(number: int, *members: int, locked: bool = False) -> Pair:
    return Pair(f"p{number}", number, tuple(f"a{member:04}" for member in members), locked)


def members_of(pairs: tuple[Pair, ...]) -> list[tuple[str, ...]]:
    return [pair.members for pair in pairs]


@given(st.data(), rooms(fewest=2), policies, st.sampled_from(Level))
def test_a_late_arrival_moves_nobody(
    data: st.DataObject, people: list[Attendee], policy: Policy, level: Level
) -> None:
    *before, newcomer = [*people, somebody(99, level)]
    wishes = data.draw(wishes_for(people))
    published = propose(before, wishes=wishes, policy=policy).pairs
    known = by_id([*before, newcomer])
    after = place(newcomer, published, known, wishes=wishes, policy=policy)
    joined = [pair for pair in after if newcomer.id in pair.members]
    for old in published:
        (new,) = [pair for pair in after if pair.id == old.id]
        assert set(new.members) - {newcomer.id} == set(old.members)
        assert replace(new, members=old.members, reason=old.reason) == old
    floats = policy.spare is Spare.FLOAT and level is E
    assert len(joined) == 1 or (floats and not joined)
    assert all(str(pair.reason) for pair in joined)


@given(rooms(fewest=2), policies)
def test_a_late_newbie_goes_where_a_buddy_has_the_fewest_newbies(people: list[Attendee], policy: Policy) -> None:
    if all(person.is_newbie for person in people):
        return
    newcomer = somebody(99, N)
    proposal = propose(people, policy=policy)
    known = by_id([*people, newcomer])
    (joined,) = [p for p in place(newcomer, proposal.pairs, known, policy=policy) if newcomer.id in p.members]
    paired = {member for p in proposal.pairs for member in p.members}
    free = [person.id for person in people if person.id not in paired and not person.is_newbie]
    newbies, experienced = newbies_and_experienced(joined, known)
    if free:
        assert (newbies, experienced) == (1, 1)
        assert joined.members[0] in free
    elif experienced:
        loads = [newbies_and_experienced(p, known) for p in proposal.pairs]
        assert newbies / experienced == min((load + 1) / lead for load, lead in loads if lead)


def test_two_late_singles_make_a_pair() -> None:
    for first, second in [(E, N), (N, E), (N, N), (E, E)]:
        people = [somebody(1, first), somebody(2, second)]
        for policy in (Policy(), Policy(spare=Spare.FLOAT)):
            assert place(people[0], (), by_id(people[:1]), policy=policy) == ()
            (made,) = place(people[1], (), by_id(people), policy=policy)
            assert sorted(made.members) == ["a0001", "a0002"]
            assert (made.id, made.number) == ("p1", 1)


def test_a_late_experienced_helps_where_it_is_needed_most() -> None:
    people = by_id([*plain_room(2, 5), somebody(99, E)])
    pairs = (pair(1, 0, 2, 3), pair(2, 1, 4, 5, 6))
    for policy in (Policy(), Policy(spare=Spare.FLOAT)):
        after = place(people["a0099"], pairs, people, policy=policy)
        assert members_of(after)[1] == ("a0001", "a0099", "a0004", "a0005", "a0006")


def test_a_late_experienced_floats_if_the_policy_says_so_and_nobody_needs_help() -> None:
    people = by_id([*plain_room(1, 1), somebody(99, E)])
    pairs = (pair(1, 0, 1),)
    assert place(people["a0099"], pairs, people, policy=Policy(spare=Spare.FLOAT)) == pairs
    assert members_of(place(people["a0099"], pairs, people)) == [("a0000", "a0099", "a0001")]


def test_a_late_arrival_keeps_wishes_and_leaves_locked_pairs_alone() -> None:
    people = by_id([*plain_room(3, 3), somebody(99, N)])
    pairs = (pair(1, 0, 3, locked=True), pair(2, 1, 4), pair(3, 2, 5))
    apart = Wish(WishKind.APART, ("a0001", "a0099"))
    assert "a0099" in place(people["a0099"], pairs, people, wishes=[apart])[2].members
    together = Wish(WishKind.TOGETHER, ("a0003", "a0099"))
    assert "a0099" in place(people["a0099"], pairs, people, wishes=[apart, together])[0].members


def test_somebody_who_has_not_arrived_is_nobodys_buddy() -> None:
    expected = somebody(1, E, presence=Presence.EXPECTED)
    newcomer = somebody(2, N)
    assert place(newcomer, (), by_id([expected, newcomer])) == ()


def test_more_newbies_than_the_policy_allows_wait_together_sooner_than_alone() -> None:
    people = by_id([*plain_room(1, 1), somebody(98, N), somebody(99, N)])
    pairs = (pair(1, 0, 1),)
    (first, second) = place(people["a0099"], pairs, people, policy=Policy(most_newbies=1))
    assert (first, second.members) == (pairs[0], ("a0098", "a0099"))
    assert second.id == "p2"


@given(rooms(fewest=3), policies, st.integers(0, 99))
def test_a_no_show_changes_only_its_own_pair(people: list[Attendee], policy: Policy, which: int) -> None:
    published = propose(people, policy=policy).pairs
    known = by_id(people)
    absent = people[which % len(people)]
    after, suggestion = release(absent.id, published, known, policy=policy)
    own = [pair for pair in published if absent.id in pair.members]
    assert [pair for pair in after if not any(pair.id == old.id for old in own)] == [
        pair for pair in published if pair not in own
    ]
    assert all(absent.id not in pair.members and len(pair.members) > 1 for pair in after)
    if suggestion is None:
        return
    assert absent.name in str(suggestion.sentence)
    assert all(absent.id not in pair.members and len(pair.members) > 1 for pair in suggestion.pairs)
    freed = {member for pair in own for member in pair.members} - {absent.id}
    # Everybody else keeps their buddies; those who are left of the pair are the ones to be placed.
    for pair in (pair for pair in after if not any(pair.id == old.id for old in own)):
        for suggested in suggestion.pairs:
            if pair.id == suggested.id:
                assert set(pair.members) <= set(suggested.members)
    placed = {member for pair in suggestion.pairs for member in pair.members}
    assert freed <= placed


def test_a_no_show_frees_the_partner_and_suggests_the_best_place() -> None:
    people = [
        somebody(0, E, table="1"),
        somebody(1, E, table="2"),
        somebody(2, E, table="9"),
        somebody(3, N, table="1"),
        somebody(4, N, table="2"),
        somebody(5, N, table="9"),
    ]
    pairs = (pair(1, 0, 3), pair(2, 1, 4), pair(3, 2, 5))
    after, suggestion = release("a0000", pairs, by_id(people))
    assert after == pairs[1:]
    assert suggestion is not None
    assert members_of(suggestion.pairs) == [("a0001", "a0003", "a0004"), ("a0002", "a0005")]
    assert str(suggestion.sentence) == (
        "Person 0000 is not here. Put Person 0003 with Person 0001 and Person 0004?"
    )


def test_of_three_two_stay_buddies() -> None:
    people = by_id(plain_room(2, 4))
    pairs = (pair(1, 0, 2, 3), pair(2, 1, 4, 5))
    after, suggestion = release("a0003", pairs, people)
    assert members_of(after) == [("a0000", "a0002"), ("a0001", "a0004", "a0005")]
    assert suggestion is None


def test_newbies_who_lost_their_only_buddy_are_suggested_to_others() -> None:
    people = by_id(plain_room(3, 4))
    pairs = (pair(1, 0, 3, 4), pair(2, 1, 5), pair(3, 2, 6))
    after, suggestion = release("a0000", pairs, people)
    assert members_of(after)[0] == ("a0003", "a0004")
    assert suggestion is not None
    assert sorted(len(p.members) for p in suggestion.pairs) == [3, 3]
    assert str(suggestion.sentence).count("Person") == 7


def test_without_anybody_else_there_is_nothing_to_suggest() -> None:
    people = by_id(plain_room(1, 1))
    assert release("a0000", (pair(1, 0, 1),), people) == ((), None)
    assert release("a0001", (), people) == ((), None)


def test_a_fifth_is_not_put_into_one_group_while_a_pair_of_two_is_there() -> None:
    people = [somebody(number, E if number < 3 else N) for number in range(7)]
    pairs = (pair(1, 0, 3), pair(2, 1, 2, 4, 5))
    assert [len(joined.members) for joined in place(people[6], pairs, by_id(people))] == [3, 4]


def test_newbies_who_lost_their_buddy_find_places_beside_somebody_experienced() -> None:
    people = [somebody(0, E), somebody(1, E), *(somebody(number, N) for number in range(2, 6))]
    pairs = (pair(1, 0, 2), pair(2, 1, 3), pair(3, 4, 5))
    moved = rehomed(pairs[2], pairs, by_id(people))
    assert moved is not None
    assert sorted(map(len, members_of(moved))) == [3, 3]
    assert rehomed(pairs[0], pairs, by_id(people)) is None
    assert rehomed(pair(3, 4, 5, locked=True), pairs, by_id(people)) is None
    assert rehomed(pairs[2], pairs, by_id(people), policy=Policy(most_newbies=1)) is None
