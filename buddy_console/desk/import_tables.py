"""How the tables of an import look."""

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from buddy_console.desk.import_models import DOUBT_ROLE, UNUSED_ROLE
from buddy_console.desk.row_ranges import Index
from buddy_console.qt.theme import GRID, Theme


class ImportDelegate(QStyledItemDelegate):
    """Mutes what is not taken, and underlines a cell that something is wrong with."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(UNUSED_ROLE):
            palette = option.palette
            for role in (palette.ColorRole.Text, palette.ColorRole.HighlightedText):
                palette.setColor(role, QColor(self.theme.muted))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(DOUBT_ROLE):
            rect = option.rect
            painter.fillRect(rect.left(), rect.bottom() - 2, rect.width() - 4, 3, QColor(self.theme.orange))


def import_table(delegate: ImportDelegate, name: str) -> QTableView:
    """A table to look at, which can be walked by the keyboard."""
    view = QTableView()
    view.setAccessibleName(name)
    view.setItemDelegate(delegate)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(3 * GRID + GRID // 2)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    return view
