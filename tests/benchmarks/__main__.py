"""Measures and prints one table: `python -m tests.benchmarks [NAME …]`."""

import importlib
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


def main(wanted: list[str]) -> None:
    folder = Path(__file__).parent
    sys.path.insert(0, str(folder.parent))
    names = sorted(path.stem for path in folder.glob("bench_*.py"))
    for name in names:
        if wanted and name.removeprefix("bench_") not in wanted:
            continue
        rows = importlib.import_module(f"tests.benchmarks.{name}").run()
        width = max((len(what) for what, _ in rows), default=0)
        print(f"\n{name.removeprefix('bench_').replace('_', ' ')}")
        for what, figure in rows:
            print(f"  {what:<{width}}  {figure}")


if __name__ == "__main__":
    main(sys.argv[1:])
