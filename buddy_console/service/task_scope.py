"""Owns every background task: starts it, reports its failure at once, and awaits its end."""

import asyncio
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, Self


class TaskScope:
    """An async context manager; leaving it cancels and awaits what still runs, and starts nothing more.

    ``on_error`` is told of every exception that a task ends with.
    """

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        self._on_error = on_error
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._closing = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def start(self, work: Coroutine[Any, Any, None], *, name: str) -> bool:
        """Run ``work`` in the background; False, and nothing started, while one of that name still runs.

        Nothing is started any more while the scope is being left, either.
        """
        if self._closing or name in self._tasks:
            work.close()
            return False
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._ended)
        return True

    async def stop(self, name: str) -> None:
        """Cancel the task of that name, if there is one, and wait for its end."""
        task = self._tasks.get(name)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def is_running(self, name: str) -> bool:
        return name in self._tasks

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task.get_name()]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)
