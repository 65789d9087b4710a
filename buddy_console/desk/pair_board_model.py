"""The pairs as a board: a row a pair, a cell a person, the draft while there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QMimeData, QModelIndex, QObject, Qt, Signal

from buddy_console.desk.people_model import PERSON_MIME, person_data, plain_tip
from buddy_console.desk.row_ranges import Index, contiguous
from buddy_console.desk.words import level_word, place_word
from buddy_console.domain.attendees import Attendee, Place
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.session import Session

PERSON_ROLE = Qt.ItemDataRole.UserRole
ASIDE_ROLE = Qt.ItemDataRole.UserRole + 1
MARKED_ROLE = Qt.ItemDataRole.UserRole + 2
LOCKED_ROLE = Qt.ItemDataRole.UserRole + 3

NUMBER_COLUMN: Final = 0
FIRST_PERSON: Final = 1
_FEWEST_PLACES: Final = 3
_AFTER_PEOPLE: Final = 2

_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    PERSON_ROLE,
    ASIDE_ROLE,
    LOCKED_ROLE,
]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A pair in its places: the first experienced, the first newbie, then the others; None is an empty place."""

    pair: Pair
    people: tuple[Attendee | None, ...]

    @property
    def is_remote(self) -> bool:
        return all(person.place is Place.REMOTE for person in self.people if person is not None)

    @property
    def table(self) -> str:
        """The tables of those in the room; for a pair of which nobody is, that."""
        if self.is_remote:
            return place_word(Place.REMOTE)
        return " / ".join(dict.fromkeys(person.table for person in self.people if person and person.table))


class PairBoardModel(QAbstractTableModel):
    """What is dropped or marked on the board is told by signals; the session decides."""

    swap_asked = Signal(str, str)
    move_asked = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[BoardRow] = []
        self._places = _FEWEST_PLACES
        self._marked: str | None = None
        self.reload()

    @property
    def marked(self) -> str | None:
        """The person marked to be swapped, moved, or kept with or from somebody."""
        return self._marked

    @property
    def lock_column(self) -> int:
        return self.columnCount() - 1

    @property
    def table_column(self) -> int:
        return self.columnCount() - 2

    def pair_at(self, row: int) -> Pair | None:
        return self._rows[row].pair if 0 <= row < len(self._rows) else None

    def cell_of(self, attendee_id: str) -> QModelIndex:
        """The cell of a person, invalid where they are in no pair."""
        for row, laid_out in enumerate(self._rows):
            for place, person in enumerate(laid_out.people):
                if person is not None and person.id == attendee_id:
                    return self.index(row, FIRST_PERSON + place)
        return QModelIndex()

    def mark(self, attendee_id: str | None) -> None:
        before, self._marked = self._marked, attendee_id
        for changed in {before, attendee_id} - {None}:
            cell = self.cell_of(changed or "")
            if cell.isValid():
                self.dataChanged.emit(cell, cell, [MARKED_ROLE])

    def reload(self) -> None:
        """Read the pairs again: one reset when pairs came or went, else only the rows that differ."""
        draft = self._session.draft
        pairs = draft.pairs if draft is not None else self._session.pairs
        rows = [self._lay_out(pair) for pair in pairs]
        places = max([_FEWEST_PLACES, *(len(row.people) for row in rows)])
        if places != self._places or [row.pair.id for row in rows] != [row.pair.id for row in self._rows]:
            self.beginResetModel()
            self._rows, self._places = rows, places
            self.endResetModel()
            return
        changed = [number for number, row in enumerate(rows) if row != self._rows[number]]
        self._rows = rows
        for first, last in contiguous(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.lock_column), _ROLES)

    def _lay_out(self, pair: Pair) -> BoardRow:
        attendees = self._session.attendees
        left = [attendees[member] for member in pair.members if member in attendees]
        experienced = next((person for person in left if not person.is_newbie), None)
        newbie = next((person for person in left if person.is_newbie), None)
        return BoardRow(pair, (experienced, newbie, *(p for p in left if p not in (experienced, newbie))))

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_PERSON + self._places + _AFTER_PEOPLE

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        if section == NUMBER_COLUMN:
            return translate("desk", "No.")
        if section == self.lock_column:
            return translate("desk", "Lock")
        if section == self.table_column:
            return translate("desk", "Table")
        names = (translate("desk", "Experienced"), translate("desk", "Newbie"), translate("desk", "Third"))
        place = section - FIRST_PERSON
        return names[place] if place < len(names) else str(place + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._person(index) is not None else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        person = self._person(index)
        if role == PERSON_ROLE:
            return None if person is None else person.id
        if role == MARKED_ROLE:
            return person is not None and person.id == self._marked
        if role == LOCKED_ROLE:
            return self._rows[index.row()].pair.locked if index.column() == self.lock_column else None
        if role == ASIDE_ROLE:
            return "" if person is None else self._aside(person, index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, person)
        if role == Qt.ItemDataRole.ToolTipRole and person is not None:
            return plain_tip(f"{person.name} ({level_word(person.level)}, {place_word(person.place)})")
        return None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [PERSON_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        person = self._person(indexes[0])
        return QMimeData() if person is None else person_data(person.id)

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return parent.isValid() and data.hasFormat(PERSON_MIME)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.ask_to_join(bytes(data.data(PERSON_MIME).data()).decode(), parent)
        # The session moves people; the view must not remove the row that was dragged.
        return False

    def ask_to_join(self, attendee_id: str, target: Index) -> None:
        """Onto a person: the two change places. Onto any other cell of a pair: the person joins it."""
        person = self._person(target)
        if person is None:
            self.move_asked.emit(attendee_id, self._rows[target.row()].pair.id)
        elif person.id != attendee_id:
            self.swap_asked.emit(attendee_id, person.id)

    # Cells

    def _person(self, index: Index) -> Attendee | None:
        place = index.column() - FIRST_PERSON
        people = self._rows[index.row()].people
        return people[place] if 0 <= place < len(people) else None

    def _text(self, index: Index) -> str:
        row, person = self._rows[index.row()], self._person(index)
        if person is not None:
            return person.name
        if index.column() == NUMBER_COLUMN:
            return str(row.pair.number)
        return row.table if index.column() == self.table_column else ""

    def _aside(self, person: Attendee, index: Index) -> str:
        """What the columns do not say already about a person."""
        is_told = index.column() <= FIRST_PERSON + 1 or person.is_newbie
        words = [] if is_told else [level_word(person.level)]
        if person.place is Place.REMOTE and not self._rows[index.row()].is_remote:
            words.append(place_word(person.place))
        return ", ".join(words)

    def _spoken(self, index: Index, person: Attendee | None) -> str:
        translate = QCoreApplication.translate
        if person is not None:
            return f"{person.name}, {level_word(person.level)}, {place_word(person.place)}"
        if index.column() == self.lock_column:
            locked = self._rows[index.row()].pair.locked
            return translate("desk", "locked") if locked else translate("desk", "not locked")
        return self._text(index) or translate("desk", "empty place")
