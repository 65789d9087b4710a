"""A session on a real journal, and a door to it, for tests of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from buddy_console.desk.door import Door
from buddy_console.domain.attendees import Attendee, Level
from buddy_console.domain.commands.pairing import DraftPairs, PublishPairs
from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.commands.preparing import DescribeSession, WriteQuestions
from buddy_console.domain.commands.registering import RegisterAttendees
from buddy_console.domain.deliveries import Created
from buddy_console.domain.events import Actor
from buddy_console.domain.posts import Post
from buddy_console.domain.questions import Question
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import Clock
from buddy_console.service.pairing import propose_for
from buddy_console.service.session_service import SessionService
from buddy_console.service.task_scope import TaskScope
from domain.builders import person


@dataclass
class DeskSession:
    """The service, the door, and every sentence that the facilitator was told."""

    service: SessionService
    door: Door
    told: list[str] = field(default_factory=list)

    def receive(self, *posts: Post) -> None:
        self.service.do(TakeDeliveries([Created(post) for post in posts]), Actor.FEED)


@contextmanager
def desk_session(
    folder: Path, clock: Clock, people: tuple[Attendee, ...] = (), *, paired: bool = True
) -> Iterator[DeskSession]:
    """A session with the hashtag ``chat`` and three questions; the people are registered, and paired."""
    told: list[str] = []
    with Journal.open(folder / "desk.buddy") as journal:
        service = SessionService(journal, clock)
        prepared(service, people, paired=paired)
        scope = TaskScope(on_error=lambda error: told.append(repr(error)))
        yield DeskSession(service, Door(service, scope, told.append), told)


def buddies(count: int) -> tuple[Attendee, ...]:
    """So many experienced and as many newbies: ``buddy1`` …, ``newbie1`` …."""
    experienced = [person(f"buddy{n}", Level.EXPERIENCED, table=str(n)) for n in range(1, count + 1)]
    newbies = [person(f"newbie{n}", Level.NEWBIE, table=str(n)) for n in range(1, count + 1)]
    return (*experienced, *newbies)


def prepared(service: SessionService, people: tuple[Attendee, ...], *, paired: bool = True) -> None:
    """Describe the session, register the people, and publish pairs."""
    service.do(DescribeSession("A chat", "chat"))
    service.do(WriteQuestions((Question("Who?"), Question("Why?"), Question("When?"))))
    service.do(RegisterAttendees(people))
    if people and paired:
        service.do(DraftPairs(propose_for(service.session, seed=1)))
        service.do(PublishPairs())
