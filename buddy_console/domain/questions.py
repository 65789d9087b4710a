"""Questions, when each was open, the timer, and the rule that files a post under one of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_MARKER = re.compile(r"(?<![\w@/.])(?:#)?[aq][.\-:]?0?([1-9]\d?)(?![\w%€$£]|[.,]\d)", re.IGNORECASE)
_SPACED = re.compile(
    r"(?:(?:#\S+\s|re\b)[\s:,;]*)*(?:a|q|answer|question)\s?#?0?([1-9]\d?)(?:\s*(?:[:)–—]|[.-](?!\w))|\s*$)",
    re.IGNORECASE,
)
# Links and mentions hold markers by chance, as in ``/paper-a4-white``.
_NOT_TEXT = re.compile(r"https?://\S+|@[\w.\-]+(?:@[\w.\-]+)?")
_ASKED = re.compile(r"(?<![\w@/.])(?:#)?(?:q|question\s)[.\-:]?0?([1-9]\d?)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the session; its number is its place in the list, from 1."""

    text: str
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class Opening:
    """From ``at`` on the question ``number`` was open; None means that none was."""

    number: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Timer:
    """A countdown: ``seconds`` long from ``started_at``; ``paused_at`` while it stands still."""

    started_at: datetime
    seconds: int
    paused_at: datetime | None = None

    def remaining(self, now: datetime) -> int:
        """Whole seconds left; negative in overtime."""
        return self.seconds - int(((self.paused_at or now) - self.started_at).total_seconds())

    def resumed(self, now: datetime) -> "Timer":
        if self.paused_at is None:
            return self
        return Timer(self.started_at + (now - self.paused_at), self.seconds)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every opening so far, in order, and the timer of the one that is open."""

    openings: tuple[Opening, ...] = ()
    timer: Timer | None = None

    @property
    def open_number(self) -> int | None:
        return self.openings[-1].number if self.openings else None

    def open_at(self, moment: datetime) -> int | None:
        """The question that was open then; posts from before the first opening belong to none."""
        for opening in reversed(self.openings):
            if opening.at <= moment:
                return opening.number
        return None


class FilingRule(StrEnum):
    """Which rule decided where a post is filed."""

    BY_HAND = "by_hand"
    MARKER = "marker"
    REPLY = "reply"
    TIME = "time"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Filing:
    question: int | None
    rule: FilingRule


UNFILED = Filing(None, FilingRule.NONE)


def marked_question(text: str, count: int) -> int | None:
    """The question that a text names as ``A2``, ``q2:``, ``A.2``, ``Answer 2:``, up to ``count``, or None."""
    plain = _NOT_TEXT.sub(" ", unicodedata.normalize("NFKC", text)).lstrip(" \t\n,:;")
    opening = _SPACED.match(plain)
    candidates = [opening] if opening else []
    candidates.extend(_MARKER.finditer(plain))
    return next((number for match in candidates if (number := int(match[1])) <= count), None)


def asked_question(text: str, questions: Sequence[Question]) -> int | None:
    """The question that a post of the host asks: named as ``Q2``, or by its wording.

    An ``A2`` of the host's ("thanks for your A2!") asks nothing.
    """
    named = _ASKED.search(unicodedata.normalize("NFKC", text))
    if named is not None and int(named[1]) <= len(questions):
        return int(named[1])
    plain = " ".join(text.casefold().split())
    for place, question in enumerate(questions, 1):
        wording = " ".join(question.text.casefold().split())
        if wording and wording in plain:
            return place
    return None


def planned(question: Question, now: datetime) -> Timer:
    return Timer(now, int(timedelta(minutes=question.minutes).total_seconds()))
