"""A progress line on standard error, for work that takes more than a second."""

import sys
import time
from types import TracebackType
from typing import Self

_WIDTH = 30


class ProgressLine:
    """Call it with a fraction from 0 to 1. Nothing is shown before a second has passed."""

    def __init__(self, title: str, *, at_once: bool = False) -> None:
        self._title = title
        self._show_from = time.monotonic() + (0 if at_once else 1)
        self._shown = -1

    def __call__(self, fraction: float) -> None:
        percent = int(min(max(fraction, 0.0), 1.0) * 100)
        if percent == self._shown or time.monotonic() < self._show_from:
            return
        self._shown = percent
        bar = "#" * (percent * _WIDTH // 100)
        end = "" if sys.stderr.isatty() else "\n"
        if end and percent % 10:
            return
        sys.stderr.write(f"\r{self._title} [{bar:<{_WIDTH}}] {percent:3d} %{end}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown >= 0 and sys.stderr.isatty():
            sys.stderr.write("\n")
