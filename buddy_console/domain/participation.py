"""Participation: the rung that an attendee stands on, and the counts, derived from the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.timeline import Moment, Tally


class Rung(StrEnum):
    """How far an attendee has come, from the lowest to the highest."""

    NO_ACCOUNT = "no_account"
    SILENT = "silent"
    OFF_TAG = "off_tag"
    UNSEEN = "unseen"
    POSTED = "posted"
    ANSWERED = "answered"

    @property
    def has_posted(self) -> bool:
        return self in (Rung.POSTED, Rung.ANSWERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """An attendee's rung, since when, and what it rests on. ``by_question`` counts responses."""

    rung: Rung
    since: datetime | None
    posts: int = 0
    by_question: dict[int, int] = field(default_factory=dict)
    first_post: str | None = None
    answered_at: datetime | None = None


def standing(
    attendee: Attendee,
    tallies: Iterable[Tally],
    registered_at: datetime | None,
    seen_on_phone: datetime | None,
) -> Standing:
    """Where an attendee stands, from the tallies of all the authors that the attendee is known to be."""
    posts = 0
    by_question: dict[int, int] = {}
    firsts: list[Moment] = []
    strays: list[Moment] = []
    answers: list[Moment] = []
    for tally in tallies:
        posts += len(tally.on_tag)
        for kind, found in (("on_tag", firsts), ("off_tag", strays), ("answers", answers)):
            first = tally.first(kind)
            if first is not None:
                found.append(first)
        for number, count in tally.by_question.items():
            if count:
                by_question[number] = by_question.get(number, 0) + count
    if firsts:
        posted_at, key = min(firsts)
        answered_at = min(answers)[0] if answers else None
        rung = Rung.ANSWERED if answered_at else Rung.POSTED
        return Standing(rung, answered_at or posted_at, posts, by_question, key, answered_at)
    if seen_on_phone is not None:
        return Standing(Rung.UNSEEN, seen_on_phone)
    if strays:
        return Standing(Rung.OFF_TAG, min(strays)[0])
    return Standing(Rung.SILENT if attendee.accounts else Rung.NO_ACCOUNT, registered_at)
