"""Where everything in one row of the feed goes, computed once for a card and a width."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from buddy_console.domain.posts import Span
from buddy_console.qt.post_card import PostCard, flag_words
from buddy_console.qt.post_metrics import Ink, Label, PostMetrics
from buddy_console.qt.post_text import WrappedText
from buddy_console.qt.theme import GRID

__all__ = ["Box", "Part", "PostCard", "PostLayout", "PostMetrics", "layout"]

NARROWEST = 160
"""Logical pixels; a row is laid out for at least this width, whatever the view has."""

STAR = 14
"""Logical pixels; the side of the star in the chip of a first post."""

_SIDE = 2 * GRID
_CHIP_PAD = GRID - 2
_LEAST_HANDLE = 8 * GRID
_LEAST_NAME = 4 * GRID
_TIME = 6 * GRID


class Part(StrEnum):
    """The parts of a row that a pointer can be over. The flags bear the names of the card's fields."""

    NAME = "name"
    HANDLE = "handle"
    TIME = "time"
    QUESTION = "question"
    BADGE = "badge"
    TEXT = "text"
    MORE = "more"
    HELD = "held"
    HIDDEN = "hidden"
    FIRST_POST = "first_post"
    STARRED = "starred"
    PAPER = "paper"
    EDITED = "edited"


CHIPS = frozenset({Part.QUESTION, Part.BADGE, Part.HELD, Part.HIDDEN, Part.FIRST_POST, Part.STARRED})
"""The parts that are drawn in a box of their own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label in its place; ``rect`` counts from the row's top left corner and holds the chip's padding."""

    part: Part
    rect: QRectF
    label: Label


@dataclass(frozen=True, slots=True)
class PostLayout:
    """A row's geometry in logical pixels. ``text_at`` is the top left corner of the text."""

    card: PostCard
    width: int
    height: int
    boxes: tuple[Box, ...]
    text: WrappedText
    text_at: QPointF

    def part_at(self, point: QPointF) -> Part | None:
        """What is under a point given from the row's top left corner."""
        for box in self.boxes:
            if box.rect.contains(point):
                return box.part
        inside = point - self.text_at
        if self.text.more_rect is not None and self.text.more_rect.contains(inside):
            return Part.MORE
        return Part.TEXT if self.text.ink_rect().contains(inside) else None

    def span_at(self, point: QPointF) -> Span | None:
        """The link, mention or hashtag under a point given from the row's top left corner."""
        return self.text.span_at(point - self.text_at)


def layout(card: PostCard, width: int, metrics: PostMetrics) -> PostLayout:
    """Lay a card out for a row ``width`` logical pixels wide. No flag changes the height."""
    width = max(width, NARROWEST)
    first = metrics.heights[Ink.NAME]
    second = metrics.heights[Ink.SMALL] + GRID // 2
    text_top = GRID + first + GRID // 2 + second + GRID // 2
    boxes = [*_first_line(card, width, metrics), *_second_line(card, width, GRID + first + GRID // 2, metrics)]
    if metrics.right_to_left:
        boxes = [Box(box.part, _mirrored(box.rect, width), box.label) for box in boxes]
    more = metrics.natural(QCoreApplication.translate("qt", "… more"), Ink.SMALL)
    text = WrappedText(card.text, card.spans, width - 2 * _SIDE, metrics, more, is_quiet=card.hidden)
    height = text_top + text.height + GRID + GRID // 2
    return PostLayout(card, width, height, tuple(boxes), text, QPointF(_SIDE, text_top))


def _first_line(card: PostCard, width: int, metrics: PostMetrics) -> list[Box]:
    """Name on the left; question and time on the right, the time in a column of its own."""
    line = QRectF(_SIDE, GRID, width - 2 * _SIDE, metrics.heights[Ink.NAME])
    beside = line.adjusted(_LEAST_NAME, 0, 0, 0)
    boxes, right = _from_right([(Part.TIME, card.time_text), (Part.QUESTION, card.question)], beside, metrics)
    name = metrics.label(card.name or card.handle, Ink.NAME, int(right - line.left()))
    return [*boxes, Box(Part.NAME, QRectF(line.left(), line.top(), name.width, line.height()), name)]


def _second_line(card: PostCard, width: int, top: float, metrics: PostMetrics) -> list[Box]:
    """Handle on the left; flags and the pair on the right. What has no room is left out, least important first."""
    line = QRectF(_SIDE, top, width - 2 * _SIDE, metrics.heights[Ink.SMALL] + GRID // 2)
    flags = [(Part(flag), word) for flag, word in flag_words(card)]
    wanted = sum(_room(part, metrics.natural(word, Ink.SMALL)) + GRID for part, word in flags)
    spare = int(line.width()) - wanted - (_LEAST_HANDLE if card.handle else 0)
    badge = metrics.label(card.badge, Ink.SMALL, max(spare, 12 * GRID) - _room(Part.BADGE, None))
    boxes, right = _from_right([(Part.BADGE, badge.text), *flags], line, metrics)
    handle = metrics.label(card.handle, Ink.SMALL, max(int(right - line.left()), 0))
    if handle.width > right - line.left():
        return boxes
    return [*boxes, Box(Part.HANDLE, QRectF(line.left(), line.top(), handle.width, line.height()), handle)]


def _from_right(parts: list[tuple[Part, str]], line: QRectF, metrics: PostMetrics) -> tuple[list[Box], float]:
    """Boxes from the right edge to the left as far as there is room, and how far the rest of the line may go."""
    boxes: list[Box] = []
    right = line.right()
    for part, words in parts:
        label = metrics.label(words, Ink.SMALL, int(line.width()) - _room(part, None))
        room = _room(part, label)
        if not words or room > right - line.left():
            continue
        boxes.append(Box(part, QRectF(right - room, line.top(), room, line.height()), label))
        right -= room + GRID
    return boxes, right


def _room(part: Part, label: Label | None) -> int:
    """How wide the box of a part is around its label."""
    words = label.width if label is not None else 0
    if part is Part.TIME:
        return max(words, _TIME)
    if part not in CHIPS:
        return words
    return words + 2 * _CHIP_PAD + (STAR + GRID // 2 if part is Part.FIRST_POST else 0)


def _mirrored(rect: QRectF, width: int) -> QRectF:
    return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height())
