"""The content of each scene, built from the session as it is now."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from buddy_console.domain.accounts import PAPER
from buddy_console.domain.attendees import Attendee, Place, fold
from buddy_console.domain.moderation import (
    may_show_post,
    shown_alt,
    shown_author,
    shown_name,
    shown_text,
    unseen_names,
)
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.wall.counts import Counts
from buddy_console.wall.frames import (
    Bar,
    FeedCard,
    PairEntry,
    PairsContent,
    Phase,
    ProgressContent,
    QuestionContent,
    TimerState,
    WelcomeContent,
)

ENTRIES_A_PAGE: Final = 12
CARDS_MOST: Final = 6
WARNING_SECONDS: Final = 60
_BARS_MOST: Final = 10
_LETTERS_MOST: Final = 600
_MARKS_MOST: Final = 3


def welcome(session: Session) -> WelcomeContent:
    arrived = sum(attendee.is_arrived for attendee in session.attendees.values())
    return WelcomeContent(tidy(session.description.title, 200), session.description.hashtag, arrived)


def pair_entries(session: Session) -> tuple[PairEntry, ...]:
    """One entry for each person in a published pair, by name, so that everybody finds their own."""
    entries = [entry for pair in session.pairs for entry in _entries_of(session, pair)]
    return tuple(sorted(entries, key=lambda entry: (fold(entry.name.lstrip("@")), entry.attendee_id)))


def _entries_of(session: Session, pair: Pair) -> Iterable[PairEntry]:
    members = [session.attendees[member] for member in pair.members if member in session.attendees]
    names = {member.id: tidy(shown_name(member), 120) for member in members}
    table = next((member.table for member in members if member.place is Place.IN_ROOM and member.table), "")
    for member in members:
        if names[member.id]:
            buddies = [other for other in members if other.id != member.id]
            named = tuple(other.id for other in buddies if names[other.id])
            yield PairEntry(
                member.id,
                names[member.id],
                tuple(names[other] for other in named),
                len(buddies) - len(named),
                tidy(table, 40) if member.place is Place.IN_ROOM else "",
                member.place is Place.REMOTE,
                named,
            )


def pairs_page(entries: Sequence[PairEntry], turn: int) -> PairsContent:
    """The page of the list that has its turn; pages come round for ever."""
    pages = math.ceil(len(entries) / ENTRIES_A_PAGE)
    if not pages:
        return PairsContent((), 0, 0)
    page = turn % pages
    return PairsContent(tuple(entries[page * ENTRIES_A_PAGE : (page + 1) * ENTRIES_A_PAGE]), page + 1, pages)


def question(session: Session, counts: Counts, now: datetime) -> QuestionContent:
    schedule = session.schedule
    number = schedule.open_number
    count = len(session.questions)
    if number is None or number > count:
        phase = Phase.AFTER if schedule.openings else Phase.BEFORE
        return QuestionContent(phase, 0, count, "", TimerState.NONE, 0, 0.0, 0)
    state, remaining, fraction = TimerState.NONE, 0, 0.0
    timer = schedule.timer
    if timer is not None:
        remaining = timer.remaining(now)
        fraction = min(max(remaining / timer.seconds, 0.0), 1.0) if timer.seconds else 0.0
        state = _timer_state(remaining, is_paused=timer.paused_at is not None)
    text = tidy(session.questions[number - 1].text)
    return QuestionContent(Phase.OPEN, number, count, text, state, remaining, fraction, counts.responses[number])


def _timer_state(remaining: int, *, is_paused: bool) -> TimerState:
    if is_paused:
        return TimerState.PAUSED
    if remaining <= 0:
        return TimerState.OVERTIME
    return TimerState.WARNING if remaining <= WARNING_SECONDS else TimerState.RUNNING


def cards(session: Session, posts: Iterable[Post]) -> tuple[FeedCard, ...]:
    """Cards of the posts that may be shown, in their order; what one author wrote in a row becomes one card."""
    groups: list[list[Post]] = []
    for post in posts:
        if not may_show_post(session, post):
            continue
        if groups and groups[-1][0].author.id == post.author.id:
            groups[-1].append(post)
        elif len(groups) == CARDS_MOST:
            break
        else:
            groups.append([post])
    names = unseen_names(session)
    return tuple(_card(session, group, names) for group in groups)


def cards_again(
    session: Session, before: Sequence[FeedCard], groups: Sequence[Sequence[Post]]
) -> tuple[FeedCard, ...]:
    """Cards shown earlier, from their posts as they were then, without what may not be shown any more."""
    names = unseen_names(session)
    kept = (
        (card, [post for post in group if _still_shows(session, post)])
        for card, group in zip(before, groups, strict=True)
    )
    return tuple(replace(_card(session, group, names), question=card.question) for card, group in kept if group)


def _still_shows(session: Session, post: Post) -> bool:
    now = session.posts.get(post.key)
    return now is not None and may_show_post(session, now)


def _card(session: Session, group: Sequence[Post], names: frozenset[str]) -> FeedCard:
    post = group[0]
    author = shown_author(session, post, names)
    filing = session.timeline.filings.get(post.key)
    return FeedCard(
        post.key,
        post.author.id,
        tidy(author.name, 120),
        tidy(author.handle, 120),
        tidy(shown_text(session, post, names)),
        tidy(shown_alt(session, post, names)),
        (filing.question if filing else None) or 0,
        post.network == PAPER,
        tuple(other.key for other in group[1:]),
    )


def progress(session: Session, counts: Counts) -> ProgressContent:
    posted, first_timers = counts.first_timers()
    last = len(session.questions)
    open_number = session.schedule.open_number or 0
    first = max(min(max(open_number, _BARS_MOST), last) - _BARS_MOST, 0) + 1
    numbers = range(first, min(first + _BARS_MOST, last + 1))
    highest = max((counts.responses[number] for number in numbers), default=0)
    bars = tuple(
        Bar(
            number,
            counts.responses[number],
            counts.responses[number] / highest if highest else 0.0,
            number == open_number,
        )
        for number in numbers
    )
    return ProgressContent(posted, first_timers, counts.in_room, counts.elsewhere, bars)


def named(attendee: Attendee | None, before: str) -> str:
    """The name to go on showing for somebody who was shown as ``before``: the same, less, or none."""
    now = "" if attendee is None else tidy(shown_name(attendee), 120)
    return before if now and (now == before or not now.startswith("@")) else now


def tidy(text: str, most: int = _LETTERS_MOST) -> str:
    """A text from outside as one paragraph of bounded length, without controls and towers of marks.

    An override of the writing direction is taken out, since it would turn over what stands after it.
    """
    plain = " ".join(text[: 4 * most].split())
    if not (plain.isascii() and plain.isprintable()):
        plain = "".join(_tamed(plain))
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def _tamed(text: str) -> Iterable[str]:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS_MOST and (category not in ("Cc", "Cf", "Cs", "Co") or character in _JOINERS):
            yield character


# Invisible, but emoji, Persian and right-to-left names need them.
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c") | {chr(c) for c in range(0xE0020, 0xE0080)}
