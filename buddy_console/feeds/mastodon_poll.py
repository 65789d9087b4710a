"""Reads a hashtag page by page: what is new, what changed, and what is gone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from buddy_console.domain.deliveries import Created, Gap
from buddy_console.domain.posts import Post
from buddy_console.feeds.errors import LoginNeededError, NotSpokenError
from buddy_console.feeds.http import origin_of
from buddy_console.feeds.mastodon_api import PAGE, MastodonApi
from buddy_console.feeds.mastodon_mapping import read_time, to_post
from buddy_console.feeds.mastodon_window import Place, Window, place
from buddy_console.feeds.mastodon_wire import Status
from buddy_console.feeds.source import Deliver
from buddy_console.feeds.timing import Clock

_RECHECK_AFTER: Final = 10


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as far as reading on needs it: ids newest first, and those of them that were not known."""

    ids: list[str]
    fresh: list[str]
    oldest: datetime | None

    @classmethod
    def of(cls, statuses: Sequence[Status], fresh: list[str]) -> Self:
        moments = [moment for one in statuses if (moment := read_time(one.created_at))]
        return cls([str(one.id) for one in statuses if one.id is not None], fresh, min(moments, default=None))

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= PAGE

    @property
    def highest(self) -> str | None:
        return max(self.ids, key=place, default=None)

    @property
    def lowest(self) -> str | None:
        return min(self.ids, key=place, default=None)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how much is asked, in seconds and requests, so that a server's 300 in 5 minutes suffice."""

    poll: float = 10.0
    review: float = 60.0
    pages: int = 50
    sweep_pages: int = 25
    confirmations: int = 10


class Poller:
    """Remembers how far a hashtag was read on one server. Every method raises `FeedError` and can be repeated."""

    def __init__(
        self,
        source: str,
        tag: str,
        api: MastodonApi,
        *,
        window: Window,
        deliver: Deliver,
        timing: Clock,
        pace: Pace,
    ) -> None:
        self.domain = api.name
        self.query: dict[str, str] = {}
        self._source = source
        self._tag = tag
        self._api = api
        self._origin = origin_of(api.server)
        self._window = window
        self._deliver = deliver
        self._timing = timing
        self._pace = pace
        self._has_begun = False
        self._cursor: str | None = None
        self._floor: Place | None = None
        self._latest: datetime | None = None
        self._sweep: tuple[int, str] | None = None
        self._round = 0
        self._checked: dict[str, int] = {}

    async def newer(self, since: datetime | None = None) -> list[str]:
        """Deliver what is newer than the last time; at first the newest page, or all since a moment.

        Returns the ids, on that server, of the posts that were not known.
        """
        if not self._has_begun:
            found = await self._fill_back(since, self._pace.pages if since else 1)
            self._has_begun = True
            return found
        if self._cursor is None:
            return await self._fill_back(None, self._pace.pages)
        found = []
        for _ in range(self._pace.pages):
            page = await self._page(min_id=self._cursor)
            found += page.fresh
            highest = page.highest or self._cursor
            if place(highest) <= place(self._cursor):
                return found
            self._cursor = highest
            if not page.is_full:
                return found
        return found + await self._skip_ahead()

    async def review(self) -> list[str]:
        """Look once more at the newest page and at one older page: changes, deletions, and posts that came late.

        Returns the ids of the posts that were not known.
        """
        self._round += 1
        page = await self._page()
        found, lost = page.fresh, self._lost(page, None)
        if page.highest and self._cursor and place(page.highest) < place(self._cursor):
            self._cursor = page.highest
        if page.lowest:
            older, below = await self._sweep_page(page.lowest)
            if older is not None:
                found, lost = found + older.fresh, lost + self._lost(older, below)
        await self._confirm(lost)
        return found

    def to_posts(self, statuses: Iterable[Status]) -> Iterator[Post]:
        """The public posts among statuses, in their order."""
        received_at = self._timing.now()
        for status in statuses:
            post = to_post(
                status,
                origin=self._origin,
                domain=self.domain,
                received_at=received_at,
                find_key=self._window.key_of,
            )
            if post is not None:
                yield post

    async def _page(self, **query: str) -> _Page:
        """Ask for a page and deliver what is new in it, oldest first, so that a reply follows its post."""
        asked = self._window.moment()
        statuses = await self._api.tag_page(self._tag, **self.query, **query)
        wanted = (post for post in self.to_posts(reversed(statuses)) if self._is_wanted(post))
        news = self._window.take(wanted, asked)
        if news:
            self._deliver(news)
        fresh = [one.post for one in news if isinstance(one, Created)]
        self._latest = max((post.created_at for post in fresh), default=self._latest)
        return _Page.of(statuses, [post.native_id for post in fresh])

    def _is_wanted(self, post: Post) -> bool:
        return self._floor is None or place(post.native_id) >= self._floor

    async def _fill_back(self, since: datetime | None, pages: int) -> list[str]:
        """Read backwards from the newest page. The cursor is set at the end, so a failure repeats the whole."""
        found: list[str] = []
        highest: str | None = None
        query: dict[str, str] = {}
        for number in range(pages):
            page = await self._page(**query)
            found += page.fresh
            highest = highest or page.highest
            if page.lowest is None or not page.is_full:
                break
            has_enough = since is not None and page.oldest is not None and page.oldest < since
            if has_enough or number == pages - 1:
                self._floor = place(page.lowest)
                if pages > 1 and not has_enough:
                    self._deliver([Gap(self._source, since, page.oldest or self._timing.now())])
                break
            query = {"max_id": page.lowest}
        self._cursor = highest
        return found

    async def _skip_ahead(self) -> list[str]:
        """Too much was written to read all of it: go on with the newest page, and say so."""
        since = self._latest
        page = await self._page()
        self._cursor = page.highest or self._cursor
        self._deliver([Gap(self._source, since, page.oldest or self._timing.now())])
        return page.fresh

    async def _sweep_page(self, newest_page_ends: str) -> tuple[_Page | None, Place | None]:
        """The next older page, going down through what is known and from the top again; and where it begins."""
        depth, start = self._sweep or (0, newest_page_ends)
        if depth >= self._pace.sweep_pages or not self._window.missing((), place(start), self._floor):
            self._sweep = None
            return None, None
        page = await self._page(max_id=start)
        self._sweep = (depth + 1, page.lowest) if page.lowest else None
        return page, place(start)

    def _lost(self, page: _Page, below: Place | None) -> list[str]:
        """What is known but not listed where the page should list it; an empty page is the end of the list."""
        above = place(page.lowest) if page.lowest else self._floor
        return self._window.missing(page.ids, below, above)

    async def _confirm(self, lost: Sequence[str]) -> None:
        """Ask for posts that are not listed any more: deleted, hidden, or edited so that the hashtag is gone."""
        due = [one for one in lost if self._round - self._checked.get(one, -_RECHECK_AFTER) >= _RECHECK_AFTER]
        for native_id in due[: self._pace.confirmations]:
            asked = self._window.moment()
            try:
                status = await self._api.status(native_id)
            except (LoginNeededError, NotSpokenError):
                return
            self._checked[native_id] = self._round
            post = next(self.to_posts([status]), None) if status else None
            news = self._window.take([post], asked) if post else self._window.drop(native_id)
            if news:
                self._deliver(news)
        self._checked = {one: self._checked[one] for one in lost if one in self._checked}
