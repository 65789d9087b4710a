"""One session's journal in one SQLite file: append a step, read them all again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from buddy_console.domain.events import Actor, Event, PostsEdited, PostsReceived, Step
from buddy_console.journal import codec
from buddy_console.journal.errors import (
    JournalError,
    cannot_read,
    cannot_write,
    damaged,
    in_use,
    newer_file,
    not_a_session,
)
from buddy_console.journal.schema import free_name, is_from_newer, prepare

_SQLITE_MARK = b"SQLite format 3\0"
# A damaged name of a table makes a message that cannot be decoded.
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
_WITH_POSTS = ("PostsReceived", "PostsEdited")


class Journal:
    """An open session file. What `append` returned from survives a crash and a power cut.

    Open it with `Journal.open` (one writer at a time) or `Journal.read` (any number, nothing is changed).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: FileLock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open for writing, and create the file where there is none.

        Raises:
            InUseError: another program is writing to it.
            NotASessionError, NewerFileError: it was left as it is.
            DamagedError: it was moved aside, and what could be read is in a new file of the old name.
            JournalError: it cannot be opened; the sentence says why.

        """
        path = path.resolve()
        if not path.parent.is_dir():
            raise cannot_write(path, "the folder does not exist")
        _refuse_other_kinds(path)
        lock = _locked(path)
        try:
            return cls(path, _connect(path, writable=True), lock)
        except _UNREADABLE as error:
            try:
                raise _explained(path, error) from error
            finally:
                lock.release()
        except BaseException:
            lock.release()
            raise

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open for reading only; raises as `open` does, and moves nothing."""
        path = path.resolve()
        if not path.is_file():
            raise cannot_read(path, "there is no such file")
        _refuse_other_kinds(path)
        try:
            return cls(path, _connect(path, writable=False), None)
        except _UNREADABLE as error:
            raise cannot_read(path, _plain(error)) from error

    def append(self, step: Step) -> None:
        """Write one step, whole or not at all, and return when it is on the disk.

        Raises:
            JournalError: nothing of the step was written (a full disk, a read-only file, half a character).

        """
        try:
            events, posts = _rows(step)
        except UnicodeEncodeError as error:
            raise cannot_write(self.path, "the text holds half a character, which no file can keep") from error
        try:
            with self._transaction() as connection:
                connection.execute(
                    "INSERT INTO step VALUES (?, ?, ?)", (step.number, step.at.isoformat(), step.actor)
                )
                connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", events)
                if posts:
                    connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?, ?)", posts)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.DatabaseError as error:
            raise cannot_write(self.path, _plain(error)) from error

    def steps(self) -> Iterator[Step]:
        """Every step in order.

        Raises:
            NewerFileError: a step holds what only a newer program understands.
            DamagedError: a step cannot be read, and the journal was open for writing: it is closed now, and the
                file was moved aside as by `open`.
            JournalError: a step cannot be read; the sentence says why.

        """
        newer = False
        try:
            newer = is_from_newer(self._connection)
            yield from _steps(self._connection)
        except codec.NewerBodyError as error:
            raise newer_file(self.path) from error
        except (sqlite3.DatabaseError, ValueError, TypeError) as error:
            if newer and isinstance(error, codec.UnknownBodyError):
                raise newer_file(self.path) from error
            raise self._unreadable(error) from error

    def close(self) -> None:
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _unreadable(self, error: Exception) -> JournalError:
        if self._lock is None or not _is_damage(error):
            return cannot_read(self.path, _plain(error))
        self._connection.close()
        try:
            return _moved_aside(self.path)
        finally:
            self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(_address(path, writable=writable), uri=True, isolation_level=None, timeout=5)
    try:
        prepare(connection, path, writable=writable)
        if writable:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            # A file on read-only storage opens, and would fail at the first action: say so at the door.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path, *, writable: bool) -> str:
    if writable:
        return f"{path.as_uri()}?mode=rwc"
    # Nobody has the file open where there is no log beside it. Then it can be read where it lies, even in a
    # folder that cannot be written to, and nothing is left behind there.
    alone = not path.with_name(path.name + "-wal").exists()
    return f"{path.as_uri()}?mode=ro" + ("&immutable=1" if alone else "")


def _check(connection: sqlite3.Connection) -> None:
    problem = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise sqlite3.DatabaseError(problem)


def _refuse_other_kinds(path: Path) -> None:
    try:
        with path.open("rb") as file:
            mark = file.read(len(_SQLITE_MARK))
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot_read(path, error.strerror or "it cannot be read") from error
    if mark not in (b"", _SQLITE_MARK):
        raise not_a_session(path)


def _locked(path: Path) -> FileLock:
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise in_use(path) from error
    except OSError as error:
        raise cannot_write(path, error.strerror or "the folder cannot be written to") from error
    return lock


def _explained(path: Path, error: Exception) -> JournalError:
    return _moved_aside(path) if _is_damage(error) else cannot_write(path, _plain(error))


def _is_damage(error: Exception) -> bool:
    """Whether the content is at fault, not the disk, the folder or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _moved_aside(path: Path) -> JournalError:
    """Keep a damaged file under another name, and put the steps that it still holds into a new one."""
    kept = free_name(path, "damaged")
    for ending in ("-wal", "-shm"):
        side = path.with_name(path.name + ending)
        if side.exists():
            side.rename(kept.with_name(kept.name + ending))
    path.rename(kept)
    rescued = 0
    fresh = Journal(path, _connect(path, writable=True), None)
    try:
        for step in _readable_steps(kept):
            fresh.append(step)
            rescued += 1
    finally:
        fresh.close()
    return damaged(path, kept, rescued)


def _readable_steps(path: Path) -> Iterator[Step]:
    connection = sqlite3.connect(_address(path, writable=False), uri=True, isolation_level=None)
    try:
        yield from _steps(connection)
    except (sqlite3.DatabaseError, codec.NewerBodyError, ValueError, TypeError):
        return
    finally:
        connection.close()


def _rows(step: Step) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    events: list[tuple[object, ...]] = []
    posts: list[tuple[object, ...]] = []
    for place, event in enumerate(step.events):
        body = b"{}"
        if isinstance(event, (PostsReceived, PostsEdited)):
            posts.extend(
                (step.number, place, ordinal, post.key, codec.encode(post))
                for ordinal, post in enumerate(event.posts)
            )
        else:
            body = codec.encode(event)
        events.append((step.number, place, type(event).__name__, codec.VERSION, body))
    return events, posts


def _steps(connection: sqlite3.Connection) -> Iterator[Step]:
    rows = connection.execute(
        "SELECT number, at, actor, place, kind, version, body FROM step LEFT JOIN event ON step = number"
        " ORDER BY number, place"
    )
    current: tuple[int, str, str] | None = None
    events: list[Event] = []
    following = 1
    for number, at, actor, place, kind, version, body in rows:
        if current is None or current[0] != number:
            if current is not None:
                yield _step(current, events)
                events = []
            _refuse_hole(number, following)
            following += 1
        current = (number, at, actor)
        if kind is not None:
            _refuse_hole(place, len(events))
        if kind in _WITH_POSTS:
            stored = connection.execute(
                "SELECT body FROM post WHERE step = ? AND place = ? ORDER BY ordinal", (number, place)
            )
            posts = tuple(codec.decode_post(row[0]) for row in stored)
            events.append(PostsReceived(posts) if kind == "PostsReceived" else PostsEdited(posts))
        elif kind is not None:
            events.append(codec.decode_event(kind, version, body))
    if current is not None:
        yield _step(current, events)


def _refuse_hole(found: int, expected: int) -> None:
    if found != expected:
        raise ValueError(f"{expected} is missing before {found}")


def _step(head: tuple[int, str, str], events: list[Event]) -> Step:
    number, at, actor = head
    return Step(number, datetime.fromisoformat(at), Actor(actor), tuple(events))


def _plain(error: Exception) -> str:
    if _is_damage(error):
        return "a part of it is damaged"
    text = str(error)
    if "full" in text:
        return "the disk is full"
    if "readonly" in text or "read-only" in text:
        return "it is read-only"
    if "unable to open" in text:
        return "the folder does not exist or cannot be written to"
    return text
