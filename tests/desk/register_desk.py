"""A register page on a real session, driven by keys, for tests of the page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt

from buddy_console.desk.register_page import RegisterPage
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.session import Session
from buddy_console.qt.theme import DARK
from buddy_console.service.clock import Clock
from desk.desk_sessions import DeskSession, desk_session


@dataclass
class RegisterDesk:
    """The page, shown and with the focus in its field, and the hand that types."""

    page: RegisterPage
    desk: DeskSession
    qtbot: object

    @property
    def session(self) -> Session:
        return self.desk.service.session

    @property
    def told(self) -> str:
        return self.desk.told[-1] if self.desk.told else ""

    def names(self) -> list[str]:
        """Who is shown, from the top."""
        model = self.page.register.model
        return [model.index(row, 1).data() for row in range(model.rowCount())]

    def named(self, name: str) -> list[Attendee]:
        return [attendee for attendee in self.session.attendees.values() if attendee.name == name]

    def type(self, text: str) -> None:
        """Into whatever has the focus, as a keyboard does; Unicode beyond it as an input method does."""
        field = self.page.register.field
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            field.insert(text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.page.focusWidget() or self.page, key, modifier)

    def enter(self, text: str = "") -> None:
        self.type(text)
        self.press(Qt.Key.Key_Return)

    async def idle(self) -> None:
        """Until nothing runs in the background."""
        tasks = self.desk.door.scope._tasks
        while tasks:
            await asyncio.gather(*tasks.values(), return_exceptions=True)
            await asyncio.sleep(0)


@contextmanager
def register_desk(
    qtbot, folder: Path, clock: Clock, people: tuple[Attendee, ...] = (), *, paired: bool = False
) -> Iterator[RegisterDesk]:
    with desk_session(folder, clock, people, paired=paired) as desk:
        page = RegisterPage(desk.door, DARK)
        qtbot.addWidget(page)
        unsubscribe = desk.service.subscribe(page.apply)
        page.resize(1278, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.focus()
        try:
            yield RegisterDesk(page, desk, qtbot)
        finally:
            unsubscribe()
            page.close_down()
