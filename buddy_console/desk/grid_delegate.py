"""Paints the grid: names and standing in the first column, a shape and a count in the others."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from buddy_console.desk.grid_model import GridRole, GridRow
from buddy_console.qt.status_marks import Mark, paint_mark
from buddy_console.qt.theme import GRID, Theme

ROW_HEIGHT = 6 * GRID
_MARK = 18


class GridDelegate(QStyledItemDelegate):
    """Draws what the model has ready; nothing is computed here but places."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(24 * GRID if index.column() == 0 else 5 * GRID, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(GridRole.ROW)
        if not isinstance(row, GridRow):
            return
        painter.save()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(self.theme.selection if chosen else self.theme.surface))
        if index.column() == 0:
            self._paint_pair(painter, rect, row, font)
        else:
            place = index.column() - 1
            self._paint_cell(painter, rect, row.marks[place], row.counts[place], font)
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.focus))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _paint_pair(self, painter: QPainter, rect: QRect, row: GridRow, font: QFont) -> None:
        inner = rect.adjusted(GRID, GRID // 2, -GRID, -GRID // 2)
        number = QRect(inner.left(), inner.top(), 3 * GRID, inner.height())
        font.setPixelSize(self.theme.type_body)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        centred = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(number, centred, "–" if row.number is None else str(row.number))
        words = inner.adjusted(4 * GRID, 0, 0, 0)
        half = words.height() // 2
        painter.setPen(QColor(self.theme.text))
        self._line(painter, QRect(words.left(), words.top(), words.width(), half), row.names)
        needs_help = row.mark is Mark.NEEDS_HELP
        if needs_help:
            shape = QRectF(words.left(), words.top() + half + 3, 14, 14)
            paint_mark(painter, shape, Mark.NEEDS_HELP, self.theme)
        font.setPixelSize(self.theme.type_small)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        left = words.left() + (18 if needs_help else 0)
        self._line(painter, QRect(left, words.top() + half, words.right() - left, half), row.standing)

    def _line(self, painter: QPainter, rect: QRect, text: str) -> None:
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_cell(self, painter: QPainter, rect: QRect, mark: Mark, count: int, font: QFont) -> None:
        top = rect.top() + (rect.height() - _MARK) / 2
        with_count = count > 1
        left = rect.center().x() - _MARK / 2 - (7 if with_count else 0)
        paint_mark(painter, QRectF(left, top, _MARK, _MARK), mark, self.theme)
        if with_count:
            font.setPixelSize(self.theme.type_small)
            painter.setFont(font)
            painter.setPen(QColor(self.theme.text))
            beside = QRect(int(left) + _MARK + 3, rect.top(), 3 * GRID, rect.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(count))
