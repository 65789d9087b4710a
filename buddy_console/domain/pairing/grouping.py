"""Everybody into groups: locked pairs aside, hubs and satellites assigned, and the rest among themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.pairing.affinity import networks_of
from buddy_console.domain.pairing.hubs import Weights, assign_hubs
from buddy_console.domain.pairing.layout import Unit, lay_out, units
from buddy_console.domain.pairing.model import Pair, Policy
from buddy_console.domain.pairing.peers import match_peers
from buddy_console.domain.pairing.problem import Problem
from buddy_console.domain.pairing.weighing import factors

# More people than this are matched with their equals in blocks of an even size.
MOST_PEERS = 600
PEER_BLOCK = 200


@dataclass(slots=True)
class Grouping:
    """Groups of ids, locked ones included, who floats, and the cost of what was chosen with its bound."""

    groups: list[list[str]] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)
    locked: list[Pair] = field(default_factory=list)
    alone: str | None = None
    cost: int = 0
    bound: int = 0


def group_everybody(
    ordered: Sequence[Attendee], locked: Sequence[Pair], policy: Policy, weights: Weights
) -> Grouping:
    """Group ``ordered``, which is in an order that does not depend on how people came."""
    grouping = Grouping(locked=list(locked))
    in_locked = {member for pair in locked for member in pair.members}
    free = [attendee for attendee in ordered if attendee.id not in in_locked]
    anybody_new = any(attendee.is_newbie for attendee in ordered)
    layout = lay_out(units(free, weights.links), policy, anybody_new=anybody_new)
    others = layout.others
    if layout.hubs:
        found = assign_hubs(layout, weights)
        grouping.groups = [[member.id for member in group] for group in found.groups]
        grouping.cost, grouping.bound = found.cost, found.bound
        others = (*others, *((idle,) for idle in found.idle))
    if layout.floats:
        grouping.floating = [member.id for unit in others for member in unit]
    else:
        _among_themselves(grouping, others, ordered, weights)
    grouping.groups += [list(pair.members) for pair in grouping.locked]
    return grouping


def _among_themselves(
    grouping: Grouping, others: Sequence[Unit], ordered: Sequence[Attendee], weights: Weights
) -> None:
    grouping.groups += [[member.id for member in unit] for unit in others if len(unit) > 1]
    singles = [unit[0] for unit in others if len(unit) == 1]
    if len(singles) == 1:
        _join_somewhere(grouping, singles[0], ordered, weights)
    blocks = _blocks(singles)
    for block in blocks:
        drawn = [weights.drawn[single.id] for single in block]
        chance = Random(f"{weights.seed} {drawn}")
        found = match_peers(_costs(block, weights), chance, weights.progress)
        grouping.groups += [[block[at].id for at in group] for group in found.groups]
        grouping.cost += found.cost
        # The bound of a block says nothing about pairs across blocks.
        grouping.bound += found.bound if len(blocks) == 1 else 0


def _blocks(singles: list[Attendee]) -> list[list[Attendee]]:
    """All at once, or blocks of people who are alike where there are very many."""
    if len(singles) < 2:
        return []
    if len(singles) <= MOST_PEERS:
        return [singles]
    alike = sorted(singles, key=lambda a: (sorted(a.languages), a.place, sorted(networks_of(a)), fold(a.table)))
    blocks = [alike[at : at + PEER_BLOCK] for at in range(0, len(alike), PEER_BLOCK)]
    if len(blocks[-1]) == 1:
        blocks[-2] += blocks.pop()
    return blocks


def _costs(people: Sequence[Attendee], weights: Weights) -> list[list[int]]:
    at = {person.id: index for index, person in enumerate(people)}
    extra = {}
    for both in weights.links.apart | weights.links.met:
        a, b = both
        if a in at and b in at:
            extra[at[a], at[b]] = extra[at[b], at[a]] = weights.links.points(a, b, weights.tiers)
    drawn = [weights.drawn[person.id] for person in people]
    return Problem(factors(people, people, weights.tiers), drawn, drawn, (), (), 0, extra).rows()


def _join_somewhere(grouping: Grouping, single: Attendee, ordered: Sequence[Attendee], weights: Weights) -> None:
    """Nobody is alone while anybody else is there: the one left over joins the group that it suits best."""
    people = {person.id: person for person in ordered}

    def strain(members: Sequence[str]) -> tuple[int, int]:
        links = sum(weights.links.points(single.id, member, weights.tiers) for member in members)
        return len(members), links + min(weights.between(single, people[member]) for member in members)

    if grouping.groups:
        best = min(grouping.groups, key=lambda group: (*strain(group), sorted(group)))
        grouping.cost += strain(best)[1]
        best.append(single.id)
    elif grouping.locked:
        pair = min(grouping.locked, key=lambda pair: (*strain(pair.members), pair.id))
        grouping.cost += strain(pair.members)[1]
        at = grouping.locked.index(pair)
        grouping.locked[at] = replace(pair, members=(*pair.members, single.id), reason=None)
    else:
        grouping.alone = single.id
