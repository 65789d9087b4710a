"""Of all optimal assignments the one with the smallest tie-break: fair chance, and the same everywhere."""

from collections.abc import Sequence
from operator import sub

from buddy_console.domain.pairing.paths import cheapest
from buddy_console.domain.pairing.problem import TIE_PRIME, Problem


def break_ties(
    problem: Problem,
    rows: Sequence[Sequence[int]],
    prices: Sequence[int],
    hub_of: Sequence[int],
) -> list[int]:
    """Exchange places of equal worth until the sum of the ties is smallest.

    Every optimal assignment uses only edges whose reduced cost is the satellite's smallest, and fills the
    cheapest optional places. In that sparse graph only hubs that lie on a common circle can exchange
    anybody, so each such set of hubs is a small assignment of its own, solved exactly.
    """
    tight = [_cheapest(list(map(sub, row, prices))) for row in rows]
    _, may = settled(problem, prices)
    load = [0] * len(prices)
    for hub in hub_of:
        load[hub] += 1
    full = [have > must for have, must in zip(load, problem.must, strict=True)]
    result = list(hub_of)
    for circle in _circles(_exchanges(tight, hub_of, may, full)):
        _solve_circle(circle, problem, result, tight=tight, may=may, full=full)
    return result


def _cheapest(reduced: list[int]) -> list[int]:
    least = min(reduced)
    if reduced.count(least) == 1:
        return [reduced.index(least)]
    return [hub for hub, cost in enumerate(reduced) if cost == least]


def settled(problem: Problem, prices: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """The hubs that one more satellite joins in every optimum, and those where it may as well be as not."""
    if not problem.optional:
        return [False] * len(prices), [False] * len(prices)
    able = sorted(price for price, may in zip(prices, problem.may, strict=True) if may)
    last = able[problem.optional - 1]
    joined = [may and price < last for price, may in zip(prices, problem.may, strict=True)]
    return joined, [may and price == last for price, may in zip(prices, problem.may, strict=True)]


def _exchanges(
    tight: Sequence[Sequence[int]], hub_of: Sequence[int], may: Sequence[bool], full: Sequence[bool]
) -> list[set[int]]:
    """From each hub to those that one of its satellites could go to. The last node stands for optional places."""
    anywhere = len(may)
    goes: list[set[int]] = [set() for _ in range(anywhere + 1)]
    for hubs, here in zip(tight, hub_of, strict=True):
        goes[here].update(hubs)
    for hub, undecided in enumerate(may):
        if undecided:
            start, end = (anywhere, hub) if full[hub] else (hub, anywhere)
            goes[start].add(end)
    return goes


def _circles(goes: Sequence[set[int]]) -> list[list[int]]:
    """The strongly connected components of two nodes or more (Tarjan's algorithm, without recursion)."""
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    circles: list[list[int]] = []
    for root in range(len(goes)):
        if root in order:
            continue
        work = [(root, iter(goes[root]))]
        order[root] = lowest[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, ahead = work[-1]
            following = next(ahead, None)
            if following is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    circle = stack[stack.index(node) :]
                    del stack[-len(circle) :]
                    on_stack.difference_update(circle)
                    if len(circle) > 1:
                        circles.append(sorted(circle))
            elif following not in order:
                order[following] = lowest[following] = len(order)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(goes[following])))
            elif following in on_stack:
                lowest[node] = min(lowest[node], order[following])
    return circles


def _solve_circle(
    circle: Sequence[int],
    problem: Problem,
    hub_of: list[int],
    *,
    tight: Sequence[Sequence[int]],
    may: Sequence[bool],
    full: Sequence[bool],
) -> None:
    people = [hub for hub in circle if hub < len(may)]
    column = {hub: at for at, hub in enumerate(people)}
    open_places = len(people) < len(circle)
    movable = [
        satellite
        for satellite, hubs in enumerate(tight)
        if hub_of[satellite] in column and sum(hub in column for hub in hubs) > 1
    ]
    must = [sum(hub_of[satellite] == hub for satellite in movable) for hub in people]
    optional = [open_places and may[hub] for hub in people]
    for at, hub in enumerate(people):
        must[at] -= optional[at] and full[hub]
    forbidden = TIE_PRIME * (len(movable) + 1)
    rows: list[list[int]] = []
    for satellite in movable:
        row = [forbidden] * len(people)
        for hub in tight[satellite]:
            if hub in column:
                row[column[hub]] = problem.satellite_ties[satellite] * problem.hub_ties[hub] % TIE_PRIME
        rows.append(row)
    places, _ = cheapest(rows, must, optional)
    for satellite, at in zip(movable, places, strict=True):
        hub_of[satellite] = people[at]
