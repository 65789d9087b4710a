"""The people of a list: every row becomes an attendee or a reason why not, with the doubts in sentences."""

from collections.abc import Callable
from dataclasses import dataclass

from buddy_console.domain.attendees import Attendee, Level
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.columns import Columns
from buddy_console.roster.errors import RosterError
from buddy_console.roster.rows import Problem, RowReader
from buddy_console.roster.table import Table

__all__ = ["Preview", "Problem", "read_people"]


@dataclass(frozen=True, slots=True)
class Preview:
    """The attendees of the good rows, the problems by row, and what was assumed about the whole list."""

    people: tuple[Attendee, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Message, ...] = ()


def read_people(
    table: Table,
    columns: Columns,
    *,
    new_id: Callable[[], str],
    default_level: Level = Level.NEWBIE,
    default_server: str = "",
) -> Preview:
    """Each filled row but the titles as an attendee, or as one fatal problem; ``new_id`` is asked once a person.

    Raises:
        RosterError: no column holds names.

    """
    if not columns.has_name:
        raise _no_names(columns)
    reader = RowReader(table, columns, default_level, default_server)
    people: list[Attendee] = []
    problems: list[Problem] = []
    for number, row in enumerate(table.rows, 1):
        if number - 1 == columns.title_row or not any(cell.strip() for cell in row):
            continue
        attendee, met = reader.read(number, row, new_id)
        problems += met
        if attendee is not None:
            people.append(attendee)
    return Preview(tuple(people), tuple(problems), table.notes + _unused(columns))


def _no_names(columns: Columns) -> RosterError:
    seen = ", ".join(f"“{title}”" for title in columns.titles if title)
    if not seen:
        sentence = QT_TRANSLATE_NOOP("roster", "No column of names was found. Say which column holds the names.")
        return RosterError(Message(sentence))
    sentence = QT_TRANSLATE_NOOP(
        "roster",
        "No column of names was found. The titles are {titles}. "
        "Call one of them “Name”, or say which column holds the names.",
    )
    return RosterError(Message(sentence, {"titles": seen}))


def _unused(columns: Columns) -> tuple[Message, ...]:
    titles = [t for t, field in zip(columns.titles, columns.fields, strict=False) if t and field is None]
    if not titles:
        return ()
    note = QT_TRANSLATE_NOOP("roster", "Columns not used: {titles}.")
    return (Message(note, {"titles": ", ".join(f"“{title}”" for title in titles)}),)
