"""The text of a post, wrapped, bounded in height, its links marked: plain text whatever it contains."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from buddy_console.domain.posts import Span
from buddy_console.qt.post_metrics import Ink, Label, PostMetrics

MOST_LINES = 12
LONGEST_TEXT = 4000
"""Code points that are shaped; more than twelve lines of any feed can hold."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END_OF_ISOLATE = "\u2068".encode("utf-16-le"), "\u2069".encode("utf-16-le")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class WrappedText:
    """A post's text at one width, ready to be drawn anywhere.

    At most `MOST_LINES` lines; ``more_rect`` is where ``more`` stands if that is not all of the text, else None.
    ``height`` is in logical pixels. Spans count code points; those outside of the text are ignored. With
    ``is_quiet`` links look like the rest; their ends still part the text, so that no line breaks elsewhere.
    """

    def __init__(
        self, text: str, spans: Sequence[Span], width: int, metrics: PostMetrics, more: Label, *, is_quiet: bool
    ) -> None:
        self.text = harmless(text[:LONGEST_TEXT])
        self.more = more
        self._is_cut = len(text) > LONGEST_TEXT
        self._from_right = reads_right_to_left(self.text)
        offsets = _utf16_offsets(self.text)
        kept = [span for span in spans if 0 <= span.start < span.end <= len(self.text)]
        self._spans = [(offsets[span.start], offsets[span.end], span) for span in kept]
        if self._from_right:
            self.text, self._spans = _isolated(self.text, self._spans)
        self._layout = QTextLayout(self.text, metrics.fonts[Ink.BODY])
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(_OPTIONS[self._from_right])
        if self._spans:
            look = metrics.quiet_format if is_quiet else metrics.link_format
            self._layout.setFormats([_marked(start, end, look) for start, end, _ in self._spans])
        self.more_rect: QRectF | None = None
        self.height = self._break(width, metrics.line_step)

    def _break(self, width: int, step: int) -> int:
        """Break into lines; returns the height."""
        length = _utf16_offsets(self.text)[-1]
        top, end, line = 0, 0, None
        self._layout.beginLayout()
        while end < length and self._layout.lineCount() < MOST_LINES:
            line = self._layout.createLine()
            line.setLineWidth(width)
            end = line.textStart() + line.textLength()
            is_last = (end < length or self._is_cut) and self._layout.lineCount() == MOST_LINES
            left = self._shorten(line, width) if is_last else 0
            room = max(ceil(line.height()), step)
            line.setPosition(QPointF(left, top + (room - line.height()) // 2))
            top += room
        if line is not None and (end < length or self._is_cut):
            self.more_rect = self._beside(line, width)
        self._layout.endLayout()
        return top

    def _shorten(self, line: QTextLine, width: int) -> int:
        """Leave room for "… more" at the end of the last line; returns where the line starts."""
        room = max(width - self.more.width, 1)
        line.setLineWidth(room)
        return width - room if self._from_right else 0

    def _beside(self, line: QTextLine, width: int) -> QRectF:
        written, room = line.naturalTextRect(), self.more.width
        left = written.left() - room if self._from_right else written.right()
        return QRectF(round(min(max(left, 0), max(width - room, 0))), line.y(), room, line.height())

    def span_at(self, point: QPointF) -> Span | None:
        """The link, mention or hashtag under a point given from the text's top left corner."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.naturalTextRect().contains(point):
                at = line.xToCursor(point.x(), QTextLine.CursorPosition.CursorOnCharacter)
                return next((span for start, end, span in self._spans if start <= at < end), None)
        return None

    def ink_rect(self) -> QRectF:
        """What the lines cover, from the text's top left corner."""
        return self._layout.boundingRect()

    def draw(self, painter: QPainter, at: QPointF, ink: QColor) -> None:
        """Draw the lines, without "… more"."""
        painter.setPen(ink)
        self._layout.draw(painter, at)


def harmless(text: str) -> str:
    """The text with line separators for line ends and without control characters, as long as it was."""
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return _CONTROL.sub(" ", text).replace("\n", "\u2028")


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction reads from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _option(direction: Qt.LayoutDirection, side: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    return option


_OPTIONS = {
    False: _option(Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
    True: _option(Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
}


def _utf16_offsets(text: str) -> Sequence[int]:
    """For each code point, and for the end, how many of Qt's 16-bit units come before it."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    return list(accumulate((1 + (letter > "\uffff") for letter in text), initial=0))


def _isolated(text: str, spans: list[tuple[int, int, Span]]) -> tuple[str, list[tuple[int, int, Span]]]:
    """Keep what runs the other way together: without this, the ``#`` of a hashtag stands at its end."""
    units, done = text.encode("utf-16-le"), 0
    parts: list[bytes] = []
    moved: list[tuple[int, int, Span]] = []
    for start, end, span in sorted(spans, key=lambda each: each[:2]):
        if start < done:
            continue
        parts += [units[2 * done : 2 * start], _ISOLATE, units[2 * start : 2 * end], _END_OF_ISOLATE]
        shift = 2 * len(moved) + 1
        moved.append((start + shift, end + shift, span))
        done = end
    return b"".join([*parts, units[2 * done :]]).decode("utf-16-le"), moved


def _marked(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    marked = QTextLayout.FormatRange()
    marked.start, marked.length, marked.format = start, end - start, look
    return marked
