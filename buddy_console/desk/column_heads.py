"""The heads of an imported list's columns: a box over each says what the column holds."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from buddy_console.desk.import_models import field_word
from buddy_console.qt.theme import GRID
from buddy_console.roster.columns import Field

_BOX = 4 * GRID
_WIDEST = 32 * GRID
_CHOICES: tuple[Field | None, ...] = (None, *Field)


class ColumnHeads(QHeaderView):
    """A header with a box a column above the titles. ``chosen`` tells the column and its field, or None."""

    chosen = Signal(int, object)

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.boxes: list[QComboBox] = []
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
        self.setMinimumSectionSize(14 * GRID)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def show_fields(self, fields: Sequence[Field | None], labels: Sequence[str]) -> None:
        """Set the boxes, one a column; their number follows the columns."""
        while len(self.boxes) > len(fields):
            self.boxes.pop().deleteLater()
        while len(self.boxes) < len(fields):
            self.boxes.append(self._new_box(len(self.boxes)))
        for box, field, label in zip(self.boxes, fields, labels, strict=True):
            with QSignalBlocker(box):
                box.setCurrentIndex(_CHOICES.index(field))
            name = QCoreApplication.translate("desk", "What column “{column}” holds")
            box.setAccessibleName(name.format(column=label))
            box.setVisible(True)
        self._place()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), _BOX + 4 * GRID)

    def _new_box(self, column: int) -> QComboBox:
        box = QComboBox(self)
        for field in _CHOICES:
            box.addItem(field_word(field))
        box.activated.connect(lambda at: self.chosen.emit(column, _CHOICES[at]))
        return box

    def _place(self, *_: object) -> None:
        for column, box in enumerate(self.boxes):
            left = self.sectionViewportPosition(column)
            box.setGeometry(
                left + GRID // 2, GRID // 2, min(max(self.sectionSize(column) - GRID, 1), _WIDEST), _BOX
            )
