"""Participation: the rung that an attendee stands on, and the counts, derived from the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.timeline import Tally, Timeline


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
    timeline: Timeline,
    registered_at: datetime | None,
    seen_on_phone: datetime | None,
) -> Standing:
    """Where an attendee stands, from the tallies of all the authors that the attendee is known to be."""
    on_tag: list[str] = []
    off_tag: list[str] = []
    by_question: dict[int, int] = {}
    answers: list[datetime] = []
    for tally in tallies:
        on_tag.extend(tally.on_tag)
        off_tag.extend(tally.off_tag)
        answers.extend(moment for key, moment in tally.answers.items() if key in tally.on_tag)
        for number, count in tally.by_question.items():
            if count:
                by_question[number] = by_question.get(number, 0) + count
    if on_tag:
        first = _earliest(on_tag, timeline)
        answered_at = min(answers, default=None)
        rung = Rung.ANSWERED if answered_at else Rung.POSTED
        since = answered_at or timeline.posts[first].created_at
        return Standing(rung, since, len(on_tag), by_question, first, answered_at)
    if seen_on_phone is not None:
        return Standing(Rung.UNSEEN, seen_on_phone)
    if off_tag:
        return Standing(Rung.OFF_TAG, timeline.posts[_earliest(off_tag, timeline)].created_at)
    return Standing(Rung.SILENT if attendee.accounts else Rung.NO_ACCOUNT, registered_at)


def _earliest(keys: Iterable[str], timeline: Timeline) -> str:
    return min(keys, key=lambda key: (timeline.posts[key].created_at, key))
