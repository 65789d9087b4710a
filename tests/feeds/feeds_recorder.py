"""Remembers what sources delivered, as a desk would show it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from buddy_console.domain.deliveries import Created, Deleted, Delivery, Edited, FeedState, Gap, StateChanged
from buddy_console.domain.posts import Post
from buddy_console.feeds.source import Source


class Recorder:
    """The posts that are there now, and a complaint as soon as a delivery makes no sense."""

    def __init__(self) -> None:
        self.batches: list[list[Delivery]] = []
        self.posts: dict[str, Post] = {}
        self.states: list[StateChanged] = []
        self.gaps: list[Gap] = []

    def __call__(self, deliveries: Sequence[Delivery]) -> None:
        self.batches.append(list(deliveries))
        assert deliveries, "an empty batch"
        for delivery in deliveries:
            if isinstance(delivery, Created):
                assert delivery.post.key not in self.posts, "created twice"
                self.posts[delivery.post.key] = delivery.post
            elif isinstance(delivery, Edited):
                assert delivery.post.key in self.posts, "edited before it was created"
                self.posts[delivery.post.key] = delivery.post
            elif isinstance(delivery, Deleted):
                assert self.posts.pop(delivery.key, None), "deleted before it was created"
            elif isinstance(delivery, StateChanged):
                self.states.append(delivery)
            elif isinstance(delivery, Gap):
                self.gaps.append(delivery)

    @property
    def state(self) -> FeedState | None:
        return self.states[-1].state if self.states else None

    @property
    def sentence(self) -> str:
        return str(self.states[-1].detail or "")

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.posts.values()]


@asynccontextmanager
async def following(source: Source) -> AsyncIterator[Recorder]:
    """Follow a source for as long as the block lasts."""
    recorder = Recorder()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(source.follow(recorder))
        try:
            yield recorder
        finally:
            task.cancel()
