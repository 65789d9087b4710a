"""Lists written as CSV that spreadsheets open without running anything in them."""

import csv
import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.errors import RosterError

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list as UTF-8 (no byte order mark, which scripts trip over), the whole file or nothing.

    Raises:
        RosterError: the folder is missing or cannot be written to, the disk is full, or the file is in use.

    """
    with _whole_file(path) as file:
        write_rows(file, header, rows)


def write_rows(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list to an open file, each cell safe for a spreadsheet."""
    writer = csv.writer(file)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, the whole file or nothing; raises as `write_csv` does."""
    with _whole_file(path) as file:
        file.write(text)


@contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of ``path`` once it is complete and on the disk."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RosterError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> Message:
    values = {"name": path.name, "folder": str(path.parent), "reason": error.strerror or str(error)}
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        text = QT_TRANSLATE_NOOP("roster", "“{name}” was not written: the disk is full.")
    elif error.errno in {errno.ENOENT, errno.ENOTDIR}:
        text = QT_TRANSLATE_NOOP("roster", "“{name}” was not written: there is no folder “{folder}”.")
    elif error.errno == errno.EISDIR:
        text = QT_TRANSLATE_NOOP("roster", "“{name}” was not written: a folder has this name.")
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        text = QT_TRANSLATE_NOOP(
            "roster",
            "“{name}” was not written: “{folder}” is read-only, or the file is open in another program.",
        )
    else:
        text = QT_TRANSLATE_NOOP("roster", "“{name}” was not written: {reason}.")
    return Message(text, values)
