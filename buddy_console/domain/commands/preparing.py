"""Prepare: title and hashtag, the questions, and the sources of posts."""

from dataclasses import dataclass
from datetime import datetime

from buddy_console.domain.accounts import Account
from buddy_console.domain.events import Event, QuestionsWritten, SessionDescribed, Source, SourcesChosen
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.domain.posts import fold_tag, tags_in
from buddy_console.domain.questions import Question
from buddy_console.domain.session import Session

MAX_QUESTIONS = 30


@dataclass(frozen=True, slots=True)
class DescribeSession:
    title: str
    hashtag: str
    hosts: tuple[Account, ...] = ()
    home_server: str = ""

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        hashtag = self.hashtag.strip().lstrip("#")
        if hashtag and tags_in("#" + hashtag) != (fold_tag(hashtag),):
            template = QT_TRANSLATE_NOOP(
                "domain", "“{tag}” cannot be a hashtag: use letters and digits, without blanks."
            )
            raise DomainError(Message(template, {"tag": hashtag[:40]}))
        described = SessionDescribed(
            " ".join(self.title.split())[:200], hashtag[:100], self.hosts, self.home_server.strip().casefold()
        )
        return () if described == session.description else (described,)


@dataclass(frozen=True, slots=True)
class WriteQuestions:
    """All the questions, in order. Blank ones are left out."""

    questions: tuple[Question, ...]

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        questions = tuple(
            Question(" ".join(q.text.split())[:500], min(max(q.minutes, 1), 600))
            for q in self.questions
            if q.text.strip()
        )
        if len(questions) > MAX_QUESTIONS:
            template = QT_TRANSLATE_NOOP("domain", "A session holds at most {n} questions.")
            raise DomainError(Message(template, {"n": MAX_QUESTIONS}))
        open_number = session.schedule.open_number
        if open_number is not None and open_number > len(questions):
            template = QT_TRANSLATE_NOOP("domain", "Question {number} is open now: close it before removing it.")
            raise DomainError(Message(template, {"number": open_number}))
        return () if questions == session.questions else (QuestionsWritten(questions),)


@dataclass(frozen=True, slots=True)
class ChooseSources:
    sources: tuple[Source, ...]

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        unique = tuple({(s.network, s.address): s for s in self.sources}.values())
        return () if unique == session.sources else (SourcesChosen(unique),)
