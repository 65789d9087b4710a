"""A list of rows for QML that changes as little as it can, so that what stays does not move."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = Mapping[str, object]
_ROOT = QModelIndex()


class RowsModel(QAbstractListModel):
    """Rows with the named roles. ``key`` tells which row of the next list is the same as one of this."""

    def __init__(self, roles: Sequence[str], key: Callable[[Row], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = {Qt.ItemDataRole.UserRole + place: role for place, role in enumerate(roles)}
        self._key = key
        self._rows: list[Row] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name = self._roles.get(role)
        return self._rows[index.row()][name] if name is not None and index.isValid() else None

    def roleNames(self) -> dict[int, QByteArray]:
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    def replace(self, rows: Sequence[Row]) -> bool:
        """Show these rows from now on; True when anything is different."""
        if rows == self._rows:
            return False
        coming = [self._key(row) for row in rows]
        self._remove_all_but(set(coming))
        if [self._key(row) for row in self._rows] != [key for key in coming if key in self._keys()]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return True
        for place, row in enumerate(rows):
            if place < len(self._rows) and self._key(self._rows[place]) == coming[place]:
                self._change(place, row)
            else:
                self.beginInsertRows(_ROOT, place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
        return True

    def _keys(self) -> set[object]:
        return {self._key(row) for row in self._rows}

    def _remove_all_but(self, kept: set[object]) -> None:
        for place in reversed(range(len(self._rows))):
            if self._key(self._rows[place]) not in kept:
                self.beginRemoveRows(_ROOT, place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _change(self, place: int, row: Row) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)
