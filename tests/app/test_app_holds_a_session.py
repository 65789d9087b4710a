"""The program as a whole, in this process: it opens, follows real servers, rehearses, and ends cleanly."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from buddy_console import app
from buddy_console.desk.rehearsal_bar import RehearsalBar
from buddy_console.desk.window import DeskWindow
from buddy_console.domain.commands.preparing import ChooseSources, DescribeSession
from buddy_console.domain.events import Source
from buddy_console.journal.errors import InUseError
from buddy_console.journal.journal import Journal
from buddy_console.opening import show_first_window
from buddy_console.resources import resource
from buddy_console.service.clock import SystemClock
from buddy_console.service.session_service import SessionService
from feeds.feeds_fake_mastodon import FakeMastodon

pytestmark = pytest.mark.usefixtures("qapp")


class Hand:
    """Does one thing after another to the desk that is open, each as soon as its condition holds."""

    def __init__(self, *acts: tuple[Callable[[DeskWindow], bool], Callable[[DeskWindow], object]]) -> None:
        self._acts = list(acts)
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        desks = [w for w in QApplication.topLevelWidgets() if isinstance(w, DeskWindow) and w.isVisible()]
        if not desks or not self._acts:
            return
        holds, act = self._acts[0]
        if holds(desks[-1]):
            self._acts.pop(0)
            act(desks[-1])

    def stop(self) -> None:
        self._timer.stop()
        assert not self._acts, "the desk ended before everything was done"


def close(desk: DeskWindow) -> None:
    desk.close()


@pytest.fixture
def served() -> Iterator[FakeMastodon]:
    """A server in a thread of its own, with a loop of its own, since the desk has this thread's."""
    server = FakeMastodon()
    started = threading.Event()
    stop: list[Callable[[], object]] = []

    async def serve() -> None:
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(done.set))
        async with server.running():
            for number in range(3):
                server.write(f"A1 number {number}")
            started.set()
            await done.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(10)
    yield server
    stop[0]()
    thread.join(10)


def test_the_desk_follows_a_server_and_ends_when_its_window_is_closed(
    tmp_path: Path, served: FakeMastodon
) -> None:
    path = tmp_path / "day.buddy"
    with Journal.open(path) as journal:
        service = SessionService(journal, SystemClock())
        service.do(DescribeSession("Day", "buddy"))
        service.do(ChooseSources((Source("s", "mastodon", served.origin),)))
    hand = Hand((lambda desk: len(desk.door.session.posts) == 3, close))
    assert app.open_desk(path, show_first_window("dark"), theme="dark") == 0
    hand.stop()
    with Journal.open(path) as journal:
        assert len(SessionService(journal, SystemClock()).session.posts) == 3


def test_a_rehearsal_plays_jumps_ahead_and_back(tmp_path: Path) -> None:
    seen: list[int] = []

    def bar(desk: DeskWindow) -> RehearsalBar:
        found = desk.findChild(RehearsalBar)
        assert found is not None
        return found

    def next_question(desk: DeskWindow) -> None:
        seen.append(len(desk.door.session.posts))
        bar(desk).findChildren(QPushButton)[-1].click()

    def back(desk: DeskWindow) -> None:
        seen.append(len(desk.door.session.posts))
        bar(desk).go(0)

    hand = Hand(
        (lambda desk: len(desk.door.session.posts) > 0, next_question),
        (lambda desk: desk.door.session.schedule.open_number == 2, back),
        (lambda desk: desk.door.session.schedule.open_number == 1, close),
    )
    recorded = resource("rehearsal", "rehearsal.buddy")
    before = recorded.read_bytes()
    code = app.rehearse_on_screen(recorded, show_first_window("dark"), speed=60, from_seconds=0, theme="dark")
    hand.stop()
    assert code == 0
    assert 0 < seen[0] < seen[1]
    assert recorded.read_bytes() == before


def test_a_session_in_use_is_explained_in_the_first_window(tmp_path: Path) -> None:
    path = tmp_path / "day.buddy"
    opening = show_first_window("light")
    with Journal.open(path):
        QTimer.singleShot(0, opening.close)
        with pytest.raises(InUseError):
            app.open_desk(path, opening)


def test_a_bug_in_the_background_is_reported_and_the_session_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    app.report_bug(ZeroDivisionError("a test"))
    assert "a test" in caplog.text
