"""The one door: decide, append, apply, publish."""

import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Final

from buddy_console.domain.changes import Changes
from buddy_console.domain.commands import Command
from buddy_console.domain.events import Actor, Event, Step
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import Clock

Listener = Callable[[Changes], None]

NOTHING_TO_UNDO: Final = QT_TRANSLATE_NOOP("service", "There is nothing to undo.")
NOTHING_TO_REDO: Final = QT_TRANSLATE_NOOP("service", "There is nothing to redo.")


class SessionService:
    """Holds the session of one journal. Everything that happens goes through `do`, `undo` or `redo`."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self.journal = journal
        self.clock = clock
        self.session = Session()
        self._listeners: list[Listener] = []
        self._unpublished: deque[Changes] = deque()
        self._publishing = False
        for step in journal.steps():
            self.session.apply(step)

    def do(self, command: Command, actor: Actor = Actor.DESK) -> Changes | None:
        """Carry a command out; None when it changes nothing.

        Raises:
            DomainError: the session refused; nothing changed.
            JournalError: the step could not be written; nothing changed.

        """
        now = self.clock.now()
        return self._take(command.decide(self.session, now), actor, now)

    def undo(self) -> Changes | None:
        """Take the facilitator's last action back, by one more step.

        Raises:
            DomainError: there is nothing to take back.

        """
        if not self.session.undo_stack:
            raise DomainError(NOTHING_TO_UNDO)
        return self._take(self.session.undo_stack[-1], Actor.UNDO, self.clock.now())

    def redo(self) -> Changes | None:
        """Do again what was undone last.

        Raises:
            DomainError: nothing was undone, or something else was done since.

        """
        if not self.session.redo_stack:
            raise DomainError(NOTHING_TO_REDO)
        return self._take(self.session.redo_stack[-1], Actor.REDO, self.clock.now())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every step's changes, once, in order; call what is returned to hear no more."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def _take(self, events: tuple[Event, ...], actor: Actor, now: datetime) -> Changes | None:
        if not events:
            return None
        step = Step(self.session.steps + 1, now, actor, events)
        self.journal.append(step)
        changes = self.session.apply(step)
        self._publish(changes)
        return changes

    def _publish(self, changes: Changes) -> None:
        """Tell every listener, then raise what one of them raised: a fault in one view must not blind another.

        A listener may act in turn: its step is published after this one, never in the middle of it.
        """
        self._unpublished.append(changes)
        if self._publishing:
            return
        self._publishing = True
        faults: list[Exception] = []
        try:
            while self._unpublished:
                current = self._unpublished.popleft()
                for listener in tuple(self._listeners):
                    # An earlier listener may have taken this one off, its window being closed.
                    if listener in self._listeners:
                        faults += _fault(listener, current)
        finally:
            self._publishing = False
        if faults:
            raise faults[0]


def _fault(listener: Listener, changes: Changes) -> list[Exception]:
    try:
        listener(changes)
    except Exception as error:  # noqa: BLE001, raised again when everybody has been told
        return [error]
    return []


def new_id() -> str:
    """An id for an attendee, a source or a paper post: 80 random bits, so that two laptops never collide."""
    return secrets.token_hex(10)
