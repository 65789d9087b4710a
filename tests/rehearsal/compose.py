"""Composes the rehearsal through the one door, by a clock set by hand: python tests/rehearsal/compose.py."""

import csv
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from screenplay import Line, moment, read_chat, read_lines, read_table
from wire import BILDUNG, HASHTAG, LEARN, Wire

from buddy_console.domain.accounts import MASTODON, Account, normalise_handle
from buddy_console.domain.attendees import Attendee, Consent, Level, Place
from buddy_console.domain.commands import Command
from buddy_console.domain.commands import posting as do_post
from buddy_console.domain.commands import showing as do_show
from buddy_console.domain.commands.asking import ExtendTimer, OpenQuestion
from buddy_console.domain.commands.pairing import DraftPairs, MakeWish, PublishPairs
from buddy_console.domain.commands.preparing import ChooseSources, DescribeSession, WriteQuestions
from buddy_console.domain.commands.registering import (
    ClaimAuthor,
    RegisterAttendees,
    ToggleArrived,
    ToggleSeenOnPhone,
)
from buddy_console.domain.deliveries import Delivery, FeedState, StateChanged
from buddy_console.domain.events import Actor, Concealed, Source
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.pairing.model import WishKind
from buddy_console.domain.posts import Author
from buddy_console.domain.questions import Question
from buddy_console.feeds.errors import no_such_server
from buddy_console.journal.journal import Journal
from buddy_console.service.pairing import propose_for
from buddy_console.service.session_service import SessionService

RESOURCES = Path(__file__).parents[2] / "resources" / "rehearsal"
RECORDING = RESOURCES / "rehearsal.buddy"
ROSTER = RESOURCES / "roster.csv"

TITLE = "First posts: learning out loud"
BEGIN = moment("09:45:00")
GONE, BACK = moment("10:31:40"), moment("10:33:10")
SEED = 20260304
ROSTER_COLUMNS = ("name", "level", "place", "table", "organisation", "languages", "network", "handle")


class HandClock:
    """Stands at the moment that was set last."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment


class Composer:
    """Carries everything out in the order of time."""

    def __init__(self, service: SessionService, clock: HandClock) -> None:
        self.service = service
        self.clock = clock
        self.chance = random.Random(SEED)
        self.people = read_table("people.csv")
        self.ids = {row["nick"]: self.new_id() for row in self.people}
        self.sources = {server: self.new_id() for server in (LEARN, BILDUNG)}
        cast = [*self.people, *read_table("world.csv")]
        self.authors = {row["nick"]: _author(row["handle"], row["display"]) for row in cast if row["handle"]}
        self.wire = Wire(self.authors, GONE, BACK)

    def new_id(self) -> str:
        return f"{self.chance.getrandbits(80):020x}"

    def compose(self) -> None:
        self._prepare()
        acts: list[tuple[datetime, Callable[[], None]]] = []
        for at, batch in self._batches().items():
            acts.append((at, lambda batch=batch: self._do(do_post.TakeDeliveries(batch), Actor.FEED)))
        for row in self.people:
            arrival = ToggleArrived(self.ids[row["nick"]])
            acts.append((moment(row["arrives"]), lambda arrival=arrival: self._do(arrival)))
        acts += [(line.at, lambda line=line: self._act(line)) for line in read_lines("desk.txt")]
        for at, act in sorted(acts, key=lambda pair: pair[0]):
            self.clock.moment = at
            act()

    def _prepare(self) -> None:
        host = Account(MASTODON, self.authors["host"].handle)
        self._do(DescribeSession(TITLE, HASHTAG, (host,), LEARN))
        rows = read_table("questions.csv")
        self._do(WriteQuestions(tuple(Question(row["text"], int(row["minutes"])) for row in rows)))
        self._do(ChooseSources(tuple(Source(self.sources[s], MASTODON, f"https://{s}") for s in (LEARN, BILDUNG))))
        self._do(RegisterAttendees(tuple(_attendee(row, self.ids[row["nick"]]) for row in self.people)))

    def _batches(self) -> dict[datetime, list[Delivery]]:
        """What the sources deliver, by the moment of arrival; the state of the connection comes first."""
        batches: dict[datetime, list[Delivery]] = {}
        for at, state in self._states():
            batches.setdefault(at, []).append(state)
        for line in read_chat():
            for at, delivery in self.wire.deliver(line):
                batches.setdefault(at, []).append(delivery)
        return batches

    def _states(self) -> list[tuple[datetime, Delivery]]:
        states: list[tuple[datetime, Delivery]] = []
        for server, source in self.sources.items():
            lost = no_such_server(server).message
            states += [
                (moment("09:45:30"), StateChanged(source, FeedState.CONNECTING)),
                (moment("09:45:32"), StateChanged(source, FeedState.POLLING)),
                (GONE, StateChanged(source, FeedState.WAITING, lost, moment("10:32:10"))),
                (moment("10:32:10"), StateChanged(source, FeedState.WAITING, lost, BACK)),
                (BACK, StateChanged(source, FeedState.POLLING)),
            ]
        return states

    def _act(self, line: Line) -> None:
        if line.head == "undo":
            self.service.undo()
            return
        self._do(self._command(line))

    def _command(self, line: Line) -> Command:
        ids, posts = self.ids, self.wire.posts
        match (line.head, *line.words):
            case "add-output", *_:
                return do_show.AddOutput()
            case "show", scene:
                return do_show.ShowScene(Scene(scene))
            case "show", scene, number:
                return do_show.ShowScene(Scene(scene), int(number))
            case "black", *_:
                return do_show.ToggleMode(Mode.BLACK)
            case "wish", kind, one, other:
                return MakeWish(WishKind(kind), ids[one], ids[other])
            case "pair", *_:
                return DraftPairs(propose_for(self.service.session, seed=SEED))
            case "publish", *_:
                return PublishPairs()
            case "open", number:
                return OpenQuestion(None if number == "none" else int(number))
            case "extend", seconds:
                return ExtendTimer(int(seconds))
            case "star", label:
                return do_post.ToggleStar(posts[label].key)
            case "file", label, number:
                return do_post.FilePost(posts[label].key, None if number == "none" else int(number))
            case "hide", "post", label:
                return do_post.Hide(Concealed.POST, posts[label].key)
            case "hide", "author", who:
                return do_post.Hide(Concealed.AUTHOR, self.authors[who].id)
            case "claim", who, nick:
                return ClaimAuthor(self.authors[who].id, ids[nick])
            case "seen", nick:
                return ToggleSeenOnPhone(ids[nick])
            case "paper", nick, number:
                return do_post.WritePaperPost(ids[nick], line.text, self.new_id(), int(number))
        raise ValueError(f"{line.head} {' '.join(line.words)}")

    def _do(self, command: Command, actor: Actor = Actor.DESK) -> None:
        self.service.do(command, actor)


def compose(path: Path) -> Composer:
    """Compose the recording into a new file, which can then be read where nothing can be written."""
    clock = HandClock(BEGIN)
    with Journal.open(path) as journal:
        composer = Composer(SessionService(journal, clock), clock)
        composer.compose()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")
    connection.close()
    return composer


def write_roster(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ROSTER_COLUMNS)
        for row in read_table("people.csv"):
            writer.writerow([row["typed" if column == "handle" else column] for column in ROSTER_COLUMNS])


def _author(handle: str, display: str) -> Author:
    name, _, server = handle.partition("@")
    return Author(f"https://{server}/users/{name}", MASTODON, handle, display)


def _attendee(row: dict[str, str], attendee_id: str) -> Attendee:
    accounts = (normalise_handle(row["typed"], row["network"]),) if row["typed"] else ()
    return Attendee(
        id=attendee_id,
        name=row["name"],
        level=Level(row["level"]),
        place=Place(row["place"].replace(" ", "_")),
        table=row["table"],
        organisation=row["organisation"],
        languages=tuple(word.casefold() for word in row["languages"].split(";")),
        accounts=accounts,
        consent=Consent(row["consent"].replace(" ", "_")),
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / RECORDING.name
        session = compose(fresh).service.session
        RESOURCES.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fresh, RECORDING)
    write_roster(ROSTER)
    print(f"{RECORDING}: {session.steps} steps, {len(session.posts)} posts, {RECORDING.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
