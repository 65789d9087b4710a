"""Satellites assigned to hubs: those who stay together pinned first, the rest by the exact solver."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.pairing.affinity import Links, Tiers, points
from buddy_console.domain.pairing.apart import solve_apart
from buddy_console.domain.pairing.layout import Layout, Unit, share_out
from buddy_console.domain.pairing.problem import Problem, Solver
from buddy_console.domain.pairing.weighing import factors, tie

# Assignments worth trying, in edges, to find the hub for satellites who stay together.
TRIES = 60_000


@dataclass(frozen=True, slots=True)
class Weights:
    """All that a choice is weighed with. ``drawn`` is each person's number for the tie-break."""

    links: Links
    tiers: Tiers
    drawn: Mapping[str, int]
    seed: int
    solve: Solver
    progress: Callable[[float], None]

    def between(self, a: Attendee, b: Attendee) -> int:
        return points(a, b, self.tiers) + self.links.points(a.id, b.id, self.tiers)


@dataclass(frozen=True, slots=True)
class Assigned:
    """The hubs with their satellites, those in no hub, and the cost with its bound."""

    groups: tuple[Unit, ...]
    idle: tuple[Attendee, ...]
    cost: int
    bound: int


def assign_hubs(layout: Layout, weights: Weights) -> Assigned:
    """Find every satellite's hub.

    A unit of several satellites is tried at the hubs that suit it best; unless all hubs could be tried the
    bound is only what everybody pays at least.
    """
    singles = [unit[0] for unit in layout.satellites if len(unit) == 1]
    bundles = [unit for unit in layout.satellites if len(unit) > 1]
    tries = max(1, TRIES // max(1, len(layout.satellites) * len(layout.hubs)))
    found, complete = _with_bundles(layout, layout.hubs, bundles, singles, weights, tries=tries)
    if complete:
        return found
    return replace(found, bound=min(found.bound, _least(layout, len(found.idle), weights)))


def _with_bundles(
    layout: Layout,
    hubs: tuple[Unit, ...],
    bundles: Sequence[Unit],
    singles: Sequence[Attendee],
    weights: Weights,
    *,
    tries: int,
) -> tuple[Assigned, bool]:
    if not bundles:
        return _assigned(layout, hubs, singles, weights), True
    bundle, *rest = bundles
    level = bundle[0].level
    taken = [sum(member.level is level for member in hub) for hub in hubs]
    free = [at for at, count in enumerate(taken) if count == min(taken)]
    prices = {at: _pinned_cost(layout, hubs[at], at, bundle, weights) for at in free}
    likely = sorted(free, key=lambda at: (prices[at], weights.drawn[hubs[at][0].id]))[:tries]
    best: Assigned | None = None
    bound: int | None = None
    complete = len(likely) == len(free)
    for at in likely:
        pinned = (*hubs[:at], (*hubs[at], *bundle), *hubs[at + 1 :])
        found, all_tried = _with_bundles(layout, pinned, rest, singles, weights, tries=tries // len(likely))
        complete = complete and all_tried
        bound = found.bound + prices[at] if bound is None else min(bound, found.bound + prices[at])
        if best is None or found.cost + prices[at] < best.cost:
            best = replace(found, cost=found.cost + prices[at])
    assert best is not None
    assert bound is not None
    return replace(best, bound=bound), complete


def _pinned_cost(layout: Layout, hub: Unit, at: int, bundle: Unit, weights: Weights) -> int:
    face = _face(layout.hubs[at], bundle[0])
    return sum(
        points(member, face, weights.tiers)
        + sum(weights.links.points(member.id, other.id, weights.tiers) for other in hub)
        for member in bundle
    )


def _assigned(layout: Layout, hubs: tuple[Unit, ...], singles: Sequence[Attendee], weights: Weights) -> Assigned:
    if not singles:
        return Assigned(hubs, (), 0, 0)
    problem = _problem(layout, hubs, singles, weights)
    index = {single.id: at for at, single in enumerate(singles)}
    wishes = sorted(
        (min(pair), max(pair))
        for pair in ([index[member] for member in both if member in index] for both in weights.links.apart)
        if len(pair) == 2
    )
    solution = solve_apart(problem, wishes, weights.tiers.apart, weights.solve, weights.progress)
    groups = [list(hub) for hub in hubs]
    idle: list[Attendee] = []
    for single, hub in zip(singles, solution.hub_of, strict=True):
        (groups[hub] if hub < len(groups) else idle).append(single)
    return Assigned(tuple(map(tuple, groups)), tuple(idle), solution.cost, solution.bound)


def _problem(layout: Layout, hubs: tuple[Unit, ...], singles: Sequence[Attendee], weights: Weights) -> Problem:
    level = singles[0].level
    taken = [sum(member.level is level for member in hub) for hub in hubs]
    room = share_out(taken, len(singles), layout.most, floats=layout.floats)
    faces = [_face(hub, singles[0]) for hub in hubs]
    idle = 1 if room.idle else 0
    return Problem(
        factors=factors(singles, faces, weights.tiers),
        satellite_ties=[weights.drawn[single.id] for single in singles],
        hub_ties=[weights.drawn[face.id] for face in faces] + [tie(weights.seed, "in no hub")] * idle,
        must=room.must + [room.idle] * idle,
        may=room.may + [False] * idle,
        optional=room.optional,
        extra=_extra(hubs, singles, weights),
        idle=idle,
    )


def _extra(hubs: Sequence[Unit], singles: Sequence[Attendee], weights: Weights) -> dict[tuple[int, int], int]:
    hub_at = {member.id: at for at, hub in enumerate(hubs) for member in hub}
    single_at = {single.id: at for at, single in enumerate(singles)}
    extra: dict[tuple[int, int], int] = {}
    for both in weights.links.apart | weights.links.met:
        for member in both:
            (other,) = both - {member}
            if member in single_at and other in hub_at:
                edge = single_at[member], hub_at[other]
                extra[edge] = extra.get(edge, 0) + weights.links.points(member, other, weights.tiers)
    return extra


def _face(hub: Unit, satellite: Attendee) -> Attendee:
    """The member of a hub whom its satellites are compared with: the first of the other level."""
    return next(member for member in hub if member.level is not satellite.level)


def _least(layout: Layout, idle: int, weights: Weights) -> int:
    """What everybody pays at least, wherever they go, while the ``idle`` dearest pay nothing."""
    cheapest = sorted(
        min(points(member, _face(hub, member), weights.tiers) for hub in layout.hubs)
        for unit in layout.satellites
        for member in unit
    )
    return sum(cheapest[: len(cheapest) - idle])
