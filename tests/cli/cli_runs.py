"""Runs the real command in a process of its own."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


def run(*arguments: object, folder: Path, timeout: float = 120, **environment: str) -> Run:
    """`buddy-console ARGUMENTS` in a folder, without a display."""
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONUTF8": "1", "XDG_DATA_HOME": str(folder), "PYTHONWARNINGS": "error"} | environment
    env.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "buddy_console", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=timeout, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by the titles of its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
