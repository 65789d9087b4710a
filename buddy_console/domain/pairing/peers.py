"""Pairs of equals, for those who find nobody of the other level: halves matched again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from buddy_console.domain.pairing.paths import cheapest

Costs = Sequence[list[int]]

ROUNDS = 12
FEWEST_ROUNDS = 3
# Rounds times people squared: many people get fewer rounds, so that nobody waits.
ROUND_WORK = 300_000
MOST_TO_PROVE = 160


@dataclass(frozen=True, slots=True)
class Peers:
    """Groups of indexes, two each and three in one of them for an odd number, and what they cost at least."""

    groups: tuple[tuple[int, ...], ...]
    cost: int
    bound: int


def match_peers(costs: Costs, chance: Random, progress: Callable[[float], None]) -> Peers:
    """Match everybody with one other, given ``costs[a][b] == costs[b][a]``.

    The people are split in two halves along the pairs so far, the halves are assigned exactly, and so on:
    the cost never rises. It is within some hundredths of the optimum, not proven to be it, so ``bound`` may
    be below ``cost``. Somebody left over becomes the third where it costs least.
    """
    count = len(costs)
    pairs = [(a, a + 1) for a in range(0, count - 1, 2)]
    third = count - 1 if count % 2 else None
    rounds = max(FEWEST_ROUNDS, min(ROUNDS, ROUND_WORK // max(1, count**2)))
    for done in range(rounds):
        turned = [pair if chance.random() < 0.5 else pair[::-1] for pair in pairs]
        left, right = [a for a, _ in turned], [b for _, b in turned]
        if third is not None:
            # Whoever is matched with nobody this time costs nothing, and is the third.
            left.append(third)
        pairs, third = _rematched(costs, left, right)
        pairs = _exchanged(costs, pairs)
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
    costs: Costs, left: Sequence[int], right: Sequence[int]
) -> tuple[list[tuple[int, int]], int | None]:
    idle = len(left) - len(right)
    rows = [[costs[a][b] for b in right] + [0] * idle for a in left]
    hub_of, _ = cheapest(rows, [1] * len(left), [False] * len(left))
    pairs = [(a, right[hub]) for a, hub in zip(left, hub_of, strict=True) if hub < len(right)]
    third = next((a for a, hub in zip(left, hub_of, strict=True) if hub == len(right)), None)
    return pairs, third


def _exchanged(costs: Costs, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two pairs exchange partners wherever that costs less. One pass over all two pairs."""
    pairs = list(pairs)
    for at, (a, b) in enumerate(pairs):
        from_a, from_b, now = costs[a], costs[b], costs[a][b]
        straight = [from_a[c] + from_b[d] - costs[c][d] for c, d in pairs[:at]]
        crossed = [from_a[d] + from_b[c] - costs[c][d] for c, d in pairs[:at]]
        best = min(min(straight, default=now), min(crossed, default=now))
        if best < now:
            turned = best not in straight
            other = crossed.index(best) if turned else straight.index(best)
            c, d = pairs[other][::-1] if turned else pairs[other]
            pairs[at], pairs[other] = (a, c), (b, d)
    return pairs


def _bound(costs: Costs) -> int:
    """Half of what each pays at least: exactly assigned to somebody else, or, of very many, to the cheapest.

    Of an odd number any one may be the third, who pays something as well.
    """
    count = len(costs)
    least = [min(row[:a] + row[a + 1 :]) for a, row in enumerate(costs)]
    if count % 2 or count > MOST_TO_PROVE:
        return -(-sum(least) // 2)
    forbidden = sum(map(max, costs)) + 1
    rows = [[*row[:a], forbidden, *row[a + 1 :]] for a, row in enumerate(costs)]
    hub_of, _ = cheapest(rows, [1] * count, [False] * count)
    return -(-sum(row[hub] for row, hub in zip(rows, hub_of, strict=True)) // 2)
