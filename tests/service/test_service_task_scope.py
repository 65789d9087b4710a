"""Background tasks: one of a name, failures told at once, and all ended when the scope is left."""

import asyncio

import pytest

from buddy_console.service.task_scope import TaskScope

pytestmark = pytest.mark.anyio


class Work:
    """A coroutine that runs until it is told to go on, and notes how it ended."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.go_on = asyncio.Event()
        self.ended = ""

    async def run(self) -> None:
        self.started.set()
        try:
            await self.go_on.wait()
            self.ended = "done"
        except asyncio.CancelledError:
            # What has to be put away takes a few turns of the loop.
            for _ in range(3):
                await asyncio.sleep(0)
            self.ended = "put away"
            raise


async def _failing(error: BaseException) -> None:
    raise error


async def _until_ended(scope: TaskScope, name: str) -> None:
    while scope.is_running(name):  # noqa: ASYNC110, the scope tells nobody but its own callback
        await asyncio.sleep(0)


async def test_one_of_a_name_at_a_time() -> None:
    errors: list[BaseException] = []
    async with TaskScope(errors.append) as scope:
        first, second = Work(), Work()
        assert scope.start(first.run(), name="feed")
        assert not scope.start(second.run(), name="feed")
        assert scope.start(second.run(), name="other")
        await first.started.wait()
        first.go_on.set()
        await _until_ended(scope, "feed")
        assert first.ended == "done"
        assert scope.start(Work().run(), name="feed")
    assert (second.ended, errors) == ("put away", [])


async def test_a_failure_is_told_at_once_and_the_others_run_on() -> None:
    errors: list[BaseException] = []
    async with TaskScope(errors.append) as scope:
        other = Work()
        scope.start(other.run(), name="other")
        scope.start(_failing(OSError("no network")), name="feed")
        await _until_ended(scope, "feed")
        assert [str(error) for error in errors] == ["no network"]
        assert scope.is_running("other")
        assert scope.start(_failing(ValueError("again")), name="feed")
        await _until_ended(scope, "feed")
        assert [str(error) for error in errors] == ["no network", "again"]
        other.go_on.set()
        await _until_ended(scope, "other")
    assert other.ended == "done"


async def test_leaving_cancels_and_waits_until_all_is_put_away() -> None:
    errors: list[BaseException] = []
    works = [Work() for _ in range(5)]
    before = asyncio.all_tasks()
    async with TaskScope(errors.append) as scope:
        for number, work in enumerate(works):
            scope.start(work.run(), name=f"work {number}")
        await asyncio.gather(*(work.started.wait() for work in works))
    assert [work.ended for work in works] == ["put away"] * 5
    assert errors == []
    assert asyncio.all_tasks() == before


async def test_leaving_by_an_error_does_the_same_and_the_error_goes_on() -> None:
    errors: list[BaseException] = []
    work = Work()

    async def session() -> None:
        async with TaskScope(errors.append) as scope:
            scope.start(work.run(), name="work")
            await work.started.wait()
            raise LookupError("in the body")

    with pytest.raises(LookupError):
        await session()
    assert (work.ended, errors) == ("put away", [])


async def test_a_failure_while_being_cancelled_is_told_too() -> None:
    errors: list[BaseException] = []

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise OSError("while closing") from None

    async with TaskScope(errors.append) as scope:
        scope.start(stubborn(), name="stubborn")
        await asyncio.sleep(0)
    assert [str(error) for error in errors] == ["while closing"]


async def test_stopping_waits_for_the_end_and_the_name_is_free() -> None:
    errors: list[BaseException] = []
    async with TaskScope(errors.append) as scope:
        work = Work()
        scope.start(work.run(), name="feed")
        await work.started.wait()
        await scope.stop("feed")
        assert (work.ended, scope.is_running("feed")) == ("put away", False)
        await scope.stop("feed")
        await scope.stop("never started")
        assert scope.start(Work().run(), name="feed")
    assert errors == []


async def test_nothing_is_started_while_the_scope_is_left() -> None:
    errors: list[BaseException] = []
    late = Work()
    before = asyncio.all_tasks()

    async def restarting(scope: TaskScope) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            assert not scope.start(late.run(), name="late")

    async with TaskScope(errors.append) as scope:
        scope.start(restarting(scope), name="first")
        await asyncio.sleep(0)
    assert not late.started.is_set()
    assert asyncio.all_tasks() == before
    assert errors == []
