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
TRIES = 40_000


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

    A unit of several satellites is tried at the hubs that suit it best by the prices of the problem in which
    nobody has to stay together. Unless all hubs could be tried, that problem's bound is the bound.
    """
    singles = [unit[0] for unit in layout.satellites if len(unit) == 1]
    bundles = [unit for unit in layout.satellites if len(unit) > 1]
    if not bundles:
        return _assigned(layout, layout.hubs, singles, weights)
    loose = _problem(layout, layout.hubs, [member for unit in layout.satellites for member in unit], weights)
    relaxed = weights.solve(loose)
    tries = max(1, TRIES // (len(layout.satellites) * len(layout.hubs)))
    pinning = _Pinning(layout, singles, weights, relaxed.prices)
    found, complete = pinning.best(layout.hubs, bundles, tries)
    if complete:
        return found
    # Units that fit into the places of an untouched hub leave everybody's places as they were.
    level = bundles[0][0].level
    untouched = [
        must
        for must, hub in zip(loose.must, layout.hubs, strict=False)
        if all(member.level is not level for member in hub)
    ]
    same_places = len(bundles) <= len(untouched) and max(map(len, bundles)) <= min(untouched)
    least = relaxed.bound if same_places else _least(layout, len(found.idle), weights)
    return replace(found, bound=min(found.cost, least))


@dataclass(frozen=True, slots=True)
class _Pinning:
    """Tries hubs for units of several satellites. ``prices`` say how much in demand each hub is."""

    layout: Layout
    singles: Sequence[Attendee]
    weights: Weights
    prices: Sequence[int]

    def best(self, hubs: tuple[Unit, ...], bundles: Sequence[Unit], tries: int) -> tuple[Assigned, bool]:
        """The cheapest that was tried, and whether all there is was tried."""
        if not bundles:
            return _assigned(self.layout, hubs, self.singles, self.weights), True
        bundle, *rest = bundles
        taken = [sum(member.level is bundle[0].level for member in hub) for hub in hubs]
        free = [at for at, count in enumerate(taken) if count == min(taken)]
        costs = {at: _pinned_cost(self.layout, hubs[at], at, bundle, self.weights) for at in free}
        free.sort(key=lambda at: (costs[at] - len(bundle) * self.prices[at], self._drawn(hubs[at])))
        likely = free[:tries]
        tried = []
        for at in likely:
            pinned = (*hubs[:at], (*hubs[at], *bundle), *hubs[at + 1 :])
            found, complete = self.best(pinned, rest, max(1, tries // len(likely)))
            cost, bound = found.cost + costs[at], found.bound + costs[at]
            tried.append((cost, self._drawn(hubs[at]), bound, complete, found))
        cost, _, _, _, best = min(tried, key=lambda one: one[:2])
        everything = len(likely) == len(free) and all(complete for _, _, _, complete, _ in tried)
        return replace(best, cost=cost, bound=min(bound for _, _, bound, _, _ in tried)), everything

    def _drawn(self, hub: Unit) -> int:
        return self.weights.drawn[hub[0].id]


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
