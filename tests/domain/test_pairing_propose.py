"""Proposals: everybody placed, loads even, the optimum proven, and chance that depends on the seed alone."""

from collections import Counter
from collections.abc import Iterator
from itertools import permutations, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from buddy_console.domain.attendees import Attendee, Level
from buddy_console.domain.message import Message
from buddy_console.domain.pairing.affinity import Tiers, links_of, points
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Spare, Wish, WishKind
from buddy_console.domain.pairing.propose import propose
from pairing_people import by_id, newbies_and_experienced, plain_room, policies, room, rooms, somebody, wishes_for

FLOAT = Policy(spare=Spare.FLOAT)


def placed(proposal: Proposal) -> Counter[str]:
    return Counter([member for pair in proposal.pairs for member in pair.members] + list(proposal.floating))


def sets_of(proposal: Proposal) -> set[frozenset[str]]:
    return {frozenset(pair.members) for pair in proposal.pairs}


@given(st.data(), rooms(), policies, st.integers())
def test_everybody_is_placed_once_and_nobody_is_alone(
    data: st.DataObject, people: list[Attendee], policy: Policy, seed: int
) -> None:
    proposal = propose(people, wishes=data.draw(wishes_for(people)), policy=policy, seed=seed)
    if len(people) > 1:
        assert placed(proposal) == Counter(person.id for person in people)
    assert all(len(pair.members) > 1 for pair in proposal.pairs)
    assert [pair.number for pair in proposal.pairs] == list(range(1, len(proposal.pairs) + 1))
    assert len({pair.id for pair in proposal.pairs}) == len(proposal.pairs)
    assert 0 <= proposal.bound <= proposal.cost
    for pair in proposal.pairs:
        newbie = [by_id(people)[member].is_newbie for member in pair.members]
        assert newbie == sorted(newbie)


@given(rooms(fewest=2), policies)
def test_who_floats_is_experienced_and_spare(people: list[Attendee], policy: Policy) -> None:
    proposal = propose(people, policy=policy)
    known = by_id(people)
    if proposal.floating:
        assert policy.spare is Spare.FLOAT
        assert all(not known[member].is_newbie for member in proposal.floating)
        assert all(newbies_and_experienced(pair, known) == (1, 1) for pair in proposal.pairs)


@given(st.integers(1, 20), st.integers(1, 60), st.integers(0, 5))
def test_no_buddy_carries_two_more_than_another(experienced: int, newbies: int, seed: int) -> None:
    people = room(experienced, newbies, seed)
    groups = [newbies_and_experienced(pair, by_id(people)) for pair in propose(people, seed=seed).pairs]
    if newbies >= experienced:
        assert all(lead == 1 for _, lead in groups)
        assert {load for load, _ in groups} <= {newbies // experienced, -(-newbies // experienced)}
    else:
        with_newbies = [lead for load, lead in groups if load]
        assert all(load <= 1 for load, _ in groups)
        assert max(with_newbies) <= 2
        assert max(with_newbies) - min(with_newbies) <= 1


@given(st.integers(1, 6), st.integers(1, 30), st.integers(1, 4))
def test_the_most_newbies_are_kept_to(experienced: int, newbies: int, most: int) -> None:
    people = plain_room(experienced, newbies)
    proposal = propose(people, policy=Policy(most_newbies=most))
    groups = [newbies_and_experienced(pair, by_id(people)) for pair in proposal.pairs]
    loads = [load for load, lead in groups if lead]
    over = sum(load > most for load in loads)
    assert over <= (1 if most == 1 and newbies == experienced + 1 else 0)
    assert max(loads) - min(loads) <= 1
    assert sum("allow" in sentence.template for sentence in proposal.unmet) == over
    assert all(load in (2, 3) for load, lead in groups if not lead)


@given(rooms(), policies, st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_order_of_the_list_and_the_ids_do_not_matter(
    people: list[Attendee], policy: Policy, seed: int, chance
) -> None:
    proposal = propose(people, policy=policy, seed=seed)
    shuffled = people[:]
    chance.shuffle(shuffled)
    assert propose(shuffled, policy=policy, seed=seed) == proposal


def test_the_ids_do_not_decide_who_is_with_whom() -> None:
    people = plain_room(4, 8)
    renamed = [somebody(99 - at, person.level) for at, person in enumerate(people)]
    renamed = [
        Attendee(other.id, person.name, person.level, presence=person.presence)
        for other, person in zip(renamed, people, strict=True)
    ]
    names = [
        {frozenset(by_id(some)[member].name for member in pair.members) for pair in propose(some).pairs}
        for some in (people, renamed)
    ]
    assert names[0] == names[1]


def test_another_seed_gives_other_pairs_when_nothing_else_decides() -> None:
    people = plain_room(10, 10)
    assert len({frozenset(sets_of(propose(people, seed=seed))) for seed in range(5)}) == 5


def groupings(people: list[Attendee]) -> Iterator[list[tuple[Attendee, list[Attendee]]]]:
    """Every even way to give satellites to hubs, by trying all orders."""
    experienced = [person for person in people if not person.is_newbie]
    newbies = [person for person in people if person.is_newbie]
    hubs, satellites = (experienced, newbies) if len(newbies) >= len(experienced) else (newbies, experienced)
    leads = permutations(hubs) if len(satellites) % len(hubs) else [tuple(hubs)]
    for lead, order in product(leads, permutations(satellites)):
        yield [(hub, list(order[at :: len(hubs)])) for at, hub in enumerate(lead)]


def cost_of(grouping: list[tuple[Attendee, list[Attendee]]], wishes: list[Wish], met: set[frozenset[str]]) -> int:
    count = sum(1 + len(satellites) for _, satellites in grouping)
    tiers, links = Tiers.for_people(count), links_of(wishes, met)
    cost = 0
    for hub, satellites in grouping:
        for at, satellite in enumerate(satellites):
            cost += points(hub, satellite, tiers) + links.points(hub.id, satellite.id, tiers)
            cost += sum(tiers.apart for other in satellites[:at] if {satellite.id, other.id} in links.apart)
    return cost


@settings(max_examples=50)
@given(st.data(), rooms(most=6, fewest=2))
def test_the_cost_is_the_least_of_all_groupings_and_proven(data: st.DataObject, people: list[Attendee]) -> None:
    newbies = sum(person.is_newbie for person in people)
    experienced = len(people) - newbies
    assume(0 < experienced <= 2 * newbies)
    wishes = [wish for wish in data.draw(wishes_for(people)) if wish.kind is WishKind.APART]
    ids = [person.id for person in people]
    met = {frozenset(both) for both in data.draw(st.lists(st.permutations(ids).map(lambda p: p[:2]), max_size=3))}
    proposal = propose(people, wishes=wishes, met=met)
    assert proposal.gap == 0
    assert proposal.cost == min(cost_of(grouping, wishes, met) for grouping in groupings(people))


def test_a_room_of_five_hundred_is_proven_optimal() -> None:
    proposal = propose(room(120, 380))
    assert proposal.gap == 0
    assert len(proposal.pairs) == 120


def test_nobody_and_one_alone() -> None:
    assert propose([]) == Proposal((), seed=1)
    alone = propose([somebody(1, Level.NEWBIE)])
    assert alone.pairs == ()
    assert [str(sentence) for sentence in alone.unmet] == [
        "Person 0001 is the only one here: there is nobody to pair with yet."
    ]


def test_without_anybody_experienced_the_facilitator_stands_in_once() -> None:
    proposal = propose(plain_room(0, 7))
    assert sorted(len(pair.members) for pair in proposal.pairs) == [2, 2, 3]
    assert [str(sentence) for sentence in proposal.unmet] == [
        "Nobody here is experienced: the facilitator stands in."
    ]
    (other,) = propose(plain_room(0, 2), policy=Policy(stands_in=False)).unmet
    assert "help each other" in str(other)


def test_spare_experienced_double_up_or_float_or_pair_up() -> None:
    people = plain_room(8, 5)
    groups = Counter(newbies_and_experienced(pair, by_id(people)) for pair in propose(people).pairs)
    assert groups == {(1, 1): 2, (1, 2): 3}
    floating = propose(people, policy=FLOAT)
    assert (len(floating.pairs), len(floating.floating)) == (5, 3)
    many = plain_room(9, 2)
    groups = Counter(newbies_and_experienced(pair, by_id(many)) for pair in propose(many).pairs)
    assert groups == {(1, 2): 2, (0, 2): 1, (0, 3): 1}
    groups = Counter(newbies_and_experienced(pair, by_id(many)) for pair in propose(many[1:]).pairs)
    assert groups == {(1, 2): 2, (0, 2): 2}
    three = plain_room(3, 1)
    assert sorted(len(pair.members) for pair in propose(three).pairs) == [2, 2]


def test_with_nobody_new_the_experienced_pair_up_even_if_they_would_float() -> None:
    assert len(propose(plain_room(6, 0), policy=FLOAT).pairs) == 3


def test_locked_pairs_stay_as_they_are() -> None:
    people = plain_room(5, 11)
    by_hand = Message("{names}: put together by hand.", {"names": "Three"})
    lock = Pair("p2", 9, ("a0001", "a0002", "a0007"), True, by_hand)
    proposal = propose(people, locked=[lock])
    (kept,) = [pair for pair in proposal.pairs if pair.locked]
    assert (kept.id, kept.members, kept.reason) == ("p2", lock.members, by_hand)
    assert [pair.id for pair in proposal.pairs].count("p2") == 1
    assert sum(placed(proposal).values()) == 16


def test_a_locked_pair_that_lost_a_member_is_dissolved() -> None:
    people = plain_room(2, 2)
    proposal = propose(people, locked=[Pair("p1", 1, ("a0000", "gone"), True)])
    assert not any(pair.locked for pair in proposal.pairs)
    assert sum(placed(proposal).values()) == 4


def test_whoever_is_left_over_joins_a_locked_pair_sooner_than_being_alone() -> None:
    people = plain_room(1, 2)
    proposal = propose(people, locked=[Pair("p1", 1, ("a0000", "a0001"), True)])
    assert [pair.members for pair in proposal.pairs] == [("a0000", "a0001", "a0002")]
    assert proposal.pairs[0].locked


def test_pairs_are_numbered_by_table_as_people_count() -> None:
    people = [
        somebody(number, level, table=f"Table {table}")
        for number, (level, table) in enumerate((level, table) for table in (10, 9, 2) for level in Level)
    ]
    tables = [by_id(people)[pair.members[0]].table for pair in propose(people).pairs]
    assert tables == ["Table 2", "Table 9", "Table 10"]


def test_progress_grows_to_the_end() -> None:
    told: list[float] = []
    propose(room(10, 25), progress=told.append)
    assert told[-1] == 1.0
    assert all(0 <= done <= 1 for done in told)
