"""The one door: decide, append, apply, publish."""

import secrets
from collections import deque
from collections.abc import Callable
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
        return self._take(command.decide(self.session, self.clock.now()), actor)

    def undo(self) -> Changes | None:
        """Take the facilitator's last action back, by one more step.

        Raises:
            DomainError: there is nothing to take back.

        """
        if not self.session.undo_stack:
            raise DomainError(NOTHING_TO_UNDO)
        return self._take(self.session.undo_stack[-1], Actor.UNDO)

    def redo(self) -> Changes | None:
        """Do again what was undone last.

        Raises:
            DomainError: nothing was undone, or something else was done since.

        """
        if not self.session.redo_stack:
            raise DomainError(NOTHING_TO_REDO)
        return self._take(self.session.redo_stack[-1], Actor.REDO)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every step's changes, once, in order; call what is returned to hear no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _take(self, events: tuple[Event, ...], actor: Actor) -> Changes | None:
        if not events:
            return None
        step = Step(self.session.steps + 1, self.clock.now(), actor, events)
        self.journal.append(step)
        changes = self.session.apply(step)
        self._publish(changes)
        return changes

    def _publish(self, changes: Changes) -> None:
        """A listener may act in turn: its step is published after this one, never in the middle of it."""
        self._unpublished.append(changes)
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._unpublished:
                current = self._unpublished.popleft()
                for listener in tuple(self._listeners):
                    listener(current)
        finally:
            self._publishing = False


def new_id() -> str:
    """An id for an attendee, a source or a paper post: 80 random bits, so that two laptops never collide."""
    return secrets.token_hex(10)
