"""What a source can say: created, edited, deleted, author changed, gap, and its own state; nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from buddy_console.domain.message import Message
from buddy_console.domain.posts import Post


class FeedState(StrEnum):
    """What a running source is doing, in the words of the desk."""

    CONNECTING = "connecting"
    POLLING = "polling"
    STREAMING = "streaming"
    WAITING = "waiting"
    NEEDS_LOGIN = "needs_login"
    NOT_PUBLISHED = "not_published"
    STOPPED = "stopped"

    @property
    def is_live(self) -> bool:
        return self in (FeedState.POLLING, FeedState.STREAMING)


@dataclass(frozen=True, slots=True)
class Created:
    post: Post


@dataclass(frozen=True, slots=True)
class Edited:
    """A new version of a post, complete; the key stays."""

    post: Post


@dataclass(frozen=True, slots=True)
class Deleted:
    key: str


@dataclass(frozen=True, slots=True)
class AuthorChanged:
    author_id: str
    handle: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Posts may be missing between two moments, because more were written than could be fetched."""

    source: str
    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class StateChanged:
    """``detail`` is a sentence for the facilitator; ``retry_at`` is when the next attempt is made."""

    source: str
    state: FeedState
    detail: Message | None = None
    retry_at: datetime | None = None


Delivery = Created | Edited | Deleted | AuthorChanged | Gap | StateChanged
