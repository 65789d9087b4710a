"""What the journal costs beyond SQLite and JSON: appending a frame of posts, and replaying a long session."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from buddy_console.domain.events import Actor, PostsReceived, SessionDescribed, Step
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.journal.codec import encode
from buddy_console.journal.journal import Journal
from domain.builders import at, post

STEPS = 1_500
POSTS = 100_000
IN_A_STEP = 10
AUTHORS = 2_000
TEXT = "A2 we learn best when we explain it to somebody who has not seen it yet, and they ask why #chat"


def run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_appending(Path(folder)), *_replaying(Path(folder))]


def _step(number: int) -> Step:
    posts = tuple(
        post(
            f"https://one.example/posts/{number}-{n}",
            f"person{(number * 7 + n) % AUTHORS}",
            TEXT,
            minutes=number / 60,
        )
        for n in range(IN_A_STEP)
    )
    return Step(number, at(number / 60), Actor.FEED, (PostsReceived(posts),))


def _appending(folder: Path) -> list[tuple[str, str]]:
    """The same rows, once through the journal and once by hand with bodies made before, turn and turn about."""
    raw_path = folder / "raw.buddy"
    Journal.open(raw_path).close()
    raw = sqlite3.connect(raw_path, isolation_level=None)
    raw.execute("PRAGMA synchronous=FULL")
    ours: list[float] = []
    floor: list[float] = []
    with Journal.open(folder / "ours.buddy") as journal:
        for number in range(1, STEPS + 1):
            step = _step(number)
            rows = [(number, 0, n, one.key, encode(one)) for n, one in enumerate(_posts(step))]
            floor.append(_seconds(lambda number=number, rows=rows: _insert(raw, number, rows)))
            ours.append(_seconds(lambda step=step: journal.append(step)))
    raw.close()
    return [
        ("append of ten posts ÷ raw inserts of the same, median", _ratio(ours, floor)),
        ("append of ten posts, median", f"{statistics.median(ours) * 1e3:.2f} ms"),
        ("append of ten posts, 99 of 100 within", f"{sorted(ours)[len(ours) * 99 // 100] * 1e3:.2f} ms"),
        ("raw inserts, median", f"{statistics.median(floor) * 1e3:.2f} ms"),
    ]


def _insert(connection: sqlite3.Connection, number: int, rows: list[tuple[object, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO step VALUES (?, ?, 'feed')", (number, "2026-03-04T10:00:00+00:00"))
    connection.execute("INSERT INTO event VALUES (?, 0, 'PostsReceived', 1, x'7b7d')", (number,))
    connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


def _replaying(folder: Path) -> list[tuple[str, str]]:
    path = folder / "long.buddy"
    bodies: list[bytes] = []
    with Journal.open(path) as journal:
        # Only how fast it is read is measured here.
        journal._connection.execute("PRAGMA synchronous=OFF")
        journal.append(Step(1, at(0), Actor.DESK, (SessionDescribed("Talk", "chat"),)))
        for number in range(2, POSTS // IN_A_STEP + 2):
            step = _step(number)
            bodies += [encode(one) for one in _posts(step)]
            journal.append(step)
    decode = msgspec.json.Decoder(Post).decode
    # Both sides hold the posts, which costs more than reading them.
    floor = [_seconds(lambda: [decode(body) for body in bodies]) for _ in range(3)]
    opened: list[float] = []
    read: list[float] = []
    folded: list[float] = []
    for _ in range(3):
        opened.append(_seconds(lambda: Journal.open(path).close()))
        with Journal.open(path) as journal:
            read.append(_seconds(lambda journal=journal: [None for _ in journal.steps()]))
            folded.append(_seconds(lambda journal=journal: _fold(journal)))
    return [
        ("replay of 100,000 posts into a session ÷ decoding them into a list", _ratio(folded, floor)),
        ("replay of 100,000 posts into a session", f"{statistics.median(folded):.2f} s"),
        ("reading the steps of 100,000 posts, none kept", f"{statistics.median(read):.2f} s"),
        ("decoding 100,000 posts into a list", f"{statistics.median(floor):.2f} s"),
        ("opening the file, with its check", f"{statistics.median(opened):.2f} s"),
        ("size of the file, a post", f"{path.stat().st_size / POSTS:.0f} bytes"),
    ]


def _fold(journal: Journal) -> Session:
    session = Session()
    for step in journal.steps():
        session.apply(step)
    assert len(session.posts) == POSTS
    return session


def _posts(step: Step) -> tuple[Post, ...]:
    (event,) = step.events
    assert isinstance(event, PostsReceived)
    return event.posts


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ratio(ours: list[float], floor: list[float]) -> str:
    return f"{statistics.median(ours) / statistics.median(floor):.2f}"
