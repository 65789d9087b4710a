"""A sign-up list as a table of text, from a file or from what was pasted."""

import re
import stat
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.decoding import decode
from buddy_console.roster.delimited import (
    MAX_COLUMNS,
    MAX_ROWS,
    Rows,
    guess_delimiter,
    lines_of,
    read_delimited,
    too_long,
    too_wide,
)
from buddy_console.roster.errors import RosterError
from buddy_console.roster.titles import is_title
from buddy_console.roster.words import LEVELS, PLACES, share
from buddy_console.roster.workbook import is_workbook, read_workbook

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "MAX_ROWS", "RosterError", "Table", "parse_text", "read_table"]

MAX_BYTES: Final = 20 * 1024 * 1024

_LONG_LINE: Final = 500  # the longest line in which a handle behind a name is looked for

_BULLET = re.compile(r"\A\s*(?:[•‣▪◦·*–-]|\d{1,4}[.)])\s+(?=\S)")
_WITH_HANDLE = re.compile(r"(?P<head>.*[^\s,;|])\s*(?:(?P<wrapped><[^<>]+>)|\s(?P<bare>@\S+|https?://\S+))\s*\Z")
_RECIPIENT_END = re.compile(r">\s*[,;]\s*")

_ONE_LINE: Final = QT_TRANSLATE_NOOP("roster", "The line was read as a list of names, one person each.")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as they stand in the file, blank rows included; ``notes`` say what was assumed."""

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Message, ...] = ()


def read_table(path: Path) -> Table:
    """The list in a CSV file (comma, semicolon, tab or bar) or in the first filled sheet of an .xlsx file.

    Raises:
        RosterError: the file is missing, too large, no sheet, damaged, protected or empty.

    """
    data = _read_bytes(path)
    if is_workbook(data):
        rows, notes = read_workbook(data, path.name)
    else:
        text, notes = decode(data, path.name)
        rows, more = read_delimited(text)
        notes += more
    return _table(rows, notes, _nothing_in(path.name))


def parse_text(text: str) -> Table:
    """The list in a pasted text: cells of a sheet, or a person a line with a level or a handle behind the name.

    Raises:
        RosterError: the text is empty or too large.

    """
    if len(text) > MAX_BYTES:
        sentence = QT_TRANSLATE_NOOP("roster", "The pasted text is larger than {limit} MB.")
        raise RosterError(Message(sentence, {"limit": MAX_BYTES // 1024**2}))
    text = text.removeprefix("\ufeff")
    if "\t" in text or '"' in text:
        rows, notes = read_delimited(text)
        return _table(rows, notes, _nothing_pasted())
    lines = lines_of(text)
    if len(lines) > MAX_ROWS and len(lines) - lines.count("") > MAX_ROWS:
        raise too_long()
    if text.count("<") > 1 and sum(1 for line in lines if line.strip()) == 1:
        lines = lines_of(_RECIPIENT_END.sub(">\n", text))
    lines = [_BULLET.sub("", line, count=1) for line in lines]
    names = _names_in_one_line(lines)
    if names:
        return Table(tuple((name,) for name in names), (Message(_ONE_LINE),))
    found = [_WITH_HANDLE.match(line) if len(line) <= _LONG_LINE else None for line in lines]
    if not any(found):
        rows, notes = read_delimited("\n".join(lines))
        return _table(rows, notes, _nothing_pasted())
    heads = [match["head"] if match else line for match, line in zip(found, lines, strict=True)]
    handles = [(match["wrapped"] or match["bare"]) if match else "" for match in found]
    return _table(_with_handles(heads, handles), (), _nothing_pasted())


def _names_in_one_line(lines: list[str]) -> list[str]:
    """The names of a list that is all in one line; empty where the line may as well be one person's cells."""
    filled = [line for line in lines if line.strip()]
    cells = [cell.strip() for cell in re.split(r"[,;]", filled[0]) if cell.strip()] if len(filled) == 1 else []
    if len(cells) < 3 or "@" in filled[0] or "://" in filled[0]:
        return []
    return [] if share(cells, LEVELS) or share(cells, PLACES) or any(map(is_title, cells)) else cells


def _with_handles(heads: list[str], handles: list[str]) -> Rows:
    """Rows in which the handles stand in one column behind all the others."""
    delimiter = guess_delimiter(heads)
    cut = [head.split(delimiter) for head in heads]
    width = max(len(cells) for cells in cut)
    if width >= MAX_COLUMNS:
        raise too_wide()
    columns = zip_longest(*cut, fillvalue="")
    return list(zip(*columns, handles, strict=True))


def _table(rows: Rows, notes: tuple[Message, ...], nothing: Message) -> Table:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise RosterError(nothing)
    return Table(tuple(rows), notes)


def _nothing_in(name: str) -> Message:
    return Message(QT_TRANSLATE_NOOP("roster", "There is nothing in “{name}”."), {"name": name})


def _nothing_pasted() -> Message:
    return Message(QT_TRANSLATE_NOOP("roster", "There is nothing in the pasted text."))


def _too_large(name: str) -> RosterError:
    sentence = QT_TRANSLATE_NOOP("roster", "“{name}” is larger than {limit} MB. A sign-up list is much smaller.")
    return RosterError(Message(sentence, {"name": name, "limit": MAX_BYTES // 1024**2}))


def _read_bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            sentence = QT_TRANSLATE_NOOP("roster", "“{name}” is a folder. Choose the file in it.")
            raise RosterError(Message(sentence, {"name": path.name}))
        # A pipe or a device has no end to wait for.
        if not stat.S_ISREG(mode):
            sentence = QT_TRANSLATE_NOOP("roster", "“{name}” is not a file.")
            raise RosterError(Message(sentence, {"name": path.name}))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        sentence = QT_TRANSLATE_NOOP("roster", "There is no file “{name}”.")
        raise RosterError(Message(sentence, {"name": str(path)})) from error
    except OSError as error:
        sentence = QT_TRANSLATE_NOOP("roster", "“{name}” cannot be opened: {reason}.")
        raise RosterError(
            Message(sentence, {"name": path.name, "reason": error.strerror or str(error)})
        ) from error
    if len(data) > MAX_BYTES:
        raise _too_large(path.name)
    return data
