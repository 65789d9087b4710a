"""Fonts, measures and prepared pieces of text that all rows of one feed share."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QStaticText, QTextCharFormat, QTextOption, QTransform

from buddy_console.qt.theme import Theme

LONGEST_LABEL = 200
"""Code points of a name, handle or badge that are looked at; more than any row shows."""

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Ink(StrEnum):
    """The weights and sizes of type in a row."""

    NAME = "name"
    BODY = "body"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text, elided and shaped once, drawn often. ``width`` is in logical pixels."""

    text: str
    ink: Ink
    width: int
    shaped: QStaticText


class PostMetrics:
    """Everything that a post's layout depends on besides the post and the width.

    ``right_to_left`` mirrors the row; the text of a post keeps its own direction.
    """

    def __init__(self, theme: Theme, family: QFont, *, right_to_left: bool = False) -> None:
        self.theme = theme
        self.right_to_left = right_to_left
        self.fonts = {
            Ink.NAME: _font(family, theme.type_body, QFont.Weight.DemiBold),
            Ink.BODY: _font(family, theme.type_body, QFont.Weight.Normal),
            Ink.SMALL: _font(family, theme.type_small, QFont.Weight.Normal),
        }
        self._measures = {ink: QFontMetricsF(font) for ink, font in self.fonts.items()}
        self.heights = {ink: ceil(measure.height()) for ink, measure in self._measures.items()}
        self.line_step = max(self.heights[Ink.BODY], ceil(theme.type_body * 1.45))
        self.link_format = _format(theme.link, is_underlined=theme.link_underlined)
        self.quiet_format = _format(theme.muted)
        self.natural = lru_cache(maxsize=1000)(self._natural)
        self.label = lru_cache(maxsize=1000)(self._label)

    def _label(self, text: str, ink: Ink, most: int) -> Label:
        """The text on one line, elided to at most ``most`` pixels."""
        natural = self.natural(text, ink)
        return natural if natural.width <= most else self._shape(self._elided(natural.text, ink, most), ink)

    def _natural(self, text: str, ink: Ink) -> Label:
        """The text on one line, as wide as it is."""
        return self._shape(one_line(text), ink)

    def _elided(self, text: str, ink: Ink, most: int) -> str:
        return self._measures[ink].elidedText(text, Qt.TextElideMode.ElideRight, most)

    def _shape(self, text: str, ink: Ink) -> Label:
        shaped = QStaticText(text)
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute))
        shaped.prepare(QTransform(), self.fonts[ink])
        return Label(text, ink, ceil(shaped.size().width()), shaped)


def one_line(text: str) -> str:
    """A hostile label as one harmless line: no control characters, none that turns the direction of others."""
    return _UNSEEN.sub(" ", text[:LONGEST_LABEL]).strip()


def _font(family: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _format(colour: str, *, is_underlined: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(colour))
    look.setFontUnderline(is_underlined)
    return look
