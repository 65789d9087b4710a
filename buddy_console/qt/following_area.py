"""Rows that follow the newest, and stand still under the mouse or away from the end while new ones are counted."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from buddy_console.qt.feed_rows import FeedRows
from buddy_console.qt.row_area import RowArea
from buddy_console.qt.theme import GRID, Theme

_FRAME_MS = 16


class FollowingArea(RowArea):
    """Takes in new rows once a frame. ``_pointer`` is where the mouse is over the viewport, None if elsewhere."""

    def __init__(self, rows: FeedRows | None, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(rows, theme, parent)
        self._follows = True
        self._pointer: QPoint | None = None
        self._waiting = 0
        self._seen = 0
        self._frame_timer = QTimer(self, interval=_FRAME_MS, singleShot=True)
        self._frame_timer.timeout.connect(self._take_in)
        self._pill = QPushButton(self)
        self._pill.setProperty("primary", True)
        self._pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pill.hide()
        self._pill.clicked.connect(self.go_to_newest)

    # The rows

    def set_rows(self, rows: FeedRows) -> None:
        """Show other rows, from the newest."""
        self._layouts.rows = rows
        self.reset()

    def reset(self) -> None:
        """Any row may be another (a filter, another session): read them again and go to the newest."""
        self._layouts.forget()
        self._waiting, self._count = 0, len(self._layouts.rows)
        self._seen = self._count
        self._follows = True
        self._window = ()
        self._show_end()
        self._update_pill()

    def rows_appended(self, count: int) -> None:
        """So many rows were added at the end. Call it once a batch; at most one batch a frame is taken in."""
        self._waiting += count
        if not self._frame_timer.isActive():
            self._take_in()

    def rows_changed(self, indexes: Collection[int]) -> None:
        """These rows have other cards. Rows that do not show cost nothing."""
        self._lay_out_again(frozenset(indexes), self._kept_row())
        self._update_pill()

    def _take_in(self) -> None:
        if not self._waiting:
            return
        self._frame_timer.start()
        self._count, self._waiting = self._count + self._waiting, 0
        if not self.isVisible():
            return
        if self.is_following or not self._window:
            self._show_end()
        else:
            self._show_row(self._window[0].number, self._window[0].top)
        self._update_pill()

    # Following

    @property
    def is_following(self) -> bool:
        """Whether a new post moves the others up now."""
        return self._follows and self._pointer is None

    @property
    def unseen(self) -> int:
        """How many posts have arrived that were not shown yet."""
        return self._count - self._seen

    def go_to_newest(self) -> None:
        """Show the newest post and follow from now on."""
        self._follows = True
        self._show_end()
        self._update_pill()

    @property
    def _keeps_end(self) -> bool:
        return self._follows

    def _kept_row(self) -> int | None:
        """The row that stays in place while others change: the one under the mouse, else the first that shows."""
        if self.is_following or not self._window:
            return None
        pointed = self.row_at(self._pointer.y()) if self._pointer is not None else None
        return (pointed or self._window[0]).number

    def _scrolled_by_hand(self) -> None:
        self._follows = self.is_at_end
        self._update_pill()

    def _update_pill(self) -> None:
        shown = [row.number for row in self._window[-2:] if row.bottom <= self.viewport().height()]
        self._seen = max(self._seen, shown[-1] + 1 if shown else 0)
        if self.unseen:
            one = QCoreApplication.translate("qt", "One new post ↓")
            many = QCoreApplication.translate("qt", "%n new posts ↓", "", self.unseen)
            self._pill.setText(one if self.unseen == 1 else many)
            self._place_pill()
        self._pill.setVisible(bool(self.unseen))

    def _place_pill(self) -> None:
        area, size = self.viewport().geometry(), self._pill.sizeHint()
        self._pill.setGeometry(
            area.center().x() - size.width() // 2,
            area.bottom() - size.height() - GRID,
            size.width(),
            size.height(),
        )

    # Events

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QEnterEvent):
            self._pointer = event.position().toPoint()
        elif event.type() == QEvent.Type.Leave and QApplication.activePopupWidget() is None:
            self._pointer = None
            if self._follows:
                self.go_to_newest()
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().toPoint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._update_pill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_pill()
