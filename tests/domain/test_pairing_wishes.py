"""Wishes and hard rules: kept where anything can keep them, named where nothing can."""

from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.attendees import Attendee, Level, Place
from buddy_console.domain.pairing.model import Policy, Proposal, Wish, WishKind
from buddy_console.domain.pairing.propose import propose
from pairing_people import by_id, newbies_and_experienced, plain_room, policies, rooms, somebody, wishes_for

E, N = Level.EXPERIENCED, Level.NEWBIE


def together(a: int, b: int) -> Wish:
    return Wish(WishKind.TOGETHER, (f"a{a:04}", f"a{b:04}"))


def apart(a: int, b: int) -> Wish:
    return Wish(WishKind.APART, (f"a{a:04}", f"a{b:04}"))


def are_buddies(proposal: Proposal, wish: Wish) -> bool:
    return any(set(wish.members) <= set(pair.members) for pair in proposal.pairs)


def sentences(proposal: Proposal) -> list[str]:
    return [str(sentence) for sentence in proposal.unmet]


@given(st.data(), rooms(fewest=2), policies)
def test_every_wish_is_kept_or_named(data: st.DataObject, people: list[Attendee], policy: Policy) -> None:
    wishes = data.draw(wishes_for(people))
    proposal = propose(people, wishes=wishes, policy=policy)
    known = by_id(people)
    for wish in wishes:
        kept = are_buddies(proposal, wish) is (wish.kind is WishKind.TOGETHER)
        names = [known[member].name for member in wish.members]
        kind = "together" if wish.kind is WishKind.TOGETHER else "apart"
        named = any(
            f"kept {kind}" in said and names[0] in said and names[1] in said for said in sentences(proposal)
        )
        assert kept is not named


def test_keep_together_is_kept_for_every_mixture_of_levels() -> None:
    for experienced, newbies in [(6, 6), (4, 12), (12, 5), (3, 9), (9, 3)]:
        people = plain_room(experienced, newbies)
        for wish in (together(0, experienced), together(0, 1), together(experienced, experienced + 1)):
            proposal = propose(people, wishes=[wish])
            assert are_buddies(proposal, wish), (experienced, newbies, wish)
            assert proposal.unmet == ()


def test_two_newbies_kept_together_share_a_buddy_and_nobody_goes_without() -> None:
    people = plain_room(4, 8)
    proposal = propose(people, wishes=[together(5, 9)])
    loads = sorted(newbies_and_experienced(pair, by_id(people)) for pair in proposal.pairs)
    assert loads == [(2, 1)] * 4
    assert proposal.gap == 0


def test_keep_apart_holds_between_a_buddy_and_a_newbie_and_between_two_newbies() -> None:
    people = plain_room(3, 6)
    wishes = [apart(0, 3), apart(0, 4), apart(0, 5), apart(0, 6), apart(7, 8), apart(3, 4), apart(3, 5)]
    proposal = propose(people, wishes=wishes)
    broken = [wish for wish in wishes if are_buddies(proposal, wish)]
    # The first buddy is left with 7 and 8, whom the wishes keep apart: one wish has to give.
    assert len(broken) == 1
    assert len(proposal.unmet) == 1
    assert proposal.gap == 0


def test_apart_gives_way_when_nobody_else_is_left() -> None:
    proposal = propose(plain_room(1, 1), wishes=[apart(0, 1)])
    assert sentences(proposal) == ["Person 0000 and Person 0001 could not be kept apart: nobody else is left."]


def test_a_language_outweighs_all_that_is_soft() -> None:
    people = [
        somebody(0, E, languages=("german",), table="1"),
        somebody(1, E, languages=("english",), table="9"),
        somebody(2, N, languages=("english",), table="1"),
        somebody(3, N, languages=("german",), table="9"),
    ]
    assert {pair.members for pair in propose(people).pairs} == {("a0000", "a0003"), ("a0001", "a0002")}


def test_no_common_language_and_different_places_are_said() -> None:
    people = [
        somebody(0, E, languages=("german",)),
        somebody(1, N, languages=("english",), place=Place.REMOTE),
    ]
    assert sentences(propose(people)) == [
        "Person 0001 has no language in common with Person 0000.",
        "Person 0001 joins from elsewhere, while Person 0000 is in the room: nobody else is left.",
    ]


def test_remote_people_find_each_other() -> None:
    people = [
        somebody(number, level, place=place)
        for number, (level, place) in enumerate((level, place) for level in (E, N, N) for place in Place)
    ]
    proposal = propose(people)
    assert proposal.unmet == ()
    places = [{by_id(people)[member].place for member in pair.members} for pair in proposal.pairs]
    assert all(len(place) == 1 for place in places)


def test_partners_of_earlier_sessions_are_avoided_for_as_many_rounds_as_there_are_buddies() -> None:
    people = plain_room(4, 8)
    met: set[frozenset[str]] = set()
    for _ in range(4):
        proposal = propose(people, met=met)
        assert proposal.unmet == ()
        met |= {frozenset((pair.members[0], newbie)) for pair in proposal.pairs for newbie in pair.members[1:]}
    again = sentences(propose(people, met=met))
    assert len(again) == 8
    assert all("earlier session" in said for said in again)
