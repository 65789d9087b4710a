"""Pairs of equals, for those who find nobody of the other level: halves matched again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from buddy_console.domain.pairing.assignment import assign
from buddy_console.domain.pairing.problem import Factor, Problem

ROUNDS = 12
# Above this many people a round takes long enough to be counted.
ROUND_WORK = 4_000_000


@dataclass(frozen=True, slots=True)
class Peers:
    """Groups of indexes, two each and three in one of them for an odd number, and what they cost at least."""

    groups: tuple[tuple[int, ...], ...]
    cost: int
    bound: int


def match_peers(
    costs: Sequence[Sequence[int]], ties: Sequence[int], chance: Random, progress: Callable[[float], None]
) -> Peers:
    """Match everybody with one other, given ``costs[a][b] == costs[b][a]``.

    The people are split in two halves along the pairs so far, the halves are assigned exactly, and so on:
    the cost never rises. It is within some hundredths of the optimum, not proven to be it, so ``bound`` may
    be below ``cost``. Somebody left over becomes the third where it costs least.
    """
    count = len(costs)
    pairs = [(a, a + 1) for a in range(0, count - 1, 2)]
    third = count - 1 if count % 2 else None
    rounds = max(3, min(ROUNDS, ROUND_WORK // max(1, count**2 * 50)))
    for done in range(rounds):
        turned = [pair if chance.random() < 0.5 else pair[::-1] for pair in pairs]
        left, right = [a for a, _ in turned], [b for _, b in turned]
        if third is not None:
            # Whoever is matched with nobody this time costs nothing, and is the third.
            left.append(third)
        pairs, third = _rematched(costs, ties, left, right)
        progress((done + 1) / rounds)
    cost = sum(costs[a][b] for a, b in pairs)
    groups: list[tuple[int, ...]] = list(pairs)
    bound = _bound(costs)
    if third is not None and groups:
        at, more = min(
            ((at, min(costs[third][a], costs[third][b])) for at, (a, b) in enumerate(pairs)),
            key=lambda found: (found[1], found[0]),
        )
        groups[at] = (*groups[at], third)
        cost += more
    elif third is not None:
        groups = [(third,)]
    return Peers(tuple(groups), cost, min(bound, cost))


def _rematched(
    costs: Sequence[Sequence[int]], ties: Sequence[int], left: list[int], right: list[int]
) -> tuple[list[tuple[int, int]], int | None]:
    idle = len(left) - len(right)
    table = [[costs[a][b] for b in right] for a in left]
    factor = Factor(range(len(left)), range(len(right)), table)
    hub_ties = [ties[b] for b in right] + [1] * idle
    size = len(right) + idle
    problem = Problem((factor,), [ties[a] for a in left], hub_ties, [1] * size, [False] * size, 0, {}, idle)
    solution = assign(problem)
    pairs = [(a, right[hub]) for a, hub in zip(left, solution.hub_of, strict=True) if hub < len(right)]
    third = next((a for a, hub in zip(left, solution.hub_of, strict=True) if hub == len(right)), None)
    return pairs, third


def _bound(costs: Sequence[Sequence[int]]) -> int:
    """Half of what each pays at least. Of an odd number any one may be the third, who pays something as well."""
    cheapest = sorted(min((c for b, c in enumerate(row) if b != a), default=0) for a, row in enumerate(costs))
    return -(-sum(cheapest) // 2)
