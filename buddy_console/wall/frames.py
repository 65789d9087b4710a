"""What an audience screen shows at one moment: plain values, with consent and hiding already applied."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from buddy_console.domain.outputs import Mode, Scene


class Phase(StrEnum):
    """How far the hour has come: before the first question, one is open, none is open any more."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


class TimerState(StrEnum):
    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"
    WARNING = "warning"
    OVERTIME = "overtime"


@dataclass(frozen=True, slots=True)
class WelcomeContent:
    """``arrived`` counts the people who are here."""

    title: str
    hashtag: str
    arrived: int


@dataclass(frozen=True, slots=True)
class PairEntry:
    """One person in the list of pairs. ``unnamed`` counts the buddies who are left out of it."""

    attendee_id: str
    name: str
    buddies: tuple[str, ...]
    unnamed: int
    table: str
    is_remote: bool
    buddy_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairsContent:
    """One page of the list, by name; ``page`` counts from 1, and is 0 of 0 while there is nobody to show."""

    entries: tuple[PairEntry, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """``number`` is 0 while no question is open. ``remaining`` is in seconds, negative in overtime."""

    phase: Phase
    number: int
    count: int
    text: str
    timer: TimerState
    remaining: int
    fraction: float
    responses: int


@dataclass(frozen=True, slots=True)
class FeedCard:
    """One post, or the newest of several that one author wrote in a row: ``folded`` are the keys of the rest."""

    key: str
    author_id: str
    name: str
    handle: str
    text: str
    alt: str
    question: int
    is_paper: bool
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedContent:
    """The question that is open, and the newest posts, newest first.

    ``offline_minutes`` is how long no source has delivered, 0 while at least one does.
    """

    question: QuestionContent
    cards: tuple[FeedCard, ...]
    offline_minutes: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many responses a question has; ``share`` is of the highest bar, 0 to 1."""

    question: int
    count: int
    share: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class ProgressContent:
    """Numbers only: nobody can be told from them."""

    posted: int
    first_timers: int
    in_room: int
    elsewhere: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class CalmContent:
    """Nothing that anybody wrote."""


Content = WelcomeContent | PairsContent | QuestionContent | FeedContent | ProgressContent | CalmContent


@dataclass(frozen=True, slots=True)
class Frame:
    """``content`` is None while the screen is black or white. ``title`` and ``hashtag`` are the footer's."""

    number: int
    scene: Scene
    mode: Mode
    since: datetime | None
    content: Content | None
    title: str = ""
    hashtag: str = ""
