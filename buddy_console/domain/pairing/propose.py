"""Propose pairs for everybody who has arrived, the best for wishes, policy and what people share."""

from collections.abc import Callable, Collection, Sequence

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.pairing import explain, notes
from buddy_console.domain.pairing.affinity import Tiers, links_of
from buddy_console.domain.pairing.assignment import assign
from buddy_console.domain.pairing.grouping import Grouping, group_everybody
from buddy_console.domain.pairing.hubs import Weights
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Wish, in_order
from buddy_console.domain.pairing.problem import Solver
from buddy_console.domain.pairing.weighing import ties


def propose(
    attendees: Sequence[Attendee],
    *,
    wishes: Sequence[Wish] = (),
    policy: Policy = Policy(),  # noqa: B008, frozen
    locked: Sequence[Pair] = (),
    met: Collection[frozenset[str]] = (),
    seed: int = 1,
    solve: Solver | None = None,
    progress: Callable[[float], None] | None = None,
) -> Proposal:
    """Pairs for all ``attendees``, nobody alone while anybody else is there.

    The same people, wishes, policy and seed give the same pairs, in whatever order the people are listed.
    ``locked`` pairs stay as they are; ``met`` holds the two ids of partners in earlier sessions; ``solve``
    replaces the exact solver for very many people; ``progress`` is told how far it is, from 0 to 1.

    """
    people = {attendee.id: attendee for attendee in attendees}
    drawn = ties(attendees, seed)
    ordered = sorted(people.values(), key=lambda a: (drawn[a.id], a.id))
    kept = [pair for pair in (_still_there(pair, people) for pair in locked) if len(pair.members) > 1]
    tiers = Tiers.for_people(len(ordered))
    weights = Weights(links_of(wishes, met), tiers, drawn, seed, solve or assign, progress or _ignore)
    grouping = group_everybody(ordered, kept, policy, weights)
    pairs = _numbered(grouping, people, wishes)
    unmet = (
        *notes.on_numbers(grouping.alone, pairs, people, policy),
        *explain.unmet(pairs, people, wishes, frozenset(met)),
    )
    if progress is not None:
        progress(1.0)
    floating = sorted(grouping.floating, key=lambda member: (fold(people[member].name), drawn[member], member))
    return Proposal(pairs, tuple(floating), unmet, grouping.cost, grouping.bound, seed)


def _still_there(pair: Pair, people: Collection[str]) -> Pair:
    members = tuple(member for member in pair.members if member in people)
    return Pair(pair.id, pair.number, members, pair.locked, pair.reason)


def _numbered(grouping: Grouping, people: dict[str, Attendee], wishes: Collection[Wish]) -> tuple[Pair, ...]:
    """The groups as pairs, numbered by table, then by the first name. Locked ones keep their id and reason."""
    locked = {frozenset(pair.members): pair for pair in grouping.locked}
    groups = [in_order([people[member] for member in group]) for group in grouping.groups]
    groups.sort(key=lambda members: (*_table_key(members), *((fold(a.name), a.id) for a in members)))
    taken = {pair.id for pair in locked.values()}
    pairs = []
    for number, members in enumerate(groups, start=1):
        ids = tuple(member.id for member in members)
        before = locked.get(frozenset(ids))
        if before is not None:
            pairs.append(Pair(before.id, number, ids, before.locked, before.reason or explain.reason(members)))
        else:
            pairs.append(Pair(_free_id(number, taken), number, ids, False, explain.reason(members, wishes)))
    return tuple(pairs)


def _table_key(members: Sequence[Attendee]) -> tuple[bool, int, str]:
    """Tables with a name come first, in the order of their numbers: ``Table 9`` before ``Table 10``."""
    table = fold(next((member.table for member in members if member.table), ""))
    digits = "".join(c for c in table if c.isdecimal())[:9]
    return (not table, int(digits) if digits else 0, table)


def _free_id(number: int, taken: set[str]) -> str:
    while (pair_id := f"p{number}") in taken:
        number += 1
    taken.add(pair_id)
    return pair_id


def _ignore(_done: float) -> None:
    pass
