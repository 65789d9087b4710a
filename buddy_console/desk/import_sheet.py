"""A list on its way into the session: read, understood, and compared with who is registered already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.columns import Columns, Field, guess_columns
from buddy_console.roster.errors import RosterError
from buddy_console.roster.people import Preview, Problem, read_people
from buddy_console.roster.table import Table, parse_text, read_table
from buddy_console.service.session_service import new_id

_NAMES = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list as it stands, what its columns mean, and the people in it; ``complaint`` where there are none.

    ``known`` are the ids of those people who are registered already, with the same name and accounts, and the
    rows, from 1, that they stand in.
    """

    table: Table
    columns: Columns
    preview: Preview
    known: Mapping[str, int] = field(default_factory=dict)
    complaint: Message | None = None

    @property
    def new_people(self) -> tuple[Attendee, ...]:
        return tuple(person for person in self.preview.people if person.id not in self.known)

    @property
    def refused(self) -> frozenset[int]:
        """The rows, from 1, that cannot be taken."""
        return frozenset(problem.row for problem in self.preview.problems if problem.fatal)


def read_source(source: Path | str) -> tuple[Table, Columns]:
    """The list in a file, or in a pasted text, with its columns guessed.

    Raises:
        RosterError: it cannot be read at all.

    """
    table = read_table(source) if isinstance(source, Path) else parse_text(source)
    return table, guess_columns(table)


def understand(table: Table, columns: Columns, registered: Iterable[Attendee], home_server: str) -> Sheet:
    """The people of a list by these columns. A list without names has none, and says what to do."""
    try:
        preview = read_people(table, columns, new_id=new_id, default_server=home_server)
    except RosterError as error:
        return Sheet(table, columns, Preview((), (), table.notes), complaint=error.message)
    by_name: dict[str, list[Attendee]] = {}
    for attendee in registered:
        by_name.setdefault(fold(attendee.name), []).append(attendee)
    known: dict[str, int] = {}
    more = []
    for row, person in _with_rows(table, columns, preview):
        namesakes = by_name.get(fold(person.name), [])
        if not namesakes:
            continue
        same = next((other for other in namesakes if set(other.accounts) == set(person.accounts)), None)
        if same is not None:
            # A second row of that name and without a handle is somebody else.
            namesakes.remove(same)
            known[person.id] = row
            sentence = QT_TRANSLATE_NOOP("desk", "“{name}” is on the list already, with the same accounts.")
        else:
            sentence = QT_TRANSLATE_NOOP("desk", "Another “{name}” is on the list already. They are kept apart.")
        more.append(Problem(row, columns.label(_name_column(columns)), Message(sentence, {"name": person.name})))
    # What needs a decision comes first, then what was assumed, then who is only there twice.
    first = sorted(preview.problems, key=lambda problem: (not problem.fatal, problem.row))
    return Sheet(table, columns, replace(preview, problems=(*first, *more)), known)


def _with_rows(table: Table, columns: Columns, preview: Preview) -> Iterator[tuple[int, Attendee]]:
    """Each person with their row: every row but the blank, the titles and those refused holds one."""
    refused = {problem.row for problem in preview.problems if problem.fatal}
    filled = (
        number
        for number, row in enumerate(table.rows, 1)
        if number - 1 != columns.title_row and number not in refused and any(cell.strip() for cell in row)
    )
    return zip(filled, preview.people, strict=True)


def _name_column(columns: Columns) -> int:
    return next(index for index, field in enumerate(columns.fields) if field in _NAMES)
