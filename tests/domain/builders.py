"""Sample attendees, authors and posts for tests, each with sensible parts that a test may replace."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from buddy_console.domain.accounts import MASTODON, Account
from buddy_console.domain.attendees import Attendee, Level, Presence
from buddy_console.domain.events import Actor, Event, Step
from buddy_console.domain.posts import Author, Post, tags_in
from buddy_console.domain.questions import Question
from buddy_console.domain.session import Session

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SERVER = "https://one.example"
OTHER_SERVER = "https://two.example"


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def person(who: str, level: Level = Level.NEWBIE, **parts: object) -> Attendee:
    """An attendee who has arrived, with a Mastodon account of the same name."""
    attendee = Attendee(
        who, who.title(), level, accounts=(Account(MASTODON, f"{who}@one.example"),), presence=Presence.ARRIVED
    )
    return replace(attendee, **parts)


def author(who: str, server: str = "one.example") -> Author:
    return Author(f"https://{server}/users/{who}", MASTODON, f"{who}@{server}", who.title())


def post(key: str, who: str = "ana", text: str = "hello #chat", minutes: float = 0.0, **parts: object) -> Post:
    """A post of ``who`` on one server, ``minutes`` after the start; its tags are those in the text."""
    moment = at(minutes)
    made = Post(
        key, MASTODON, SERVER, f"native-{key}", None, author(who), moment, moment, text, tags=tags_in(text)
    )
    return replace(made, **parts)


def questions(count: int) -> tuple[Question, ...]:
    return tuple(Question(f"What do you think about topic {number}?") for number in range(1, count + 1))


def fold(session: Session, *events: Event, minutes: float = 0.0, actor: Actor = Actor.DESK) -> None:
    """Apply events as one step, without asking anybody."""
    session.apply(Step(session.steps + 1, at(minutes), actor, events))
