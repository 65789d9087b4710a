"""The exact solver: the Hungarian method in whole numbers, a seeded tie-break, and its own proof."""

from collections.abc import Callable
from dataclasses import replace

from buddy_console.domain.pairing.paths import cheapest
from buddy_console.domain.pairing.problem import Problem, Solution, solved
from buddy_console.domain.pairing.tiebreak import break_ties


def assign(problem: Problem, progress: Callable[[float], None] | None = None, /) -> Solution:
    """The cheapest assignment of ``problem``, by the Hungarian method with one column a hub, not one a place.

    Of several cheapest ones the tie-break decides. Cost and proof are computed in integers.
    """
    rows = problem.rows()
    hub_of, prices = cheapest(rows, problem.must, problem.may, progress)
    solution = solved(problem, rows, hub_of, prices)
    return replace(solution, hub_of=tuple(break_ties(problem, rows, prices, hub_of)))
