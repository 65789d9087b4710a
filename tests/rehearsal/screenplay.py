"""Reads the hand-written chat, the facilitator's actions and the cast of the rehearsal."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
DAY = "2026-03-04"

_LINE = re.compile(r"(\d\d:\d\d:\d\d) (\S+)((?: [^|\s]+)*) *(?:\| ?(.*))?\Z")
_LANGUAGE = re.compile(r"[a-z]{2}\Z")


def moment(clock_time: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock_time}").replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, who or which verb, the words after it, and the text behind the bar."""

    at: datetime
    head: str
    words: tuple[str, ...]
    text: str
    notes: dict[str, str] = field(default_factory=dict)

    def mark(self, sign: str) -> str:
        """What follows a sign such as ``=`` or ``edit=`` among the words, or ''."""
        return next((word.removeprefix(sign) for word in self.words if word.startswith(sign)), "")

    @property
    def language(self) -> str:
        return next((word for word in self.words if _LANGUAGE.match(word)), "en")


def read_lines(name: str) -> Iterator[Line]:
    """The lines of a file; an indented line below one is a note to it: ``cw: …`` or ``image: …``."""
    last: Line | None = None
    for number, raw in enumerate((HERE / name).read_text("utf-8").splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        if raw.startswith("  "):
            kind, _, text = raw.strip().partition(":")
            assert last is not None, f"{name}, line {number}: a note to nothing"
            last.notes[kind] = text.strip()
            continue
        found = _LINE.match(raw)
        assert found, f"{name}, line {number}: cannot be read"
        if last is not None:
            yield last
        last = Line(moment(found[1]), found[2], tuple(found[3].split()), (found[4] or "").replace(r"\n", "\n"))
    if last is not None:
        yield last


def read_chat() -> list[Line]:
    return [line for number in range(1, 6) for line in read_lines(f"chat_{number}.txt")]


def read_table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
