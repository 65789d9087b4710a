"""The tokens keep their promises: contrast, one scale of sizes, focus that can be seen."""

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from buddy_console.qt.theme import DARK, GRID, LIGHT, contrast, palette, style_sheet, theme_for

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#FFFFFF", "#000000", 21.0), ("#777777", "#FFFFFF", 4.48), ("#56B4E9", "#56B4E9", 1.0)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@THEMES
def test_every_text_is_readable_on_every_background(theme):
    assert {pair: contrast(*pair) for pair in theme.text_pairs if contrast(*pair) < 4.5} == {}


@THEMES
def test_what_the_audience_reads_reaches_seven_to_one(theme):
    assert {pair: contrast(*pair) for pair in theme.wall_pairs if contrast(*pair) < 7} == {}


@THEMES
def test_outlines_and_focus_stand_out_from_every_background(theme):
    for ground in (theme.window, theme.surface, theme.raised, theme.selection):
        assert contrast(theme.edge, ground) >= 3
        assert contrast(theme.focus, ground) >= 3


def test_the_colours_are_those_of_okabe_and_ito():
    for theme in (DARK, LIGHT):
        assert (theme.sky, theme.orange, theme.yellow) == ("#56B4E9", "#E69F00", "#F0E442")
    assert (DARK.window, DARK.text, LIGHT.text) == ("#101418", "#FFFFFF", "#000000")


def test_the_sizes_of_type_are_four_and_the_grid_is_eight():
    sizes = (DARK.type_small, DARK.type_body, DARK.type_title, DARK.type_display)
    assert all(one < other for one, other in pairwise(sizes))
    assert GRID == 8
    assert {int(size) for size in re.findall(r"font-size: (\d+)px", style_sheet(DARK))} <= set(sizes)


@THEMES
def test_the_palette_is_readable_also_when_disabled(theme):
    colours = palette(theme)
    role = QPalette.ColorRole
    pairs = [(role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button)]
    pairs += [(role.HighlightedText, role.Highlight), (role.ToolTipText, role.ToolTipBase)]
    pairs += [(role.PlaceholderText, role.Base), (role.Link, role.Base)]
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
        for ink, ground in pairs:
            assert contrast(colours.color(group, ink).name(), colours.color(group, ground).name()) >= 4.5


@THEMES
def test_the_style_sheet_uses_the_tokens_and_no_other_colour(theme):
    tokens = {getattr(theme, name) for name in theme.__slots__}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(theme))) <= tokens
    assert "%(" not in style_sheet(theme)


def test_the_systems_scheme_chooses_the_theme():
    assert theme_for(Qt.ColorScheme.Light) is LIGHT
    assert theme_for(Qt.ColorScheme.Dark) is DARK
    assert theme_for(Qt.ColorScheme.Unknown) is DARK


@THEMES
@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QCheckBox, QComboBox])
def test_keyboard_focus_can_be_seen(qtbot, theme, kind):
    window = QWidget()
    qtbot.addWidget(window)
    window.setPalette(palette(theme))
    window.setStyleSheet(style_sheet(theme))
    widget, other = kind(), QPushButton()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(widget)
    window.show()
    window.activateWindow()
    other.setFocus()
    without = widget.grab().toImage()
    widget.setFocus()
    QApplication.processEvents()
    with_focus = widget.grab().toImage()
    middle = with_focus.height() // 2
    assert without.size() == with_focus.size()
    assert with_focus.pixelColor(1, middle).name().upper() == theme.focus
    assert without.pixelColor(1, middle).name().upper() != theme.focus


@THEMES
def test_the_primary_button_wears_the_accent_and_no_other_does(qtbot, theme):
    for is_primary in (True, False):
        button = QPushButton("Publish")
        qtbot.addWidget(button)
        button.setProperty("primary", is_primary)
        button.setStyleSheet(style_sheet(theme))
        button.show()
        ground = button.grab().toImage().pixelColor(6, 6).name().upper()
        assert (ground == theme.accent) is is_primary
