"""The clock that sources are given, the real one, and what is built on it: back-off, naps and a watchdog."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

_BASE: Final = 1.0
_CAP: Final = 60.0
_LOOK_EVERY: Final = 5.0


class Clock(Protocol):
    """What time it is (aware, UTC), and waiting for some seconds."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemTiming:
    """The computer's clock and the running event loop's sleep."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Backoff:
    """Full jitter: a random wait up to 1, 2, 4 … 60 seconds, from the start again once data arrived."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures = 0

    def next(self) -> float:
        ceiling = min(_CAP, _BASE * 2.0 ** min(self._failures, 16))
        self._failures += 1
        return self._chance.uniform(0.0, ceiling)

    def data_arrived(self) -> None:
        self._failures = 0


async def nap(timing: Clock, seconds: float, wake: asyncio.Event) -> None:
    """Sleep, or less if ``wake`` is set before; it is cleared on the way out."""
    async with asyncio.TaskGroup() as group:
        sleeping = group.create_task(timing.sleep(seconds))
        waking = group.create_task(wake.wait())
        await asyncio.wait((sleeping, waking), return_when=asyncio.FIRST_COMPLETED)
        sleeping.cancel()
        waking.cancel()
    wake.clear()


class Guard:
    """One piece of work under a `Watchdog`: call `heard` whenever something arrived."""

    def __init__(self, timing: Clock, seconds: float, scope: asyncio.Timeout) -> None:
        self._timing = timing
        self._patience = timedelta(seconds=seconds)
        self._scope = scope
        self._due = timing.now() + self._patience

    def heard(self) -> None:
        self._due = self._timing.now() + self._patience

    def cut_if_silent(self, now: datetime) -> None:
        if now >= self._due and not self._scope.expired():
            self._scope.reschedule(0.0)


class Watchdog:
    """Ends work that has gone silent with TimeoutError. One timer for all, because each timer costs under Qt."""

    def __init__(self, timing: Clock) -> None:
        self._timing = timing
        self._guards: set[Guard] = set()

    @asynccontextmanager
    async def guard(self, seconds: float) -> AsyncIterator[Guard]:
        """Cut what runs inside after ``seconds`` without a `Guard.heard`."""
        async with asyncio.timeout(None) as scope:
            guard = Guard(self._timing, seconds, scope)
            self._guards.add(guard)
            try:
                yield guard
            finally:
                self._guards.discard(guard)

    async def run(self) -> None:
        while True:
            await self._timing.sleep(_LOOK_EVERY)
            now = self._timing.now()
            for guard in tuple(self._guards):
                guard.cut_if_silent(now)
