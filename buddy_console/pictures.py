"""Renders every screen offscreen to PNG files: for the README, for looking, and where there is no display."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from buddy_console.app import Stage, report_bug, run_on_qt
from buddy_console.desk.window import PlaceOf
from buddy_console.domain.commands.showing import AddOutput, ShowScene
from buddy_console.domain.events import Actor
from buddy_console.domain.message import DomainError, Message
from buddy_console.domain.outputs import Scene
from buddy_console.journal.journal import Journal
from buddy_console.qt.theme import named_theme
from buddy_console.recap.status import status
from buddy_console.recap.tables import PAIRS_HEADER, pair_rows
from buddy_console.resources import resource
from buddy_console.roster.csv_out import write_csv, write_text
from buddy_console.service.clock import RehearsalClock
from buddy_console.service.rehearsal import Rehearsal, copy_preparation, recorded_steps
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope

_SIZES = ("1366x768", "1920x1080")
_STEPS = 100


def render_screens(folder: Path, *, sizes: Sequence[str] = (), themes: Sequence[str] = ()) -> int:
    """Render every place of the desk and every scene of the wall, in each size and theme. Returns an exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    wanted = [_size(text) for text in (sizes or _SIZES)]
    _make_folder(folder)

    async def render(_application: QApplication) -> None:
        for theme in themes or ("dark", "light"):
            async with TaskScope(on_error=report_bug) as scope:
                with _rehearsal(resource("rehearsal", "rehearsal.buddy")) as (service, rehearsal):
                    stage = Stage(service, scope, named_theme(theme), on_close=lambda: None)
                    rehearsal.jump(rehearsal.duration * 0.8)
                    for size in wanted:
                        _save_all(stage, folder, size, f"{theme}-{size.width()}x{size.height()}")
                    stage.close_down()

    run_on_qt(render)
    return 0


def play_offscreen(recorded: Path, folder: Path, *, theme: str, progress: Callable[[float], None]) -> list[Path]:
    """Play a whole recording at speed; the pictures, the status and the pairs that it leaves in the folder."""
    _make_folder(folder)

    async def play(_application: QApplication) -> None:
        async with TaskScope(on_error=report_bug) as scope:
            with _rehearsal(recorded) as (service, rehearsal):
                stage = Stage(service, scope, named_theme(theme), on_close=lambda: None)
                for part in range(1, _STEPS + 1):
                    rehearsal.jump(rehearsal.duration * part / _STEPS)
                    QCoreApplication.processEvents()
                    progress(part / _STEPS)
                _save_all(stage, folder, QSize(1366, 768), "1366x768")
                state = json.dumps(status(service.session), ensure_ascii=False, indent=2)
                write_text(folder / "status.json", state + "\n")
                rows = pair_rows(service.session.pairs, service.session.attendees)
                write_csv(folder / "pairs.csv", PAIRS_HEADER, rows)
                stage.close_down()

    run_on_qt(play)
    return sorted(path for path in folder.iterdir() if path.suffix in (".png", ".json", ".csv"))


@contextmanager
def _rehearsal(recorded: Path) -> Iterator[tuple[SessionService, Rehearsal]]:
    steps = recorded_steps(recorded)
    with tempfile.TemporaryDirectory(prefix="buddy-pictures-", ignore_cleanup_errors=True) as temporary:
        path = Path(temporary) / "rehearsal.buddy"
        left = copy_preparation(steps, path)
        clock = RehearsalClock(left[0].at)
        clock.pause()
        with Journal.open(path) as journal:
            service = SessionService(journal, clock)
            yield service, Rehearsal(service, clock, left)


def _save_all(stage: Stage, folder: Path, size: QSize, label: str) -> None:
    desk, audience = stage.desk, stage.audience
    service = desk.door.service
    if len(service.session.outputs) == 1:
        service.do(AddOutput(), Actor.REPLAY)
    audience.set_motion(False)
    desk.resize(size)
    desk.show()
    desk.live.question.refresh()
    desk.tick()
    for place in PlaceOf:
        desk.go_to(place)
        _settle()
        audience.tick()
        audience.grab_thumbnails()
        _settle()
        _save(desk.grab().toImage(), folder / f"desk-{place.name.lower()}-{label}.png")
    window = audience.windows[1]
    window.resize(size)
    window.show()
    before = service.session.outputs[1].scene
    for scene in Scene:
        service.do(ShowScene(scene, 1), Actor.REPLAY)
        _settle()
        _save(window.grab(), folder / f"wall-{scene.value}-{label}.png")
    service.do(ShowScene(before, 1), Actor.REPLAY)
    window.hide()
    desk.hide()


def _settle() -> None:
    """Let layouts and paints that are due happen."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise DomainError(Message("The picture {path} cannot be written.", {"path": str(path)}))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DomainError(Message("The folder {path} cannot be made.", {"path": str(folder)})) from error


def _size(text: str) -> QSize:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) >= 640 and int(height) >= 360):
        raise DomainError(Message("{text} is no size; write one like 1366x768.", {"text": text}))
    return QSize(int(width), int(height))
