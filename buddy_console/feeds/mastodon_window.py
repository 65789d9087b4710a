"""What is known of a hashtag's posts on one server, so that each answer gives only what is new in it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from buddy_console.domain.deliveries import Created, Deleted, Delivery, Edited
from buddy_console.domain.posts import Post

_POSTS: Final = 20_000
_GONE: Final = 5_000

Place = tuple[int, int, str]


def place(native_id: str) -> Place:
    """The order of a server's ids: digits by their number, others as text, as long as one server writes them."""
    if native_id.isdecimal() and native_id.isascii():
        return (0, int(native_id[:100]), "")
    return (1, 0, native_id)


@dataclass(slots=True)
class _Known:
    key: str
    place: Place
    edited_at: datetime | None
    look: int


class Window:
    """The posts of one hashtag on one server, by their ids there; the oldest of more than 20,000 are forgotten."""

    def __init__(self, limit: int = _POSTS) -> None:
        self._limit = limit
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._gone: OrderedDict[str, int] = OrderedDict()
        self._moment = 0

    def __len__(self) -> int:
        return len(self._known)

    def moment(self) -> int:
        """A mark to be taken before asking, so that a stale answer does not bring back what was deleted since."""
        self._moment += 1
        return self._moment

    def key_of(self, native_id: str) -> str | None:
        known = self._known.get(native_id)
        return known.key if known else None

    def take(self, posts: Iterable[Post], asked: int | None = None) -> list[Delivery]:
        """The news in an answer to a question asked at that `moment`, or in a stream (None), oldest first."""
        news: list[Delivery] = []
        for post in posts:
            known = self._known.get(post.native_id)
            if known is None:
                if asked is None or self._gone.get(post.native_id, -1) < asked:
                    self._learn(post)
                    news.append(Created(post))
            elif (edited := _newer(post, known)) is not None:
                known.edited_at, known.look = post.edited_at, _look(post)
                news.append(Edited(edited))
        return news

    def drop(self, native_id: str) -> list[Delivery]:
        """The server has deleted a post."""
        self._gone[native_id] = self.moment()
        if len(self._gone) > _GONE:
            self._gone.popitem(last=False)
        known = self._known.pop(native_id, None)
        return [Deleted(known.key)] if known else []

    def missing(self, listed: Iterable[str], below: Place | None, above: Place | None) -> list[str]:
        """Known posts between two places (exclusive, None is no bound) that a page does not list, newest first."""
        present = set(listed)
        lost = [
            (known.place, native_id)
            for native_id, known in self._known.items()
            if native_id not in present
            and (above is None or known.place > above)
            and (below is None or known.place < below)
        ]
        return [native_id for _, native_id in sorted(lost, reverse=True)]

    def _learn(self, post: Post) -> None:
        self._known[post.native_id] = _Known(post.key, place(post.native_id), post.edited_at, _look(post))
        self._gone.pop(post.native_id, None)
        if len(self._known) > self._limit:
            self._known.popitem(last=False)


def _newer(post: Post, known: _Known) -> Post | None:
    """The post if it is a newer version. Moderators and some servers change posts without dating it."""
    if post.edited_at is not None and (known.edited_at is None or post.edited_at > known.edited_at):
        return post
    if post.edited_at == known.edited_at and _look(post) != known.look:
        return replace(post, edited_at=post.received_at)
    return None


def _look(post: Post) -> int:
    media = tuple((medium.kind, medium.alt, medium.url is None) for medium in post.media)
    return hash((post.text, post.content_warning, post.sensitive, media, post.tags))
