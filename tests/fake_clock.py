"""A clock for tests: it stands still until it is told to go on."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that a test sets by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
