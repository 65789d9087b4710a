"""What the Test button says about a server and a hashtag."""

from datetime import timedelta
from typing import Final

import httpx

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.domain.posts import fold_tag
from buddy_console.feeds.errors import FeedError
from buddy_console.feeds.http import check_server_address, shown
from buddy_console.feeds.mastodon_access import how_to_read
from buddy_console.feeds.mastodon_api import PAGE, MastodonApi
from buddy_console.feeds.mastodon_mapping import read_time
from buddy_console.feeds.mastodon_wire import Status
from buddy_console.feeds.timing import Clock, SystemTiming

_WEEK: Final = timedelta(days=7)
_PAGES: Final = 5


async def probe(
    address: str, tag: str, client: httpx.AsyncClient, *, token: str | None = None, timing: Clock | None = None
) -> Message:
    """How fast the server answers and how much it has, or what is wrong. Never raises `FeedError`."""
    clock = timing or SystemTiming()
    try:
        server = check_server_address(address)
        api = MastodonApi(server, client, clock, token=token)
        begun = clock.now()
        reading = how_to_read(await api.instance(), server, has_login=token is not None)
        first = await api.tag_page(fold_tag(tag.strip()), **reading.query)
        seconds = (clock.now() - begun).total_seconds()
        week, is_all = await _week(api, fold_tag(tag.strip()), reading.query, first, clock)
    except FeedError as problem:
        return problem.message
    return reading.detail or _found(server, seconds, week, is_all=is_all)


async def _week(
    api: MastodonApi, tag: str, query: dict[str, str], page: list[Status], clock: Clock
) -> tuple[list[Status], bool]:
    """The last seven days' posts, and whether those are all of them."""
    since = clock.now() - _WEEK
    found: list[Status] = []
    for _ in range(_PAGES):
        recent = [one for one in page if (moment := read_time(one.created_at)) and moment >= since]
        found += recent
        if len(recent) < PAGE or page[-1].id is None:
            return found, True
        page = await api.tag_page(tag, **query, max_id=str(page[-1].id))
    return found, False


def _found(server: httpx.URL, seconds: float, week: list[Status], *, is_all: bool) -> Message:
    people = {one.account.uri or one.account.url for one in week if one.account}
    values = {"server": shown(server), "seconds": f"{seconds:.1f}", "n": len(week), "people": len(people)}
    if not week:
        template = QT_TRANSLATE_NOOP("feeds", "{server}: {seconds} s, no posts with this hashtag this week.")
    elif is_all:
        template = QT_TRANSLATE_NOOP("feeds", "{server}: {seconds} s, {n} posts by {people} people this week.")
    else:
        template = QT_TRANSLATE_NOOP(
            "feeds", "{server}: {seconds} s, more than {n} posts by {people} people or more this week."
        )
    return Message(template, values)
