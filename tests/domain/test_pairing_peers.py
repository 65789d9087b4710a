"""Pairs of equals: everybody matched, near the optimum, and a bound that is one."""

from functools import cache
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from buddy_console.domain.pairing.affinity import Tiers, points
from buddy_console.domain.pairing.peers import match_peers
from pairing_people import room


@st.composite
def symmetric_costs(draw: st.DrawFn) -> list[list[int]]:
    count = draw(st.integers(2, 9))
    dearest = draw(st.sampled_from([1, 9, 10**6]))
    upper = {(a, b): draw(st.integers(0, dearest)) for a in range(count) for b in range(a)}
    return [[upper.get((max(a, b), min(a, b)), 0) for b in range(count)] for a in range(count)]


def optimum(costs: list[list[int]]) -> int:
    """The least cost of pairs and, for an odd number, one third, by trying everything."""

    @cache
    def best(left: frozenset[int]) -> int:
        if not left:
            return 0
        first = min(left)
        return min(costs[first][other] + best(left - {first, other}) for other in left - {first})

    everybody = frozenset(range(len(costs)))
    if len(costs) % 2 == 0:
        return best(everybody)
    return min(
        min(costs[third][other] for other in everybody - {third}) + best(everybody - {third})
        for third in everybody
    )


@given(symmetric_costs(), st.integers(0, 9))
def test_everybody_is_matched_and_the_bound_is_below_the_optimum(costs: list[list[int]], seed: int) -> None:
    found = match_peers(costs, Random(seed), lambda _done: None)
    assert sorted(at for group in found.groups for at in group) == list(range(len(costs)))
    assert sorted(len(group) for group in found.groups)[:-1] == [2] * (len(costs) // 2 - 1)
    assert found.bound <= optimum(costs) <= found.cost


def test_the_bound_is_half_of_the_assignment_of_everybody_to_somebody_else() -> None:
    people = room(0, 40)
    tiers = Tiers.for_people(40)
    costs = [[points(a, b, tiers) for b in people] for a in people]
    matrix = np.array(costs, dtype=float)
    np.fill_diagonal(matrix, matrix.sum())
    rows, columns = linear_sum_assignment(matrix)
    found = match_peers(costs, Random(1), lambda _done: None)
    assert found.bound == -(-int(matrix[rows, columns].sum()) // 2)


def test_it_comes_near_the_optimum() -> None:
    worst = 1.0
    for seed in range(40):
        chance = Random(seed)
        count = chance.choice([8, 10])
        upper = {(a, b): chance.randrange(1000) for a in range(count) for b in range(a)}
        costs = [[upper.get((max(a, b), min(a, b)), 0) for b in range(count)] for a in range(count)]
        found = match_peers(costs, chance, lambda _done: None)
        worst = max(worst, found.cost / optimum(costs))
    assert worst < 1.2
