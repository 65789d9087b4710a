"""Ask: open and close questions, and hold the time."""

from dataclasses import dataclass
from datetime import datetime

from buddy_console.domain.events import Event, QuestionOpened, TimerExtended, TimerPaused, TimerResumed
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.domain.questions import Timer
from buddy_console.domain.session import Session


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Open a question by its number; None closes the one that is open."""

    number: int | None

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        if self.number is not None and not 1 <= self.number <= len(session.questions):
            template = QT_TRANSLATE_NOOP("domain", "There is no question {number}; the last one is {last}.")
            raise DomainError(Message(template, {"number": self.number, "last": len(session.questions)}))
        if self.number == session.schedule.open_number:
            return ()
        return (QuestionOpened(self.number),)


@dataclass(frozen=True, slots=True)
class StepQuestion:
    """The next question (``by`` is 1) or the previous one (-1); past the last one the chat is over."""

    by: int

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        count = len(session.questions)
        current = session.schedule.open_number
        if not count:
            return ()
        if current is None:
            ended = bool(session.schedule.openings)
            target = (count if ended else 1) if self.by < 0 or not ended else count + 1
            if not ended and self.by < 0:
                return ()
        else:
            target = current + self.by
        if target < 1:
            return ()
        return OpenQuestion(target if target <= count else None).decide(session, now)


@dataclass(frozen=True, slots=True)
class TogglePause:
    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        return (TimerPaused(),) if _timer(session).paused_at is None else (TimerResumed(),)


@dataclass(frozen=True, slots=True)
class ExtendTimer:
    seconds: int = 60

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        _timer(session)
        return (TimerExtended(self.seconds),)


def _timer(session: Session) -> Timer:
    timer = session.schedule.timer
    if timer is None:
        raise DomainError(QT_TRANSLATE_NOOP("domain", "No question is open, so no time is running."))
    return timer
