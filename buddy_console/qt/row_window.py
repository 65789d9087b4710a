"""Which rows of a long list show, when only the heights of those rows may be asked for."""

from collections.abc import Callable
from typing import NamedTuple


class Placed(NamedTuple):
    """A row that shows: its number, and the pixel rows from ``top`` to ``bottom``, exclusive, within the view."""

    number: int
    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def place(anchor: int, top: int, count: int, extent: int, height_of: Callable[[int], int]) -> tuple[Placed, ...]:
    """The rows that show in a view ``extent`` pixels high when row ``anchor`` has its top at ``top``.

    There is never a gap above the first row, nor below the last as long as the rows fill the view: they are
    moved as little as is needed. Fewer rows than fill the view start at its top. Heights must be positive.
    """
    if not count or extent <= 0:
        return ()
    index = anchor
    while top > 0 and index > 0:
        index -= 1
        top -= height_of(index)
    rows, bottom = _downwards(index, min(top, 0), count, extent, height_of)
    if bottom < extent:
        rows = _settle(rows, extent - bottom, height_of)
    return tuple(rows)


def _downwards(
    index: int, top: int, count: int, extent: int, height_of: Callable[[int], int]
) -> tuple[list[Placed], int]:
    """The rows from ``index`` that show, the last row of all even if it does not, and where they end."""
    rows = []
    while index < count and top < extent:
        bottom = top + height_of(index)
        if bottom > 0 or index == count - 1:
            rows.append(Placed(index, top, bottom))
        index, top = index + 1, bottom
    return rows, top


def _settle(rows: list[Placed], gap: int, height_of: Callable[[int], int]) -> list[Placed]:
    """Move the rows down by ``gap`` and put earlier ones above, but leave no gap at the top."""
    rows = [Placed(index, top + gap, bottom + gap) for index, top, bottom in rows]
    while rows[0].top > 0 and rows[0].number > 0:
        index, top, _ = rows[0]
        rows.insert(0, Placed(index - 1, top - height_of(index - 1), top))
    excess = max(rows[0].top, 0)
    return [Placed(index, top - excess, bottom - excess) for index, top, bottom in rows]
