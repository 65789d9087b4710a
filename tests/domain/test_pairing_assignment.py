"""The exact solver: optimal, proven, and the same whoever comes first."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from buddy_console.domain.pairing.apart import solve_apart
from buddy_console.domain.pairing.assignment import assign
from buddy_console.domain.pairing.layout import share_out
from buddy_console.domain.pairing.problem import TIE_PRIME, Factor, Problem, Solution, certificate
from buddy_console.domain.pairing.propose import propose
from pairing_people import room

ties = st.integers(1, TIE_PRIME - 1)


@st.composite
def problems(draw: st.DrawFn, hubs: int = 4, dearest: int = 2**70, most: int = 2) -> Problem:
    count = draw(st.integers(1, hubs))
    must = draw(st.lists(st.integers(0, most), min_size=count, max_size=count))
    may = draw(st.lists(st.booleans(), min_size=count, max_size=count).filter(lambda may: any(may + must)))
    optional = draw(st.integers(0 if any(must) else 1, sum(may)))
    satellites = sum(must) + optional
    costs = st.integers(0, draw(st.sampled_from([1, 3, 1000, dearest])))
    row = st.lists(costs, min_size=count, max_size=count)
    table = draw(st.lists(row, min_size=satellites, max_size=satellites))
    return Problem(
        (Factor(range(satellites), range(count), table),),
        draw(st.lists(ties, min_size=satellites, max_size=satellites)),
        draw(st.lists(ties, min_size=count, max_size=count)),
        must,
        may,
        optional,
    )


def allowed(problem: Problem) -> list[tuple[int, ...]]:
    """Every assignment that keeps to the places, by trying all of them."""
    places = [(hub, False) for hub, must in enumerate(problem.must) for _ in range(must)]
    places += [(hub, True) for hub, may in enumerate(problem.may) if may]
    chosen = set()
    for order in permutations(places, len(problem.satellite_ties)):
        if sum(optional for _, optional in order) == problem.optional:
            chosen.add(tuple(hub for hub, _ in order))
    return sorted(chosen)


def cost_of(problem: Problem, hub_of: tuple[int, ...]) -> tuple[int, int]:
    """The cost and the tie-break of an assignment."""
    rows = problem.rows()
    tie = sum(
        problem.satellite_ties[satellite] * problem.hub_ties[hub] % TIE_PRIME
        for satellite, hub in enumerate(hub_of)
    )
    return sum(rows[satellite][hub] for satellite, hub in enumerate(hub_of)), tie


@given(problems(hubs=3))
def test_it_finds_the_cheapest_of_all_assignments_and_of_those_the_smallest_tie(problem: Problem) -> None:
    solution = assign(problem)
    best = min(cost_of(problem, hub_of) for hub_of in allowed(problem))
    assert cost_of(problem, solution.hub_of) == best
    assert solution.cost == solution.bound == best[0]


@given(problems(), st.lists(st.integers(-50, 50), min_size=4, max_size=4))
def test_any_prices_give_a_lower_bound(problem: Problem, prices: list[int]) -> None:
    assert certificate(problem.rows(), problem, prices[: len(problem.must)]) <= assign(problem).cost


@given(problems(hubs=12, most=5))
def test_the_proof_holds_and_the_places_are_kept(problem: Problem) -> None:
    solution = assign(problem)
    assert solution.cost == solution.bound == certificate(problem.rows(), problem, solution.prices)
    load = [solution.hub_of.count(hub) for hub in range(len(problem.must))]
    more = [have - must for have, must in zip(load, problem.must, strict=True)]
    assert all(extra in ((0, 1) if may else (0,)) for extra, may in zip(more, problem.may, strict=True))


@settings(max_examples=30)
@given(problems(hubs=3, most=30, dearest=10**6))
def test_the_proof_holds_where_a_crowd_goes_to_one_hub(problem: Problem) -> None:
    solution = assign(problem)
    assert solution.cost == solution.bound


@given(st.data(), problems(hubs=3))
def test_keep_apart_costs_the_least_that_it_can(data: st.DataObject, problem: Problem) -> None:
    two = [(a, b) for b in range(len(problem.satellite_ties)) for a in range(b)]
    wishes = data.draw(st.lists(st.sampled_from(two), unique=True)) if two else []
    penalty = data.draw(st.sampled_from([1, 5, 2**80]))

    def cost_with_wishes(hub_of: tuple[int, ...]) -> int:
        return cost_of(problem, hub_of)[0] + penalty * sum(hub_of[a] == hub_of[b] for a, b in wishes)

    found = solve_apart(problem, wishes, penalty, assign)
    assert found.cost == found.bound == cost_with_wishes(found.hub_of)
    assert found.cost == min(map(cost_with_wishes, allowed(problem)))


@given(
    st.lists(st.integers(0, 4), min_size=1, max_size=6),
    st.integers(0, 20),
    st.none() | st.integers(1, 4),
    st.booleans(),
)
def test_places_are_shared_out_evenly(taken: list[int], count: int, most: int | None, floats: bool) -> None:
    room_left = share_out(taken, count, most, floats=floats)
    assert sum(room_left.must) + room_left.optional + room_left.idle == count
    assert room_left.optional <= sum(room_left.may)
    assert room_left.idle != 1 or floats
    least = min(have + must for have, must in zip(taken, room_left.must, strict=True))
    for have, must, may in zip(taken, room_left.must, room_left.may, strict=True):
        assert must + may == 0 or have + must + may <= least + 1


@given(problems(hubs=8, most=4), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(problem: Problem, chance) -> None:
    order = list(range(len(problem.satellite_ties)))
    chance.shuffle(order)
    (factor,) = problem.factors
    shuffled = replace(
        problem,
        factors=(replace(factor, table=[factor.table[at] for at in order]),),
        satellite_ties=[problem.satellite_ties[at] for at in order],
    )
    first, second = assign(problem), assign(shuffled)
    assert cost_of(problem, first.hub_of) == cost_of(shuffled, second.hub_of)


@pytest.mark.parametrize(
    ("experienced", "newbies"), [(15, 45), (30, 30), (17, 43), (40, 20), (33, 27), (60, 61), (25, 96)]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_medium_rooms_cost_what_scipy_says(experienced: int, newbies: int, seed: int) -> None:
    seen: list[tuple[Problem, Solution]] = []

    def watched(problem: Problem, progress=None, /) -> Solution:
        seen.append((problem, assign(problem, progress)))
        return seen[-1][1]

    propose(room(experienced, newbies, seed), solve=watched, seed=seed)
    for problem, solution in seen:
        assert solution.cost == scipy_cost(problem)


def scipy_cost(problem: Problem) -> int:
    """The optimum with one column a place; an optional place costs more than everything else."""
    rows = np.array(problem.rows(), dtype=float)
    optional = np.flatnonzero(problem.may) if problem.optional else []
    offset = rows.max() * 2 + 1
    columns = [rows[:, hub] for hub, must in enumerate(problem.must) for _ in range(must)]
    columns += [rows[:, hub] + offset for hub in optional]
    matrix = np.stack(columns, axis=1)
    people, places = linear_sum_assignment(matrix)
    used = [place - sum(problem.must) for place in places if place >= sum(problem.must)]
    assert len(used) == problem.optional
    hubs = [hub for hub, must in enumerate(problem.must) for _ in range(must)] + list(optional)
    exact = problem.rows()
    return sum(exact[person][hubs[place]] for person, place in zip(people, places, strict=True))
