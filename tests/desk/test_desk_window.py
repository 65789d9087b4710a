"""The desk's window: its places, its keys in any window, its strips, and how it follows the session."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QWidget,
)

from buddy_console.desk.door import Door
from buddy_console.desk.window import DeskWindow, PlaceOf
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.commands.preparing import ChooseSources
from buddy_console.domain.deliveries import FeedState, StateChanged
from buddy_console.domain.events import Actor, Concealed, Source
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.qt.theme import DARK, LIGHT
from desk.desk_sessions import DeskSession, buddies, desk_session
from domain.builders import post


@dataclass
class Opened:
    desk: DeskSession
    window: DeskWindow
    closings: list[None]

    @property
    def session(self):
        return self.desk.service.session


@contextmanager
def opened(qtbot, folder: Path, clock, people: tuple[Attendee, ...] = buddies(3)) -> Iterator[Opened]:
    closings: list[None] = []
    with desk_session(folder, clock, people) as desk:
        window = DeskWindow(
            lambda notify: Door(desk.service, desk.door.scope, notify),
            DARK,
            check_address=str.strip,
            on_close=lambda: closings.append(None),
        )
        QCursor.setPos(0, 0)
        window.setGeometry(100, 100, 1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        try:
            yield Opened(desk, window, closings)
        finally:
            window.close_down()
            window.hide()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window, key, modifier)


def test_closing_only_asks(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.window.close()
        assert it.closings == [None]
        assert it.window.isVisible()


def test_every_key_works_from_another_window_too(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.window.go_to(PlaceOf.LIVE)

        def key(which: Qt.Key, text: str = "") -> bool:
            return it.window.take_key(QKeyEvent(QEvent.Type.KeyPress, which, Qt.KeyboardModifier.NoModifier, text))

        assert key(Qt.Key.Key_B)
        assert it.session.outputs[1].mode is Mode.BLACK
        assert key(Qt.Key.Key_Period)
        assert it.session.outputs[1].mode is Mode.LIVE
        assert key(Qt.Key.Key_F)
        assert it.session.outputs[1].mode is Mode.FROZEN
        assert key(Qt.Key.Key_W)
        assert it.session.outputs[1].mode is Mode.WHITE
        assert key(Qt.Key.Key_K)
        assert it.session.outputs[1].scene is Scene.CALM
        assert key(Qt.Key.Key_PageDown)
        assert it.session.schedule.open_number == 1
        before = it.session.schedule.timer.seconds
        assert key(Qt.Key.Key_Plus)
        assert it.session.schedule.timer.seconds == before + 60
        steps = it.session.steps
        assert not key(Qt.Key.Key_F5)
        assert not key(Qt.Key.Key_Escape)
        assert it.session.steps == steps


def test_keys_of_the_stage_on_the_live_page(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.window.go_to(PlaceOf.LIVE)
        it.desk.receive(post("1", "newbie1", "A1 yes #chat"), post("2", "troll", "vile #chat"))
        it.window.activateWindow()
        feed = it.window.live.feed
        feed.setFocus()
        feed.set_current_row(1)
        press(feed, Qt.Key.Key_Delete)
        assert set(it.session.hidden[Concealed.POST]) == {"2"}
        press(feed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert not it.session.hidden[Concealed.POST]
        press(feed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert set(it.session.hidden[Concealed.POST]) == {"2"}
        feed.set_current_row(0)
        press(feed, Qt.Key.Key_S)
        assert set(it.session.starred) == {"1"}
        press(feed, Qt.Key.Key_3)
        assert it.session.timeline.filings["1"].question == 3


def test_letters_belong_to_a_text_field_that_has_the_focus(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.window.go_to(PlaceOf.REGISTER)
        it.window.activateWindow()
        it.window.register.focus()
        field = it.window.focusWidget()
        assert isinstance(field, QLineEdit)
        for key in (Qt.Key.Key_B, Qt.Key.Key_F, Qt.Key.Key_W, Qt.Key.Key_Period, Qt.Key.Key_1):
            press(field, key)
        assert field.text() == "bfw.1"
        assert it.session.outputs[1].mode is Mode.LIVE


def test_undo_reaches_the_session_from_the_empty_registration_field(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock, ()) as it:
        it.window.go_to(PlaceOf.REGISTER)
        it.window.activateWindow()
        it.window.register.focus()
        field = it.window.focusWidget()
        QTest.keyClicks(field, "Ana Sousa")
        press(field, Qt.Key.Key_Return)
        assert [person.name for person in it.session.attendees.values()] == ["Ana Sousa"]
        press(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert not it.session.attendees


def test_a_paper_post_is_typed_in_with_the_keyboard_alone(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.window.go_to(PlaceOf.LIVE)
        it.window.activateWindow()
        press(it.window.live.feed, Qt.Key.Key_N)
        field = it.window.focusWidget()
        QTest.keyClicks(field, "newbie2")
        press(field, Qt.Key.Key_Return)
        text = it.window.focusWidget()
        QTest.keyClicks(text, "thank you all")
        press(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert [p.text for p in it.session.posts.values()] == ["thank you all"]
        assert it.session.standing_of("newbie2").rung.has_posted


def test_an_author_is_claimed_with_the_keyboard_alone_and_taken_back(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.desk.receive(post("1", "incognito"))
        it.window.go_to(PlaceOf.LIVE)
        it.window.activateWindow()
        press(it.window.live.feed, Qt.Key.Key_C)
        field = it.window.focusWidget()
        QTest.keyClicks(field, "newbie3")
        press(field, Qt.Key.Key_Return)
        assert it.session.standing_of("newbie3").rung.has_posted
        it.window.door.undo()
        assert not it.session.standing_of("newbie3").rung.has_posted


def test_a_click_on_a_pair_shows_its_posts_only(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.desk.receive(post("1", "newbie1"), post("2", "newbie2"), post("3", "stranger"))
        live = it.window.live
        it.window.go_to(PlaceOf.LIVE)
        assert live.shown_posts == ("1", "2", "3")
        live.grid.clicked.emit(live.grid.model().index(0, 0))
        assert len(live.shown_posts) == 1


def test_a_source_in_trouble_is_said_with_its_age(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        it.desk.service.do(ChooseSources((Source("s", "mastodon", "https://one.example"),)))
        it.desk.service.do(TakeDeliveries([StateChanged("s", FeedState.WAITING)]), Actor.FEED)
        it.window.go_to(PlaceOf.LIVE)
        clock.pass_seconds(134)
        it.window.tick()
        words = it.window.live.banner_text
        assert "one.example" in words
        assert "2:14" in words
        it.desk.service.do(TakeDeliveries([StateChanged("s", FeedState.POLLING)]), Actor.FEED)
        assert it.window.live.banner_text == ""


def test_a_refusal_is_a_sentence_and_nothing_else(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        steps = it.session.steps
        it.window.take_key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, "+"))
        assert "no time is running" in it.window.notice_text
        assert it.session.steps == steps


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_place_is_drawn_at_every_size(qtbot, tmp_path: Path, clock, theme) -> None:
    with opened(qtbot, tmp_path, clock, buddies(30)) as it:
        it.desk.receive(*(post(f"k{n}", f"newbie{n}", f"A{n % 3 + 1} hello #chat") for n in range(1, 31)))
        it.window.set_theme(theme)
        for size in ((1366, 768), (1920, 1080)):
            it.window.resize(*size)
            for place in PlaceOf:
                it.window.go_to(place)
                image = it.window.grab().toImage()
                assert (image.width(), image.height()) == size
        it.window.toggle_keys()
        assert not it.window.grab().isNull()


def test_every_control_has_an_accessible_name(qtbot, tmp_path: Path, clock) -> None:
    with opened(qtbot, tmp_path, clock) as it:
        nameless = [
            widget
            for widget in it.window.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
            and not _is_inner(widget)
        ]
        assert not nameless, [(type(w).__name__, w.objectName(), type(w.parent()).__name__) for w in nameless]


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes for a control, which speaks for them, and areas that only scroll."""
    parents = []
    parent = widget.parent()
    while isinstance(parent, QWidget):
        parents.append(parent)
        parent = parent.parent()
    made_by_qt = widget.objectName().startswith("qt_") or type(widget).__name__ in (
        "QTableCornerButton",
        "QHeaderView",
    )
    return (
        made_by_qt
        or isinstance(widget, QScrollArea | QSplitter)
        or any(isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView) for parent in parents)
    )
