"""The time of a session: the wall clock, or a recorded hour that runs at any speed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the session, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class RehearsalClock:
    """Recorded time: begins at ``start``, runs at ``speed``, stands still while paused, and can be set ahead.

    ``seconds`` is the monotonic clock that it runs by.
    """

    def __init__(self, start: datetime, speed: float = 1.0, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._base = start
        self._mark = seconds()
        self._speed = speed
        self._running = True
        self._held: datetime | None = None

    def now(self) -> datetime:
        return self._held or self.running_now()

    def running_now(self) -> datetime:
        """The time that the clock has come to, whatever moment is held."""
        if not self._running:
            return self._base
        return self._base + timedelta(seconds=(self._seconds() - self._mark) * self._speed)

    @contextmanager
    def held_at(self, moment: datetime) -> Iterator[None]:
        """Show one recorded moment, while what happened then is done again."""
        self._held = moment
        try:
            yield
        finally:
            self._held = None

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def is_paused(self) -> bool:
        return not self._running

    def set_speed(self, speed: float) -> None:
        self._settle()
        self._speed = speed

    def pause(self) -> None:
        self._settle()
        self._running = False

    def resume(self) -> None:
        self._settle()
        self._running = True

    def set_ahead(self, moment: datetime) -> None:
        """Go on from a later moment; an earlier one is passed over, since what happened has happened."""
        self._settle()
        self._base = max(self._base, moment)

    def _settle(self) -> None:
        self._base = self.running_now()
        self._mark = self._seconds()
