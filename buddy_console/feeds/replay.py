"""A recorded feed played again at any speed, with pause and jump, for rehearsals and tests."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from buddy_console.domain.deliveries import Delivery, FeedState, StateChanged
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.feeds.source import Deliver
from buddy_console.feeds.timing import Clock, nap

_LONGEST_NAP: Final = 60.0


class ReplaySource:
    """Plays (moment, delivery) pairs; seconds count from the first moment. Deliveries keep their own times.

    Everything due is delivered in one call. A jump forward delivers at once all that it passes; after a jump back,
    what was passed is delivered again when its time comes.
    """

    def __init__(
        self,
        recorded: Iterable[tuple[datetime, Delivery]],
        timing: Clock,
        *,
        speed: float = 1.0,
        id: str = "replay",  # noqa: A002, the name that every source has
    ) -> None:
        self.id = id
        pairs = sorted(recorded, key=lambda pair: pair[0])
        self._offsets = [(moment - pairs[0][0]).total_seconds() for moment, _ in pairs]
        self._deliveries = [delivery for _, delivery in pairs]
        self._timing = timing
        self._next = 0
        self._position = 0.0
        self._since: datetime | None = None
        self._is_paused = False
        self._changed = asyncio.Event()
        self._speed = 1.0
        self.speed = speed

    @property
    def duration(self) -> float:
        """Seconds from the first to the last delivery."""
        return self._offsets[-1] if self._offsets else 0.0

    @property
    def position(self) -> float:
        """Seconds from the beginning, now."""
        if self._since is None or self._is_paused:
            return self._position
        elapsed = (self._timing.now() - self._since).total_seconds()
        return min(self._position + max(0.0, elapsed) * self._speed, self.duration)

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    @property
    def speed(self) -> float:
        """How many recorded seconds pass in one second."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if not speed > 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        self._settle(self.position)
        self._speed = speed

    def pause(self) -> None:
        self._settle(self.position)
        self._is_paused = True

    def resume(self) -> None:
        self._settle(self._position if self._is_paused else self.position)
        self._is_paused = False

    def jump(self, to_seconds: float) -> None:
        """Go to a place; it is kept within the recording."""
        target = min(max(0.0, to_seconds), self.duration)
        if target < self.position:
            self._next = bisect_right(self._offsets, target)
        self._settle(target)

    async def follow(self, deliver: Deliver) -> None:
        self._settle(self._position)
        deliver([StateChanged(self.id, FeedState.STREAMING)])
        while True:
            self._deliver_due(deliver)
            if self._next >= len(self._offsets) and not self._is_paused:
                break
            await nap(self._timing, self._seconds_to_next(), self._changed)
        self._position, self._since = self.duration, None
        deliver([StateChanged(self.id, FeedState.STOPPED, _over())])

    def _deliver_due(self, deliver: Deliver) -> None:
        due = bisect_right(self._offsets, self.position + 1e-6, lo=self._next)
        if due > self._next:
            batch = self._deliveries[self._next : due]
            self._next = due
            deliver(batch)

    def _seconds_to_next(self) -> float:
        if self._is_paused or self._next >= len(self._offsets):
            return _LONGEST_NAP
        wait = (self._offsets[self._next] - self.position) / self._speed
        return min(max(wait, 0.0), _LONGEST_NAP)

    def _settle(self, position: float) -> None:
        self._position = position
        self._since = self._timing.now()
        self._changed.set()


def _over() -> Message:
    return Message(QT_TRANSLATE_NOOP("feeds", "The recording has ended. Everything that was shown stays."))
