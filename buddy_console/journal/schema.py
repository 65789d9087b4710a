"""The tables of a session file, its marks and its version."""

import sqlite3
from pathlib import Path

from buddy_console.journal.errors import newer_file, not_a_session

# "Budy" in ASCII: SQLite keeps it in the header, so that the file can be told from other databases.
APPLICATION_ID = 0x42756479
# A new kind of event raises MINOR, so that an older program can tell a newer file from a damaged one.
MAJOR, MINOR = 1, 0
VERSION = MAJOR * 1000 + MINOR

_TABLES = """
CREATE TABLE step (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL
);
CREATE TABLE event (
    step INTEGER NOT NULL REFERENCES step (number),
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (step, place)
) WITHOUT ROWID;
CREATE TABLE post (
    step INTEGER NOT NULL REFERENCES step (number),
    place INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (step, place, ordinal)
) WITHOUT ROWID;
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""


def prepare(connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
    """Create the tables in a new file, or check the marks of an existing one.

    Raises:
        NotASessionError: the file is another kind of database.
        NewerFileError: its major version is newer than this program's.
        sqlite3.DatabaseError: the file is damaged or not a database.

    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application == 0 and version == 0 and empty and writable:
        _create(connection)
        return
    if application != APPLICATION_ID:
        raise not_a_session(path)
    if version // 1000 > MAJOR:
        raise newer_file(path)


def is_from_newer(connection: sqlite3.Connection) -> bool:
    """Whether a newer program of the same major version has written to the file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version > VERSION


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript(
        f"BEGIN IMMEDIATE; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};{_TABLES} COMMIT;"
    )


def free_name(path: Path, label: str) -> Path:
    """A path in the same folder, with a label in it, that does not exist yet."""
    candidate = path.with_name(f"{path.stem}.{label}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}.{label}-{number}{path.suffix}")
        number += 1
    return candidate
