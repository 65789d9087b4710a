"""The keys of the desk, each with what it does: the shortcuts and the sheet on F1 come from the same list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from buddy_console.qt.theme import GRID


@dataclass(frozen=True, slots=True)
class Key:
    """``sequences`` are Qt key sequences that do the same; ``words`` say what."""

    sequences: tuple[str, ...]
    words: str
    act: Callable[[], object]


def install(keys: list[Key], window: QWidget) -> list[QShortcut]:
    """Make the keys work in every window of the program. A text field keeps the letters that it is given."""
    shortcuts = []
    for key in keys:
        for sequence in key.sequences:
            shortcut = QShortcut(QKeySequence(sequence), window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(key.act)
            shortcuts.append(shortcut)
    return shortcuts


class KeySheet(QFrame):
    """The sheet of keys, laid over the window. F1 or Esc puts it away; it never blocks anything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("card", "true")
        self.setAccessibleName(QCoreApplication.translate("desk", "Keys"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        body = QWidget()
        body.setLayout(self._grid)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.addWidget(area)
        self.hide()

    def fill(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """Show groups of (keys, what they do), each under a heading, in two columns."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        rows = [0, 0]
        for title, entries in groups:
            column = 0 if rows[0] <= rows[1] else 1
            heading = QLabel(title)
            heading.setProperty("kind", "heading")
            self._grid.addWidget(heading, rows[column], 2 * column, 1, 2)
            rows[column] += 1
            for keys, words in entries:
                shown = QLabel(keys)
                shown.setProperty("kind", "key")
                self._grid.addWidget(shown, rows[column], 2 * column)
                self._grid.addWidget(QLabel(words), rows[column], 2 * column + 1)
                rows[column] += 1
        self._grid.setRowStretch(max(rows), 1)

    def toggle(self) -> None:
        if self.isVisible():
            self.hide()
            return
        area = self._window.rect()
        self.setGeometry(area.adjusted(area.width() // 16, 3 * GRID, -area.width() // 16, -3 * GRID))
        self.show()
        self.raise_()
