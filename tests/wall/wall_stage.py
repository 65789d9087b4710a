"""A small session to look at on a wall: people, posts and steps, without a journal."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee, Consent, Level, Place, Presence
from buddy_console.domain.changes import Changes
from buddy_console.domain.events import (
    Actor,
    AttendeesRegistered,
    Event,
    OutputChanged,
    PairsPublished,
    PostsReceived,
    QuestionsWritten,
    SessionDescribed,
    Step,
)
from buddy_console.domain.outputs import Mode, Output, Scene
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.posts import Author, Post
from buddy_console.domain.questions import Question
from buddy_console.domain.session import Session
from buddy_console.wall.display import Display

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


class StageClock:
    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment


class Stage:
    """A session with a display on it; every step is told to the display as the service would."""

    def __init__(self, stranger_delay: timedelta | None = timedelta(seconds=5)) -> None:
        self.session = Session()
        self.clock = StageClock()
        self.display = Display(self.session, self.clock, stranger_delay)
        self.listeners: list[Callable[[Changes], object]] = []

    def do(self, *events: Event, actor: Actor = Actor.DESK) -> Changes:
        changes = self.session.apply(Step(self.session.steps + 1, self.clock.now(), actor, events))
        for listen in (self.display.update, *self.listeners):
            listen(changes)
        return changes

    def describe(self, questions: int = 3) -> None:
        self.do(SessionDescribed("An hour", "Tag"))
        self.do(QuestionsWritten(tuple(Question(f"What about {n}?") for n in range(1, questions + 1))))

    def receive(self, *posts: Post) -> None:
        self.do(PostsReceived(posts), actor=Actor.FEED)

    def show(self, scene: Scene, mode: Mode = Mode.LIVE, number: int = 1) -> None:
        self.do(OutputChanged(Output(number, scene, mode, self.clock.now())))

    def wait(self, seconds: float) -> None:
        """Let time pass with a look at the wall each second, as the tick does."""
        whole, rest = divmod(seconds, 1)
        for _ in range(int(whole)):
            self.clock.moment += timedelta(seconds=1)
            for number in self.session.outputs:
                self.display.frame(number)
        self.clock.moment += timedelta(seconds=rest)

    def register(self, *people: Attendee) -> None:
        self.do(AttendeesRegistered(people))

    def pair(self, *members: tuple[str, ...]) -> None:
        self.do(PairsPublished(tuple(Pair(f"p{n}", n, ids) for n, ids in enumerate(members, 1))))


def person(
    number: int,
    name: str = "",
    level: Level = Level.NEWBIE,
    consent: Consent = Consent.FULL,
    place: Place = Place.IN_ROOM,
    **more: object,
) -> Attendee:
    account = Account("mastodon", f"user{number}@home.example", f"id{number}")
    facts = {"accounts": (account,), "presence": Presence.ARRIVED, "table": str(number)} | more
    return Attendee(f"a{number}", name or f"Person {number}", level, place, consent=consent, **facts)


def author(number: int, name: str = "") -> Author:
    return Author(f"id{number}", "mastodon", f"user{number}@home.example", name or f"Person {number}")


def post(key: str, writer: Author, text: str = "", at: datetime = START, **more: object) -> Post:
    facts = {"tags": ("tag",)} | more
    return Post(key, writer.network, "home.example", key, None, writer, at, at, text or f"text of {key}", **facts)


def texts_of(item: QQuickItem) -> list[str]:
    """Every text that a scene has put into an item, seen or not."""
    own = item.property("text")
    found = [own] if isinstance(own, str) and own else []
    for child in item.childItems():
        found.extend(texts_of(child))
    return found


def places_of(root: QQuickItem) -> list[tuple[str, QRectF]]:
    """Every text that is seen, and the rectangle of the picture that it has."""

    def walk(item: QQuickItem) -> Iterator[tuple[str, QRectF]]:
        if not item.isVisible() or item.opacity() == 0:
            return
        if item.inherits("QQuickText") and item.property("text"):
            yield item.property("text"), item.mapRectToItem(root, item.boundingRect())
        for child in item.childItems():
            yield from walk(child)

    return list(walk(root))
