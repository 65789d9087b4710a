"""What a feed shows, and the layouts of its rows that were needed last."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol

from buddy_console.qt.post_layout import PostCard, PostLayout, PostMetrics, layout

MOST_LAYOUTS = 400


class FeedRows(Protocol):
    """The posts, oldest first. The view asks only for the rows that show."""

    def __len__(self) -> int: ...

    def card(self, index: int, /) -> PostCard: ...


class NoRows:
    """A feed without posts."""

    def __len__(self) -> int:
        return 0

    def card(self, index: int, /) -> PostCard:
        raise IndexError(index)


class RowLayouts:
    """The layouts of rows at one width, at most `MOST_LAYOUTS`, those used longest ago dropped first."""

    def __init__(self, rows: FeedRows, metrics: PostMetrics) -> None:
        self.rows = rows
        self.metrics = metrics
        self._width = 0
        self._kept: OrderedDict[int, PostLayout] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, index: int) -> PostLayout:
        found = self._kept.get(index)
        if found is not None:
            self._kept.move_to_end(index)
            return found
        made = self._kept[index] = layout(self.rows.card(index), self._width, self.metrics)
        if len(self._kept) > MOST_LAYOUTS:
            self._kept.popitem(last=False)
        return made

    def height(self, index: int) -> int:
        return self[index].height

    def widen(self, width: int) -> bool:
        """Lay out for this width from now on; False if that is the width already."""
        if width == self._width:
            return False
        self._width = width
        self._kept.clear()
        return True

    def forget(self, indexes: Iterable[int] | None = None) -> None:
        """Drop the layouts of these rows, or all of them."""
        if indexes is None:
            self._kept.clear()
            return
        for index in indexes:
            self._kept.pop(index, None)
