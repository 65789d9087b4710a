"""After the pairs are published: a late arrival joins the best place there is, a no-show frees the partner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.domain.pairing import explain
from buddy_console.domain.pairing.affinity import Links, Tiers, links_of, points
from buddy_console.domain.pairing.model import Pair, Policy, Spare, Suggestion, Wish, in_order
from buddy_console.domain.pairing.weighing import ties

_MOST_TOGETHER: Final = 4
"""Two experienced may come to help two newbies; a fifth would sit at the edge, so others are asked first."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A pair that the newcomer could join, or somebody in no pair; who is there, and what speaks against it."""

    pair: Pair | None
    members: tuple[Attendee, ...]
    strain: int
    tie: int

    @property
    def newbies(self) -> int:
        return sum(member.is_newbie for member in self.members)

    @property
    def experienced(self) -> int:
        return len(self.members) - self.newbies


def place(
    newcomer: Attendee,
    pairs: Sequence[Pair],
    attendees: Mapping[str, Attendee],
    *,
    wishes: Sequence[Wish] = (),
    policy: Policy = Policy(),  # noqa: B008, frozen
    met: Collection[frozenset[str]] = (),
    seed: int = 1,
) -> tuple[Pair, ...]:
    """All pairs as they are with the newcomer in them. Nobody who has a buddy is moved.

    ``attendees`` are all who have arrived: those of them in no pair are free to become the newcomer's buddy.
    A newbie goes to somebody experienced who is free, else where the fewest newbies come on one experienced;
    somebody experienced goes where help is needed most. The pairs come back unchanged when there is nobody
    yet, or when the policy lets spare experienced float and nobody needs help.
    """
    if any(newcomer.id in pair.members for pair in pairs):
        return tuple(pairs)
    links = links_of(wishes, met)
    places = _places(newcomer, pairs, attendees, links, seed)
    wanted = [p for p in places if any(frozenset((newcomer.id, m.id)) in links.together for m in p.members)]
    if not wanted and _floats(newcomer, places, policy):
        return tuple(pairs)
    best = min(wanted or places, key=lambda p: _rank(newcomer, p, links, policy), default=None)
    return tuple(pairs) if best is None else _joined(newcomer, best, pairs, wishes)


def release(
    absent_id: str,
    pairs: Sequence[Pair],
    attendees: Mapping[str, Attendee],
    *,
    wishes: Sequence[Wish] = (),
    policy: Policy = Policy(),  # noqa: B008, frozen
    met: Collection[frozenset[str]] = (),
    seed: int = 1,
) -> tuple[tuple[Pair, ...], Suggestion | None]:
    """The pairs without somebody who did not come, and what to suggest for those who are left.

    A pair of two is dissolved, and its other member is in no pair until the suggestion is accepted. Of three
    the two others stay buddies; newbies who lost their only experienced buddy get a suggestion as well.
    There is no suggestion when nobody is left behind, or when there is no better place.
    """
    pair = next((pair for pair in pairs if absent_id in pair.members), None)
    if pair is None:
        return tuple(pairs), None
    present = {a.id: a for a in attendees.values() if a.is_arrived and a.id != absent_id}
    left = [attendees[member] for member in pair.members if member != absent_id and member in attendees]
    elsewhere = tuple(other for other in pairs if other.id != pair.id)
    remaining = elsewhere
    if len(left) > 1:
        kept = replace(pair, members=tuple(m.id for m in left), reason=explain.reason(left, wishes))
        remaining = tuple(kept if other.id == pair.id else other for other in pairs)
        if not _lost_their_buddy(pair, left, present):
            return remaining, None
    suggested = elsewhere
    freed = [member for member in left if member.id in present]
    for member in freed:
        suggested = place(member, suggested, present, wishes=wishes, policy=policy, met=met, seed=seed)
    placed = {member for other in suggested for member in other.members}
    if not freed or any(member.id not in placed for member in left) or _same(suggested, remaining):
        return remaining, None
    return remaining, Suggestion(suggested, _sentence(absent_id, freed, suggested, attendees))


def rehomed(
    pair: Pair,
    pairs: Sequence[Pair],
    attendees: Mapping[str, Attendee],
    *,
    wishes: Sequence[Wish] = (),
    policy: Policy = Policy(),  # noqa: B008, frozen
) -> tuple[Pair, ...] | None:
    """All pairs with the newbies of ``pair``, who have nobody experienced, in places beside somebody who is.

    None when somebody experienced is in it, when it is locked, or when there is no such place for each of them.
    """
    people = [attendees[member] for member in pair.members if member in attendees]
    if pair.locked or not all(person.is_newbie for person in people):
        return None
    placed = tuple(other for other in pairs if other.id != pair.id)
    for person in people:
        placed = place(person, placed, attendees, wishes=wishes, policy=policy)
    pair_of = {member: other for other in placed for member in other.members}
    for person in people:
        beside = pair_of[person.id].members if person.id in pair_of else ()
        if all(attendees[member].is_newbie for member in beside if member in attendees):
            return None
    return placed


def _places(
    newcomer: Attendee,
    pairs: Sequence[Pair],
    attendees: Mapping[str, Attendee],
    links: Links,
    seed: int,
) -> list[_Place]:
    everybody = {**attendees, newcomer.id: newcomer}
    tiers = Tiers.for_people(len(everybody))
    drawn = ties(tuple(everybody.values()), seed)
    paired = {member for pair in pairs for member in pair.members}
    groups: list[tuple[Pair | None, tuple[Attendee, ...]]] = [
        (pair, tuple(attendees[member] for member in pair.members if member in attendees)) for pair in pairs
    ]
    groups += [
        (None, (other,))
        for other in attendees.values()
        if other.is_arrived and other.id not in paired and other.id != newcomer.id
    ]
    return [
        _Place(
            pair,
            members,
            sum(links.points(newcomer.id, member.id, tiers) for member in members)
            + min(points(newcomer, buddy, tiers) for buddy in explain.buddies_of(newcomer, members)),
            min(drawn[member.id] for member in members),
        )
        for pair, members in groups
        if members
    ]


def _floats(newcomer: Attendee, places: Sequence[_Place], policy: Policy) -> bool:
    """Whether somebody experienced is to stay free: the policy says so, and no newbie needs help."""
    if newcomer.is_newbie or policy.spare is not Spare.FLOAT:
        return False
    return any(p.newbies for p in places) and not any(_needs_help(p) for p in places)


def _needs_help(found: _Place) -> bool:
    return found.newbies > found.experienced


def _rank(newcomer: Attendee, found: _Place, links: Links, policy: Policy) -> tuple[float, ...]:
    """The smaller the better: wishes, then how newbies and experienced are spread, then what they share."""
    apart = sum(frozenset((newcomer.id, member.id)) in links.apart for member in found.members)
    spread = _newbie_rank(found, policy) if newcomer.is_newbie else _experienced_rank(found)
    locked = found.pair is not None and found.pair.locked
    return (apart, locked, *spread, found.strain, found.tie)


def _newbie_rank(found: _Place, policy: Policy) -> tuple[float, ...]:
    if found.pair is None and found.experienced:
        return (0, 0, 0, 0)
    crowded = len(found.members) >= _MOST_TOGETHER
    load = (found.newbies + 1) / found.experienced if found.experienced else 0
    too_many = policy.most_newbies is not None and load > policy.most_newbies
    if found.experienced and not too_many:
        return (1, crowded, load, len(found.members))
    if not found.experienced:
        return (2, crowded, 0, len(found.members))
    return (3, crowded, load, len(found.members))


def _experienced_rank(found: _Place) -> tuple[float, ...]:
    if found.newbies and not found.experienced:
        return (0, 0, len(found.members))
    if _needs_help(found):
        return (1, -found.newbies / found.experienced, len(found.members))
    if found.pair is None:
        return (2, 0, 0)
    return (3, -found.newbies / found.experienced, len(found.members))


def _joined(newcomer: Attendee, found: _Place, pairs: Sequence[Pair], wishes: Sequence[Wish]) -> tuple[Pair, ...]:
    members = in_order([*found.members, newcomer])
    ids = tuple(member.id for member in members)
    reason = explain.reason(members, wishes)
    if found.pair is None:
        number = max((pair.number for pair in pairs), default=0) + 1
        return (*pairs, Pair(_free_id(number, pairs), number, ids, False, reason))
    joined = replace(found.pair, members=ids, reason=reason)
    return tuple(joined if pair.id == found.pair.id else pair for pair in pairs)


def _free_id(number: int, pairs: Sequence[Pair]) -> str:
    taken = {pair.id for pair in pairs}
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"


def _lost_their_buddy(pair: Pair, left: Sequence[Attendee], present: Mapping[str, Attendee]) -> bool:
    """Whether the absent was the only one experienced of the pair, and others are there."""
    if not all(member.is_newbie for member in left):
        return False
    others = (a for a in present.values() if a.id not in pair.members)
    return any(not other.is_newbie for other in others)


def _same(some: Sequence[Pair], others: Sequence[Pair]) -> bool:
    return {frozenset(p.members) for p in some} == {frozenset(p.members) for p in others}


def _sentence(
    absent_id: str, freed: Sequence[Attendee], suggested: Sequence[Pair], attendees: Mapping[str, Attendee]
) -> Message:
    pair_of = {member: pair for pair in suggested for member in pair.members}

    def joins(member: Attendee) -> Message:
        others = [attendees[other] for other in pair_of[member.id].members if other != member.id]
        return Message(
            QT_TRANSLATE_NOOP("domain", "{name} with {buddies}"),
            {"name": member.name, "buddies": explain.names(others)},
        )

    values: dict[str, object] = {"absent": attendees[absent_id].name, "first": joins(freed[0])}
    if len(freed) == 1 or pair_of[freed[0].id] is pair_of[freed[1].id]:
        template = QT_TRANSLATE_NOOP("domain", "{absent} is not here. Put {first}?")
    else:
        template = QT_TRANSLATE_NOOP("domain", "{absent} is not here. Put {first}, and {second}?")
        values["second"] = joins(freed[1])
    return Message(template, values)
