"""The status shapes differ without their colours, and stay in their rectangle at any size."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from buddy_console.qt.status_marks import Mark, mark_words, paint_mark
from buddy_console.qt.theme import DARK, LIGHT

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


def picture(mark, theme, size=32, rect=None):
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        paint_mark(painter, rect or QRectF(0, 0, size, size), mark, theme)
    return image


def ink(image):
    """The pixels that are at least half covered, whatever their colour."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {point for point in points if image.pixelColor(*point).alpha() > 127}


@THEMES
@pytest.mark.parametrize("size", [12, 16, 24, 64])
def test_any_two_shapes_differ_without_colour(theme, size):
    shapes = {mark: ink(picture(mark, theme, size)) for mark in Mark}
    for one, other in combinations(Mark, 2):
        assert len(shapes[one] ^ shapes[other]) >= size * size * 0.08, (one, other)


@THEMES
def test_the_circles_are_empty_half_full_and_full(theme):
    nobody, buddy, newbie = (picture(mark, theme) for mark in (Mark.NOBODY, Mark.BUDDY, Mark.NEWBIE))
    filled = QColor(theme.sky)
    assert nobody.pixelColor(16, 16).alpha() == 0
    assert buddy.pixelColor(10, 16) == filled
    assert buddy.pixelColor(22, 16).alpha() == 0
    assert newbie.pixelColor(10, 16) == newbie.pixelColor(22, 16) == filled


@THEMES
def test_the_star_is_yellow_and_the_triangle_orange(theme):
    star, triangle = picture(Mark.FIRST_POST, theme), picture(Mark.NEEDS_HELP, theme)
    assert star.pixelColor(16, 16) == QColor(theme.yellow)
    assert star.pixelColor(3, 3).alpha() == star.pixelColor(16, 30).alpha() == 0
    assert triangle.pixelColor(16, 20) == QColor(theme.orange)
    assert triangle.pixelColor(3, 8).alpha() == triangle.pixelColor(28, 8).alpha() == 0


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.NOBODY])
def test_on_light_every_fill_has_a_black_outline(mark):
    image = picture(mark, LIGHT, 64)
    first = next(x for x in range(64) if image.pixelColor(x, 34).alpha() == 255)
    assert image.pixelColor(first, 34) == QColor(LIGHT.outline)


@given(
    mark=st.sampled_from(Mark),
    left=st.floats(0, 20),
    top=st.floats(0, 20),
    width=st.floats(6, 70),
    height=st.floats(6, 70),
)
def test_nothing_is_drawn_outside(mark, left, top, width, height):
    inside = QRectF(left, top, width, height)
    around = inside.toAlignedRect()
    assert all(around.contains(*point) for point in ink(picture(mark, LIGHT, 96, inside)))


def test_painting_twice_gives_the_same_picture():
    for mark in Mark:
        assert picture(mark, DARK) == picture(mark, DARK)


def test_every_mark_has_words_of_its_own():
    assert len({mark_words(mark) for mark in Mark}) == len(Mark)
