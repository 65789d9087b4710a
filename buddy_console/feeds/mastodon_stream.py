"""The hashtag as a stream of server-sent events, where the server offers one."""

from collections.abc import Callable
from typing import Final

import httpx

from buddy_console.feeds import errors
from buddy_console.feeds.http import explain
from buddy_console.feeds.mastodon_api import MastodonApi
from buddy_console.feeds.sse import EventDecoder, EventTooLargeError, ServerEvent
from buddy_console.feeds.timing import Guard, Watchdog

_SILENCE: Final = 45.0

TakeEvents = Callable[[list[ServerEvent]], None]


async def read_stream(
    streaming: httpx.URL,
    tag: str,
    api: MastodonApi,
    client: httpx.AsyncClient,
    watchdog: Watchdog,
    *,
    opened: Callable[[], None],
    take: TakeEvents,
) -> None:
    """Hand on the events of each chunk until the connection ends, which it always does by an error.

    ``opened`` is called when the first bytes arrive. A comment comes every 15 seconds, so 45 silent ones end it.

    Raises:
        LoginNeededError, NotSpokenError: the server does not stream this; polling is what remains.
        FeedError: it broke off.

    """
    url = streaming.copy_with(path="/api/v1/streaming/hashtag", params={"tag": tag})
    # A compressing proxy would hold events back until its buffer is full.
    asking = {**api.headers(has_login=True), "Accept": "text/event-stream", "Accept-Encoding": "identity"}
    try:
        async with watchdog.guard(_SILENCE) as guard, client.stream("GET", url, headers=asking) as response:
            await _check(response, api)
            await _read(response, guard, opened, take)
    except TimeoutError:
        raise errors.no_answer(api.name) from None
    except EventTooLargeError:
        raise errors.garbled(api.name) from None
    except (httpx.HTTPError, httpx.StreamError) as problem:
        raise explain(problem, api.name) from problem
    raise errors.broken_off(api.name)


async def _read(response: httpx.Response, guard: Guard, opened: Callable[[], None], take: TakeEvents) -> None:
    decoder = EventDecoder()
    is_open = False
    async for chunk in response.aiter_bytes():
        guard.heard()
        if not is_open:
            is_open = True
            opened()
        events = decoder.take(chunk)
        if events:
            take(events)


async def _check(response: httpx.Response, api: MastodonApi) -> None:
    if response.is_success:
        if not response.headers.get("content-type", "").startswith("text/event-stream"):
            raise errors.not_mastodon(api.name)
    elif response.status_code >= 500 or response.status_code == 429:
        raise await api.refusal(response)
    else:
        raise errors.not_mastodon(api.name)
