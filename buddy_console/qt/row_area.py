"""A scroll area for rows of different heights that lays out and paints only what shows."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from buddy_console.qt.feed_rows import FeedRows, NoRows, RowLayouts
from buddy_console.qt.post_layout import NARROWEST, PostMetrics
from buddy_console.qt.post_paint import Look, PostPainter
from buddy_console.qt.row_window import Placed, place
from buddy_console.qt.theme import Theme

UNIT = 256
"""Steps of the scroll bar for one row: the bar counts rows, so no height is needed of rows that do not show."""

_BAR_MS = 250


class RowArea(QAbstractScrollArea):
    """Shows a stretch of rows. What shows moves only when one of the methods here is told to move it."""

    def __init__(self, rows: FeedRows | None, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self._window: tuple[Placed, ...] = ()
        self._wheel_rest = 0.0
        self._layouts = RowLayouts(NoRows() if rows is None else rows, self._measured())
        self._post_painter = PostPainter(self._layouts.metrics)
        self._background = QColor(theme.surface)
        self._bar_timer = QTimer(self, interval=_BAR_MS, singleShot=True)
        self._bar_timer.timeout.connect(self._sync_bar)
        self.verticalScrollBar().sliderReleased.connect(self._bar_timer.start)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)

    # What shows

    def visible_rows(self) -> range:
        """The rows that show at least in part."""
        return range(self._window[0].number, self._window[-1].number + 1) if self._window else range(0)

    def row_at(self, y: int) -> Placed | None:
        """The row at a height within the viewport."""
        return next((row for row in self._window if row.top <= y < row.bottom), None)

    @property
    def is_at_end(self) -> bool:
        """Whether the last row shows to its end."""
        if not self._window:
            return True
        last = self._window[-1]
        return last.number == self._count - 1 and last.bottom <= self.viewport().height()

    def _placed(self, index: int | None) -> Placed | None:
        return next((row for row in self._window if row.number == index), None)

    # Moving

    def _show_end(self) -> None:
        if self._count:
            last = self._count - 1
            self._show_row(last, self.viewport().height() - self._layouts.height(last))
        else:
            self._window = ()
            self.viewport().update()

    def _show_row(self, index: int, top: int) -> None:
        """Place the row's top there as far as the list's ends allow, and move what was painted already."""
        before = self._window
        extent = self.viewport().height()
        self._window = place(index, top, self._count, extent, self._layouts.height)
        self._carry_over(before)
        self._bar_soon()

    def _carry_over(self, before: tuple[Placed, ...]) -> None:
        """Scroll the old picture and paint only the rows that were not in it."""
        old = {row.number: row for row in before}
        shifts = {row.top - old[row.number].top for row in self._window if row.number in old}
        viewport = self.viewport()
        if len(shifts) != 1:
            viewport.update()
            return
        shift = shifts.pop()
        if shift:
            viewport.scroll(0, shift)
        for row in self._window:
            if row.number not in old:
                viewport.update(0, row.top, viewport.width(), row.height)

    def _repaint_row(self, index: int | None) -> None:
        row = self._placed(index)
        if row is not None:
            self.viewport().update(0, row.top, self.viewport().width(), row.height)

    def _scroll_by(self, pixels: int) -> None:
        """Move what shows up by so many pixels (down where negative)."""
        if self._window:
            self._show_row(self._window[0].number, self._window[0].top - pixels)

    def _bring_into_view(self, index: int) -> None:
        extent, height = self.viewport().height(), self._layouts.height(index)
        row = self._placed(index)
        if row is not None and (
            (row.top >= 0 and row.bottom <= extent) or (row.top <= 0 and row.bottom >= extent)
        ):
            return
        is_below = (
            index > self._window[0].number if row is None and self._window else row is not None and row.top > 0
        )
        self._show_row(index, max(extent - height, 0) if is_below else 0)

    def _lay_out_again(self, changed: Collection[int], keep: int | None) -> None:
        """Rows have other cards. The row ``keep`` stays where it is; the end does where that is None."""
        self._layouts.forget(changed)
        touched = [row for row in self._window if row.number in changed]
        if all(self._layouts.height(row.number) == row.height for row in touched):
            for row in touched:
                self._repaint_row(row.number)
            return
        anchor = self._placed(keep)
        self.viewport().update()
        if anchor is None:
            self._show_end()
        else:
            self._show_row(anchor.number, anchor.top)

    # The scroll bar

    def _bar_soon(self) -> None:
        """Setting a scroll bar's range costs ten times what a new post does: at most four times a second."""
        if not self._bar_timer.isActive():
            self._bar_timer.start()

    def _sync_bar(self) -> None:
        bar, extent = self.verticalScrollBar(), self.viewport().height()
        if bar.isSliderDown():
            return
        bottom: tuple[Placed, ...] = ()
        if self._count:
            last = self._count - 1
            top = extent - self._layouts.height(last)
            bottom = place(last, top, self._count, extent, self._layouts.height)
        bar.blockSignals(True)
        bar.setRange(0, _position(bottom))
        bar.setEnabled(bar.maximum() > 0)
        bar.setValue(_position(self._window))
        bar.setSingleStep(UNIT // 4)
        bar.setPageStep(max(len(self._window) - 1, 1) * UNIT)
        bar.blockSignals(False)

    def _scrolled_by_hand(self) -> None:
        """The reader has moved what shows, with the wheel or the scroll bar."""

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            self._show_end()
        elif self._count:
            index, part = divmod(bar.value(), UNIT)
            index = min(index, self._count - 1)
            self._show_row(index, -round(part / UNIT * self._layouts.height(index)))
        self._scrolled_by_hand()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels = event.pixelDelta().y() or event.angleDelta().y() / 120 * 3 * self._layouts.metrics.line_step
        self._wheel_rest += pixels
        whole = int(self._wheel_rest)
        self._wheel_rest -= whole
        self._scroll_by(-whole)
        self._scrolled_by_hand()
        event.accept()

    # Painting

    def _look(self, _index: int) -> Look:
        return Look.PLAIN

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in self._window:
                if row.bottom > area.top() and row.top <= area.bottom():
                    self._post_painter.paint(painter, self._layouts[row.number], row.top, self._look(row.number))
            end = self._window[-1].bottom if self._window else 0
            painter.fillRect(area.intersected(self.viewport().rect().adjusted(0, end, 0, 0)), self._background)
            if not self._count:
                self._paint_empty(painter)

    def _paint_empty(self, painter: QPainter) -> None:
        """Paint what to do next while there is no row."""

    # The frame around it

    def _measured(self) -> PostMetrics:
        return PostMetrics(self._theme, self.font(), right_to_left=self.isRightToLeft())

    def _measure_again(self) -> None:
        """Theme, font, language or direction are others now: what shows stays, laid out anew."""
        self._layouts = RowLayouts(self._layouts.rows, self._measured())
        self._post_painter = PostPainter(self._layouts.metrics)
        self._background = QColor(self._theme.surface)
        self._reflow()

    def _reflow(self) -> None:
        """The size or the measures changed."""
        self._layouts.widen(self.viewport().width())
        self.viewport().update()
        if self._keeps_end or not self._window:
            self._show_end()
        else:
            first = self._window[0]
            part = first.top / first.height
            self._show_row(first.number, round(part * self._layouts.height(first.number)))

    @property
    def _keeps_end(self) -> bool:
        """Whether the end stays in view when the size changes."""
        return self.is_at_end

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._reflow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure_again()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _MEASURES and self.isVisible():
            self._measure_again()

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST + 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width(), 160)


def _position(rows: tuple[Placed, ...]) -> int:
    """Where the scroll bar stands when these rows show."""
    return rows[0].number * UNIT + round(-rows[0].top / rows[0].height * UNIT) if rows else 0


_MEASURES = frozenset(
    {
        QEvent.Type.FontChange,
        QEvent.Type.LanguageChange,
        QEvent.Type.LayoutDirectionChange,
        QEvent.Type.StyleChange,
    }
)
