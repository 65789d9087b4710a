"""Start: the first painted window, and the desk, against a blank window, each in a process of its own."""

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

_FIRST = """
import os, sys
from buddy_console import opening
class Window(opening.OpeningWindow):
    def paintEvent(self, event):
        os._exit(0)
opening.OpeningWindow = Window
from buddy_console.cli import main
main(["open", sys.argv[1]])
"""

_DESK = """
import os, sys
from buddy_console.desk import window
class Window(window.DeskWindow):
    def paintEvent(self, event):
        os._exit(0)
window.DeskWindow = Window
from buddy_console.cli import main
main(["open", sys.argv[1]])
"""


def run() -> list[tuple[str, str]]:
    blank, first, desk = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_RUNS):
            path = str(Path(folder) / f"{number}.buddy")
            blank.append(_seconds(_BLANK))
            first.append(_seconds(_FIRST, path))
            desk.append(_seconds(_DESK, path))
    floor = statistics.median(blank)
    return [
        ("first window ÷ blank window (bar 1.25)", f"{statistics.median(first) / floor:.2f}"),
        ("desk, loaded and painted ÷ blank window", f"{statistics.median(desk) / floor:.2f}"),
        ("blank window, median", f"{floor * 1000:.0f} ms"),
        ("first window, median", f"{statistics.median(first) * 1000:.0f} ms"),
        ("desk, median", f"{statistics.median(desk) * 1000:.0f} ms"),
    ]


def _seconds(script: str, *arguments: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)
    return time.perf_counter() - begun
