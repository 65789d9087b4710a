"""A feed on the screen, for every test of it."""

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from buddy_console.qt.theme import DARK
from qt.feed_hand import Posts, Watched


@pytest.fixture
def make(qtbot):
    def make(count, theme=DARK):
        QCursor.setPos(0, 0)
        posts = Posts(count)
        view = Watched(posts, theme)
        qtbot.addWidget(view)
        view.setGeometry(64, 64, 480, 600)
        view.show()
        view.activateWindow()
        QApplication.processEvents()
        view.painted.clear()
        return view, posts

    return make
