"""Cut, stalled, garbled and rate-limited at random: in the end the same posts as the servers have, none twice."""

import asyncio
import random
from collections.abc import Callable

import pytest
from feeds_fake_mastodon import FakeMastodon, Request
from feeds_recorder import Recorder
from feeds_timing import HandTiming

from buddy_console.domain.deliveries import Created
from buddy_console.feeds.mastodon import MastodonSource
from buddy_console.feeds.runner import follow_all

pytestmark = pytest.mark.anyio

FAULTS = ("empty", "cut", "stall", "500", "502", "garbage", "html", "html404", "429", "drip", "huge")
STREAM_FAULTS = ("cut", "garble", "split", "drop", "silent")


def often(chance: random.Random, kinds: tuple[str, ...], share: float) -> Callable[[object], str | None]:
    return lambda _: chance.choice(kinds) if chance.random() < share else None


def live_an_hour(chance: random.Random, server: FakeMastodon) -> None:
    """A moment of an hour: somebody writes, corrects or deletes."""
    for _ in range(chance.randrange(6)):
        deed = chance.random()
        if deed < 0.7 or len(server.posts) < 5:
            server.write(f"post {chance.random()}", author=chance.choice("abc"), late=chance.choice((0, 0, 0, 2)))
        elif deed < 0.85:
            server.edit(chance.choice(sorted(server.posts)), f"edited {chance.random()}")
        else:
            server.delete(chance.choice(sorted(server.posts)))


def as_served(*servers: FakeMastodon) -> dict[str, str]:
    return {
        str(post["uri"]): str(post["content"]).removeprefix("<p>").partition("<")[0].strip()
        for server in servers
        for post in server.posts.values()
    }


def as_shown(desk: Recorder) -> dict[str, str]:
    return {key: post.text.removesuffix("#buddy").strip() for key, post in desk.posts.items()}


@pytest.mark.parametrize("seed", range(4))
async def test_in_the_end_what_the_servers_have_none_twice(seed, client, timing: HandTiming) -> None:
    chance = random.Random(seed)
    desk = Recorder()
    async with FakeMastodon().running() as polled, FakeMastodon().running() as streamed:
        timing.busy = lambda: polled.is_busy() or streamed.is_busy()
        streamed.streams, streamed.token = True, "secret"
        sources = [
            MastodonSource(polled.url, "buddy", client, timing, random.Random(seed)),
            MastodonSource(streamed.url, "buddy", client, timing, random.Random(seed), token="secret"),
        ]
        async with asyncio.TaskGroup() as group:
            task = group.create_task(follow_all(sources, desk, timing))
            for server in (polled, streamed):
                server.fault = often(chance, FAULTS, 0.3)
                server.stream_fault = often(chance, STREAM_FAULTS, 0.3)
            for _ in range(100):
                for server in (polled, streamed):
                    live_an_hour(chance, server)
                    if chance.random() < 0.05:
                        server.cut_streams()
                    server.say(b":thump\n")
                await timing.run_for(chance.uniform(0, 30))
            for server in (polled, streamed):
                server.fault, server.stream_fault = _well, lambda _: None
            await timing.run_until(lambda: as_shown(desk) == as_served(polled, streamed), within=4 * 3600)
            task.cancel()
    created = [one.post.key for batch in desk.batches for one in batch if isinstance(one, Created)]
    assert len(created) > 250
    assert len(created) == len(set(created))
    assert not desk.gaps


def _well(_: Request) -> str | None:
    return None
