"""The hashtag as a stream: posts come at once, and a stream that fails in any way costs nothing but time."""

import random

import httpx
import pytest
from feeds_fake_mastodon import FakeMastodon
from feeds_recorder import following
from feeds_timing import HandTiming

from buddy_console.domain.deliveries import Created, FeedState
from buddy_console.feeds.mastodon import MastodonSource

pytestmark = pytest.mark.anyio


@pytest.fixture
def source(server: FakeMastodon, client: httpx.AsyncClient, timing: HandTiming) -> MastodonSource:
    server.streams, server.token = True, "secret"
    return MastodonSource(server.url, "buddy", client, timing, random.Random(3), token="secret")


def polls(server: FakeMastodon) -> int:
    return sum("timelines" in request.path for request in server.requests)


async def test_posts_edits_and_deletions_come_at_once(server, source, timing) -> None:
    server.write("before")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING and bool(desk.posts))
        moment = timing.now()
        number = server.write("now")
        key = server.key(number)
        await timing.run_until(lambda: key in desk.posts)
        server.edit(number, "corrected")
        await timing.run_until(lambda: desk.posts[key].text == "corrected")
        server.delete(number)
        await timing.run_until(lambda: key not in desk.posts)
        assert timing.now() == moment


async def test_while_it_works_few_polls_are_made(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        await timing.run_for(30)
        before = polls(server)
        for _ in range(20):
            server.say(b":thump\n")
            server.write("streamed")
            await timing.run_for(15)
        assert polls(server) - before <= 11
        assert desk.state is FeedState.STREAMING
        assert len(desk.posts) == 20


async def test_a_chunk_is_one_batch(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        before = len(desk.batches)
        for i in range(20):
            server.write(f"together {i}")
        await timing.run_until(lambda: len(desk.posts) == 20)
        assert len(desk.batches) - before <= 3


async def test_comments_without_blank_lines_between_events(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        server.say(b":thump\n:thump\n")
        server.stream_fault = lambda name: "split"
        server.write("after thumps")
        await timing.run_until(lambda: desk.texts == ["after thumps #buddy"], within=1)


async def test_a_cut_stream_is_opened_again_and_the_gap_filled(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        server.cut_streams()
        missed = server.key(server.write("missed"))
        await timing.run_until(lambda: missed in desk.posts, within=5)
        await timing.run_until(lambda: desk.state is FeedState.STREAMING, within=70)


async def test_a_stream_that_falls_silent_is_noticed(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        opened = sum("streaming" in request.path for request in server.requests)
        await timing.run_for(55)
        assert sum("streaming" in request.path for request in server.requests) == opened + 1


async def test_a_stream_that_opens_and_stays_silent_is_never_called_streaming(server, source, timing) -> None:
    server.stream_fault = lambda name: "silent" if name == "open" else "drop"
    async with following(source) as desk:
        await timing.run_for(120)
        number = server.key(server.write("polled"))
        await timing.run_until(lambda: number in desk.posts, within=11)
        assert FeedState.STREAMING not in [said.state for said in desk.states]


async def test_a_stream_that_delivers_nothing_is_not_trusted(server, source, timing) -> None:
    server.stream_fault = lambda name: "drop" if name == "update" else None
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        for _ in range(8):
            server.say(b":thump\n")
            server.write("dropped")
            await timing.run_for(15)
        assert desk.state is FeedState.POLLING
        late = server.key(server.write("polled soon"))
        await timing.run_until(lambda: late in desk.posts, within=11)
        server.stream_fault = lambda name: None
        server.write("streamed again")
        server.say(b":thump\n")
        await timing.run_until(lambda: desk.state is FeedState.STREAMING, within=30)


async def test_a_garbled_event_is_looked_up(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        server.stream_fault = lambda name: "garble"
        key = server.key(server.write("garbled"))
        await timing.run_until(lambda: key in desk.posts, within=1)


async def test_an_endless_event_is_cut_off(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        for _ in range(70):
            server.say(b"data: " + b"x" * 65536)
        await timing.run_until(lambda: desk.state is FeedState.POLLING, within=1)


@pytest.mark.parametrize("fault", ["401", "404", "html", "500", "empty", "stall"])
async def test_no_stream_is_no_misfortune(fault, server, source, timing) -> None:
    server.fault = lambda request: fault if "streaming" in request.path else None
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        key = server.key(server.write("polled"))
        await timing.run_until(lambda: key in desk.posts, within=11)
        await timing.run_for(300)
        assert desk.state is FeedState.POLLING
        tries = sum("streaming" in request.path for request in server.requests)
        assert tries == 1 if fault in ("401", "404", "html") else 3 < tries < 40


async def test_without_a_login_no_stream_is_asked_for(server, client, timing) -> None:
    server.streams, server.token = True, "secret"
    source = MastodonSource(server.url, "buddy", client, timing, random.Random(3))
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert not any("streaming" in request.path for request in server.requests)


async def test_the_stream_and_the_poll_deliver_a_post_once(server, source, timing) -> None:
    async with following(source) as desk:
        for i in range(60):
            server.write(f"busy {i}")
            await timing.run_for(1)
        await timing.run_until(lambda: len(desk.posts) == 60)
        created = [one for batch in desk.batches for one in batch if isinstance(one, Created)]
        assert len(created) == 60


async def test_a_deletion_beats_a_page_asked_for_before(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
        server.stream_fault = lambda name: "drop" if name == "update" else None
        number = server.write("gone in a moment")
        server.fault = lambda request: "drip" if "timelines" in request.path else None
        asked = polls(server)
        await timing.run_for(40)
        server.say(b":thump\n")
        assert polls(server) == asked
        await timing.run_until(lambda: polls(server) > asked, within=25)
        server.delete(number)
        await timing.run_for(1)
        assert not [one for batch in desk.batches for one in batch if isinstance(one, Created)]


async def test_the_stream_may_be_on_another_server(server, source, timing) -> None:
    server.streaming = f"ws://localhost:{server.url.port}"
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.STREAMING)
