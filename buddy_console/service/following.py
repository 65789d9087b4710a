"""Follows a session's sources, and begins anew when the sources or the hashtag change."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from buddy_console.domain.accounts import PAPER
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.events import Source as SourceChoice
from buddy_console.service.intake import Intake
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope

if TYPE_CHECKING:
    import httpx

_TASK = "feeds"
_MARGIN = timedelta(minutes=10)


class Following:
    """Runs one task in the scope, named "feeds". ``client`` is the one HTTP client."""

    def __init__(
        self, service: SessionService, scope: TaskScope, client: "httpx.AsyncClient", intake: Intake
    ) -> None:
        self._service = service
        self._scope = scope
        self._client = client
        self._intake = intake
        self._followed: tuple[str, Sequence[SourceChoice]] = ("", ())
        self._unsubscribe = service.subscribe(self._apply)
        self._apply(None)

    async def stop(self) -> None:
        self._unsubscribe()
        await self._scope.stop(_TASK)

    def _apply(self, changes: Changes | None) -> None:
        if changes is not None and not changes.topics & (Topic.SOURCES | Topic.DESCRIPTION):
            return
        session = self._service.session
        wanted = (session.hashtag, session.sources)
        if wanted != self._followed:
            self._followed = wanted
            self._scope.start(self._begin_again(), name="begin feeds again")

    async def _begin_again(self) -> None:
        while True:
            followed = self._followed
            await self._scope.stop(_TASK)
            tag, sources = followed
            if tag and sources:
                self._scope.start(self._follow(tag, sources), name=_TASK)
            if followed == self._followed:
                return

    def _since(self) -> datetime | None:
        """From when on posts may be missing here: a little before the last one arrived; None in a new session."""
        arrived = (post.received_at for post in self._service.session.posts.values() if post.network != PAPER)
        last = max(arrived, default=None)
        return None if last is None else last - _MARGIN

    async def _follow(self, tag: str, sources: Sequence[SourceChoice]) -> None:
        from buddy_console.feeds.http import check_server_address
        from buddy_console.feeds.mastodon import MastodonSource
        from buddy_console.feeds.runner import follow_all
        from buddy_console.feeds.timing import SystemTiming

        timing = SystemTiming()
        running = [
            MastodonSource(
                check_server_address(source.address),
                tag,
                self._client,
                timing,
                random.Random(),
                id=source.id,
                since=self._since(),
            )
            for source in sources
        ]
        await follow_all(running, self._intake, timing)
