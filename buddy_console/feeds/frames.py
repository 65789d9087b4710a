"""Collects deliveries and hands them on once a frame, within bounds."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from buddy_console.domain.deliveries import Created, Delivery, Edited, Gap
from buddy_console.feeds.source import Deliver
from buddy_console.feeds.timing import Clock

FRAME: Final = 0.016
WAITING: Final = 20_000


class Frames:
    """The next batch comes a frame after the first delivery in it, or twice the time that the last one took.

    More than ``limit`` waiting: the oldest posts are dropped, and a `Gap` for each source says so.
    """

    def __init__(self, deliver: Deliver, timing: Clock, limit: int = WAITING) -> None:
        self._deliver = deliver
        self._timing = timing
        self._limit = limit
        self._waiting: list[tuple[str, Delivery]] = []
        self._gaps: dict[str, tuple[datetime, datetime]] = {}
        self._delay = FRAME
        self._filled = asyncio.Event()

    def put(self, source: str, deliveries: Sequence[Delivery]) -> None:
        self._waiting += [(source, delivery) for delivery in deliveries]
        if len(self._waiting) > 2 * self._limit:
            self._drop_oldest()
        if deliveries:
            self._filled.set()

    async def run(self) -> None:
        while True:
            await self._filled.wait()
            await self._timing.sleep(self._delay)
            self.flush()

    def flush(self) -> None:
        """Hand on what waits, if anything does."""
        self._filled.clear()
        if len(self._waiting) > self._limit:
            self._drop_oldest()
        batch: list[Delivery] = [Gap(source, *span) for source, span in self._gaps.items()]
        batch += [delivery for _, delivery in self._waiting]
        self._waiting, self._gaps = [], {}
        if not batch:
            return
        begun = self._timing.now()
        self._deliver(batch)
        self._delay = max(FRAME, 2.0 * (self._timing.now() - begun).total_seconds())

    def _drop_oldest(self) -> None:
        surplus = len(self._waiting) - self._limit
        kept: list[tuple[str, Delivery]] = []
        for source, delivery in self._waiting:
            if surplus > 0 and isinstance(delivery, Created | Edited):
                surplus -= 1
                self._note_gap(source, delivery.post.created_at)
            else:
                kept.append((source, delivery))
        self._waiting = kept

    def _note_gap(self, source: str, moment: datetime) -> None:
        since, until = self._gaps.get(source, (moment, moment))
        self._gaps[source] = (min(since, moment), max(until, moment))
