"""Renders the pictures of the README anew: `python -m tests.pictures`."""

import shutil
import tempfile
from pathlib import Path

from buddy_console.pictures import render_screens

SHOWN = ("desk-live", "desk-register", "wall-feed")


def main() -> None:
    target = Path(__file__).parent.parent / "resources" / "pictures"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        render_screens(Path(folder), sizes=["1366x768"], themes=["dark"])
        for name in SHOWN:
            shutil.copy(Path(folder) / f"{name}-dark-1366x768.png", target / f"{name}.png")


if __name__ == "__main__":
    main()
