"""Text with cells between commas, semicolons, tabs or bars, taken apart into rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.errors import RosterError
from buddy_console.roster.titles import is_title

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 256

Rows = list[tuple[str, ...]]

_DELIMITERS: Final = "\t;|,"
_SAMPLE: Final = 100
_EXCEL_HINT = re.compile(r"sep=([,;|\t])\r?\n?", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_delimited(text: str) -> tuple[Rows, tuple[Message, ...]]:
    """The rows of a text and the notes to show; blank lines stay, so that rows count as in a spreadsheet.

    Raises:
        RosterError: more than 20,000 rows, 256 columns or 131,072 characters in a cell.

    """
    hint = _EXCEL_HINT.match(text)
    if hint:
        text = text[hint.end() :]
    delimiter = hint[1] if hint else guess_delimiter(lines_of(text[:65_536]))
    try:
        return _rows(text, delimiter, strict=True), ()
    except csv.Error:
        rows = _lenient(text, delimiter)
    if not any("\n" in cell or "\r" in cell for row in rows for cell in row):
        return rows, ()
    # A quotation mark that is never closed swallows all the lines below it.
    note = QT_TRANSLATE_NOOP(
        "roster", "A quotation mark is not closed, so quotation marks were read as ordinary letters."
    )
    unquoted = [tuple(map(_unquoted, row)) for row in _rows(text, delimiter, quoting=csv.QUOTE_NONE)]
    return unquoted, (Message(note),)


def guess_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that cuts most lines into the same number of cells; a tab where there is none."""
    sample = [line for line in lines if line.strip()][:_SAMPLE]
    best, best_score = "\t", (0, 0)
    for delimiter in _DELIMITERS:
        if len(sample) > 1 and delimiter not in sample[0] and is_title(sample[0]):
            continue
        widths = Counter(_width(line, delimiter) for line in sample)
        del widths[1]
        for width, count in widths.items():
            if (count, width) > best_score:
                best, best_score = delimiter, (count, width)
    return best


def lines_of(text: str) -> list[str]:
    return _LINE_END.split(text)


def too_long() -> RosterError:
    sentence = QT_TRANSLATE_NOOP("roster", "The list has more than {limit} rows. Split it, then read the parts.")
    return RosterError(Message(sentence, {"limit": MAX_ROWS}))


def too_wide() -> RosterError:
    sentence = QT_TRANSLATE_NOOP(
        "roster", "The list has more than {limit} columns. Copy the columns you need into a new sheet."
    )
    return RosterError(Message(sentence, {"limit": MAX_COLUMNS}))


def _unquoted(cell: str) -> str:
    return cell.strip(" ").removeprefix('"').removesuffix('"').replace('""', '"')


def _width(line: str, delimiter: str) -> int:
    if delimiter not in line:
        return 1
    try:
        return len(next(csv.reader([line], delimiter=delimiter, skipinitialspace=True)))
    except csv.Error:
        return 1


def _lenient(text: str, delimiter: str) -> Rows:
    try:
        return _rows(text, delimiter)
    except csv.Error as error:
        sentence = QT_TRANSLATE_NOOP("roster", "The list cannot be taken apart into cells: {reason}.")
        raise RosterError(Message(sentence, {"reason": str(error)})) from error


def _rows(text: str, delimiter: str, *, strict: bool = False, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Rows:
    rows: Rows = []
    skips = delimiter != "\t"
    lines = io.StringIO(text, newline="")
    for row in csv.reader(lines, delimiter=delimiter, strict=strict, quoting=quoting, skipinitialspace=skips):
        if len(rows) >= MAX_ROWS and any(row):
            raise too_long()
        if len(row) > MAX_COLUMNS:
            raise too_wide()
        rows.append(tuple(row))
    return rows
