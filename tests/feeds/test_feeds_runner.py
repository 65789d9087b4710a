"""Several sources run at once: one batch a frame, bounded, and a faulty one does not stop the others."""

import asyncio
import logging
import random
from collections.abc import Callable

import pytest
from feeds_fake_mastodon import FakeMastodon
from feeds_posts import post
from feeds_recorder import Recorder

from buddy_console.domain.deliveries import Created, Deleted, FeedState, Gap, StateChanged
from buddy_console.feeds.frames import Frames
from buddy_console.feeds.mastodon import MastodonSource
from buddy_console.feeds.merge import Merge
from buddy_console.feeds.runner import follow_all

pytestmark = pytest.mark.anyio


class Said:
    """A source that says what it is told to say, and then ends or fails."""

    def __init__(self, name: str, *steps: object) -> None:
        self.id = name
        self.steps = steps

    async def follow(self, deliver: Callable) -> None:
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            if isinstance(step, list):
                deliver(step)
            else:
                await step


async def follow_for(seconds, sources, deliver, timing) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(follow_all(sources, deliver, timing))
        await timing.run_for(seconds)


async def test_one_batch_a_frame_and_the_rest_at_the_end(timing) -> None:
    desk = Recorder()
    async with asyncio.TaskGroup() as group:
        sources = [
            Said("a", [Created(post(1))], [Created(post(2))], timing.sleep(1), [Created(post(4))]),
            Said("b", [Created(post(3))], [Created(post(1))]),
        ]
        group.create_task(follow_all(sources, desk, timing))
        await timing.run_until(lambda: len(desk.posts) == 4, within=2)
    assert [[one.post.native_id for one in batch] for batch in desk.batches] == [["1", "2", "3"], ["4"]]


async def test_a_faulty_source_is_shown_and_raised_at_the_end(timing, caplog) -> None:
    desk = Recorder()
    sources = [Said("bad", ZeroDivisionError("a bug")), Said("good", timing.sleep(5), [Created(post(1))])]
    with pytest.raises(ExceptionGroup) as raised:
        await follow_for(9, sources, desk, timing)
    assert desk.posts
    assert raised.group_contains(ZeroDivisionError, depth=2)
    assert [(said.source, said.state) for said in desk.states] == [("bad", FeedState.STOPPED)]
    assert "the other sources go on" in desk.sentence
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_a_bug_in_the_desk_is_raised(timing) -> None:
    def deliver(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup):
        await follow_for(1, [Said("a", [Created(post(1))], timing.sleep(100))], deliver, timing)


async def test_too_many_waiting_drops_the_oldest_posts_and_says_so(timing) -> None:
    desk = Recorder()
    frames = Frames(desk, timing, limit=100)
    frames.put("b", [Deleted("x"), StateChanged("b", FeedState.POLLING)])
    for start in range(0, 1000, 50):
        frames.put("a", [Created(post(number)) for number in range(start, start + 50)])
    desk.posts["x"] = post(1)
    frames.flush()
    assert [int(one.native_id) for one in desk.posts.values()] == list(range(902, 1000))
    assert desk.gaps == [Gap("a", post(0).created_at, post(901).created_at)]
    assert desk.state is FeedState.POLLING
    frames.flush()
    assert len(desk.batches) == 1


async def test_a_slow_desk_gets_fewer_frames(timing) -> None:
    desk = Recorder()

    def slow(deliveries) -> None:
        desk(deliveries)
        timing.moment = timing.moment.replace(microsecond=500_000)

    frames = Frames(slow, timing)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(frames.run())
        frames.put("a", [Created(post(1))])
        await timing.run_until(lambda: len(desk.posts) == 1, within=1)
        frames.put("a", [Created(post(2))])
        await timing.run_for(0.9)
        assert len(desk.posts) == 1
        await timing.run_until(lambda: len(desk.posts) == 2, within=0.2)
        task.cancel()


async def test_two_servers_that_federate_give_one_feed(client, timing) -> None:
    desk, merge = Recorder(), Merge()
    async with FakeMastodon().running() as home, FakeMastodon().running() as away:
        timing.busy = lambda: home.is_busy() or away.is_busy()

        def federate(number: int) -> int:
            copy = home.posts[number]
            account = copy["account"] | {"acct": f"ana@{home.url.netloc.decode()}", "id": "99"}
            fields = {name: copy[name] for name in ("uri", "url", "content", "edited_at", "created_at")}
            return away.write(**fields, account=account)

        first = home.write("first")
        federate(first)
        sources = [MastodonSource(one.url, "buddy", client, timing, random.Random(4)) for one in (home, away)]
        async with asyncio.TaskGroup() as group:
            task = group.create_task(follow_all(sources, desk, timing, merge=merge))
            await timing.run_until(lambda: len(merge.seen_via(home.key(first))) == 2)
            second = home.write("second")
            copy = federate(second)
            await timing.run_until(lambda: len(merge.seen_via(home.key(second))) == 2, within=20)
            assert {one.author.handle for one in desk.posts.values()} == {f"ana@127.0.0.1:{home.url.port}"}
            key = home.key(second)
            away.delete(copy)
            await timing.run_until(lambda: merge.seen_via(key) == {home.origin}, within=130)
            assert key in desk.posts
            home.delete(second)
            await timing.run_until(lambda: key not in desk.posts, within=130)
            assert len(desk.posts) == 1
            assert dict(merge.counts) == {home.origin: 2, away.origin: 2}
            task.cancel()
