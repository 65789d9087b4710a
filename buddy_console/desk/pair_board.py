"""The board of pairs: drag a person onto another, or mark one with X and press X on the other."""

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from buddy_console.desk.pair_board_model import (
    ASIDE_ROLE,
    FIRST_PERSON,
    LOCKED_ROLE,
    MARKED_ROLE,
    NUMBER_COLUMN,
    PERSON_ROLE,
    PairBoardModel,
)
from buddy_console.desk.row_ranges import Index
from buddy_console.domain.pairing.model import Pair, WishKind
from buddy_console.qt.theme import GRID, Theme

ROW_HEIGHT = 4 * GRID
_NARROWEST_PERSON = 12 * GRID


class BoardDelegate(QStyledItemDelegate):
    """Draws what the column does not say muted behind the name, the lock, and the outline of who is marked."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(ASIDE_ROLE) and isinstance(index.data(PERSON_ROLE), str):
            metrics: QFontMetrics = option.fontMetrics
            rect: QRect = option.rect
            room = rect.width() - 3 * GRID - metrics.horizontalAdvance(index.data(ASIDE_ROLE))
            option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect: QRect = option.rect
        aside = index.data(ASIDE_ROLE)
        if aside:
            painter.save()
            painter.setPen(QColor(self.theme.muted))
            inner = rect.adjusted(GRID, 0, -GRID, 0)
            trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, QStyle.visualAlignment(option.direction, trailing), aside)
            painter.restore()
        locked = index.data(LOCKED_ROLE)
        if locked is not None:
            paint_lock(painter, QRectF(rect), locked=locked, theme=self.theme)
        if index.data(MARKED_ROLE):
            painter.save()
            painter.setPen(
                QPen(
                    QColor(self.theme.outline if self.theme.fills_outlined else self.theme.orange),
                    2,
                    Qt.PenStyle.DashLine,
                )
            )
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
            painter.restore()


def paint_lock(painter: QPainter, rect: QRectF, *, locked: bool, theme: Theme) -> None:
    """A padlock in the middle: filled and shut, or an open outline."""
    left, top = round(rect.center().x()) - 6, round(rect.center().y()) - 8
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme.text if locked else theme.edge)
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lift = 0 if locked else -2
    painter.drawArc(
        QRectF(left + 2.5, top + 1 + lift, 7, 9), 0 if locked else 20 * 16, 180 * 16 - (0 if locked else 20 * 16)
    )
    painter.setBrush(ink if locked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left + 0.5, top + 6.5, 11, 8), 1.5, 1.5)
    painter.restore()


class PairBoard(QTableView):
    """A click does not take the focus from the field; Tab brings it here for the keys."""

    lock_asked = Signal(str)
    wish_asked = Signal(WishKind, str, str)
    pair_shown = Signal()
    typed = Signal(str)
    escaped = Signal()

    def __init__(self, model: PairBoardModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = model
        self._delegate = BoardDelegate(theme, self)
        self._person_shown: str | None = None
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(QCoreApplication.translate("desk", "Pairs"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)
        self.setDropIndicatorShown(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fix_headers()
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self.pair_shown)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        model.dataChanged.connect(self.pair_shown)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def current_pair(self) -> Pair | None:
        return self._board.pair_at(self.currentIndex().row())

    def current_person(self) -> str | None:
        found = self.currentIndex().data(PERSON_ROLE)
        return found if isinstance(found, str) else None

    def show_person(self, attendee_id: str) -> None:
        """Make the cell of a person the current one, where they are in a pair."""
        cell = self._board.cell_of(attendee_id)
        if cell.isValid():
            self.setCurrentIndex(cell)
            self.scrollTo(cell)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            if self._board.marked is None:
                self.escaped.emit()
            self._board.mark(None)
        elif plain and key == Qt.Key.Key_L:
            self.ask_lock()
        elif plain and key in (Qt.Key.Key_X, Qt.Key.Key_T, Qt.Key.Key_A):
            self._act_on_two(Qt.Key(key))
        elif plain and event.text().isprintable() and event.text():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def ask_lock(self) -> None:
        pair = self.current_pair()
        if pair is not None:
            self.lock_asked.emit(pair.id)

    def _act_on_two(self, key: Qt.Key) -> None:
        """X marks a person; then X on another swaps, T keeps the two together, A keeps them apart."""
        marked, person = self._board.marked, self.current_person()
        if marked is None or marked == person:
            self._board.mark(person if marked is None else None)
        elif key == Qt.Key.Key_X:
            self._board.mark(None)
            self._board.ask_to_join(marked, self.currentIndex())
        elif person is not None:
            self._board.mark(None)
            self.wish_asked.emit(WishKind.TOGETHER if key == Qt.Key.Key_T else WishKind.APART, marked, person)

    # The mouse, and what is shown

    def selectionCommand(self, index: Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """A drag never paints a selection over the cells it passes."""
        return QItemSelectionModel.SelectionFlag.ClearAndSelect

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self._board.lock_column:
            self.ask_lock()

    def _remember(self) -> None:
        self._person_shown = self.current_person()

    def _recall(self) -> None:
        self._fit_columns()
        if self._person_shown is not None:
            self.show_person(self._person_shown)
        self.pair_shown.emit()

    def _fix_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(3 * GRID)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_columns()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_columns()

    def _fit_columns(self) -> None:
        """The people share the room; with many places they keep a readable width and the board scrolls."""
        model = self._board
        fixed = {NUMBER_COLUMN: 44, model.table_column: 76, model.lock_column: 56}
        people = range(FIRST_PERSON, model.table_column)
        room = (self.viewport().width() - sum(fixed.values())) // len(people)
        for column in people:
            self.setColumnWidth(column, max(room, _NARROWEST_PERSON))
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
