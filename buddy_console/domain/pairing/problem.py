"""A balanced assignment as numbers: satellites to hubs, with exact costs, a seeded tie-break and a proof."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import Final, Protocol

TIE_PRIME: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Factor:
    """One part of the cost, known by class: ``table[satellite class][hub class]``."""

    satellite_class: Sequence[int]
    hub_class: Sequence[int]
    table: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Each satellite goes to one hub; hub ``h`` takes ``must[h]``, or one more where ``may[h]``.

    Exactly ``optional`` hubs take one more, so that everybody finds a place: the satellites are
    ``sum(must) + optional``. The cost of an edge is the sum of its factors and of ``extra[satellite, hub]``.
    ``ties`` are numbers below ``TIE_PRIME``: their products break ties in the same way for every solver.
    The last ``idle`` hubs are not people but stand for "in no hub": their edges cost nothing but ``extra``.
    """

    factors: Sequence[Factor]
    satellite_ties: Sequence[int]
    hub_ties: Sequence[int]
    must: Sequence[int]
    may: Sequence[bool]
    optional: int
    extra: Mapping[tuple[int, int], int] = field(default_factory=dict)
    idle: int = 0

    def rows(self) -> list[list[int]]:
        """The cost of each edge, ``rows[satellite][hub]``, the tie-break left aside."""
        people = len(self.hub_ties) - self.idle
        expanded = [_by_satellite_class(factor, people) for factor in self.factors]
        rows = []
        for satellite in range(len(self.satellite_ties)):
            parts = [
                rows_of[factor.satellite_class[satellite]]
                for rows_of, factor in zip(expanded, self.factors, strict=True)
            ]
            row = list(map(sum, zip(*parts, strict=True))) if parts else [0] * people
            rows.append(row + [0] * self.idle)
        for (satellite, hub), cost in self.extra.items():
            rows[satellite][hub] += cost
        return rows


@dataclass(frozen=True, slots=True)
class Solution:
    """The hub of each satellite, its cost, and a lower bound on the cost of every allowed assignment.

    ``prices`` are the dual values behind the bound, one a hub,.
    """

    hub_of: tuple[int, ...]
    prices: tuple[int, ...]
    cost: int
    bound: int


class Solver(Protocol):
    """Finds the cheapest assignment and the prices that prove it."""

    def __call__(self, problem: Problem, progress: Callable[[float], None] | None = None, /) -> Solution: ...


def certificate(rows: Sequence[Sequence[int]], problem: Problem, prices: Sequence[int]) -> int:
    """A lower bound on the cost of every allowed assignment, for any prices at all.

    Each satellite pays at least its cheapest edge after prices; each place gives its price back. Equal to
    the cost of an assignment, it proves that there is no cheaper one.
    """
    paid: int = sum(min(map(sub, row, prices)) for row in rows)
    return paid + given_back(problem, prices)


def given_back(problem: Problem, prices: Sequence[int]) -> int:
    """What the places that are filled give back at least: those that must be, and the cheapest optional ones."""
    owed = sum(must * price for must, price in zip(problem.must, prices, strict=True))
    more = sorted(price for price, may in zip(prices, problem.may, strict=True) if may)
    return owed + sum(more[: problem.optional])


def solved(
    problem: Problem, rows: Sequence[Sequence[int]], hub_of: Sequence[int], prices: Sequence[int]
) -> Solution:
    """The solution with its cost and its proof."""
    cost = sum(row[hub] for row, hub in zip(rows, hub_of, strict=True))
    return Solution(tuple(hub_of), tuple(prices), cost, certificate(rows, problem, prices))


def _by_satellite_class(factor: Factor, people: int) -> list[list[int]]:
    hub_class = factor.hub_class
    if len(hub_class) != people:
        raise ValueError("a factor must have one class for each hub")
    return [list(map(row.__getitem__, hub_class)) for row in factor.table]
