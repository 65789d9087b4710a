"""A rehearsal: a recorded journal whose preparation is copied, and whose chat is done again by the clock."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from buddy_console.domain import deliveries as dl
from buddy_console.domain import events as ev
from buddy_console.domain.commands import Command
from buddy_console.domain.commands.asking import ExtendTimer, OpenQuestion, TogglePause
from buddy_console.domain.commands.posting import FilePost, Hide, LiftHiding, TakeDeliveries, ToggleStar
from buddy_console.domain.commands.registering import ChangeAttendee, RegisterAttendees, ToggleSeenOnPhone
from buddy_console.domain.commands.showing import ShowScene, ToggleMode
from buddy_console.domain.events import Actor, Event, Step
from buddy_console.domain.message import DomainError
from buddy_console.domain.outputs import Mode
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import RehearsalClock
from buddy_console.service.session_service import SessionService

_TICK = 0.05


def recorded_steps(path: Path) -> list[Step]:
    """Every step of a recorded session.

    Raises:
        JournalError: the file cannot be read.

    """
    with Journal.read(path) as journal:
        return list(journal.steps())


def copy_preparation(steps: Sequence[Step], target: Path) -> list[Step]:
    """Write all that came before the first question into a new file; return the steps left to play."""
    first = next((place for place, step in enumerate(steps) if _opens_question(step)), len(steps))
    with Journal.open(target) as journal:
        for step in steps[:first]:
            journal.append(step)
    return list(steps[first:])


class Rehearsal:
    """Plays steps through the door at recorded times. What the facilitator does meanwhile stays done."""

    def __init__(self, service: SessionService, clock: RehearsalClock, steps: Sequence[Step]) -> None:
        self._service = service
        self._steps = steps
        self._next = 0
        self.clock = clock
        self.start = clock.now()

    @property
    def duration(self) -> float:
        """Recorded seconds from the beginning to the last step."""
        return (self._steps[-1].at - self.start).total_seconds() if self._steps else 0.0

    @property
    def position(self) -> float:
        """Recorded seconds from the beginning until now."""
        return min((self.clock.running_now() - self.start).total_seconds(), self.duration)

    @property
    def is_over(self) -> bool:
        return self._next >= len(self._steps)

    def jump(self, to_seconds: float) -> None:
        """Go ahead; all that lies between happens at once, each step at its own time."""
        self.clock.set_ahead(self.start + timedelta(seconds=to_seconds))
        self.advance()

    def question_starts(self) -> list[float]:
        """Where each question is opened, in recorded seconds from the beginning."""
        return [(step.at - self.start).total_seconds() for step in self._steps if _opens_question(step)]

    def advance(self) -> None:
        """Do everything that is due."""
        now = self.clock.running_now()
        while self._next < len(self._steps) and self._steps[self._next].at <= now:
            step = self._steps[self._next]
            self._next += 1
            with self.clock.held_at(step.at):
                self._play(step)

    async def play(self) -> None:
        """Advance until cancelled; after the last step there is nothing more to do."""
        while not self.is_over:
            self.advance()
            await asyncio.sleep(_TICK)

    def _play(self, step: Step) -> None:
        news = [delivery for event in step.events for delivery in _deliveries(event)]
        commands = [TakeDeliveries(news)] if news else []
        acts = [] if step.actor is Actor.FEED else [c for event in step.events for c in self._commands(event)]
        for command in (*commands, *acts):
            try:
                self._service.do(command, Actor.REPLAY)
            except DomainError:
                # The facilitator who rehearses has undone or removed what this step was about.
                continue

    def _commands(self, event: Event) -> Iterator[Command]:
        session = self._service.session
        match event:
            case ev.AttendeesRegistered(attendees):
                yield RegisterAttendees(tuple(a for a in attendees if a.id not in session.attendees))
            case ev.AttendeesChanged(attendees):
                yield from (ChangeAttendee(attendee) for attendee in attendees)
            case ev.SeenOnPhone(attendee_id) if attendee_id not in session.seen_on_phone:
                yield ToggleSeenOnPhone(attendee_id)
            case ev.QuestionOpened(number):
                yield OpenQuestion(number)
            case ev.TimerPaused() | ev.TimerResumed():
                yield TogglePause()
            case ev.TimerExtended(seconds):
                yield ExtendTimer(seconds)
            case ev.OutputChanged(output):
                yield ShowScene(output.scene, output.number)
                shown = session.outputs.get(output.number)
                if shown is not None and shown.mode is not output.mode:
                    yield ToggleMode(shown.mode if output.mode is Mode.LIVE else output.mode, output.number)
            case _:
                yield from _post_commands(event)


def _post_commands(event: Event) -> Iterator[Command]:
    match event:
        case ev.PostFiled(key, question, automatic=False):
            yield FilePost(key, question)
        case ev.PostStarred(key) | ev.PostUnstarred(key):
            yield ToggleStar(key)
        case ev.HidingAdded(what, value):
            yield Hide(what, value)
        case ev.HidingLifted(what, value):
            yield LiftHiding(what, value)
        case _:
            return


def _deliveries(event: Event) -> Iterator[dl.Delivery]:
    match event:
        case ev.PostsReceived(posts):
            yield from (dl.Created(post) for post in posts)
        case ev.PostsEdited(posts):
            yield from (dl.Edited(post) for post in posts)
        case ev.PostsDeleted(keys):
            yield from (dl.Deleted(key) for key in keys)
        case ev.AuthorRenamed(author_id, handle):
            yield dl.AuthorChanged(author_id, handle)
        case ev.SourceStateChanged(source_id, state, detail, retry_at):
            yield dl.StateChanged(source_id, state, detail, retry_at)
        case ev.GapNoticed(source_id, since, until):
            yield dl.Gap(source_id, since, until)
        case _:
            return


def posts_with_times(steps: Sequence[Step]) -> list[tuple[datetime, dl.Delivery]]:
    """Everything that sources delivered in a recording, with the moment of arrival."""
    return [(step.at, delivery) for step in steps for event in step.events for delivery in _deliveries(event)]


def _opens_question(step: Step) -> bool:
    return any(isinstance(event, ev.QuestionOpened) for event in step.events)
