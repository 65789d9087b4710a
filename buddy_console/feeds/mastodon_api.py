"""Questions to one Mastodon server, and its refusals as errors with a sentence."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Final
from urllib.parse import quote

import httpx
import msgspec

from buddy_console.domain.deliveries import FeedState
from buddy_console.feeds import errors
from buddy_console.feeds.http import (
    decode,
    explain,
    is_json_object,
    read_limited,
    redirect_target,
    shown,
)
from buddy_console.feeds.mastodon_wire import Instance, Status, statuses
from buddy_console.feeds.rate_limit import Budget
from buddy_console.feeds.timing import Clock

PAGE: Final = 40
PATIENCE: Final = 30.0
_REDIRECTS: Final = 3

Guarded = Callable[[float], AbstractAsyncContextManager[Any]]


class MastodonApi:
    """One server, asked with or without a login. ``guard`` limits the seconds that one question may take.

    Every method raises `FeedError` or one of its kinds.
    """

    def __init__(
        self,
        server: httpx.URL,
        client: httpx.AsyncClient,
        timing: Clock,
        *,
        token: str | None = None,
        guard: Guarded = asyncio.timeout,
    ) -> None:
        self.server = server
        self.name = shown(server)
        self.budget = Budget(self.name)
        self._client = client
        self._timing = timing
        self._token = token
        self._guard = guard

    async def instance(self) -> Instance:
        """What the server says of itself, by version 2 of the question or else version 1."""
        try:
            body = await self._ask("/api/v2/instance")
        except (errors.LoginNeededError, errors.NotThereError, errors.NotSpokenError):
            body = await self._first_version()
        if not is_json_object(body):
            raise errors.not_mastodon(self.name)
        about = decode(body, Instance, self.name)
        if about.version is None:
            raise errors.not_mastodon(self.name)
        return about

    async def _first_version(self) -> bytes:
        try:
            return await self._ask("/api/v1/instance")
        except errors.NotThereError:
            raise errors.not_mastodon(self.name) from None

    async def tag_page(self, tag: str, **query: str) -> list[Status]:
        """A page of the hashtag's timeline, newest first; empty if nobody has used it yet."""
        address = f"/api/v1/timelines/tag/{quote(tag, safe='')}"
        try:
            body = await self._ask(address, {"limit": str(PAGE), **query})
        except errors.NotThereError:
            return []
        try:
            return statuses(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise errors.garbled(self.name) from None

    async def status(self, native_id: str) -> Status | None:
        """One post as it is now, or None if the server says that it has no such post."""
        try:
            body = await self._ask(f"/api/v1/statuses/{quote(native_id, safe='')}")
        except errors.NotThereError:
            return None
        return decode(body, Status, self.name)

    async def _ask(self, path: str, query: Mapping[str, str] | None = None) -> bytes:
        url = self.server.copy_with(path=path, params=dict(query or {}))
        self.budget.check(self._timing.now())
        try:
            async with self._guard(PATIENCE):
                for _ in range(_REDIRECTS + 1):
                    answer = await self._get(url, is_same_host=url.host == self.server.host)
                    if isinstance(answer, bytes):
                        return answer
                    url = answer
        except TimeoutError:
            raise errors.no_answer(self.name) from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as problem:
            raise explain(problem, self.name) from problem
        raise errors.not_mastodon(self.name)

    async def _get(self, url: httpx.URL, *, is_same_host: bool) -> bytes | httpx.URL:
        """The body of a good answer, or where to ask instead."""
        async with self._client.stream("GET", url, headers=self.headers(has_login=is_same_host)) as response:
            self.budget.note(response.headers, self._timing.now())
            if response.is_redirect:
                target = redirect_target(url, response.headers.get("location", ""))
                if target is None:
                    raise errors.not_mastodon(self.name)
                return target
            if response.is_success:
                return await self._good_body(response)
            raise await self.refusal(response)

    async def _good_body(self, response: httpx.Response) -> bytes:
        body = await read_limited(response)
        if "html" in response.headers.get("content-type", "") or body.lstrip()[:1] == b"<":
            raise errors.not_mastodon(self.name)
        return body

    def headers(self, *, has_login: bool) -> dict[str, str]:
        """What goes with a question; the login only to the server itself and to the stream it names."""
        headers = {"Accept": "application/json"}
        if self._token and has_login:
            headers["Authorization"] = f"Bearer {self._token}"
        return headers

    async def refusal(self, response: httpx.Response) -> errors.FeedError:
        status = response.status_code
        if status in (401, 403):
            return errors.login_refused(self.name) if self._token else errors.login_needed(self.name)
        if status == 429:
            return errors.too_many_requests(self.name, self.budget.retry_at(response.headers, self._timing.now()))
        if status in (404, 410):
            # A proxy's own "not found" page says nothing about a post: only the server's words count.
            own_words = is_json_object(await read_limited(response, 64 * 1024))
            return errors.not_there(self.name) if own_words else errors.not_mastodon(self.name)
        return errors.in_trouble(self.name, status)


def is_final(problem: errors.FeedError) -> bool:
    """Whether asking again is of no use until somebody does something."""
    return problem.state is not FeedState.WAITING
