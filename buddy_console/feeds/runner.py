"""Follows several sources at once, merges them, and hands on one batch a frame."""

import asyncio
import logging
from collections.abc import Sequence

from buddy_console.domain.deliveries import Delivery, FeedState, StateChanged
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.feeds.frames import Frames
from buddy_console.feeds.merge import Merge
from buddy_console.feeds.source import Deliver, Source
from buddy_console.feeds.timing import Clock

_log = logging.getLogger(__name__)


async def follow_all(
    sources: Sequence[Source], deliver: Deliver, timing: Clock, *, merge: Merge | None = None
) -> None:
    """Follow every source until cancelled, or until all have ended; then the last batch is handed on.

    A source that raises has a bug. It is logged at once and shown as `STOPPED`; the others go on. Its exception
    is raised from here when all the others have ended, in an `ExceptionGroup`; a bug in ``deliver`` is raised at
    once.
    Pass ``merge`` to read its counts meanwhile.
    """
    merged = Merge() if merge is None else merge
    frames = Frames(deliver, timing)
    bugs: list[Exception] = []
    async with asyncio.TaskGroup() as group:
        flushing = group.create_task(frames.run())
        async with asyncio.TaskGroup() as following:
            for source in sources:
                following.create_task(_follow(source, merged, frames, bugs))
        flushing.cancel()
    frames.flush()
    if bugs:
        raise ExceptionGroup("sources failed", bugs)


async def _follow(source: Source, merge: Merge, frames: Frames, bugs: list[Exception]) -> None:
    def take(deliveries: Sequence[Delivery]) -> None:
        frames.put(source.id, merge.take(source.id, deliveries))

    try:
        await source.follow(take)
    except Exception as bug:  # noqa: BLE001, it is raised again when the others have ended
        _log.exception("source %s failed", source.id)
        bugs.append(bug)
        frames.put(source.id, [StateChanged(source.id, FeedState.STOPPED, _failed(source.id))])


def _failed(source: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "feeds",
            "{source} has stopped because of a fault in this program. The posts that have arrived stay, and the "
            "other sources go on.",
        ),
        {"source": source},
    )
