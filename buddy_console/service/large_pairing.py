"""Pairing for very many people: the same optimum and tie-break as the solver of the domain, by SciPy."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError
from buddy_console.domain.pairing.problem import TIE_PRIME, Problem, Solution, Solver, given_back
from buddy_console.domain.pairing.tiebreak import settled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

# Whole numbers are exact below 2**53 in the search; the proof is computed in 64 bits.
MOST_IN_SEARCH = 2**50
MOST_IN_PROOF = 2**61


def large_solver() -> Solver:
    """The solver for more people than the domain's own can do in time.

    Raises:
        DomainError: the extra ``large`` is not installed.

    """
    try:
        import scipy.optimize  # noqa: F401
    except ImportError:
        raise DomainError(
            QT_TRANSLATE_NOOP(
                "service",
                "Pairing so many people needs an extra part of the program. Install it with: "
                'pip install "buddy-console[large]". The list of people is unchanged.',
            )
        ) from None
    return assign_large


def assign_large(problem: Problem, progress: Callable[[float], None] | None = None, /) -> Solution:
    """The cheapest assignment, as ``assignment.assign`` finds it.

    Costs above ``MOST_IN_SEARCH``, which are kept-apart wishes among thousands of people, are all taken for
    that: the cost stays true and the bound a bound, and the gap shows if that was not exact.
    """
    import numpy as np

    tell = progress or _ignore
    costs = _costs(problem)
    tell(0.1)
    hub_of = _fill(np.minimum(costs, MOST_IN_SEARCH).astype(float), problem.must, problem.may, problem.optional)
    tell(0.5)
    prices = _prices(costs, problem, hub_of)
    reduced = costs - prices
    least = reduced.min(axis=1)
    tell(0.7)
    plain = [int(price) for price in prices]
    bound = sum(map(int, least)) + given_back(problem, plain)
    if bound == int(costs[np.arange(len(hub_of)), hub_of].sum()):
        hub_of = _break_ties(problem, reduced == least[:, None], plain)
    cost = sum(_true_cost(problem, satellite, int(hub)) for satellite, hub in enumerate(hub_of))
    tell(1.0)
    return Solution(tuple(map(int, hub_of)), tuple(plain), cost, bound)


def _costs(problem: Problem) -> "Whole":
    import numpy as np

    satellites, hubs = len(problem.satellite_ties), len(problem.must)
    costs = np.zeros((satellites, hubs), dtype=np.int64)
    people = hubs - problem.idle
    for factor in problem.factors:
        table = np.array([[min(cost, MOST_IN_PROOF) for cost in row] for row in factor.table], dtype=np.int64)
        costs[:, :people] += table[np.ix_(np.array(factor.satellite_class), np.array(factor.hub_class))]
    for edge, cost in problem.extra.items():
        costs[edge] = min(int(costs[edge]) + cost, MOST_IN_PROOF)
    return costs


def _fill(costs: "Real", must: Sequence[int], may: Sequence[bool], optional: int) -> "NDArray[Any]":
    """One column a place; rows that stand for nobody take the optional places that are to stay empty."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    # Cheapest first in each column, then in each row: most rows find their place without a search.
    lowest = costs.min(axis=0)
    lowest[np.isinf(lowest)] = 0
    owed = np.repeat(np.arange(len(must)), must)
    more = np.flatnonzero(np.array(may, dtype=bool)) if optional else owed[:0]
    hub_at = np.concatenate([owed, more])
    matrix = np.full((len(costs) + len(more) - (optional if len(more) else 0), len(hub_at)), np.inf)
    np.subtract(costs[:, hub_at], lowest[hub_at], out=matrix[: len(costs)])
    matrix[len(costs) :, len(owed) :] = -lowest[more]
    matrix -= matrix.min(axis=1)[:, None]
    _, places = linear_sum_assignment(matrix)
    found: NDArray[Any] = hub_at[places[: len(costs)]]
    return found


def _prices(costs: "Whole", problem: Problem, hub_of: "NDArray[Any]") -> "Whole":
    """Prices under which nobody would rather be elsewhere: shortest paths between hubs (Bellman and Ford)."""
    import numpy as np

    satellites, hubs = costs.shape
    never = np.int64(2**62)
    leave = np.full((hubs + 1, hubs + 1), never)
    order = np.argsort(hub_of, kind="stable")
    here = costs[order, hub_of[order]]
    occupied, starts = np.unique(hub_of[order], return_index=True)
    leave[occupied, :hubs] = np.minimum.reduceat(costs[order] - here[:, None], starts, axis=0)
    load = np.bincount(hub_of, minlength=hubs)
    must, may = np.array(problem.must), np.array(problem.may, dtype=bool) & (problem.optional > 0)
    leave[np.flatnonzero(may & (load == must)), hubs] = 0
    leave[hubs, np.flatnonzero(may & (load > must))] = 0
    prices = np.zeros(hubs + 1, dtype=np.int64)
    changed = np.arange(hubs + 1)
    for _ in range(hubs + satellites):
        reached = (leave[changed] + prices[changed, None]).min(axis=0)
        better = reached < prices
        if not better.any():
            break
        prices[better] = reached[better]
        changed = np.flatnonzero(better)
    return prices[:hubs]


def _break_ties(problem: Problem, tight: "NDArray[np.bool_]", prices: Sequence[int]) -> "NDArray[Any]":
    """The same choice among the optimal assignments as ``tiebreak.break_ties`` makes."""
    import numpy as np

    satellite_ties = np.array(problem.satellite_ties, dtype=np.int64)
    hub_ties = np.array(problem.hub_ties, dtype=np.int64)
    ties = np.where(tight, (satellite_ties[:, None] * hub_ties) % TIE_PRIME, np.inf)
    joined, may = settled(problem, prices)
    must = [places + more for places, more in zip(problem.must, joined, strict=True)]
    return _fill(ties, must, may, problem.optional - sum(joined))


def _true_cost(problem: Problem, satellite: int, hub: int) -> int:
    cost = problem.extra.get((satellite, hub), 0)
    if hub < len(problem.must) - problem.idle:
        cost += sum(f.table[f.satellite_class[satellite]][f.hub_class[hub]] for f in problem.factors)
    return cost


def _ignore(_done: float) -> None:
    pass
