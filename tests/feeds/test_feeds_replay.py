"""A recording is played at any speed, with pause and jump, and everything due comes in one call."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from feeds_posts import NOON, post
from feeds_recorder import Recorder

from buddy_console.domain.deliveries import Created, FeedState
from buddy_console.feeds.replay import ReplaySource

pytestmark = pytest.mark.anyio

SECONDS = (0, 10, 10, 20, 60)


@pytest.fixture
def replay(timing) -> ReplaySource:
    recorded = [(NOON + timedelta(seconds=at), Created(post(number))) for number, at in enumerate(SECONDS)]
    return ReplaySource(reversed(recorded), timing)


@asynccontextmanager
async def playing(replay):
    desk = Recorder()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(replay.follow(desk))
        yield desk
        task.cancel()


async def test_each_at_its_time(replay, timing) -> None:
    async with playing(replay) as desk:
        await timing.run_for(0)
        assert (len(desk.posts), desk.state) == (1, FeedState.STREAMING)
        await timing.run_for(9.9)
        assert len(desk.posts) == 1
        await timing.run_for(0.2)
        assert len(desk.posts) == 3
        assert len(desk.batches[-1]) == 2
        await timing.run_for(51)
        assert (len(desk.posts), desk.state) == (5, FeedState.STOPPED)
        assert (replay.position, replay.duration) == (60, 60)


async def test_speed_while_running(replay, timing) -> None:
    async with playing(replay) as desk:
        replay.speed = 10
        await timing.run_for(1.01)
        assert len(desk.posts) == 3
        replay.speed = 0.5
        await timing.run_for(19)
        assert len(desk.posts) == 3
        await timing.run_for(2)
        assert len(desk.posts) == 4
    with pytest.raises(ValueError, match="above 0"):
        replay.speed = 0


async def test_pause_and_resume(replay, timing) -> None:
    async with playing(replay) as desk:
        await timing.run_for(5)
        replay.pause()
        await timing.run_for(1000)
        assert (len(desk.posts), replay.is_paused) == (1, True)
        assert replay.position == pytest.approx(5)
        replay.resume()
        await timing.run_for(5.1)
        assert len(desk.posts) == 3


async def test_a_jump_delivers_what_it_passes_at_once(replay, timing) -> None:
    async with playing(replay) as desk:
        await timing.run_for(1)
        replay.jump(25)
        await timing.run_for(0)
        assert [len(batch) for batch in desk.batches] == [1, 1, 3]
        desk.posts.clear()
        replay.jump(5)
        await timing.run_for(5.1)
        assert len(desk.posts) == 2
        replay.jump(1e9)
        await timing.run_until(lambda: desk.state is FeedState.STOPPED, within=0)


async def test_a_jump_while_paused_shows_and_stays(replay, timing) -> None:
    async with playing(replay) as desk:
        replay.pause()
        await timing.run_for(1)
        replay.jump(12)
        await timing.run_for(100)
        assert (len(desk.posts), replay.position) == (3, 12)


async def test_an_empty_recording_ends(timing) -> None:
    desk = Recorder()
    await ReplaySource([], timing).follow(desk)
    assert desk.state is FeedState.STOPPED
