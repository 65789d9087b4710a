"""A hashtag is followed by polling: what is new, edited or deleted, and what the desk is told when it fails."""

import random
from datetime import timedelta

import httpx
import pytest
from feeds_fake_mastodon import FakeMastodon
from feeds_recorder import following
from feeds_timing import HandTiming

from buddy_console.domain.deliveries import Created, FeedState
from buddy_console.feeds.mastodon import MastodonSource
from buddy_console.feeds.mastodon_poll import Pace

pytestmark = pytest.mark.anyio


@pytest.fixture
def source(server: FakeMastodon, client: httpx.AsyncClient, timing: HandTiming) -> MastodonSource:
    return MastodonSource(server.url, "#Buddy", client, timing, random.Random(1))


async def test_newest_page_first_then_what_is_new(server, source, timing) -> None:
    old = [server.write(f"old {i}") for i in range(3)]
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert set(desk.posts) == {server.key(one) for one in old}
        assert desk.texts[0] == "old 0 #buddy"
        new = server.write("new")
        await timing.run_until(lambda: server.key(new) in desk.posts, within=11)


async def test_a_page_is_one_batch(server, source, timing) -> None:
    for i in range(30):
        server.write(f"post {i}")
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 30)
        assert [len(batch) for batch in desk.batches if isinstance(batch[0], Created)] == [30]


async def test_nobody_has_posted_yet(server, source, timing) -> None:
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        for i in range(130):
            server.write(f"all at once {i}")
        await timing.run_until(lambda: len(desk.posts) == 130)
        assert not desk.gaps


async def test_a_break_is_filled(server, source, timing) -> None:
    server.write()
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        server.fault = lambda _: "empty"
        for i in range(333):
            server.write(f"meanwhile {i}")
        await timing.run_for(1200)
        assert desk.state is FeedState.WAITING
        assert desk.states[-1].retry_at is not None
        assert "stay" in desk.sentence
        assert len(desk.posts) == 1
        server.fault = lambda _: None
        await timing.run_until(lambda: len(desk.posts) == 334, within=70)
        assert not desk.gaps
        await timing.run_until(lambda: desk.state is FeedState.POLLING, within=70)


async def test_more_than_can_be_fetched_is_a_gap(server, client, timing) -> None:
    server.write()
    source = MastodonSource(server.url, "buddy", client, timing, random.Random(1), pace=Pace(pages=2))
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        for i in range(200):
            server.write(f"flood {i}")
        newest = server.key(server.write("the newest"))
        await timing.run_until(lambda: newest in desk.posts)
        assert len(desk.gaps) == 1
        assert desk.gaps[0].source == source.id
        assert desk.gaps[0].since < desk.gaps[0].until


async def test_since_goes_back_to_a_moment(server, client, timing) -> None:
    numbers = [server.write(f"post {i}") for i in range(150)]
    since = timing.now() - timedelta(hours=1) + timedelta(seconds=50)
    source = MastodonSource(server.url, "buddy", client, timing, random.Random(1), since=since)
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert {server.key(one) for one in numbers[50:]} <= set(desk.posts)
        assert len(desk.posts) < 150


async def test_edits_and_moderation_are_noticed(server, source, timing) -> None:
    number = server.write("speling")
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 1)
        server.edit(number, "spelling")
        await timing.run_until(lambda: desk.texts == ["spelling"], within=70)
        server.posts[number]["sensitive"] = True
        await timing.run_until(lambda: desk.posts[server.key(number)].is_held, within=70)


async def test_deletions_are_noticed_however_old(server, client, timing) -> None:
    numbers = [server.write(f"post {i}") for i in range(120)]
    since = timing.now() - timedelta(days=1)
    source = MastodonSource(server.url, "buddy", client, timing, random.Random(1), since=since)
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 120)
        keys = [server.key(numbers[i]) for i in (0, 50, 119)]
        for i in (0, 50, 119):
            server.delete(numbers[i])
        await timing.run_until(lambda: not set(keys) & set(desk.posts), within=600)
        assert len(desk.posts) == 117


async def test_all_deleted(server, source, timing) -> None:
    number = server.write()
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 1)
        server.delete(number)
        await timing.run_until(lambda: not desk.posts, within=70)
        again = server.write("again")
        await timing.run_until(lambda: server.key(again) in desk.posts, within=11)


async def test_a_proxys_not_found_page_deletes_nothing(server, source, timing) -> None:
    server.write()
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 1)
        server.fault = lambda request: "html404"
        await timing.run_for(900)
        server.fault = lambda request: "html404" if "statuses" in request.path else "400"
        await timing.run_for(900)
        assert len(desk.posts) == 1


async def test_a_post_without_the_hashtag_stays_and_is_rarely_asked_for(server, source, timing) -> None:
    number = server.write("tagged")
    server.write("other")
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 2)
        server.untagged.add(number)
        server.edit(number, "not tagged any more")
        await timing.run_for(600)
        assert sorted(desk.texts) == ["not tagged any more", "other #buddy"]
        assert sum("statuses" in request.path for request in server.requests) < 4


async def test_a_post_that_comes_late_is_found(server, source, timing) -> None:
    for i in range(50):
        server.write(f"post {i}")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        for i in range(100):
            server.write(f"more {i}")
        await timing.run_until(lambda: len(desk.posts) == 140)
        late = [server.key(server.write("late", late=places)) for places in (3, 60)]
        await timing.run_until(lambda: set(late) <= set(desk.posts), within=240)


async def test_a_reply_names_the_post_it_answers(server, source, timing) -> None:
    question = server.write("Q1")
    answer = server.write("A1", in_reply_to_id=str(question))
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 2)
        assert desk.posts[server.key(answer)].reply_to == server.key(question)


async def test_what_is_not_public_stays_out(server, source, timing) -> None:
    server.write("for followers", visibility="private")
    server.write("not listed", visibility="unlisted")
    shown = server.write("for all")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert set(desk.posts) == {server.key(shown)}


async def test_one_unreadable_post_does_not_hide_the_others(server, source, timing) -> None:
    server.write("broken", content=17)
    server.write("whole")
    async with following(source) as desk:
        await timing.run_until(lambda: desk.state is FeedState.POLLING)
        assert desk.texts == ["whole #buddy"]


async def test_an_id_out_of_order_does_not_blind_us(server, source, timing) -> None:
    server.write("first")
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 1)
        server.posts[9 * 10**17] = server.posts[next(iter(server.posts))] | {
            "id": "9" * 18,
            "uri": "https://x.test/1",
        }
        await timing.run_until(lambda: len(desk.posts) == 2)
        del server.posts[9 * 10**17]
        for i in range(90):
            server.write(f"after {i}")
        await timing.run_until(lambda: len(desk.posts) == 91, within=200)


async def test_few_questions_are_asked_of_a_quiet_server(server, source, timing) -> None:
    server.write()
    async with following(source) as desk:
        await timing.run_until(lambda: len(desk.posts) == 1)
        before = len(server.requests)
        await timing.run_for(300)
        assert 28 <= len(server.requests) - before <= 40
