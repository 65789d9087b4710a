"""What a server says about how often it may be asked."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from buddy_console.feeds.errors import too_many_requests

_UNSAID: Final = 60.0
_LONGEST: Final = 900.0
_SHORTEST: Final = 1.0
_RESERVE: Final = 2


class Budget:
    """The rest of a server's allowance, from the headers of its answers."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._spent_until: datetime | None = None

    def note(self, headers: Mapping[str, str], now: datetime) -> None:
        """Read ``X-RateLimit-Remaining`` and ``-Reset``; without them the allowance counts as unlimited."""
        remaining = headers.get("x-ratelimit-remaining", "")
        if not remaining.isdecimal() or len(remaining) > 9 or int(remaining) > _RESERVE:
            self._spent_until = None
        else:
            self._spent_until = self.retry_at(headers, now)

    def check(self, now: datetime) -> None:
        """Raise `RateLimitError` if the next question would be one too many."""
        if self._spent_until is not None and now < self._spent_until:
            raise too_many_requests(self._server, self._spent_until)

    def retry_at(self, headers: Mapping[str, str], now: datetime) -> datetime:
        """When to ask again, by this computer's clock: between a second and a quarter of an hour from now."""
        seconds = _retry_after(headers, now)
        if seconds is None:
            seconds = _reset_in(headers, now)
        if seconds is None:
            seconds = _UNSAID
        return now + timedelta(seconds=min(max(seconds, _SHORTEST), _LONGEST))


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    moment = _http_date(text)
    return None if moment is None else (moment - _server_now(headers, now)).total_seconds()


def _reset_in(headers: Mapping[str, str], now: datetime) -> float | None:
    """Mastodon writes a moment in ISO 8601 here, others write seconds since 1970 or seconds from now."""
    text = headers.get("x-ratelimit-reset", "").strip()
    try:
        if text.isdecimal():
            seconds = float(text[:15])
            return seconds if seconds < 1e9 else seconds - _server_now(headers, now).timestamp()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return (aware - _server_now(headers, now)).total_seconds()


def _server_now(headers: Mapping[str, str], now: datetime) -> datetime:
    """The server's idea of now, because this computer's clock may be wrong."""
    return _http_date(headers.get("date", "")) or now


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
