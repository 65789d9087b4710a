"""The composition root: builds everything, wires it together, and owns the event loop."""

import asyncio
import faulthandler
import gc
import itertools
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from buddy_console.desk.door import Door
from buddy_console.desk.rehearsal_bar import RehearsalBar
from buddy_console.desk.window import DeskWindow, PlaceOf
from buddy_console.domain.events import Step
from buddy_console.domain.message import DomainError
from buddy_console.journal.errors import DamagedError
from buddy_console.journal.journal import Journal
from buddy_console.opening import OpeningWindow
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import Theme, named_theme, theme_for
from buddy_console.service.clock import RehearsalClock, SystemClock
from buddy_console.service.intake import Intake
from buddy_console.service.rehearsal import Rehearsal, copy_preparation, recorded_steps
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope

if TYPE_CHECKING:
    from buddy_console.wall.audience import Audience

_log = logging.getLogger(__name__)
T = TypeVar("T")


def run_on_qt(work: Callable[[QApplication], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on Qt's event loop until it ends; the loop is never stopped from elsewhere."""
    faulthandler.enable()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.get_loop().set_exception_handler(lambda _loop, context: report_bug(context.get("exception")))
        return runner.run(work(application))


def settle_memory() -> None:
    """Keep the garbage collector away from posts, which form no cycles and stay for good.

    A full collection over 100,000 posts takes 200 ms (measured), which is a dozen frames: what is loaded now is
    exempt, and full collections come a hundred times less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 1_000)


def report_bug(error: BaseException | None) -> None:
    """A bug of ours: it goes to the log in full; the session goes on."""
    _log.error("unexpected error", exc_info=error)


def open_desk(path: Path | None, opening: OpeningWindow, *, theme: str = "auto") -> int:
    """Open the desk on a session file, by default today's in the user's documents. Returns an exit code.

    ``opening`` is the window that shows meanwhile; where the file cannot be opened it says why.
    """
    try:
        journal, told = _opened(path if path is not None else todays_session())
    except DomainError as error:
        opening.explain(spoken(error))
        raise
    with journal:
        service = SessionService(journal, SystemClock())
        run_on_qt(lambda application: _hold(application, service, opening, theme=theme, told=told, follow=True))
    return 0


def _opened(path: Path) -> tuple[Journal, str]:
    """The journal, and what the facilitator is to be told of it."""
    try:
        return Journal.open(path), ""
    except DamagedError as error:
        return Journal.open(path), spoken(error)


def rehearse_on_screen(
    recorded: Path, opening: OpeningWindow, *, speed: float, from_seconds: float, theme: str = "auto"
) -> int:
    """Play a recorded session on the desk, in a file of its own that is gone afterwards. Returns an exit code."""
    steps = recorded_steps(recorded)
    run_on_qt(lambda application: _rehearse(application, steps, opening, speed, from_seconds, theme))
    return 0


async def _rehearse(
    application: QApplication,
    steps: Sequence[Step],
    opening: OpeningWindow,
    speed: float,
    from_seconds: float,
    theme: str,
) -> None:
    position: float | None = from_seconds
    with tempfile.TemporaryDirectory(prefix="buddy-rehearsal-", ignore_cleanup_errors=True) as folder:
        for count in itertools.count(1):
            if position is None:
                return
            path = Path(folder) / f"rehearsal-{count}.buddy"
            left = copy_preparation(steps, path)
            clock = RehearsalClock(left[0].at if left else steps[-1].at, speed)
            with Journal.open(path) as journal:
                service = SessionService(journal, clock)
                rehearsal = Rehearsal(service, clock, left)
                rehearsal.jump(position)
                position = await _hold(application, service, opening, theme=theme, rehearsal=rehearsal)


def todays_session() -> Path:
    """One file a day in the user's documents: opened again, it goes on where it was."""
    from platformdirs import user_documents_path

    folder = user_documents_path() / "Buddy Console"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DomainError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    return folder / f"{SystemClock().now().astimezone():%Y-%m-%d}.buddy"


@dataclass(slots=True)
class _Ending:
    """Why the window closes: ``again_from`` is a place in the rehearsal to start over from."""

    asked: asyncio.Event
    again_from: float | None = None

    def start_over(self, seconds: float) -> None:
        self.again_from = seconds
        self.asked.set()


async def _hold(
    application: QApplication,
    service: SessionService,
    opening: OpeningWindow,
    *,
    theme: str,
    told: str = "",
    follow: bool = False,
    rehearsal: Rehearsal | None = None,
) -> float | None:
    """Hold a session on the desk until the window is closed; the place to start a rehearsal over from, or None."""
    ending = _Ending(asyncio.Event())
    async with AsyncExitStack() as stack:
        scope = await stack.enter_async_context(TaskScope(on_error=report_bug))
        stage = Stage(service, scope, named_theme(theme), on_close=ending.asked.set)
        stack.callback(stage.close_down)
        desk = stage.desk
        if theme == "auto":
            hints = application.styleHints()
            hints.colorSchemeChanged.connect(stage.follow_scheme)
            stack.callback(hints.colorSchemeChanged.disconnect, stage.follow_scheme)
        if rehearsal is not None:
            bar = RehearsalBar(rehearsal, ending.start_over)
            desk.add_strip(bar)
            desk.on_second(bar.tick)
            desk.go_to(PlaceOf.LIVE)
            scope.start(rehearsal.play(), name="rehearsal")
        desk.setGeometry(opening.geometry())
        desk.show()
        opening.hide()
        if told:
            desk.notify(told)
        # QML and the network are loaded after the first paint.
        await asyncio.sleep(0)
        stage.audience.tick()
        settle_memory()
        if follow:
            await _follow(service, scope, desk, stack)
        await ending.asked.wait()
        desk.hide()
    return ending.again_from


async def _follow(service: SessionService, scope: TaskScope, desk: DeskWindow, stack: AsyncExitStack) -> None:
    from buddy_console.feeds.http import open_client
    from buddy_console.service.following import Following

    client = await stack.enter_async_context(open_client())
    intake = Intake(service, lambda error: desk.notify(spoken(error)))
    # What could not be written is tried again, also when nothing new comes.
    desk.on_second(lambda: intake(()))
    following = Following(service, scope, client, intake)
    stack.push_async_callback(following.stop)


class Stage:
    """The desk and the audience's screens on one session, wired together."""

    def __init__(
        self, service: SessionService, scope: TaskScope, theme: Theme, *, on_close: Callable[[], None]
    ) -> None:
        self.desk = DeskWindow(
            lambda notify: Door(service, scope, notify), theme, check_address=_server_address, on_close=on_close
        )
        self._theme = theme
        self._audience: Audience | None = None

    @property
    def audience(self) -> "Audience":
        """The audience's screens. They are made when first asked for: the desk is painted before QML is loaded."""
        if self._audience is None:
            from buddy_console.wall.audience import Audience

            desk = self.desk
            self._audience = Audience(desk.door.service, desk.door.do, desk.take_key, self._theme, desk)
            desk.live.question.outputs.addWidget(self._audience.panel)
        return self._audience

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.desk.set_theme(theme)
        if self._audience is not None:
            self._audience.set_theme(theme)

    def follow_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Be light or dark as the system is."""
        self.set_theme(theme_for(scheme))

    def close_down(self) -> None:
        if self._audience is not None:
            self._audience.close_down()
        self.desk.close_down()
        self.desk.deleteLater()


def _server_address(typed: str) -> str:
    from buddy_console.feeds.http import check_server_address

    return str(check_server_address(typed))
