"""Everything that can happen in a session: small frozen records in the past tense."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.message import Message
from buddy_console.domain.outputs import Output
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Wish
from buddy_console.domain.posts import Post
from buddy_console.domain.questions import Question, Schedule


class Actor(StrEnum):
    """Who asked for a step. Steps of the desk can be undone; undo and redo are steps themselves."""

    DESK = "desk"
    FEED = "feed"
    PHONE = "phone"
    REPLAY = "replay"
    UNDO = "undo"
    REDO = "redo"


class Concealed(StrEnum):
    """What is hidden: one post, everything by an author, everything from a server."""

    POST = "post"
    AUTHOR = "author"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Source:
    """A place posts come from: ``network`` and the ``address`` of the server there."""

    id: str
    network: str
    address: str


@dataclass(frozen=True, slots=True)
class SessionDescribed:
    """``hashtag`` is without ``#``. ``hosts`` are the facilitator's own accounts: they ask, they do not answer."""

    title: str
    hashtag: str
    hosts: tuple[Account, ...] = ()
    home_server: str = ""


@dataclass(frozen=True, slots=True)
class QuestionsWritten:
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SourcesChosen:
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SourceStateChanged:
    source_id: str
    state: FeedState
    detail: Message | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GapNoticed:
    source_id: str
    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class AttendeesRegistered:
    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class AttendeesChanged:
    """The new state of attendees that are registered already."""

    attendees: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class AttendeesRemoved:
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenOnPhone:
    """The facilitator saw the attendee's post on the attendee's own screen; no search returned it."""

    attendee_id: str


@dataclass(frozen=True, slots=True)
class SeenOnPhoneTakenBack:
    attendee_id: str


@dataclass(frozen=True, slots=True)
class WishesChanged:
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    policy: Policy


@dataclass(frozen=True, slots=True)
class PairsDrafted:
    """A draft that nobody but the facilitator sees; None when it was thrown away."""

    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class PairsPublished:
    """All the pairs that hold from now on."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class QuestionOpened:
    """``number`` is None when the discussion of questions ended."""

    number: int | None


@dataclass(frozen=True, slots=True)
class TimerPaused:
    pass


@dataclass(frozen=True, slots=True)
class TimerResumed:
    pass


@dataclass(frozen=True, slots=True)
class TimerExtended:
    seconds: int


@dataclass(frozen=True, slots=True)
class ScheduleRestored:
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class PostsReceived:
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class PostsEdited:
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class PostsDeleted:
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorRenamed:
    author_id: str
    handle: str


@dataclass(frozen=True, slots=True)
class PostFiled:
    """Filed by hand; ``question`` None means under no question, ``automatic`` means by the rules again."""

    key: str
    question: int | None = None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class PostStarred:
    key: str


@dataclass(frozen=True, slots=True)
class PostUnstarred:
    key: str


@dataclass(frozen=True, slots=True)
class HidingAdded:
    what: Concealed
    value: str


@dataclass(frozen=True, slots=True)
class HidingLifted:
    what: Concealed
    value: str


@dataclass(frozen=True, slots=True)
class OutputChanged:
    output: Output


@dataclass(frozen=True, slots=True)
class OutputRemoved:
    number: int


Event = (
    SessionDescribed
    | QuestionsWritten
    | SourcesChosen
    | SourceStateChanged
    | GapNoticed
    | AttendeesRegistered
    | AttendeesChanged
    | AttendeesRemoved
    | SeenOnPhone
    | SeenOnPhoneTakenBack
    | WishesChanged
    | PolicyChanged
    | PairsDrafted
    | PairsPublished
    | QuestionOpened
    | TimerPaused
    | TimerResumed
    | TimerExtended
    | ScheduleRestored
    | PostsReceived
    | PostsEdited
    | PostsDeleted
    | AuthorRenamed
    | PostFiled
    | PostStarred
    | PostUnstarred
    | HidingAdded
    | HidingLifted
    | OutputChanged
    | OutputRemoved
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one command, or one batch of posts, brought about: journalled whole or not at all.

    ``number`` counts the steps of a session from 1.
    """

    number: int
    at: datetime
    actor: Actor
    events: tuple[Event, ...] = field(default=())
