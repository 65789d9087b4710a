"""The one door without its file: decides and applies as the service does, and keeps the steps."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from buddy_console.domain.changes import Changes
from buddy_console.domain.events import Actor, Event, Step
from buddy_console.domain.message import DomainError
from buddy_console.domain.session import Session
from domain.acts import Act
from domain.builders import START

# A room that is ready: five people, two pairs, four questions, the first of them open.
BEGINNING = (
    Act("describe", 0, 1, 0),
    Act("write questions", 4, 10, 0),
    Act("register", 0, 2, 1),
    Act("register", 3, 1, 1),
    Act("draft", 0, 0, 0),
    Act("publish", 0, 0, 0),
    Act("step question", 1, 0, 0),
)


class Driver:
    """A session that random acts are done to; half a minute passes before each."""

    def __init__(self, beginning: Sequence[Act] = BEGINNING) -> None:
        self.session = Session()
        self.steps: list[Step] = []
        self.now: datetime = START
        for act in beginning:
            self.do(act)

    def do(self, act: Act, actor: Actor | None = None) -> Changes | None:
        """The changes, or None where nothing was to be done or the session refused."""
        self.now += timedelta(seconds=30)
        try:
            command = act.command(self.session, self.now)
            events = command.decide(self.session, self.now) if command else ()
        except DomainError:
            return None
        return self.take(events, actor or act.actor)

    def undo(self) -> Changes | None:
        return self.take(self.session.undo_stack[-1], Actor.UNDO)

    def redo(self) -> Changes | None:
        return self.take(self.session.redo_stack[-1], Actor.REDO)

    def take(self, events: tuple[Event, ...], actor: Actor) -> Changes | None:
        if not events:
            return None
        self.now += timedelta(seconds=1)
        self.steps.append(Step(self.session.steps + 1, self.now, actor, events))
        return self.session.apply(self.steps[-1])
