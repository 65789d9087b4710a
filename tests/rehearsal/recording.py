"""Reads the recorded rehearsal, and finds people, posts and events in it."""

from collections.abc import Iterator
from pathlib import Path

from screenplay import moment, read_table

from buddy_console.domain import events as ev
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.events import Step
from buddy_console.domain.participation import Rung
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from buddy_console.resources import resource

RECORDING = resource("rehearsal", "rehearsal.buddy")
ROSTER = resource("rehearsal", "roster.csv")
NICKS = {row["nick"]: row for row in read_table("people.csv")}


def recorded(path: Path) -> list[Step]:
    with Journal.read(path) as journal:
        return list(journal.steps())


def folded(steps: list[Step]) -> Session:
    session = Session()
    for step in steps:
        session.apply(step)
    return session


def until(steps: list[Step], clock_time: str) -> Session:
    return folded([step for step in steps if step.at <= moment(clock_time)])


def person(session: Session, nick: str) -> Attendee:
    return next(a for a in session.attendees.values() if a.name == NICKS[nick]["name"])


def rung(session: Session, nick: str) -> Rung:
    return session.standing_of(person(session, nick).id).rung


def posts_with(session: Session, words: str) -> list[Post]:
    return [post for post in session.posts.values() if words in post.text]


def post_with(session: Session, words: str) -> Post:
    (post,) = posts_with(session, words)
    return post


def events(steps: list[Step], kind: type[ev.Event]) -> Iterator[tuple[Step, ev.Event]]:
    return ((step, event) for step in steps for event in step.events if isinstance(event, kind))


def arrivals(steps: list[Step]) -> dict[str, Step]:
    """The step with which each post arrived, by key."""
    return {post.key: step for step, event in events(steps, ev.PostsReceived) for post in event.posts}
