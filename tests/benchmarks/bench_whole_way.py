"""The whole way: posts on a socket, decoded, matched, journalled, painted on the desk and on two walls."""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer

from buddy_console.app import Stage, report_bug, run_on_qt, settle_memory
from buddy_console.desk.window import PlaceOf
from buddy_console.domain.commands.asking import OpenQuestion
from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.commands.showing import AddOutput
from buddy_console.domain.deliveries import Created
from buddy_console.domain.events import Actor
from buddy_console.domain.posts import Author, Post
from buddy_console.feeds.http import check_server_address, open_client
from buddy_console.feeds.mastodon import MastodonSource
from buddy_console.feeds.runner import follow_all
from buddy_console.feeds.timing import SystemTiming
from buddy_console.journal.journal import Journal
from buddy_console.qt.theme import named_theme
from buddy_console.service.clock import SystemClock
from buddy_console.service.intake import Intake
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope
from desk.desk_sessions import buddies, prepared

LOADED = int(os.environ.get("BUDDY_LOADED", "100000"))
SECONDS = float(os.environ.get("BUDDY_SECONDS", "10"))
FRAME = 1 / 60


def run() -> list[tuple[str, str]]:
    return [row for rate in (1_000, 5_000, 10_000) for row in _at(rate)]


def _at(rate: int) -> list[tuple[str, str]]:
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("flood_server.py")), str(rate)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        port = int(server.stdout.readline()) if server.stdout else 0
        return run_on_qt(lambda _application: _follow(rate, port))
    finally:
        server.kill()
        server.communicate()


async def _follow(rate: int, port: int) -> list[tuple[str, str]]:
    late: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "flood.buddy") as journal:
        service = SessionService(journal, SystemClock())
        prepared(service, buddies(30))
        service.do(OpenQuestion(1))
        _load(service)
        async with TaskScope(on_error=report_bug) as scope, open_client() as client:
            stage = Stage(service, scope, named_theme("dark"), on_close=lambda: None)
            service.do(AddOutput(), Actor.REPLAY)
            stage.desk.show()
            stage.desk.go_to(PlaceOf.LIVE)
            for window in stage.audience.windows.values():
                window.show()
            settle_memory()
            frames = _Frames(late)
            timing = SystemTiming()
            url = check_server_address(f"http://127.0.0.1:{port}")
            source = MastodonSource(url, "chat", client, timing, random.Random(1), token="t")
            scope.start(follow_all([source], Intake(service, report_bug), timing), name="feeds")
            arrived = asyncio.Event()
            unsubscribe = service.subscribe(lambda changes: arrived.set() if changes.received else None)
            await arrived.wait()
            unsubscribe()
            late.clear()
            before, begun = len(service.session.posts), time.perf_counter()
            await asyncio.sleep(SECONDS)
            taken = (len(service.session.posts) - before) / (time.perf_counter() - begun)
            frames.stop()
            await scope.stop("feeds")
            stage.close_down()
    missed = sum(int(moment / FRAME) for moment in late)
    return [
        (f"{rate} posts a second with {LOADED} loaded: taken in", f"{taken:.0f} a second"),
        ("  frames in time (bar 99 %)", f"{1 - missed / (SECONDS / FRAME):.1%}"),
        ("  longest wait in a busy frame, median", f"{statistics.median(late) / FRAME:.2f} of 16.7 ms"),
        ("  … and 99 of 100", f"{statistics.quantiles(late, n=100)[98] / FRAME:.2f} of 16.7 ms"),
    ]


class _Frames:
    """How long each turn of the event loop keeps a frame waiting."""

    def __init__(self, late: list[float]) -> None:
        self._late = late
        self._due = time.perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter()
        if now - self._due > 0.002:
            self._late.append(now - self._due)
        self._due = now

    def stop(self) -> None:
        self._timer.stop()


def _load(service: SessionService) -> None:
    moment = datetime.now(UTC)
    authors = [
        Author(f"https://old.example/users/{n}", "mastodon", f"old{n}@old.example", f"Old {n}") for n in range(500)
    ]
    for start in range(0, LOADED, 5_000):
        posts = [
            Post(
                f"old{n}",
                "mastodon",
                "https://old.example",
                str(n),
                None,
                authors[n % 500],
                moment,
                moment,
                f"A1 number {n} of the old posts, which are of an ordinary length #chat",
                ("chat",),
            )
            for n in range(start, min(start + 5_000, LOADED))
        ]
        service.do(TakeDeliveries([Created(post) for post in posts]), Actor.FEED)
