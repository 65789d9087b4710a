"""Shortest augmenting paths over hubs with room: the cheapest assignment and the prices that prove it."""

from collections.abc import Callable, Sequence
from operator import sub
from typing import Generic, TypeVar

# A float holds whole numbers up to here exactly, and its sums are faster than those of large integers.
EXACT_IN_FLOAT = 2**53

# Satellites at one hub from which on it pays to remember more of them.
CROWD = 12

Number = TypeVar("Number", int, float)


def cheapest(
    rows: list[list[int]],
    must: Sequence[int],
    may: Sequence[bool],
    progress: Callable[[float], None] | None = None,
) -> tuple[list[int], list[int]]:
    """The hub of each satellite and the prices, for ``rows[satellite][hub]``.

    Floats are used only where no path can cost more than they hold exactly.
    """
    if max(map(max, rows)) * (len(rows) + len(must)) < EXACT_IN_FLOAT:
        floats = [[float(cost) for cost in row] for row in rows]
        return _Search[float](floats, must, may).run(progress)
    return _Search[int](rows, must, may).run(progress)


class _Search(Generic[Number]):
    """The assignment so far: who is where, the prices, and what it costs to leave one hub for another.

    Prices keep every edge's reduced cost at 0 or more, and at 0 where it is used. Satellites come one after
    another, each along the shortest path of people who make room for each other. First the places that must
    be filled, then the optional ones.
    """

    def __init__(self, rows: list[list[Number]], must: Sequence[int], may: Sequence[bool]) -> None:
        hubs = len(must)
        self.rows: list[list[Number]] = rows
        self.room = list(must)
        self.may = may
        self.free = [hub for hub, room in enumerate(must) if room]
        self.prices: list[Number] = [min(column) for column in zip(*rows, strict=True)]
        self.hub_of = [-1] * len(rows)
        self.at: list[list[int]] = [[] for _ in range(hubs)]
        self.leaving: list[list[Number] | None] = [None] * hubs
        self.floor: Number | None = None
        spread = max(map(max, rows)) - min(map(min, rows))
        self.beyond: Number = (spread + 1) * 4 * (hubs + len(rows) + 1)

    def run(self, progress: Callable[[float], None] | None) -> tuple[list[int], list[int]]:
        """The hub of each satellite, and the prices."""
        count = len(self.rows)
        step = max(1, count // 100)
        for satellite in range(count):
            self.insert(satellite)
            if progress is not None and satellite % step == 0:
                progress(satellite / count)
        return self.hub_of, list(map(int, self.prices))

    def insert(self, satellite: int) -> None:
        """Give one more satellite a place, moving others along the shortest path."""
        if not self.free and self.floor is None:
            self.room = [int(may) for may in self.may]
            self.free = [hub for hub, room in enumerate(self.room) if room]
            self.floor = min(self.prices[hub] for hub in self.free)
        hub, length, scanned, distances = self._shortest(satellite)
        start = self.prices[hub] if self.floor is None else self.floor
        self._shift(satellite, hub, length + start, scanned, distances)
        self.room[hub] -= 1
        if not self.room[hub]:
            self.free.remove(hub)
        for scanned_hub, reduced in zip(scanned, distances, strict=True):
            if reduced < length:
                self.prices[scanned_hub] += reduced - length

    def _shortest(self, satellite: int) -> tuple[int, Number, list[int], list[Number]]:
        """Dijkstra's search: the free hub, the reduced length of the path, and the hubs scanned on the way."""
        prices, free = self.prices, self.free
        open_prices = prices.copy()
        reached = self.rows[satellite]
        scanned: list[int] = []
        distances: list[Number] = []
        while True:
            reduced = list(map(sub, reached, open_prices))
            nearest = min(reduced)
            # Any place that must be filled will do, for all of them will be; an optional one is not owed to
            # anybody, so that a dearer path may end in a cheaper one.
            owed = self.floor is None
            ends = list(map((reduced if owed else reached).__getitem__, free))
            shortest = min(ends)
            length = shortest if self.floor is None else shortest - self.floor
            if nearest >= length:
                return free[ends.index(shortest)], length, scanned, distances
            hub = reduced.index(nearest)
            scanned.append(hub)
            distances.append(nearest)
            open_prices[hub] = -self.beyond
            leaving = self._cost_of_leaving(hub)
            so_far = nearest + prices[hub]
            reached = [
                known if known < (by_here := more + so_far) else by_here
                for known, more in zip(reached, leaving, strict=True)
            ]

    def _cost_of_leaving(self, hub: int) -> list[Number]:
        """What it costs at least that somebody at ``hub`` goes to each other hub instead."""
        known = self.leaving[hub]
        if known is None:
            differences = []
            for satellite in self.at[hub]:
                row = self.rows[satellite]
                here = row[hub]
                differences.append([cost - here for cost in row])
            if not differences:
                known = [self.beyond] * len(self.prices)
            else:
                known = differences[0] if len(differences) == 1 else list(map(min, *differences))
            self.leaving[hub] = known
        return known

    def _cheapest_mover(self, hub: int, to: int) -> int:
        return min(self.at[hub], key=lambda satellite: self.rows[satellite][to] - self.rows[satellite][hub])

    def _shift(
        self, satellite: int, hub: int, length: Number, scanned: list[int], distances: list[Number]
    ) -> None:
        """Walk the shortest path back from ``hub``, and move everybody on it by one."""
        raw = [reduced + self.prices[other] for other, reduced in zip(scanned, distances, strict=True)]
        until = scanned.index(hub) if hub in scanned else len(scanned)
        while self.rows[satellite][hub] != length:
            until = next(i for i in range(until) if raw[i] + self._cost_of_leaving(scanned[i])[hub] == length)
            source, length = scanned[until], raw[until]
            self._place(self._cheapest_mover(source, hub), hub)
            hub = source
        self._place(satellite, hub)

    def _place(self, satellite: int, hub: int) -> None:
        before = self.hub_of[satellite]
        if before >= 0:
            self.at[before].remove(satellite)
            self._forget(before, self.rows[satellite])
        self.hub_of[satellite] = hub
        self.at[hub].append(satellite)
        known = self.leaving[hub]
        if known is not None:
            row = self.rows[satellite]
            here = row[hub]
            self.leaving[hub] = [
                least if least < (more := cost - here) else more for least, cost in zip(known, row, strict=True)
            ]

    def _forget(self, hub: int, gone: list[Number]) -> None:
        """Somebody left ``hub``. Of a crowd, only what they alone made cheap is worked out again."""
        known = self.leaving[hub]
        if known is None or len(self.at[hub]) < CROWD:
            self.leaving[hub] = None
            return
        here = gone[hub]
        staying = [self.rows[satellite] for satellite in self.at[hub]]
        for to, (least, cost) in enumerate(zip(known, gone, strict=True)):
            if cost - here == least:
                known[to] = min([row[to] - row[hub] for row in staying])
