"""Start: the desk's first painted window against a blank one, each in a process of its own."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RUNS = 9

_BLANK = """
import os
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        os._exit(0)
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

_DESK = """
import os, sys
from pathlib import Path
from buddy_console import app
from buddy_console.desk.window import DeskWindow
class Window(DeskWindow):
    def paintEvent(self, event):
        os._exit(0)
app.DeskWindow = Window
app.open_desk(Path(sys.argv[1]))
"""


def run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        blank, desk = [], []
        for number in range(_RUNS):
            blank.append(_seconds(_BLANK))
            desk.append(_seconds(_DESK, str(Path(folder) / f"{number}.buddy")))
    ratio = statistics.median(desk) / statistics.median(blank)
    return [
        ("desk's first window ÷ blank window (bar 1.25)", f"{ratio:.2f}"),
        ("blank window, median", f"{statistics.median(blank) * 1000:.0f} ms"),
        ("desk, median", f"{statistics.median(desk) * 1000:.0f} ms"),
    ]


def _seconds(script: str, *arguments: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun
