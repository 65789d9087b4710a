"""Each way in which a server can fail gets a sentence, nothing is lost, and it is tried again or not."""

import random
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest
from feeds_fake_mastodon import FakeMastodon
from feeds_recorder import following
from feeds_timing import HandTiming

from buddy_console.domain.deliveries import FeedState
from buddy_console.feeds.mastodon import MastodonSource

pytestmark = pytest.mark.anyio


@pytest.fixture
def source(server: FakeMastodon, client: httpx.AsyncClient, timing: HandTiming) -> MastodonSource:
    return MastodonSource(server.url, "buddy", client, timing, random.Random(2))


FAULTS = {
    "empty": "broke off",
    "cut": "broke off",
    "stall": "does not answer",
    "500": "problem of its own (error 500)",
    "503": "error 503",
    "400": "error 400",
    "garbage": "cannot be read",
    "html": "not like a Mastodon server",
    "html404": "not like a Mastodon server",
    "huge": "more than 8 MB",
    "to https://elsewhere.test/": "not like a Mastodon server",
    "to file:///etc/passwd": "not like a Mastodon server",
    "to /api/v2/instance": "not like a Mastodon server",
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_gets_a_sentence_and_passes(fault, server, source, timing) -> None:
    first = server.write("before")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        server.fault = lambda _: fault
        second = server.key(server.write("meanwhile"))
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=60)
        assert FAULTS[fault] in desk.sentence
        assert server.url.host in desk.sentence
        assert timing.now() <= desk.states[-1].retry_at <= timing.now() + timedelta(seconds=61)
        assert set(desk.posts) == {server.key(first)}
        server.fault = lambda _: None
        await timing.run_until(lambda: second in desk.posts, within=70)
        await timing.run_until(lambda: desk.state is FeedState.POLLING, within=70)


@pytest.mark.parametrize("fault", [one for one in FAULTS if one not in ("400", "html404")])
async def test_a_fault_at_the_start_passes_too(fault, server, source, timing) -> None:
    number = server.write("before")
    server.fault = lambda _: fault
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=60)
        assert FAULTS[fault] in desk.sentence or fault == "garbage"
        server.fault = lambda _: None
        await timing.run_until(lambda: server.key(number) in desk.posts, within=120)


async def test_a_slow_answer_is_an_answer(server, source, timing) -> None:
    server.write("slow")
    server.fault = lambda _: "drip"
    async with following(source) as desk:
        await timing.run_until(lambda: desk.texts == ["slow #buddy"])


async def test_no_server_at_all(client, timing) -> None:
    source = MastodonSource(httpx.URL("http://127.0.0.1:9"), "buddy", client, timing, random.Random(2))
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=60)
        assert "127.0.0.1:9 does not answer" in desk.sentence


async def test_waiting_grows_with_jitter_and_starts_again_after_data(server, source, timing) -> None:
    server.fault = lambda _: "500"
    async with following(source) as desk:
        await timing.run_for(1800)
        waits = [said.retry_at for said in desk.states if said.retry_at]
        gaps = [(b - a).total_seconds() for a, b in pairwise(waits)]
        assert max(gaps[:2]) < 4
        assert 20 < max(gaps) <= 61
        assert 40 < len(waits) < 120
        server.fault = lambda _: None
        await timing.run_until(lambda: desk.state is FeedState.POLLING, within=61)
        server.fault = lambda _: "500"
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=11)
        assert desk.states[-1].retry_at <= timing.now() + timedelta(seconds=1)
        asked = len(server.requests)
        await timing.run_for(1800)
        assert 40 < len(server.requests) - asked < 120


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-03-04T10:05:00.916474Z"}, 300),
        ({"x-ratelimit-reset": "2026-03-04T10:45:00.9Z", "date": "Wed, 04 Mar 2026 10:40:00 GMT"}, 300),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "Wed, 04 Mar 2026 10:03:00 GMT"}, 180),
        ({"x-ratelimit-reset": "1772618700"}, 300),
        ({"x-ratelimit-reset": "nonsense", "retry-after": "-"}, 60),
        ({"x-ratelimit-reset": "9999-12-31T23:59:59Z"}, 900),
        ({}, 60),
    ],
)
async def test_429_waits_as_long_as_the_server_says(headers, seconds, server, source, timing) -> None:
    server.write()
    server.limit_headers = headers
    server.fault = lambda _: "429"
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=60)
        wait = (desk.states[-1].retry_at - timing.now()).total_seconds()
        assert seconds - 1 <= wait <= seconds + 4
        assert "asks us to wait" in desk.sentence
        asked = len(server.requests)
        await timing.run_for(seconds - 5)
        assert len(server.requests) == asked
        server.fault = lambda _: None
        await timing.run_until(lambda: len(desk.posts) == 1, within=20)


async def test_the_last_of_an_allowance_is_not_spent(server, source, timing) -> None:
    server.write()
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        reset = timing.now() + timedelta(seconds=200)
        server.limit_headers = {"x-ratelimit-remaining": "2", "x-ratelimit-reset": reset.isoformat()}
        await timing.run_until(lambda: desk.state is FeedState.WAITING, within=21)
        asked = len(server.requests)
        await timing.run_for(180)
        assert len(server.requests) == asked
        server.limit_headers = {}
        await timing.run_until(lambda: desk.state is FeedState.POLLING, within=30)


async def _ended(server, client, timing, **options):
    source = MastodonSource(server.url, "buddy", client, timing, random.Random(2), **options)
    async with following(source) as desk:
        await timing.run_until(lambda: not desk.state or not desk.state.is_live, within=60)
        await timing.run_for(600)
        asked = len(server.requests)
        await timing.run_for(600)
        assert len(server.requests) == asked, "it goes on asking"
        return desk


@pytest.mark.parametrize("status", ["401", "403"])
async def test_a_refusal_stops_and_asks_for_a_login(status, server, client, timing) -> None:
    server.write()
    server.fault = lambda request: status if "timelines" in request.path else None
    desk = await _ended(server, client, timing)
    assert desk.state is FeedState.NEEDS_LOGIN
    assert "Log in" in desk.sentence


async def test_a_login_that_was_revoked(server, client, timing) -> None:
    server.fault = lambda request: "401" if "timelines" in request.path else None
    desk = await _ended(server, client, timing, token="old")
    assert desk.state is FeedState.NEEDS_LOGIN
    assert "does not accept the login any more" in desk.sentence


async def test_a_server_for_its_own_people(server, client, timing) -> None:
    server.access = {"local": "authenticated", "remote": "authenticated"}
    assert (await _ended(server, client, timing)).state is FeedState.NEEDS_LOGIN


async def test_a_server_that_publishes_no_hashtags(server, client, timing) -> None:
    server.access = {"local": "disabled", "remote": "disabled"}
    desk = await _ended(server, client, timing)
    assert desk.state is FeedState.NOT_PUBLISHED
    assert "does not publish hashtags" in desk.sentence


@pytest.mark.parametrize("remote", ["authenticated", "disabled"])
async def test_half_a_server_is_read_and_said(remote, server, source, timing) -> None:
    server.access = {"local": "public", "remote": remote}
    server.write("from here")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert desk.texts == ["from here #buddy"]
        assert "only what its own people write" in desk.sentence


@pytest.mark.parametrize(("versions", "access"), [(("v1",), None), (("v2", "v1"), None)])
async def test_older_servers(versions, access, server, source, timing) -> None:
    server.instance_versions, server.access = versions, access
    server.write("old server")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.texts == ["old server #buddy"])


async def test_a_post_of_100_000_characters_that_wants_to_load_things(server, source, timing) -> None:
    hostile = (
        '<img src="file:///etc/passwd"><script src="http://127.0.0.1/x">load()</script><iframe src="//x"></iframe>'
    )
    server.write(hostile + "word " * 20_000)
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        [post] = desk.posts.values()
        assert len(post.text) == 10_000
        assert post.text.startswith("word word")
        assert post.text.endswith("…")
        assert not any("file" in span.target for span in post.spans)
        assert {request.path.split("/")[3] for request in server.requests} <= {"instance", "timelines"}


async def test_a_redirection_within_the_server_is_followed(server, source, timing) -> None:
    server.write("moved")
    target = f"to {server.origin}/api/v1/timelines/tag/buddy"
    server.fault = lambda request: target if request.path.endswith("/tag/buddy") and request.query else None
    async with following(source) as desk:
        await timing.run_until(lambda: desk.texts == ["moved #buddy"])
