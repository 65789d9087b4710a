"""One row of a list on its way to an attendee, with the problems met in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee, Consent, Level, Place, fold
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.answers import Answers
from buddy_console.roster.cells import MAX_TEXT, Cleaned, clean, is_nobody, split_words
from buddy_console.roster.columns import Columns, Field, column_letter
from buddy_console.roster.handles import HandleCell, read_handles
from buddy_console.roster.table import Table
from buddy_console.roster.words import says_nothing

_ANSWERED: Final = (Field.LEVEL, Field.PLACE, Field.CONSENT)
_NAME_FIELDS: Final = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is doubtful in a row, counted from 1 as a spreadsheet counts; a row with a fatal one is left out."""

    row: int
    column: str
    sentence: Message
    fatal: bool = False


class RowReader:
    """Reads a list row by row, and remembers whom it has seen."""

    def __init__(self, table: Table, columns: Columns, default_level: Level, default_server: str) -> None:
        self._columns = columns
        self._default_level = default_level
        self._default_server = default_server
        self._places = {field: columns.of(field) for field in Field}
        self._seen_names: dict[str, list[tuple[int, tuple[Account, ...]]]] = {}
        self._seen_accounts: dict[Account, int] = {}
        below = table.rows[0 if columns.title_row is None else columns.title_row + 1 :]
        self._answers = {
            field: Answers(columns.label(indices[0]), (_at(row, indices[0]) for row in below))
            for field in _ANSWERED
            if (indices := self._places[field])
        }
        self._row: Sequence[str] = ()
        self._number = 0
        self._met: list[Problem] = []

    def read(
        self, number: int, row: Sequence[str], new_id: Callable[[], str]
    ) -> tuple[Attendee | None, Sequence[Problem]]:
        """The attendee and the problems of a row, or None and the one fatal problem."""
        self._number, self._row, self._met = number, row, []
        title_row = self._columns.title_row
        if title_row is not None and number <= title_row:
            return self._refused(0, QT_TRANSLATE_NOOP("roster", "This row above the titles was left out."))
        name = self._name()
        if is_nobody(name):
            return self._refused(
                self._name_column(), QT_TRANSLATE_NOOP("roster", "This row has no name and was left out.")
            )
        accounts = self._accounts()
        others = self._seen_names.get(fold(name), [])
        for other, their_accounts in others:
            if accounts and set(accounts) == set(their_accounts):
                return self._refused(
                    self._name_column(),
                    QT_TRANSLATE_NOOP(
                        "roster", "“{name}” is already in row {other} with the same handle. Left out."
                    ),
                    name=name,
                    other=other,
                )
        self._report_doubles(name, accounts)
        self._report_extra_cells()
        return self._attendee(name, accounts, new_id), self._met

    def _attendee(self, name: str, accounts: tuple[Account, ...], new_id: Callable[[], str]) -> Attendee:
        level, place, consent = self._level(), self._place(), self._consent()
        return Attendee(
            id=new_id(),
            name=name,
            level=level,
            place=place,
            table=self._text(Field.TABLE),
            organisation=self._text(Field.ORGANISATION),
            languages=tuple(dict.fromkeys(word.casefold() for word in self._words(Field.LANGUAGES))),
            accounts=accounts,
            consent=consent,
            interests=self._words(Field.INTERESTS),
        )

    # Cells

    def _raw(self, field: Field) -> str:
        indices = self._places[field]
        return _at(self._row, indices[0]) if indices else ""

    def _name_column(self) -> int:
        return next(self._places[field][0] for field in _NAME_FIELDS if self._places[field])

    def _name(self) -> str:
        """The full name where there is one, else first and last name, at most 200 characters."""
        name = self._cleaned_name(Field.NAME)
        if is_nobody(name):
            name = f"{self._cleaned_name(Field.FIRST_NAME)} {self._cleaned_name(Field.LAST_NAME)}".strip()
        return name[:MAX_TEXT].rstrip()

    def _cleaned_name(self, field: Field) -> str:
        if not self._places[field]:
            return ""
        index = self._places[field][0]
        cleaned = clean(_at(self._row, index))
        if cleaned.was_cut:
            text = QT_TRANSLATE_NOOP("roster", "The name is longer than {limit} characters and was cut.")
            self._report(index, text, limit=MAX_TEXT)
        self._report_oddities(index, cleaned)
        return cleaned.text

    def _text(self, field: Field) -> str:
        indices = self._places[field]
        if not indices:
            return ""
        cleaned = clean(_at(self._row, indices[0]))
        if cleaned.was_cut:
            text = QT_TRANSLATE_NOOP("roster", "The text is longer than {limit} characters and was cut.")
            self._report(indices[0], text, limit=MAX_TEXT)
        self._report_oddities(indices[0], cleaned)
        return "" if is_nobody(cleaned.text) else cleaned.text

    def _words(self, field: Field) -> tuple[str, ...]:
        words: dict[str, None] = {}
        for index in self._places[field]:
            raw = _at(self._row, index)
            if not says_nothing(raw):
                self._report_oddities(index, clean(raw))
                words.update(dict.fromkeys(split_words(raw)))
        return tuple(words)

    def _report_oddities(self, index: int, cleaned: Cleaned) -> None:
        if cleaned.had_controls:
            self._report(
                index, QT_TRANSLATE_NOOP("roster", "Hidden characters were taken out of “{text}”."), cleaned
            )
        if cleaned.formula_sign:
            text = QT_TRANSLATE_NOOP("roster", "“{text}” begins like a formula. It is kept as plain text.")
            self._report(index, text, cleaned)

    # Answers

    def _level(self) -> Level:
        answers, text = self._answers.get(Field.LEVEL), clean(self._raw(Field.LEVEL)).text
        if answers is None or not answers.says(text):
            return self._default_level
        level = answers.level(text)
        if level is None:
            sentence = {
                Level.NEWBIE: QT_TRANSLATE_NOOP("roster", "“{text}” is not a known level. Taken as newbie."),
                Level.EXPERIENCED: QT_TRANSLATE_NOOP(
                    "roster", "“{text}” is not a known level. Taken as experienced."
                ),
            }[self._default_level]
            self._report(self._places[Field.LEVEL][0], sentence, clean(text, 60))
        return level or self._default_level

    def _place(self) -> Place:
        answers, text = self._answers.get(Field.PLACE), clean(self._raw(Field.PLACE)).text
        if answers is None or not answers.says(text):
            return Place.IN_ROOM
        place = answers.place(text)
        if place is None:
            sentence = QT_TRANSLATE_NOOP("roster", "“{text}” is not a known place. Taken as in the room.")
            self._report(self._places[Field.PLACE][0], sentence, clean(text, 60))
        return place or Place.IN_ROOM

    def _consent(self) -> Consent:
        """The consent given; where a list asks for it, no clear answer is not a yes."""
        answers, text = self._answers.get(Field.CONSENT), clean(self._raw(Field.CONSENT)).text
        if answers is None:
            return Consent.FULL
        consent = answers.consent(text)
        if consent is None:
            sentence = (
                QT_TRANSLATE_NOOP(
                    "roster", "“{text}” is no clear consent. Not shown on screen until you change it."
                )
                if text
                else QT_TRANSLATE_NOOP(
                    "roster", "No answer about consent. Not shown on screen until you change it."
                )
            )
            self._report(self._places[Field.CONSENT][0], sentence, clean(text, 60))
        return consent or Consent.NOT_ON_SCREEN

    def _accounts(self) -> tuple[Account, ...]:
        """The accounts of all handle columns; what cannot be read is reported and left out."""
        accounts: dict[Account, None] = {}
        networks = split_words(self._raw(Field.NETWORK))
        for index in self._places[Field.HANDLE]:
            cell = HandleCell(_at(self._row, index), self._columns.label(index), networks)
            found, sentences = read_handles(cell, self._default_server)
            accounts.update(dict.fromkeys(found))
            self._met += [Problem(self._number, self._columns.label(index), sentence) for sentence in sentences]
        return tuple(accounts)

    # Problems

    def _report(self, index: int, sentence: str, text: Cleaned | None = None, **values: object) -> None:
        if text is not None:
            values["text"] = text.text[:60]
        self._met.append(Problem(self._number, self._columns.label(index), Message(sentence, values)))

    def _refused(self, index: int, sentence: str, **values: object) -> tuple[None, Sequence[Problem]]:
        return None, [Problem(self._number, self._columns.label(index), Message(sentence, values), fatal=True)]

    def _report_doubles(self, name: str, accounts: tuple[Account, ...]) -> None:
        others = self._seen_names.setdefault(fold(name), [])
        if others:
            text = QT_TRANSLATE_NOOP(
                "roster", "“{name}” is also in row {other}. Rows {other} and {row} are two people."
            )
            self._report(self._name_column(), text, name=name, other=others[-1][0], row=self._number)
        others.append((self._number, accounts))
        for account in accounts:
            other = self._seen_accounts.setdefault(account, self._number)
            if other != self._number:
                text = QT_TRANSLATE_NOOP("roster", "“{handle}” is also the handle in row {other}.")
                self._report(self._places[Field.HANDLE][0], text, handle=account.handle, other=other)

    def _report_extra_cells(self) -> None:
        """Cells beyond the titles, which a stray delimiter leaves behind."""
        titles = self._columns.titles
        if not titles:
            return
        for index in range(len(titles), len(self._row)):
            cell = clean(self._row[index])
            if cell.text and not (index < len(self._columns.fields) and self._columns.fields[index]):
                self._met.append(
                    Problem(
                        self._number,
                        column_letter(index),
                        Message(
                            QT_TRANSLATE_NOOP("roster", "“{text}” stands behind the last title and was not used."),
                            {"text": cell.text[:60]},
                        ),
                    )
                )


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""
