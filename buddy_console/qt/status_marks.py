"""The five shapes that say how far somebody has come, drawn at any size."""

import math
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from buddy_console.qt.theme import Theme


class Mark(StrEnum):
    """What a shape says about a pair or a person. The shape alone says it; the colour only repeats it."""

    NOBODY = "nobody"
    BUDDY = "buddy"
    NEWBIE = "newbie"
    FIRST_POST = "first post"
    NEEDS_HELP = "needs help"


def mark_words(mark: Mark) -> str:
    """What the shape means, for tooltips, legends and screen readers."""
    translate = QCoreApplication.translate
    return {
        Mark.NOBODY: translate("qt", "Nobody has posted"),
        Mark.BUDDY: translate("qt", "Only the buddy has posted"),
        Mark.NEWBIE: translate("qt", "The first-timer has posted"),
        Mark.FIRST_POST: translate("qt", "First post ever"),
        Mark.NEEDS_HELP: translate("qt", "Needs help"),
    }[mark]


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, theme: Theme) -> None:
    """Draw the mark in the largest square in the middle of the rectangle, and nothing outside of it."""
    fill = QColor({Mark.FIRST_POST: theme.yellow, Mark.NEEDS_HELP: theme.orange}.get(mark, theme.sky))
    line = QColor(theme.outline) if theme.fills_outlined else fill
    paint_shape(painter, rect, mark, fill, QColor(theme.muted) if mark is Mark.NOBODY else line)


def paint_shape(painter: QPainter, rect: QRectF, mark: Mark, fill: QColor, line: QColor) -> None:
    """Draw the mark in other colours, for example on a coloured chip."""
    side = math.floor(min(rect.width(), rect.height()))
    stroke = max(1.5, side / 10)
    left, top = round(rect.center().x() - side / 2), round(rect.center().y() - side / 2)
    square = QRectF(left, top, side, side).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
    _DRAW[mark](painter, square, QBrush(fill))
    painter.restore()


def _ring(painter: QPainter, square: QRectF, _fill: QBrush) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(square)


def _half(painter: QPainter, square: QRectF, fill: QBrush) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPie(square, 90 * 16, 180 * 16)
    painter.restore()
    _ring(painter, square, fill)


def _disc(painter: QPainter, square: QRectF, fill: QBrush) -> None:
    painter.setBrush(fill)
    painter.drawEllipse(square)


def _star(painter: QPainter, square: QRectF, fill: QBrush) -> None:
    painter.setBrush(fill)
    radius = square.width() / 2
    centre = square.center() + QPointF(0, radius * 0.06)
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.45
        turn = math.pi * corner / 5
        points.append(centre + QPointF(reach * math.sin(turn), -reach * math.cos(turn)))
    painter.drawPolygon(QPolygonF(points))


def _triangle(painter: QPainter, square: QRectF, fill: QBrush) -> None:
    painter.setBrush(fill)
    height = square.width() * 0.9
    base = square.top() + (square.height() + height) / 2
    top = QPointF(square.center().x(), base - height)
    painter.drawPolygon(QPolygonF([top, QPointF(square.right(), base), QPointF(square.left(), base)]))


_DRAW = {
    Mark.NOBODY: _ring,
    Mark.BUDDY: _half,
    Mark.NEWBIE: _disc,
    Mark.FIRST_POST: _star,
    Mark.NEEDS_HELP: _triangle,
}
