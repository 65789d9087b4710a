"""Keep-apart wishes between two who share a hub: branch and bound around the assignment."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from buddy_console.domain.pairing.problem import Problem, Solution, Solver

Edge = tuple[int, int]

# Nodes to look at before the best so far is taken, with an honest bound: fewer where each takes long.
MOST_WORK = 2_000_000


def solve_apart(
    problem: Problem,
    wishes: Sequence[Edge],
    penalty: int,
    solve: Solver,
    progress: Callable[[float], None] | None = None,
) -> Solution:
    """The cheapest assignment where each two satellites of ``wishes`` at one hub cost ``penalty`` more.

    Two at one hub leave two ways out: the one goes or the other. Either way is a problem with one edge made
    dearer. Whoever breaks the wish pays at most what the assignment with both at that hub costs in truth, so
    the bound of each way holds for all of its groupings, and best first ends with the optimum proven.
    """
    best = solve(problem, progress)
    clashes = _clashes(best, problem, wishes)
    root = best
    best = replace(best, cost=best.cost + penalty * len(clashes))
    waiting: list[tuple[int, int, Solution, frozenset[tuple[Edge, int]], Mapping[Edge, int]]] = []
    heapq.heappush(waiting, (root.bound, 0, root, frozenset(), {}))
    proven = best.cost
    nodes, most = 0, max(8, MOST_WORK // max(1, len(problem.must) * len(problem.satellite_ties)))
    while waiting and waiting[0][0] < best.cost and nodes < most:
        _, _, solution, settled, dearer = heapq.heappop(waiting)
        open_clashes = [c for c in _clashes(solution, problem, wishes) if c not in settled]
        if not open_clashes:
            proven = min(proven, solution.bound)
            continue
        both, hub = open_clashes[0]
        for satellite in both:
            nodes += 1
            more = {**dearer, (satellite, hub): dearer.get((satellite, hub), 0) + penalty}
            found = solve(_with(problem, more))
            true_cost = _true_cost(found, problem, wishes, penalty, more)
            if true_cost < best.cost:
                best = replace(found, cost=true_cost)
            if found.bound < best.cost:
                heapq.heappush(waiting, (found.bound, nodes, found, settled | {(both, hub)}, more))
    return replace(best, bound=min([best.cost, proven, *(entry[0] for entry in waiting)]))


def _clashes(solution: Solution, problem: Problem, wishes: Sequence[Edge]) -> list[tuple[Edge, int]]:
    people = len(problem.must) - problem.idle
    hub_of = solution.hub_of
    return [(both, hub_of[both[0]]) for both in wishes if hub_of[both[0]] == hub_of[both[1]] < people]


def _with(problem: Problem, more: Mapping[Edge, int]) -> Problem:
    extra = dict(problem.extra)
    for edge, cost in more.items():
        extra[edge] = extra.get(edge, 0) + cost
    return replace(problem, extra=extra)


def _true_cost(
    solution: Solution, problem: Problem, wishes: Sequence[Edge], penalty: int, more: Mapping[Edge, int]
) -> int:
    charged = sum(cost for (satellite, hub), cost in more.items() if solution.hub_of[satellite] == hub)
    return solution.cost - charged + penalty * len(_clashes(solution, problem, wishes))
