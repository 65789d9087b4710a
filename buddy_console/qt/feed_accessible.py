"""The feed as screen readers see it: a list whose items are posts, made when they are asked for."""

from collections import OrderedDict
from functools import cache
from typing import Protocol, cast, runtime_checkable
from weakref import ref

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

MOST_ITEMS = 500
"""Items kept, so that a reader that walks through a hundred thousand posts does not fill the memory."""

# The bindings' types leave out that all of these may be missing.
_NO_ITEM = cast("QAccessibleInterface", None)
_NO_OBJECT = cast("QObject", None)
_NO_WINDOW = cast("QWindow", None)


@runtime_checkable
class Spoken(Protocol):
    """What a widget says of its rows; any widget that has these is a list to screen readers."""

    def spoken_count(self) -> int: ...

    def spoken_name(self, index: int, /) -> str: ...

    def spoken_rect(self, index: int, /) -> QRect:
        """On the screen; null where the row does not show."""

    def spoken_at(self, x: int, y: int, /) -> int | None:
        """The row at a place on the screen."""

    def spoken_current(self) -> int | None: ...


class SpokenList(QAccessibleWidget):
    """A list. Qt owns it and deletes it with the widget; the items are Qt's too, and are given back with it."""

    def __init__(self, widget: QWidget, rows: Spoken) -> None:
        super().__init__(widget, QAccessible.Role.List, "")
        self._rows = ref(rows)
        self._items: OrderedDict[int, SpokenItem] = OrderedDict()
        widget.destroyed.connect(self._forget)

    @property
    def rows(self) -> Spoken | None:
        """The widget's rows as long as it lives."""
        rows = self._rows()
        return rows if isValid(rows) else None

    def childCount(self) -> int:
        return self.rows.spoken_count() if self.rows is not None else 0

    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return _NO_ITEM
        item = self._items.get(index)
        if item is None:
            item = self._items[index] = SpokenItem(self, index)
            QAccessible.registerAccessibleInterface(item)
            if len(self._items) > MOST_ITEMS:
                self._give_back(self._items.popitem(last=False)[1])
        self._items.move_to_end(index)
        return item

    def indexOfChild(self, item: QAccessibleInterface) -> int:
        return item.index if isinstance(item, SpokenItem) and item.list is self else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        index = self.rows.spoken_at(x, y) if self.rows is not None else None
        return self.child(index) if index is not None else _NO_ITEM

    def focusChild(self) -> QAccessibleInterface:
        index = self.rows.spoken_current() if self.rows is not None else None
        return self.child(index) if index is not None else _NO_ITEM

    def _give_back(self, item: "SpokenItem") -> None:
        item.list = None
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))

    def _forget(self) -> None:
        while self._items:
            self._give_back(self._items.popitem()[1])


class SpokenItem(QAccessibleInterface):
    """One post, named "author, pair, text"."""

    def __init__(self, owner: SpokenList, index: int) -> None:
        super().__init__()
        self.list: SpokenList | None = owner
        self.index = index

    def _rows(self) -> Spoken | None:
        rows = self.list.rows if self.list is not None else None
        return rows if rows is not None and self.index < rows.spoken_count() else None

    def isValid(self) -> bool:
        return self._rows() is not None

    def object(self) -> QObject:
        return _NO_OBJECT

    def window(self) -> QWindow:
        return self.list.window() if self.list is not None else _NO_WINDOW

    def parent(self) -> QAccessibleInterface:
        return self.list or _NO_ITEM

    def child(self, _index: int) -> QAccessibleInterface:
        return _NO_ITEM

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        return _NO_ITEM

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        rows = self._rows()
        return rows.spoken_rect(self.index) if rows is not None else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        rows = self._rows()
        if rows is None:
            state.invalid = True
            return state
        state.focusable = state.selectable = state.readOnly = True
        state.offscreen = self.rect().isNull()
        state.focused = state.selected = rows.spoken_current() == self.index
        return state

    def text(self, kind: QAccessible.Text) -> str:
        rows = self._rows()
        return rows.spoken_name(self.index) if rows is not None and kind == QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """The names of posts cannot be changed."""


@cache
def install() -> None:
    """Let Qt ask for these lists. Needs a running application; once is enough for all."""
    QAccessible.installFactory(_interface_for)


def _interface_for(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    if isinstance(widget, QWidget) and isinstance(widget, Spoken):
        return SpokenList(widget, widget)
    return None
