"""Which column of a list says what: guessed from its titles and its contents, changed by the user."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from buddy_console.domain.accounts import NETWORKS, network_of
from buddy_console.roster.table import Table
from buddy_console.roster.titles import AMBIGUOUS_TITLES, Field, title_field
from buddy_console.roster.words import LEVELS, PLACES, key, says_nothing, share

__all__ = ["Columns", "Field", "column_letter", "guess_columns"]

_MANY: Final = frozenset({Field.HANDLE, Field.LANGUAGES, Field.INTERESTS})
_NAMES: Final = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})
_SAMPLE: Final = 200
_MOST: Final = 0.6

_HANDLE = re.compile(r"@\S+\Z|<\S+>\Z|https?://\S+\Z|\S+\.bsky\.social\Z|did:plc:\w+\Z")
_TABLE = re.compile(r"(?:table|tisch|mesa|tavolo|tafel|seat)\s*\S{1,4}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of each column (None: not used), the row of titles counted from 0 (None: none), and the titles."""

    fields: tuple[Field | None, ...]
    title_row: int | None = None
    titles: tuple[str, ...] = ()

    @property
    def has_titles(self) -> bool:
        return self.title_row is not None

    @property
    def has_name(self) -> bool:
        return not _NAMES.isdisjoint(self.fields)

    def of(self, field: Field) -> tuple[int, ...]:
        """The columns that hold the field, from the left."""
        return tuple(index for index, held in enumerate(self.fields) if held is field)

    def label(self, index: int) -> str:
        """The title of a column, or its letter where it has none."""
        return (self.titles[index] if index < len(self.titles) else "") or column_letter(index)

    def with_field(self, index: int, field: Field | None) -> "Columns":
        """The same with another field for one column; a field that fits one column only leaves the other."""
        fields = [None if held is field and field not in _MANY else held for held in self.fields]
        fields[index] = field
        return replace(self, fields=tuple(fields))

    def with_titles(self, table: Table, row: int | None) -> "Columns":
        """The same fields with the titles taken from another row, counted from 0, or with no row of titles."""
        return replace(self, title_row=row, titles=() if row is None else _titles(table.rows[row]))


def column_letter(index: int) -> str:
    """The letters that a spreadsheet gives a column counted from 0: A to Z, then AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def guess_columns(table: Table) -> Columns:
    """What each column holds, by its title in one of seven languages, else by what most of its cells look like."""
    width = max(map(len, table.rows), default=0)
    title_row = _find_titles(table)
    titles = () if title_row is None else _titles(table.rows[title_row])
    start = 0 if title_row is None else title_row + 1
    sample = [
        [cell for row in islice(table.rows, start, start + _SAMPLE) if (cell := _cell(row, index))]
        for index in range(width)
    ]
    fields = _by_title(titles, sample)
    _by_content(fields, titles, sample)
    if title_row is None:
        _guess_names(fields, sample)
    return Columns(tuple(fields), title_row, titles)


def _cell(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _titles(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split())[:60] for cell in row)


def _find_titles(table: Table) -> int | None:
    """The row of titles: the first filled row, or a richer one close below a heading."""
    filled = [(number, row) for number, row in enumerate(islice(table.rows, 40)) if any(map(str.strip, row))][:8]
    for position, (number, row) in enumerate(filled):
        cells = [cell.strip() for cell in row if cell.strip()]
        if any(cell.startswith("@") for cell in cells):
            return None
        known = [title_field(cell) for cell in cells]
        plain = sum(is_plain for _, is_plain in known)
        means = {field for field, _ in known if field is not None}
        has_phrases = len(means) > 1 and not _NAMES.isdisjoint(means) and len(known) == len(cells)
        if (plain or has_phrases) if position == 0 else (plain > 1 and not _NAMES.isdisjoint(means)):
            return number
    return None


def _by_title(titles: Sequence[str], sample: Sequence[Sequence[str]]) -> list[Field | None]:
    fields: list[Field | None] = []
    for index, cells in enumerate(sample):
        field = title_field(titles[index])[0] if index < len(titles) else None
        if field is not None and field in fields and field not in _MANY:
            field = None
        if field is not None and key(titles[index]) in AMBIGUOUS_TITLES and not _fits(field, cells):
            field = None
        fields.append(field)
    return _with_half_names(fields)


def _with_half_names(fields: list[Field | None]) -> list[Field | None]:
    """“Nom, Prénom” and “Nombre, Apellidos”: beside one half of a name, a name is the other half."""
    if Field.FIRST_NAME in fields and Field.LAST_NAME not in fields:
        return [Field.LAST_NAME if field is Field.NAME else field for field in fields]
    if Field.LAST_NAME in fields and Field.FIRST_NAME not in fields:
        return [Field.FIRST_NAME if field is Field.NAME else field for field in fields]
    return fields


def _fits(field: Field, cells: Sequence[str]) -> bool:
    if field is Field.LEVEL:
        return not cells or share(cells, LEVELS) > 0
    return field is not Field.PLACE or not cells or share(cells, PLACES) > 0


def _by_content(fields: list[Field | None], titles: Sequence[str], sample: Sequence[Sequence[str]]) -> None:
    for index, cells in enumerate(sample):
        if fields[index] is not None or not cells:
            continue
        # A column whose title is known to be of no use stays unused.
        if index < len(titles) and title_field(titles[index])[1]:
            continue
        field = _look(cells)
        if field is not None and (field not in fields or field in _MANY):
            fields[index] = field


def _look(cells: Sequence[str]) -> Field | None:
    said = [cell for cell in cells if not says_nothing(cell)]
    if said and sum(_HANDLE.match(cell) is not None for cell in said) >= _MOST * len(said):
        return Field.HANDLE
    if share(cells, LEVELS) >= _MOST:
        return Field.LEVEL
    if sum(network_of(cell) in NETWORKS for cell in said) > _MOST * len(said):
        return Field.NETWORK
    if sum(_TABLE.match(cell) is not None for cell in cells) >= _MOST * len(cells):
        return Field.TABLE
    return Field.PLACE if share(cells, PLACES) >= _MOST else None


def _guess_names(fields: list[Field | None], sample: Sequence[Sequence[str]]) -> None:
    """Without titles the first column of words holds the names; two columns of single words, both halves."""
    free = [i for i, cells in enumerate(sample) if fields[i] is None and _is_words(cells)]
    if not free:
        return
    first = free[0]
    if first + 1 in free and all(_single_words(sample[index]) for index in (first, first + 1)):
        fields[first], fields[first + 1] = Field.FIRST_NAME, Field.LAST_NAME
    else:
        fields[first] = Field.NAME


def _is_words(cells: Sequence[str]) -> bool:
    wordy = [cell for cell in cells if any(map(str.isalpha, cell)) and "@" not in cell and "://" not in cell]
    return len(wordy) > len(cells) / 2


def _single_words(cells: Sequence[str]) -> bool:
    return sum(" " not in cell for cell in cells) >= 0.8 * len(cells)
