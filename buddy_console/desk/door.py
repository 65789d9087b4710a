"""The desk's way to the one door: commands go in, refusals come back as a sentence in the notice strip."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from buddy_console.domain.commands import Command
from buddy_console.domain.message import DomainError
from buddy_console.domain.session import Session
from buddy_console.qt.sentences import spoken
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Door:
    """What every panel of the desk is given. ``notify`` shows a sentence without stopping anybody."""

    service: SessionService
    scope: TaskScope
    notify: Notify

    @property
    def session(self) -> Session:
        return self.service.session

    def do(self, command: Command, done: str = "") -> bool:
        """Carry a command out and say ``done``; False, and the reason said, where it was refused."""
        try:
            self.service.do(command)
        except DomainError as error:
            self.notify(spoken(error))
            return False
        if done:
            self.notify(done)
        return True

    def undo(self) -> None:
        try:
            self.service.undo()
        except DomainError as error:
            self.notify(spoken(error))
        else:
            self.notify(QCoreApplication.translate("desk", "Undone. Ctrl+Shift+Z does it again."))

    def redo(self) -> None:
        try:
            self.service.redo()
        except DomainError as error:
            self.notify(spoken(error))
        else:
            self.notify(QCoreApplication.translate("desk", "Done again."))
