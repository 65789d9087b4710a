"""Ranges of table rows, so that a model tells its views once about many rows."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex


def contiguous(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last row of each unbroken run in sorted rows."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield rows[start], rows[at - 1]
            start = at


def one_block(before: Sequence[str], after: Sequence[str]) -> tuple[int, int] | None:
    """The first and last row of the one block by which ``after`` is longer; None where there is more to it."""
    more = len(after) - len(before)
    if more <= 0:
        return None
    first = next((row for row, old in enumerate(before) if after[row] != old), len(before))
    return (first, first + more - 1) if after[first + more :] == before[first:] else None
