"""The feed on the desk: rows to choose, copy and open, by mouse and by keyboard, and to hear."""

import html
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip, QWidget

from buddy_console.domain.posts import Span
from buddy_console.qt.feed_accessible import install
from buddy_console.qt.feed_rows import FeedRows
from buddy_console.qt.following_area import FollowingArea
from buddy_console.qt.post_card import as_copied, spoken
from buddy_console.qt.post_layout import Part, PostCard
from buddy_console.qt.post_paint import Look
from buddy_console.qt.theme import DARK, GRID, Theme

__all__ = ["FeedRows", "FeedView", "PostCard"]


class FeedView(FollowingArea):
    """Posts, oldest at the top and newest at the bottom.

    It follows the newest post until the reader scrolls away or chooses an older one; End, Escape, the pill or
    scrolling to the end resume. While the mouse is over it or the reader is elsewhere, new posts are counted.
    """

    current_changed = Signal(object)
    """The key of the chosen post, or None."""
    activated = Signal(object)
    """The key of a post: Enter, double click, or a click on "… more"."""
    context_menu = Signal(object, QPoint)
    """The key of a post and a place on the screen."""
    link_activated = Signal(object)
    """The `Span` of a link, mention or hashtag that was clicked."""

    def __init__(self, rows: FeedRows | None = None, theme: Theme = DARK, parent: QWidget | None = None) -> None:
        super().__init__(rows, theme, parent)
        install()
        self._current: int | None = None
        self._current_key: str | None = None
        self._empty = ("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(QCoreApplication.translate("qt", "Feed"))
        self.reset()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme; what shows stays."""
        self._theme = theme
        self._measure_again()

    def set_empty(self, title: str, sentence: str) -> None:
        """What to show while there is no post: what is so, and what to do next."""
        self._empty = (title, sentence)
        self.setAccessibleDescription(f"{title} {sentence}".strip())
        self.viewport().update()

    def reset(self) -> None:
        """Read all rows again and go to the newest. A post stays chosen if it is in the same row still."""
        super().reset()
        index = self._current
        if index is not None and (index >= self._count or self._key(index) != self._current_key):
            self._choose(None)

    # The chosen post

    @property
    def current_key(self) -> str | None:
        """The key of the chosen post."""
        return self._current_key

    @property
    def current_row(self) -> int | None:
        """The row of the chosen post."""
        return self._current

    def set_current_row(self, index: int | None) -> None:
        """Choose a row and bring it into view. Any but the newest is being read: the feed stops following."""
        if index is None or not 0 <= index < self._count:
            self._choose(None)
            return
        self._follows = self._follows and index == self._count - 1
        self._bring_into_view(index)
        self._choose(index)
        self._update_pill()

    def _choose(self, index: int | None) -> None:
        key = None if index is None else self._key(index)
        before, self._current = self._current, index
        if key == self._current_key:
            return
        self._current_key = key
        self._repaint_row(before)
        self._repaint_row(index)
        self.current_changed.emit(key)
        if index is not None and QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(index)
            QAccessible.updateAccessibility(event)

    def _card(self, index: int) -> PostCard:
        return self._layouts.rows.card(index)

    def _key(self, index: int) -> str:
        return self._card(index).key

    def _kept_row(self) -> int | None:
        kept = super()._kept_row()
        if kept is None or self._pointer is not None or self._current not in self.visible_rows():
            return kept
        return self._current

    def copy(self) -> None:
        """Put the chosen post on the clipboard: text, author, address."""
        if self._current is not None:
            QGuiApplication.clipboard().setText(as_copied(self._card(self._current)))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_chosen = event.key(), self._current is not None
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in _MOVES and not event.modifiers() & _MODIFIERS:
            self._step(key)
        elif key in _ENTER and is_chosen:
            self.activated.emit(self._current_key)
        elif key == Qt.Key.Key_Escape and is_chosen:
            self._choose(None)
            self.go_to_newest()
        else:
            event.ignore()

    def _step(self, key: int) -> None:
        """Choose another row; the first press chooses the newest one that shows."""
        if not self._count:
            return
        last, page = self._count - 1, max(len(self._window) - 2, 1)
        if key == Qt.Key.Key_End:
            self.go_to_newest()
            if self._current is not None:
                self._choose(last)
            return
        if key == Qt.Key.Key_Home:
            self.set_current_row(0)
        elif self._current is None:
            self.set_current_row(self._newest_shown())
        else:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
            self.set_current_row(min(max(self._current + steps[Qt.Key(key)], 0), last))
        self._follows = self._follows or (self._current == last and self.is_at_end)

    def _newest_shown(self) -> int:
        whole = [row.number for row in self._window if row.bottom <= self.viewport().height()]
        return whole[-1] if whole else self._window[-1].number

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint_row(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_row(self._current)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint().y())
        if row is not None and event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton}:
            self._follows = self._follows and row.number == self._count - 1
            self._choose(row.number)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = self._under(event.position().toPoint())
        if found is None or found.index != self._current:
            return
        if found.part is Part.MORE:
            self.activated.emit(self._current_key)
        elif found.span is not None:
            self.link_activated.emit(found.span)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.row_at(event.position().toPoint().y()) is not None:
            self.activated.emit(self._current_key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        found = self._under(event.position().toPoint())
        is_link = found is not None and (found.span is not None or found.part is Part.MORE)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        row = self.row_at(event.pos().y()) if is_mouse else self._placed(self._current)
        if row is None:
            return
        place = event.globalPos() if is_mouse else self.spoken_rect(row.number).center()
        self.context_menu.emit(self._key(row.number), place)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(event.pos())
            QToolTip.showText(event.globalPos(), found.hint if found is not None else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def _under(self, point: QPoint) -> "_Found | None":
        row = self.row_at(point.y())
        if row is None:
            return None
        post, inside = self._layouts[row.number], QPointF(point.x(), point.y() - row.top)
        return _Found(row.number, post.card, post.part_at(inside), post.span_at(inside))

    # Painting

    def _look(self, index: int) -> Look:
        if index != self._current:
            return Look.PLAIN
        return Look.CURRENT | (Look.FOCUSED if self.hasFocus() else Look.PLAIN)

    def _paint_empty(self, painter: QPainter) -> None:
        area = self.viewport().rect().adjusted(4 * GRID, 0, -4 * GRID, 0)
        wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        area.setTop(self.viewport().height() // 3)
        title, sentence = self._empty
        for words, size, colour in (
            (title, self._theme.type_title, self._theme.text),
            (sentence, self._theme.type_body, self._theme.muted),
        ):
            font = QFont(self.font())
            font.setPixelSize(size)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            used = painter.drawText(area, wrapped, words)
            area.setTop(used.bottom() + GRID)

    # For screen readers

    def spoken_count(self) -> int:
        return self._count

    def spoken_name(self, index: int) -> str:
        return spoken(self._card(index))

    def spoken_rect(self, index: int) -> QRect:
        row = self._placed(index)
        if row is None:
            return QRect()
        shown = QRect(0, row.top, self.viewport().width(), row.height).intersected(self.viewport().rect())
        return shown.translated(self.viewport().mapToGlobal(QPoint(0, 0)))

    def spoken_at(self, x: int, y: int) -> int | None:
        inside = self.viewport().mapFromGlobal(QPoint(x, y))
        row = self.row_at(inside.y()) if self.viewport().rect().contains(inside) else None
        return None if row is None else row.number

    def spoken_current(self) -> int | None:
        return self._current


@dataclass(frozen=True, slots=True)
class _Found:
    """What the mouse is over."""

    index: int
    card: PostCard
    part: Part | None
    span: Span | None

    @property
    def hint(self) -> str:
        """The tooltip, as HTML that holds nothing but escaped text; '' for none."""
        hints = {
            Part.NAME: f"{self.card.name}\n{self.card.handle}",
            Part.HANDLE: self.card.handle,
            Part.BADGE: self.card.badge,
            Part.QUESTION: self.card.filed_by,
        }
        words = self.span.target if self.span is not None else hints.get(self.part, "") if self.part else ""
        return f"<qt>{html.escape(words[:LONGEST_HINT])}</qt>".replace("\n", "<br>") if words.strip() else ""


LONGEST_HINT = 500

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MODIFIERS = ~Qt.KeyboardModifier.KeypadModifier
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
