"""The first window: painted before anything else is loaded, and the place for a sentence if nothing can be."""

import sys

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class OpeningWindow(QWidget):
    """Stands where the desk will stand, in the system's colours. Closing it is what ends a failed start."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Buddy Console")
        self.resize(1366, 768)
        self.is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.is_painted = True

    def explain(self, sentence: str) -> None:
        """Say why the session cannot be opened, and stay until the window is closed."""
        # Words and colours wait until here: loading them takes as long as painting the window.
        from PySide6.QtWidgets import QLabel, QVBoxLayout

        from buddy_console.qt.theme import GRID

        words = QLabel(sentence)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8 * GRID, 8 * GRID, 8 * GRID, 8 * GRID)
        layout.addWidget(words)
        # No task runs yet: this is the one place where a loop inside a function starves nobody.
        while self.isVisible():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def show_first_window(theme: str = "auto") -> OpeningWindow:
    """Make the application, and paint a window at once; ``theme`` is "dark", "light" or the system's."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Buddy Console")
    window = OpeningWindow()
    if theme != "auto":
        from buddy_console.qt.theme import named_theme, palette

        window.setPalette(palette(named_theme(theme)))
    window.show()
    for _ in range(20):
        if window.is_painted:
            break
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    return window
