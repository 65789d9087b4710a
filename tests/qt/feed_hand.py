"""A feed on the screen, its rows, and a hand that points and looks, for the tests of the feed."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QImage,
)
from PySide6.QtWidgets import QApplication, QPushButton

from buddy_console.qt.feed_view import FeedView, PostCard

Key = Qt.Key


class Posts:
    """A feed in a list that counts which cards were asked for."""

    def __init__(self, count):
        self.cards = [card(index) for index in range(count)]
        self.asked = []

    def __len__(self):
        return len(self.cards)

    def card(self, index, /):
        self.asked.append(index)
        return self.cards[index]

    def add(self, view, count, **changes):
        self.cards += [replace(card(len(self.cards) + more), **changes) for more in range(count)]
        view.rows_appended(count)


def card(index):
    return PostCard(
        f"key{index}", f"Person {index}", f"@p{index}", "1 min", f"Post {index} " + "word " * (index * 7 % 40)
    )


class Watched(FeedView):
    """A feed that notes what it paints."""

    def __init__(self, *rest):
        self.painted = []
        super().__init__(*rest)

    def paintEvent(self, event):
        self.painted.append(event.rect())
        super().paintEvent(event)


def frame(view):
    """Let a frame pass: what waits is taken in, and painted."""
    view._frame_timer.stop()
    view._take_in()
    QApplication.processEvents()


def screen(view):
    """What is on the screen now, without painting it again."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def placed(view):
    return [(view._layouts[row.number].card.key, row.top) for row in view._window]


def enter(view, point):
    where = QPointF(point)
    QApplication.sendEvent(view.viewport(), QEnterEvent(where, where, QPointF(view.viewport().mapToGlobal(point))))


def leave(view):
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))


def pill(view):
    return view.findChild(QPushButton)
