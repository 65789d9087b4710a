"""The tables of an import: the list as it stands in the file, and what is wrong with it, row by row."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from buddy_console.desk.import_sheet import Sheet
from buddy_console.desk.people_model import plain_tip
from buddy_console.desk.row_ranges import Index
from buddy_console.qt.sentences import spoken
from buddy_console.roster.columns import Field
from buddy_console.roster.people import Problem

DOUBT_ROLE = Qt.ItemDataRole.UserRole
"""True for a cell that something is wrong with."""
UNUSED_ROLE = Qt.ItemDataRole.UserRole + 1
"""True for what is not taken: titles, unused columns, rows left out."""

_LONGEST_CELL = 300
_TAKEN_COLUMN = 2


class SheetModel(QAbstractTableModel):
    """The cells of the list; the row of titles is a row like any other, but is not taken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._width = 0
        self._doubts: dict[tuple[int, int], list[Problem]] = {}
        self._left_out: frozenset[int] = frozenset()

    def show_sheet(self, sheet: Sheet | None, left_out: frozenset[int] = frozenset()) -> None:
        """Show a list; one with the same cells and other columns keeps its place. ``left_out`` are rows from 1."""
        same = sheet is not None and self._sheet is not None and sheet.table is self._sheet.table
        if not same:
            self.beginResetModel()
        self._sheet = sheet
        self._width = 0 if sheet is None else len(sheet.columns.fields)
        self._doubts, self._left_out = {}, left_out
        if sheet is not None:
            self._learn(sheet)
        if not same:
            self.endResetModel()
        elif self.rowCount() and self._width:
            last = self.index(self.rowCount() - 1, self._width - 1)
            self.dataChanged.emit(self.index(0, 0), last, [DOUBT_ROLE, UNUSED_ROLE, Qt.ItemDataRole.ToolTipRole])

    def _learn(self, sheet: Sheet) -> None:
        known = self._left_out.intersection(sheet.known.values())
        columns = {sheet.columns.label(index): index for index in reversed(range(self._width))}
        for problem in sheet.preview.problems:
            if problem.row in known:
                continue
            cell = problem.row - 1, columns.get(problem.column, 0)
            self._doubts.setdefault(cell, []).append(problem)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's own default
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._sheet is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return self._sheet.columns.label(section) if section < self._width else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._sheet is None or index.row() >= len(self._sheet.table.rows):
            return None
        cell = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._sheet.table.rows[cell[0]]
            text = row[cell[1]][:_LONGEST_CELL] if cell[1] < len(row) else ""
            return " ".join(text.split())
        if role == DOUBT_ROLE:
            return cell in self._doubts
        if role == UNUSED_ROLE:
            title = cell[0] == self._sheet.columns.title_row
            return title or cell[0] + 1 in self._left_out or self._sheet.columns.fields[cell[1]] is None
        if role == Qt.ItemDataRole.ToolTipRole and cell in self._doubts:
            return plain_tip("\n".join(spoken(problem.sentence) for problem in self._doubts[cell]))
        return None


class ProblemsModel(QAbstractTableModel):
    """A row for each thing that is wrong: where, and what."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._left_out: frozenset[int] = frozenset()

    def show_problems(self, problems: tuple[Problem, ...], left_out: frozenset[int]) -> None:
        """Show what is wrong; ``left_out`` are the rows, from 1, that are not taken."""
        self.beginResetModel()
        self._problems, self._left_out = problems, left_out
        self.endResetModel()

    def problem_at(self, row: int) -> Problem | None:
        return self._problems[row] if 0 <= row < len(self._problems) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's own default
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        translate = QCoreApplication.translate
        titles = (
            translate("desk", "Row"),
            translate("desk", "Column"),
            translate("desk", "Taken"),
            translate("desk", "What is wrong"),
        )
        return titles[section] if section < len(titles) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        problem = self.problem_at(index.row()) if index.isValid() else None
        if problem is None:
            return None
        translate = QCoreApplication.translate
        left_out = problem.row in self._left_out
        taken = translate("desk", "left out") if left_out else translate("desk", "yes")
        texts = (str(problem.row), problem.column, taken, spoken(problem.sentence))
        if role == DOUBT_ROLE:
            return left_out and index.column() == _TAKEN_COLUMN
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        return plain_tip(texts[3]) if role == Qt.ItemDataRole.ToolTipRole else None


def field_word(field: Field | None) -> str:
    """What a column holds, for the boxes over the columns."""
    translate = QCoreApplication.translate
    return {
        None: translate("desk", "Not used"),
        Field.NAME: translate("desk", "Name"),
        Field.FIRST_NAME: translate("desk", "First name"),
        Field.LAST_NAME: translate("desk", "Last name"),
        Field.LEVEL: translate("desk", "Level"),
        Field.PLACE: translate("desk", "Place"),
        Field.TABLE: translate("desk", "Table"),
        Field.ORGANISATION: translate("desk", "Organisation"),
        Field.LANGUAGES: translate("desk", "Languages"),
        Field.NETWORK: translate("desk", "Network"),
        Field.HANDLE: translate("desk", "Handle"),
        Field.INTERESTS: translate("desk", "Interests"),
        Field.CONSENT: translate("desk", "Consent"),
    }[field]
