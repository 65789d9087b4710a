"""One run of a Mastodon source: polling always, streaming beside it where offered, and the truth about both."""

import asyncio
import random
from datetime import datetime, timedelta
from typing import Final

import httpx

from buddy_console.domain.deliveries import Delivery, FeedState, StateChanged
from buddy_console.domain.message import Message
from buddy_console.feeds.errors import FeedError, LoginNeededError, NotSpokenError, RateLimitError
from buddy_console.feeds.mastodon_access import Reading, how_to_read
from buddy_console.feeds.mastodon_api import MastodonApi, is_final
from buddy_console.feeds.mastodon_poll import Pace, Poller
from buddy_console.feeds.mastodon_stream import read_stream
from buddy_console.feeds.mastodon_window import Window
from buddy_console.feeds.mastodon_wire import status as read_status
from buddy_console.feeds.source import Deliver
from buddy_console.feeds.sse import ServerEvent
from buddy_console.feeds.stream_trust import StreamTrust
from buddy_console.feeds.timing import Backoff, Clock, Watchdog, nap

_AFTER_RESET: Final = 3.0


class Following:
    """What happens between the start of `MastodonSource.follow` and its end."""

    def __init__(
        self,
        source: str,
        tag: str,
        *,
        server: httpx.URL,
        client: httpx.AsyncClient,
        deliver: Deliver,
        timing: Clock,
        chance: random.Random,
        token: str | None,
        since: datetime | None,
        pace: Pace,
    ) -> None:
        self._source = source
        self._tag = tag
        self._client = client
        self._deliver = deliver
        self._timing = timing
        self._chance = chance
        self._token = token
        self._since = since
        self._pace = pace
        self._watchdog = Watchdog(timing)
        self._api = MastodonApi(server, client, timing, token=token, guard=self._watchdog.guard)
        self._window = Window()
        self._poller = Poller(
            source, tag, self._api, window=self._window, deliver=deliver, timing=timing, pace=pace
        )
        self._trust = StreamTrust()
        self._wake = asyncio.Event()
        self._events: list[ServerEvent] = []
        self._arrived = asyncio.Event()
        self._review_at = timing.now() + timedelta(seconds=pace.review)
        self._detail: Message | None = None
        self._said: StateChanged | None = None

    async def run(self) -> None:
        """Follow until cancelled, or until the server wants a login or publishes nothing."""
        self._say(FeedState.CONNECTING)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._watchdog.run())]
            try:
                reading = await self._meet()
                if reading.streaming:
                    tasks.append(group.create_task(self._stream(reading.streaming)))
                    tasks.append(group.create_task(self._read_events()))
                await self._poll()
            except FeedError as end:
                self._say(end.state, end.message)
            finally:
                for task in tasks:
                    task.cancel()

    async def _meet(self) -> Reading:
        """Ask the server what it is until it says so."""
        backoff = Backoff(self._chance)
        while True:
            try:
                about = await self._api.instance()
            except FeedError as problem:
                await self._timing.sleep(self._wait_for(problem, backoff))
            else:
                break
        reading = how_to_read(about, self._api.server, has_login=self._token is not None)
        self._poller.domain, self._poller.query = reading.domain, reading.query
        self._detail = reading.detail
        return reading

    def _wait_for(self, problem: FeedError, backoff: Backoff) -> float:
        """Seconds until the next attempt, which the desk is told; a final problem is raised."""
        if is_final(problem):
            raise problem
        if isinstance(problem, RateLimitError):
            seconds = (problem.retry_at - self._timing.now()).total_seconds()
            seconds = max(seconds, 0.0) + self._chance.uniform(0.0, _AFTER_RESET)
        else:
            seconds = backoff.next()
        state = FeedState.STREAMING if self._trust.is_streaming else FeedState.WAITING
        self._say(state, problem.message, self._timing.now() + timedelta(seconds=seconds))
        return seconds

    async def _poll(self) -> None:
        backoff = Backoff(self._chance)
        while True:
            try:
                await self._read()
            except RateLimitError as problem:
                await self._timing.sleep(self._wait_for(problem, backoff))
            except FeedError as problem:
                await nap(self._timing, self._wait_for(problem, backoff), self._wake)
            else:
                backoff.data_arrived()
                self._say_all_is_well()
                rest = self._pace.review if self._trust.is_enough else self._pace.poll
                await nap(self._timing, rest, self._wake)

    async def _read(self) -> None:
        self._trust.poll_begins()
        found = await self._poller.newer(self._since)
        if self._timing.now() >= self._review_at:
            found += await self._poller.review()
            self._review_at = self._timing.now() + timedelta(seconds=self._pace.review)
        self._trust.poll_found(found)

    async def _stream(self, streaming: httpx.URL) -> None:
        backoff = Backoff(self._chance)

        def opened() -> None:
            backoff.data_arrived()
            self._trust.opened()
            self._wake.set()

        while True:
            try:
                await read_stream(
                    streaming,
                    self._tag,
                    self._api,
                    self._client,
                    self._watchdog,
                    opened=opened,
                    take=self._take_events,
                )
            except (LoginNeededError, NotSpokenError):
                return
            except FeedError as problem:
                self._stream_closed()
                wait = backoff.next()
                if isinstance(problem, RateLimitError):
                    wait += max(0.0, (problem.retry_at - self._timing.now()).total_seconds())
                await self._timing.sleep(wait)

    def _stream_closed(self) -> None:
        if self._trust.is_streaming:
            self._trust.closed()
            self._wake.set()

    def _take_events(self, events: list[ServerEvent]) -> None:
        self._events += events
        self._arrived.set()

    async def _read_events(self) -> None:
        """Read what came in one go together: one socket read holds many HTTP chunks, and those come one by one."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            events, self._events = self._events, []
            self._read_together(events)

    def _read_together(self, events: list[ServerEvent]) -> None:
        news: list[Delivery] = []
        for event in events:
            if event.name in ("update", "status.update", "status_update"):
                news += self._take_status(event.data)
            elif event.name == "delete":
                news += self._window.drop(event.data.decode("utf-8", errors="replace").strip())
        if news:
            self._deliver(news)

    def _take_status(self, data: bytes) -> list[Delivery]:
        status = read_status(data)
        if status is None:
            self._wake.set()
            return []
        news: list[Delivery] = []
        for post in self._poller.to_posts([status]):
            self._trust.streamed(post.native_id)
            news += self._window.take([post])
        return news

    def _say_all_is_well(self) -> None:
        is_streaming = self._trust.is_streaming and not self._trust.is_doubtful
        self._say(FeedState.STREAMING if is_streaming else FeedState.POLLING, self._detail)

    def _say(self, state: FeedState, detail: Message | None = None, retry_at: datetime | None = None) -> None:
        said = StateChanged(self._source, state, detail, retry_at)
        if said != self._said:
            self._said = said
            self._deliver([said])
