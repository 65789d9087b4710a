"""One feed from several servers: each post once, its newest version, and deletions by whom they count."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from buddy_console.domain.deliveries import Created, Deleted, Delivery, Edited
from buddy_console.domain.posts import Post

_POSTS: Final = 100_000
_GRAVES: Final = 20_000


@dataclass(slots=True)
class _Shown:
    """What was let through of a post, and which source has a copy, with the server that it came from."""

    post_edited_at: datetime | None
    look: int
    is_home: bool
    copies: dict[str, str] = field(default_factory=dict)


class Merge:
    """Takes the deliveries of all sources and returns what is news. Remembers the last 100,000 posts.

    The first copy counts as the creation. Later ones only add to `seen_via`, unless they are a newer version. A
    deletion counts if the author's own server says so, or if no other source has a copy left.
    """

    def __init__(self, limit: int = _POSTS) -> None:
        self._limit = limit
        self._shown: OrderedDict[str, _Shown] = OrderedDict()
        self._graves: OrderedDict[str, None] = OrderedDict()
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many posts each server (origin) has delivered, gone ones included."""
        return self._counts

    def seen_via(self, key: str) -> frozenset[str]:
        """The servers that have a copy of the post now."""
        shown = self._shown.get(key)
        return frozenset(shown.copies.values()) if shown else frozenset()

    def take(self, source: str, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """What is news in a batch of one source, in the same order."""
        news: list[Delivery] = []
        for delivery in deliveries:
            if isinstance(delivery, Created | Edited):
                kept = self._take_post(source, delivery.post)
            elif isinstance(delivery, Deleted):
                kept = self._take_deletion(source, delivery)
            else:
                kept = delivery
            if kept is not None:
                news.append(kept)
        return news

    def _take_post(self, source: str, post: Post) -> Delivery | None:
        shown = self._shown.get(post.key)
        is_home = _is_home(post)
        if shown is None:
            if post.key in self._graves and not is_home:
                return None
            self._graves.pop(post.key, None)
            self._shown[post.key] = _Shown(post.edited_at, _look(post), is_home, {source: post.origin})
            self._counts[post.origin] += 1
            if len(self._shown) > self._limit:
                self._shown.popitem(last=False)
            return Created(post)
        if post.origin not in shown.copies.values():
            self._counts[post.origin] += 1
        shown.copies[source] = post.origin
        if not _is_better(post, shown, is_home=is_home):
            return None
        shown.post_edited_at, shown.look, shown.is_home = post.edited_at, _look(post), is_home
        return Edited(post)

    def _take_deletion(self, source: str, deletion: Deleted) -> Deleted | None:
        shown = self._shown.get(deletion.key)
        if shown is None:
            return None
        origin = shown.copies.pop(source, None)
        if origin is not None and _server(deletion.key) == _server(origin):
            self._bury(deletion.key)
        elif shown.copies:
            return None
        del self._shown[deletion.key]
        return deletion

    def _bury(self, key: str) -> None:
        """Remember that the author's server deleted it, so that another server's late copy stays out."""
        self._graves[key] = None
        if len(self._graves) > _GRAVES:
            self._graves.popitem(last=False)


def _is_better(post: Post, shown: _Shown, *, is_home: bool) -> bool:
    if post.edited_at is None:
        return False
    if shown.post_edited_at is None or post.edited_at > shown.post_edited_at:
        return True
    same_version = post.edited_at == shown.post_edited_at
    return same_version and is_home and not shown.is_home and _look(post) != shown.look


def _look(post: Post) -> int:
    return hash((post.text, post.content_warning, post.sensitive))


def _is_home(post: Post) -> bool:
    return _server(post.key) == _server(post.origin)


def _server(address: str) -> str:
    """The host and port in an address; urlsplit takes five times as long, and this is asked for every post."""
    return address.partition("://")[2].partition("/")[0].casefold()
