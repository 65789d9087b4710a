"""A server, a client and a clock for the tests of feeds."""

from collections.abc import AsyncIterator

import httpx
import pytest
from feeds_fake_mastodon import FakeMastodon
from feeds_timing import HandTiming

from buddy_console.feeds.http import open_client


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with open_client() as client:
        yield client


@pytest.fixture
async def server(timing: HandTiming) -> AsyncIterator[FakeMastodon]:
    async with FakeMastodon().running() as server:
        timing.busy = server.is_busy
        yield server


@pytest.fixture
def timing() -> HandTiming:
    return HandTiming()
