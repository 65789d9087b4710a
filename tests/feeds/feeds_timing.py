"""A clock for the tests of feeds: it goes on to the next sleeper when the network on loopback has gone quiet."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_QUIET_TURNS = 50


class HandTiming:
    """``busy`` tells whether somebody is still answering; as long as they are, time stands still."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
        self.busy: Callable[[], bool] = lambda: False
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._number = itertools.count()

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        due = self.moment + timedelta(seconds=max(0.0, seconds))
        heapq.heappush(self._sleepers, (due, next(self._number), woken))
        await woken

    async def run_until(self, condition: Callable[[], bool], within: float = 7200.0) -> None:
        """Let time pass until the condition holds; fail if it does not within that many seconds."""
        end = self.moment + timedelta(seconds=within)
        while not await self._settled(condition):
            if self.moment > end:
                raise AssertionError(f"still not so after {within} s")
            self._to_next(end + timedelta(seconds=1))

    async def run_for(self, seconds: float) -> None:
        end = self.moment + timedelta(seconds=seconds)
        while self.moment < end:
            await self._settled(lambda: False)
            self._to_next(end)
        await self._settled(lambda: False)

    async def _settled(self, condition: Callable[[], bool]) -> bool:
        quiet = 0
        while quiet < _QUIET_TURNS:
            if condition():
                return True
            await asyncio.sleep(0)
            quiet = 0 if self.busy() else quiet + 1
        return condition()

    def _to_next(self, end: datetime) -> None:
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        if not self._sleepers or self._sleepers[0][0] > end:
            self.moment = max(self.moment, end)
            return
        self.moment = max(self.moment, self._sleepers[0][0])
        while self._sleepers and self._sleepers[0][0] <= self.moment:
            _, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
