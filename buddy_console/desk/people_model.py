"""The people registered as table rows: everybody by name, or those who fit what is typed, the best first."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QMimeData, QModelIndex, QObject, Qt, Signal

from buddy_console.desk.row_ranges import Index, contiguous, one_block
from buddy_console.desk.typed_person import TypedPerson, fits, haystack
from buddy_console.desk.words import level_word, pair_names
from buddy_console.domain.attendees import Attendee, Place, Presence, fold
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.session import Session

PERSON_MIME = "application/x-buddy-console-person"

ID_ROLE = Qt.ItemDataRole.UserRole
PRESENCE_ROLE = Qt.ItemDataRole.UserRole + 1
NO_BUDDY_ROLE = Qt.ItemDataRole.UserRole + 2

_ROLES = [
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    PRESENCE_ROLE,
    NO_BUDDY_ROLE,
]


class Column(IntEnum):
    ARRIVED = 0
    NAME = 1
    LEVEL = 2
    PLACE = 3
    TABLE = 4
    ACCOUNT = 5
    BUDDY = 6


class PeopleModel(QAbstractTableModel):
    """One row a person. The session is the truth; the model keeps only the order and the texts to search."""

    table_typed = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words: tuple[str, ...] = ()
        self._here: set[str] = set()
        self._searched: dict[str, str] = {}
        self._sort_key: dict[str, str] = {}
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self.reload()

    # What the page asks

    def id_at(self, row: int) -> str | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, attendee_id: str | None) -> int:
        """The row of a person, -1 where they are not shown."""
        return -1 if attendee_id is None else self._rows.get(attendee_id, -1)

    def namesakes(self, name: str, but: str = "") -> int:
        """How many others have this name, accents and case aside."""
        wanted = fold(" ".join(name.split()))
        return sum(key == wanted for person, key in self._sort_key.items() if person != but)

    # What changes

    def reload(self) -> None:
        self._searched.clear()
        self._sort_key.clear()
        for attendee in self._session.attendees.values():
            self._learn(attendee)
        self._reset(self._order())

    def find(self, typed: TypedPerson) -> bool:
        """Show only those who fit; everybody when nothing is typed. False when that is what is shown already."""
        if typed.words == self._words:
            return False
        self._words = typed.words
        # As of now, so that the list does not move when somebody in it arrives.
        self._here = {a.id for a in self._session.attendees.values() if a.is_arrived}
        self._reset(self._order())
        return True

    def refresh(self, ids: Iterable[str]) -> None:
        """Read these people again: somebody may be new, changed or gone."""
        touched = tuple(ids)
        for attendee_id in touched:
            attendee = self._session.attendees.get(attendee_id)
            if attendee is not None:
                self._learn(attendee)
            else:
                self._searched.pop(attendee_id, None)
                self._sort_key.pop(attendee_id, None)
        self._rearrange(self._order())
        rows = sorted(row for attendee_id in touched if (row := self.row_of(attendee_id)) >= 0)
        for first, last in contiguous(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1), _ROLES)

    def refresh_buddies(self) -> None:
        """The pairs changed: who has no buddy may concern every row."""
        if self._ids:
            last = self.index(len(self._ids) - 1, Column.BUDDY)
            self.dataChanged.emit(self.index(0, Column.BUDDY), last, _ROLES)

    def _learn(self, attendee: Attendee) -> None:
        self._searched[attendee.id] = haystack(attendee)
        self._sort_key[attendee.id] = fold(attendee.name)

    def _order(self) -> list[str]:
        """Best fit first, and among equals those who are still expected; without a search simply by name."""
        if not self._words:
            return sorted(self._sort_key, key=self._sort_key.__getitem__)
        found = []
        for attendee_id, searched in self._searched.items():
            fit = fits(searched, self._words)
            if fit is not None:
                found.append((fit, attendee_id in self._here, self._sort_key[attendee_id], attendee_id))
        return [attendee_id for *_, attendee_id in sorted(found, key=lambda one: one[:3])]

    def _rearrange(self, ids: list[str]) -> None:
        if ids == self._ids:
            return
        added = one_block(self._ids, ids)
        removed = one_block(ids, self._ids)
        if added is not None:
            self.beginInsertRows(QModelIndex(), *added)
            self._keep(ids)
            self.endInsertRows()
        elif removed is not None:
            self.beginRemoveRows(QModelIndex(), *removed)
            self._keep(ids)
            self.endRemoveRows()
        else:
            self._reset(ids)

    def _reset(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._keep(ids)
        self.endResetModel()

    def _keep(self, ids: list[str]) -> None:
        self._ids = ids
        self._rows = {attendee_id: row for row, attendee_id in enumerate(ids)}

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        return (
            QCoreApplication.translate("desk", "Arrived")
            if role == Qt.ItemDataRole.ToolTipRole and not section
            else None
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.TABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        attendee = self._session.attendees.get(self._ids[index.row()])
        if attendee is None:
            return None
        if role == ID_ROLE:
            return attendee.id
        if role == PRESENCE_ROLE:
            return attendee.presence.value
        if role == NO_BUDDY_ROLE:
            return self._lacks_buddy(attendee)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.ARRIVED:
            return presence_word(attendee.presence)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(attendee, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(attendee, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.TABLE:
            return False
        self.table_typed.emit(self._ids[index.row()], str(value))
        return True

    def mimeTypes(self) -> list[str]:
        return [PERSON_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return person_data(self._ids[indexes[0].row()])

    # Cells

    def _text(self, attendee: Attendee, column: int) -> str:
        match column:
            case Column.NAME:
                return attendee.name
            case Column.LEVEL:
                return level_word(attendee.level)
            case Column.PLACE:
                return _place_cell(attendee.place)
            case Column.TABLE:
                return attendee.table
            case Column.ACCOUNT:
                return ", ".join(account.handle for account in attendee.accounts)
            case Column.BUDDY:
                return self._buddies(attendee)
            case _:
                return ""

    def _tip(self, attendee: Attendee, column: int) -> str | None:
        """Plain text only: a tooltip takes what looks like markup for markup."""
        if column == Column.ARRIVED:
            return presence_word(attendee.presence)
        text = self._text(attendee, column)
        return plain_tip(text) if len(text) > 6 else None

    def _buddies(self, attendee: Attendee) -> str:
        pair = self._session.pair_of.get(attendee.id)
        if pair is not None:
            others = tuple(member for member in pair.members if member != attendee.id)
            return f"{pair.number} · {pair_names(self._session, Pair(pair.id, pair.number, others))}"
        return QCoreApplication.translate("desk", "no buddy yet") if self._lacks_buddy(attendee) else ""

    def _lacks_buddy(self, attendee: Attendee) -> bool:
        return bool(self._session.pairs) and attendee.is_arrived and attendee.id not in self._session.pair_of


def presence_word(presence: Presence) -> str:
    translate = QCoreApplication.translate
    return {
        Presence.EXPECTED: translate("desk", "not here yet"),
        Presence.ARRIVED: translate("desk", "arrived"),
        Presence.ABSENT: translate("desk", "not coming"),
    }[presence]


def person_data(attendee_id: str) -> QMimeData:
    """What is dragged: one person, by id."""
    data = QMimeData()
    data.setData(PERSON_MIME, attendee_id.encode())
    return data


def plain_tip(text: str) -> str:
    """Text for a tooltip in which nothing can be taken for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").join(("<span>", "</span>"))


def _place_cell(place: Place) -> str:
    translate = QCoreApplication.translate
    return translate("desk", "room") if place is Place.IN_ROOM else translate("desk", "remote")


def _titles() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        "",
        translate("desk", "Name"),
        translate("desk", "Level"),
        translate("desk", "Place"),
        translate("desk", "Table"),
        translate("desk", "Account"),
        translate("desk", "Buddy"),
    )
