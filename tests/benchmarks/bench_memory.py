"""Memory: what a session keeps of each post when it is read from its file."""

import gc
import tempfile
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.deliveries import Created
from buddy_console.domain.events import Actor
from buddy_console.domain.posts import Author, Post
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import SystemClock
from buddy_console.service.session_service import SessionService

POSTS = 20_000
TEXT = "A1 number {n} of the posts, which are of an ordinary length and have a hashtag #chat"


def run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.buddy"
        with Journal.open(path) as journal:
            SessionService(journal, SystemClock()).do(TakeDeliveries(_deliveries()), Actor.FEED)
        gc.collect()
        tracemalloc.start()
        with Journal.open(path) as journal:
            service = SessionService(journal, SystemClock())
            gc.collect()
            kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        text = sum(len(post.text) for post in service.session.posts.values())
    beyond = (kept - text) / POSTS
    return [("bytes a post beyond its text ÷ 1 KiB (bar 1)", f"{beyond / 1024:.2f}"), ("bytes", f"{beyond:.0f}")]


def _deliveries() -> list[Created]:
    start = datetime(2026, 3, 4, tzinfo=UTC)
    made = []
    for number in range(POSTS):
        who = f"w{number % 500}"
        author = Author(f"https://one.example/users/{who}", "mastodon", f"{who}@one.example", who.title())
        moment = start + timedelta(seconds=number)
        key = f"https://one.example/users/{who}/statuses/{10**17 + number}"
        made.append(
            Created(
                Post(
                    key=key,
                    network="mastodon",
                    origin="https://one.example",
                    native_id=str(10**17 + number),
                    url=key,
                    author=author,
                    created_at=moment,
                    received_at=moment,
                    text=TEXT.format(n=number),
                    tags=("chat",),
                )
            )
        )
    return made
