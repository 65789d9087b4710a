"""Draws one row of the feed from its layout; decides nothing but colours."""

from enum import Flag, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from buddy_console.qt.post_layout import CHIPS, STAR, Box, Part, PostLayout
from buddy_console.qt.post_metrics import Ink, Label, PostMetrics
from buddy_console.qt.status_marks import Mark, paint_shape
from buddy_console.qt.theme import GRID, Theme


class Look(Flag):
    """How a row stands out."""

    PLAIN = 0
    CURRENT = auto()
    FOCUSED = auto()


class PostPainter:
    """Paints rows with one set of metrics; keeps the colours that all rows share."""

    def __init__(self, metrics: PostMetrics) -> None:
        self._metrics = metrics
        self._theme = metrics.theme
        self._surface, self._selection = QColor(self._theme.surface), QColor(self._theme.selection)
        self._line, self._focus = QColor(self._theme.line), QPen(QColor(self._theme.focus), 2)
        self._text, self._muted = QColor(self._theme.text), QColor(self._theme.muted)
        self._link, self._on_fill = QColor(self._theme.link), QColor(self._theme.on_fill)
        self._chips = _chip_colours(self._theme)

    def paint(self, painter: QPainter, row: PostLayout, top: int, look: Look) -> None:
        """Paint the row with its top at ``top``; nothing is drawn outside of it.

        Letters can be stacked as high as a hostile author likes: the text cannot reach its author's name either.
        """
        whole = QRect(0, top, row.width, row.height)
        painter.fillRect(whole, self._selection if Look.CURRENT in look else self._surface)
        painter.fillRect(0, top + row.height - 1, row.width, 1, self._line)
        painter.translate(0, top)
        head = int(row.text_at.y())
        painter.setClipRect(0, 0, row.width, head)
        for box in row.boxes:
            self._paint_box(painter, box, is_quiet=row.card.hidden)
        painter.setClipRect(0, head - 2, row.width, row.height - head + 2)
        row.text.draw(painter, row.text_at, self._muted if row.card.hidden else self._text)
        if row.text.more_rect is not None:
            self._paint_more(painter, row.text.more_rect.translated(row.text_at), row.text.more)
        if Look.FOCUSED in look:
            painter.setClipRect(0, 0, row.width, row.height)
            painter.setPen(self._focus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(1, 1, row.width - 2, row.height - 3)
        painter.translate(0, -top)
        painter.setClipping(False)

    def _paint_box(self, painter: QPainter, box: Box, *, is_quiet: bool) -> None:
        ink = self._muted
        words = box.rect
        if box.part in CHIPS:
            words = self._paint_chip(painter, box)
            ink = self._on_fill if box.part in _FILLED else self._text
        elif box.part is Part.NAME and not is_quiet:
            ink = self._text
        painter.setPen(ink)
        painter.setFont(self._metrics.fonts[box.label.ink])
        rest = words.height() - self._metrics.heights[box.label.ink]
        to_left = box.part in CHIPS or self._metrics.right_to_left
        left = words.left() if to_left else words.right() - box.label.width
        painter.drawStaticText(QPointF(left, words.top() + rest // 2), box.label.shaped)

    def _paint_chip(self, painter: QPainter, box: Box) -> QRectF:
        """Draw the chip's box; returns where its words go."""
        fill, line = self._chips[box.part]
        painter.setPen(line)
        painter.setBrush(fill)
        painter.drawRoundedRect(box.rect.adjusted(0.5, 0.5, -0.5, -0.5), self._theme.radius, self._theme.radius)
        pad = (box.rect.width() - box.label.width) / 2
        if box.part is not Part.FIRST_POST:
            return box.rect.adjusted(pad, 0, 0, 0)
        return self._paint_star(painter, box)

    def _paint_star(self, painter: QPainter, box: Box) -> QRectF:
        pad = (box.rect.width() - box.label.width - STAR - GRID // 2) / 2
        from_right = self._metrics.right_to_left
        left = box.rect.right() - pad - STAR if from_right else box.rect.left() + pad
        star = QRectF(left, box.rect.top(), STAR, box.rect.height())
        paint_shape(painter, star, Mark.FIRST_POST, self._on_fill, self._on_fill)
        return box.rect.adjusted(pad + (0 if from_right else STAR + GRID // 2), 0, 0, 0)

    def _paint_more(self, painter: QPainter, at: QRectF, label: Label) -> None:
        painter.setPen(self._link)
        painter.setFont(self._metrics.fonts[label.ink])
        descent = self._metrics.heights[Ink.BODY] - self._metrics.heights[label.ink]
        painter.drawStaticText(QPointF(at.left(), at.top() + descent / 2), label.shaped)


_FILLED = frozenset({Part.HELD, Part.FIRST_POST, Part.STARRED})


def _chip_colours(theme: Theme) -> dict[Part, tuple[QColor, QColor]]:
    """The fill and the line of each chip."""
    empty, edge = QColor(Qt.GlobalColor.transparent), QColor(theme.edge)
    colours = {
        Part.BADGE: (QColor(theme.raised), edge),
        Part.QUESTION: (empty, edge),
        Part.HIDDEN: (empty, edge),
    }
    fills = {Part.HELD: theme.orange, Part.FIRST_POST: theme.yellow, Part.STARRED: theme.sky}
    for part, fill in fills.items():
        colours[part] = (QColor(fill), QColor(theme.outline if theme.fills_outlined else fill))
    return colours
