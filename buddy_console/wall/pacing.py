"""The pace of the feed: a new post enters only when the one before it can have been read."""

import unicodedata
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ENOUGH: Final = 24
"""Posts that the wall has at hand: more than are seen, for those that fold together or will be hidden."""

_SHOWN_MOST: Final = 4 * ENOUGH
_WAITING_MOST: Final = 12
_HURRY_FROM: Final = 5
_LETTERS_A_SECOND: Final = 15.0
_SHORTEST, _LONGEST = 3.0, 12.0


def reading_seconds(text: str) -> float:
    """How long a text takes to read aloud in one's head from the back row; a wide character counts as three."""
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return min(max(1.5 + (len(text) + 2 * wide) / _LETTERS_A_SECOND, _SHORTEST), _LONGEST)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post that waits for its turn, not before ``ready_at``. A guest's author is not registered."""

    key: str
    ready_at: datetime
    seconds: float
    is_guest: bool


class Pace:
    """The posts on the wall, newest first, and those that wait. Both are bounded; the desk has all of them."""

    def __init__(self) -> None:
        self.shown: deque[str] = deque(maxlen=_SHOWN_MOST)
        self._waiting: deque[Arrival] = deque()
        self._next_at: datetime | None = None

    @property
    def waiting(self) -> set[str]:
        return {arrival.key for arrival in self._waiting}

    def offer(self, arrival: Arrival) -> None:
        """Let a post wait; past the limit the oldest guest's gives way, or else the oldest."""
        self._waiting.append(arrival)
        if len(self._waiting) > _WAITING_MOST:
            guest = next((waiting for waiting in self._waiting if waiting.is_guest), self._waiting[0])
            self._waiting.remove(guest)

    def advance(self, now: datetime) -> bool:
        """Let in what is due; True when something entered. In a crowd every post gets half of its time."""
        entered = False
        while self._next_at is None or self._next_at <= now:
            arrival = next((waiting for waiting in self._waiting if waiting.ready_at <= now), None)
            if arrival is None:
                break
            hurry = len(self._waiting) >= _HURRY_FROM
            begun = max(arrival.ready_at, self._next_at or arrival.ready_at)
            self._next_at = begun + timedelta(seconds=arrival.seconds / 2 if hurry else arrival.seconds)
            self._waiting.remove(arrival)
            self.shown.appendleft(arrival.key)
            entered = True
        return entered

    def drop(self, keys: Collection[str]) -> bool:
        """Forget posts that were deleted; True when one of them was on the wall."""
        if not keys:
            return False
        gone = set(keys)
        self._waiting = deque(arrival for arrival in self._waiting if arrival.key not in gone)
        return any(key in gone for key in self.shown)

    def hold_guests(self) -> None:
        """Let none of the guests' posts in that are waiting now."""
        self._waiting = deque(arrival for arrival in self._waiting if not arrival.is_guest)

    def refill(self, keys: Sequence[str]) -> None:
        """Show these posts, newest first, without waiting."""
        self.shown = deque(keys[:_SHOWN_MOST], maxlen=_SHOWN_MOST)
