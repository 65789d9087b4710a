"""The table of people at the door: a box for who has arrived, and marks that say who needs a buddy."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from buddy_console.desk.people_model import ID_ROLE, NO_BUDDY_ROLE, PRESENCE_ROLE, Column, PeopleModel
from buddy_console.desk.row_ranges import Index
from buddy_console.domain.attendees import Presence
from buddy_console.qt.status_marks import Mark, paint_mark
from buddy_console.qt.theme import GRID, Theme

ROW_HEIGHT = 4 * GRID
_BOX = 16
_MARK = 14
_ROOM_FOR_ACCOUNTS = 420
_WIDTHS = {Column.ARRIVED: 40, Column.LEVEL: 112, Column.PLACE: 72, Column.TABLE: 56}


class PeopleDelegate(QStyledItemDelegate):
    """Draws the arrival box and the "no buddy" mark; whoever is not here is muted."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(PRESENCE_ROLE) != Presence.ARRIVED:
            muted = QColor(self.theme.muted)
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect: QRect = option.rect
        if index.column() == Column.ARRIVED:
            presence = index.data(PRESENCE_ROLE)
            if presence is not None:
                paint_presence(painter, QRectF(rect), Presence(presence), self.theme)
        elif index.column() == Column.BUDDY and index.data(NO_BUDDY_ROLE):
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            left = rect.left() + GRID if mirrored else rect.right() - GRID - _MARK
            square = QRectF(left, rect.center().y() - _MARK / 2, _MARK, _MARK)
            paint_mark(painter, square, Mark.NEEDS_HELP, self.theme)


def paint_presence(painter: QPainter, rect: QRectF, presence: Presence, theme: Theme) -> None:
    """A box in the middle: empty while expected, ticked on arrival, with a bar for who does not come."""
    box = QRectF(0, 0, _BOX, _BOX)
    box.moveCenter(QRectF(rect.toRect()).center())
    box.moveTo(round(box.left()) + 0.5, round(box.top()) + 0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arrived = presence is Presence.ARRIVED
    painter.setPen(
        QPen(QColor((theme.outline if theme.fills_outlined else theme.sky) if arrived else theme.edge), 1)
    )
    painter.setBrush(QColor(theme.sky) if arrived else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    pen = QPen(QColor(theme.on_fill if arrived else theme.muted), 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if arrived:
        tick = ((3.8, 8.4), (6.8, 11.4), (12.4, 4.8))
        painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(*step) for step in tick]))
    elif presence is Presence.ABSENT:
        painter.drawLine(box.topLeft() + QPointF(4, 8), box.topLeft() + QPointF(12, 8))
    painter.restore()


class PeopleTable(QTableView):
    """Never takes the focus: the field keeps it, and moves the current row from there."""

    box_clicked = Signal(str)
    editing_ended = Signal()

    def __init__(self, model: PeopleModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self._delegate = PeopleDelegate(theme, self)
        self._current: str | None = None
        self._empty_words = ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(QCoreApplication.translate("desk", "People"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fix_headers()
        self.clicked.connect(self._clicked)
        self._delegate.closeEditor.connect(self._editing_ended)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def set_empty_words(self, words: str) -> None:
        """What stands in the middle while there are no rows."""
        if words != self._empty_words:
            self._empty_words = words
            self.viewport().update()

    def show_buddies(self, shown: bool) -> None:
        if self.isColumnHidden(Column.BUDDY) == shown:
            self.setColumnHidden(Column.BUDDY, not shown)
            self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._people.rowCount():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QColor(self._delegate.theme.muted))
                painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty_words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # The current person

    def current_id(self) -> str | None:
        found = self.currentIndex().data(ID_ROLE)
        return found if isinstance(found, str) else None

    def selected_ids(self) -> list[str]:
        """The people selected, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [found for row in rows if (found := self._people.id_at(row)) is not None]

    def go_to(self, attendee_id: str | None) -> None:
        """Make this person the current one; nobody, where they are not shown."""
        self._go_to_row(self._people.row_of(attendee_id))

    def go_to_first(self) -> None:
        self._go_to_row(0)

    def step(self, rows: int) -> None:
        """Move the current row; from nowhere, to the first or the last."""
        count = self._people.rowCount()
        current = self.currentIndex().row()
        start = current if current >= 0 else (-1 if rows > 0 else count)
        self._go_to_row(min(max(start + rows, 0), count - 1))

    def edit_table(self) -> bool:
        """Open the small editor in the current person's table cell; False where there is nobody."""
        row = self.currentIndex().row()
        if row < 0:
            return False
        cell = self._people.index(row, Column.TABLE)
        self.scrollTo(cell)
        self.edit(cell)
        return True

    def _go_to_row(self, row: int) -> None:
        index = self._people.index(row, Column.NAME)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _remember(self) -> None:
        self._current = self.current_id()

    def _recall(self) -> None:
        self.go_to(self._current)

    # The mouse

    def _clicked(self, index: QModelIndex) -> None:
        found = index.data(ID_ROLE)
        if index.column() == Column.ARRIVED and isinstance(found, str):
            self.box_clicked.emit(found)

    def _editing_ended(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.editing_ended.emit()

    def _fix_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(3 * GRID)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fit_columns(self) -> None:
        """Names need the most of the room that is left, buddies next; accounts give way to them."""
        room = self.viewport().width() - sum(_WIDTHS.values())
        buddies = not self.isColumnHidden(Column.BUDDY)
        no_accounts = buddies and room < _ROOM_FOR_ACCOUNTS
        self.setColumnHidden(Column.ACCOUNT, no_accounts)
        name = room * (50 if no_accounts else 42 if buddies else 60) // 100
        account = 0 if no_accounts else room * 24 // 100 if buddies else room - name
        widths = {**_WIDTHS, Column.NAME: name, Column.ACCOUNT: account, Column.BUDDY: room - name - account}
        for column, width in widths.items():
            self.setColumnWidth(column, width)
