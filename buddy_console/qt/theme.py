"""Tokens for colour, type and space, in a dark and a light set, and what Qt makes of them."""

from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

GRID = 8
"""Logical pixels; gaps and paddings are multiples of this, or half of it inside one line."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of tokens. Colours are ``#RRGGBB``, so that QML can use them too; sizes are logical pixels.

    ``line`` only separates; ``edge`` draws the outline of a control and stands out from every background by 3:1.
    ``sky``, ``orange`` and ``yellow`` (Okabe and Ito) fill a shape; ``on_fill`` is the text on such a fill, and
    ``outline`` the line around it where ``fills_outlined`` says so. ``link`` is underlined where
    ``link_underlined`` says so.
    """

    name: Literal["dark", "light"]
    window: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    selection: str
    focus: str
    link: str
    link_underlined: bool
    sky: str
    orange: str
    yellow: str
    on_fill: str
    outline: str
    fills_outlined: bool
    type_small: int = 13
    type_body: int = 15
    type_title: int = 20
    type_display: int = 28
    radius: int = 4

    @property
    def accent(self) -> str:
        """The one accent: the primary button, the chosen tab, progress."""
        return self.sky

    @property
    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text colour with every background it is set on; each reaches 4.5:1."""
        grounds = (self.window, self.surface, self.raised, self.selection)
        inks = (self.text, self.muted, self.link)
        fills = (self.sky, self.orange, self.yellow)
        return (*((ink, ground) for ink in inks for ground in grounds), *((self.on_fill, fill) for fill in fills))

    @property
    def wall_pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that an audience screen uses; each reaches 7:1."""
        fills = (self.sky, self.orange, self.yellow)
        inks = (self.text, self.muted, self.link)
        return (*((ink, self.window) for ink in inks), *((self.on_fill, fill) for fill in fills))


DARK = Theme(
    name="dark",
    window="#101418",
    surface="#171D24",
    raised="#232C35",
    line="#33404C",
    edge="#7F8F9E",
    text="#FFFFFF",
    muted="#B8C4CE",
    selection="#1C3B4F",
    focus="#FFFFFF",
    link="#7CC6F0",
    link_underlined=False,
    sky="#56B4E9",
    orange="#E69F00",
    yellow="#F0E442",
    on_fill="#101418",
    outline="#101418",
    fills_outlined=False,
)

LIGHT = Theme(
    name="light",
    window="#F4F6F8",
    surface="#FFFFFF",
    raised="#E6EBEF",
    line="#CBD3DA",
    edge="#5F6D79",
    text="#000000",
    muted="#3E4A54",
    selection="#D3EAF8",
    focus="#000000",
    link="#000000",
    link_underlined=True,
    sky="#56B4E9",
    orange="#E69F00",
    yellow="#F0E442",
    on_fill="#000000",
    outline="#000000",
    fills_outlined=True,
)


def theme_for(scheme: Qt.ColorScheme) -> Theme:
    """The set that goes with the system's colour scheme; dark where the system has no opinion."""
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def named_theme(name: str) -> Theme:
    """The set called "dark" or "light"; for "auto" the one that goes with the system."""
    if name == "auto":
        return theme_for(QGuiApplication.styleHints().colorScheme())
    return LIGHT if name == "light" else DARK


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(theme: Theme) -> QPalette:
    """The palette for the Fusion style; what is disabled is muted, never invisible."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.Light: theme.raised,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.line,
        role.Shadow: theme.window,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.muted))
    return result


def style_sheet(theme: Theme) -> str:
    """The style sheet over the Fusion style.

    A button with the dynamic property ``primary`` set to true is the one main action of its panel. A list or tab
    bar with the object name ``rail`` is the navigation along the window's side.
    """
    parts = (_FRAMES, _BUTTONS, _FIELDS, _TABLES, _TABS, _SCROLL_BARS)
    values = {field.name: getattr(theme, field.name) for field in fields(theme)}
    values |= {"accent": theme.accent, "accent_line": theme.outline if theme.fills_outlined else theme.accent}
    return "".join(part % values for part in parts)


_FRAMES = """
QWidget { font-size: %(type_body)dpx; }
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(edge)s; padding: 4px 8px; }
QLabel[type="small"] { font-size: %(type_small)dpx; }
QLabel[type="title"] { font-size: %(type_title)dpx; font-weight: 600; }
QLabel[type="display"] { font-size: %(type_display)dpx; font-weight: 600; }
QLabel[muted="true"] { color: %(muted)s; }
QFrame#rail { background: %(window)s; border: none; }
"""

_BUTTONS = """
QPushButton, QToolButton {
    min-height: 24px; padding: 3px 15px; border: 1px solid %(edge)s; border-radius: %(radius)dpx;
    background: %(raised)s; color: %(text)s;
}
QToolButton { padding: 3px 7px; }
QPushButton:hover, QToolButton:hover { border-color: %(text)s; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: %(selection)s; }
QPushButton:disabled, QToolButton:disabled { color: %(muted)s; border-color: %(line)s; background: %(surface)s; }
QPushButton[primary="true"] {
    background: %(accent)s; color: %(on_fill)s; border-color: %(accent_line)s; font-weight: 600;
}
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed { border-color: %(text)s; }
QPushButton[primary="true"]:disabled { background: %(surface)s; color: %(muted)s; border-color: %(line)s; }
QPushButton:focus { border: 2px solid %(focus)s; padding: 2px 14px; }
QToolButton:focus { border: 2px solid %(focus)s; padding: 2px 6px; }
#rail QToolButton { border: 2px solid transparent; background: transparent; padding: 6px 14px; color: %(muted)s; }
#rail QToolButton:hover { color: %(text)s; }
#rail QToolButton:checked { background: %(selection)s; color: %(text)s; border-left: 4px solid %(accent)s; }
#rail QToolButton:focus { border: 2px solid %(focus)s; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: %(radius)dpx; padding: 2px; spacing: 8px; }
QCheckBox:focus, QRadioButton:focus { border-color: %(focus)s; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid %(edge)s; border-radius: 3px; background: %(surface)s;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    padding: 2px; width: 10px; height: 10px; background: %(accent)s; background-clip: content;
    background-origin: content; border-color: %(text)s;
}
QRadioButton::indicator:checked {
    border-color: %(text)s; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0.64 %(accent)s, stop: 0.74 %(surface)s);
}
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit {
    border: 1px solid %(edge)s; border-radius: %(radius)dpx; padding: 3px 7px;
    background: %(surface)s; color: %(text)s; selection-background-color: %(accent)s;
    selection-color: %(on_fill)s;
}
QLineEdit { min-height: 24px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %(focus)s; padding: 2px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: %(muted)s; border-color: %(line)s; }
QComboBox, QAbstractSpinBox {
    min-height: 24px; padding: 3px 7px; border: 1px solid %(edge)s; border-radius: %(radius)dpx;
    background: %(surface)s; color: %(text)s; selection-background-color: %(accent)s; selection-color: %(on_fill)s;
}
QComboBox { background: %(raised)s; }
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid %(focus)s; padding: 2px 6px; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: %(muted)s; border-color: %(line)s; }
QComboBox::drop-down { border: none; width: 24px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 24px; }
QComboBox::down-arrow, QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: 10px; height: 5px; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow {
    background: qconicalgradient(cx: 0.5, cy: 1, angle: 0, stop: 0.174 transparent, stop: 0.178 %(text)s,
        stop: 0.322 %(text)s, stop: 0.326 transparent);
}
QAbstractSpinBox::up-arrow {
    background: qconicalgradient(cx: 0.5, cy: 0, angle: 0, stop: 0.674 transparent, stop: 0.678 %(text)s,
        stop: 0.822 %(text)s, stop: 0.826 transparent);
}
QAbstractSpinBox QLineEdit { border: none; padding: 0 4px; min-height: 0; background: transparent; }
"""

_TABLES = """
QTableView, QTreeView, QListView, FeedView {
    border: 2px solid %(line)s; background: %(surface)s; alternate-background-color: %(window)s;
    gridline-color: %(line)s; selection-background-color: %(selection)s; selection-color: %(text)s; outline: none;
}
QTableView:focus, QTreeView:focus, QListView:focus, FeedView:focus { border-color: %(focus)s; }
QHeaderView { background: %(window)s; }
QHeaderView::section {
    background: %(window)s; color: %(muted)s; border: none; border-bottom: 1px solid %(line)s; padding: 4px 8px;
    font-size: %(type_small)dpx; font-weight: 600;
}
QTableView::item { padding: 0 8px; }
QTableView::item:focus { border: 2px solid %(focus)s; padding: 0 6px; }
QTableCornerButton::section { background: %(window)s; border: none; }
"""

_TABS = """
QTabWidget::pane { border: none; border-top: 1px solid %(line)s; }
QTabBar::tab { padding: 6px 14px; color: %(muted)s; border: 2px solid transparent; background: transparent; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:selected { color: %(text)s; border-bottom-color: %(accent)s; }
QTabBar::tab:focus { border-color: %(focus)s; }
"""

_SCROLL_BARS = """
QScrollBar { background: %(surface)s; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: %(edge)s; border-radius: 4px; margin: 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
