"""Posts can be chosen from the feed, opened, copied and heard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from buddy_console.domain.posts import Span
from buddy_console.qt.feed_view import FeedView
from buddy_console.qt.post_layout import Part
from buddy_console.qt.theme import DARK
from qt.feed_hand import Key, Posts, frame, leave, placed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


# The chosen post


def test_the_keyboard_chooses_and_an_older_post_stops_following(make, qtbot):
    view, posts = make(100)
    keys = []
    view.current_changed.connect(keys.append)
    view.setFocus()
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_PageDown, Key.Key_PageUp):
        QTest.keyClick(view, key)
    assert keys[:4] == ["key99", "key98", "key99", "key0"]
    assert keys[4] not in ("key0", "key1")
    assert view.current_key == "key0"
    posts.add(view, 5)
    frame(view)
    assert view.current_row == 0
    assert not view.is_following


def test_the_newest_chosen_does_not_stop_following_and_stays_chosen(make):
    view, posts = make(100)
    QTest.keyClick(view, Key.Key_Up)
    posts.add(view, 3)
    frame(view)
    assert view.current_key == "key99"
    assert view.is_at_end


def test_escape_lets_go_and_follows(make):
    view, _ = make(100)
    view.set_current_row(3)
    QTest.keyClick(view, Key.Key_Escape)
    assert view.current_key is None
    assert view.is_following


def test_the_chosen_row_is_brought_into_view_from_either_side(make):
    view, _ = make(100)
    for index in (10, 60, 55, 99, 0):
        view.set_current_row(index)
        row = view._placed(index)
        assert row.top >= 0
        assert row.bottom <= view.viewport().height()


def test_letters_and_other_keys_go_to_the_window(make, qtbot):
    view, _ = make(10)
    for key in (Key.Key_S, Key.Key_Delete, Key.Key_Escape, Key.Key_Return):
        event = QTest.keyClick  # the window's shortcuts see what the view ignores
        view.current_changed.connect(lambda *_: pytest.fail("nothing was to be chosen"))
        event(view, key)
    assert view.current_key is None


def test_enter_and_double_click_open_a_post(make):
    view, _ = make(100)
    opened = []
    view.activated.connect(opened.append)
    QTest.keyClick(view, Key.Key_Up)
    QTest.keyClick(view, Key.Key_Return)
    row = view._window[2]
    point = QPoint(40, row.top + 4)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert opened == ["key99", f"key{row.number}"]


def test_a_click_chooses_without_moving_and_stops_following(make):
    view, posts = make(100)
    before = placed(view)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 2))
    assert view.current_key == before[0][0]
    leave(view)
    posts.add(view, 4)
    frame(view)
    assert placed(view) == before


def test_a_link_and_more_can_be_clicked(make):
    view, posts = make(1)
    text = "#buddyday " + "word " * 300
    posts.add(view, 1, text=text, spans=(Span(0, 9, "hashtag", "buddyday"),))
    frame(view)
    links, opened = [], []
    view.link_activated.connect(links.append)
    view.activated.connect(opened.append)
    row, post = view._window[1], view._layouts[1]
    for spot in (post.text_at + QPointF(5, 8), post.text_at + post.text.more_rect.center()):
        point = spot.toPoint() + QPoint(0, row.top)
        QTest.mouseMove(view.viewport(), point)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [link.target for link in links] == ["buddyday"]
    assert opened == ["key1"]


def test_the_context_menu_is_asked_for_by_mouse_and_by_key(make):
    view, _ = make(100)
    asked = []
    view.context_menu.connect(lambda key, place: asked.append((key, place)))
    row, spot = view._window[1], QPoint(30, view._window[1].top + 3)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        view.set_current_row(row.number)
        place = view.viewport().mapToGlobal(spot)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, spot, place))
    assert [key for key, _ in asked] == [f"key{row.number}"] * 2


def test_copy_takes_text_author_and_address(make):
    view, posts = make(2)
    posts.cards[1] = replace(posts.cards[1], text="Hello", url="https://example.org/1")
    view.set_current_row(1)
    QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "Hello\nPerson 1 (@p1)\nhttps://example.org/1"


def test_reset_keeps_the_chosen_post_where_it_can(make):
    view, posts = make(20)
    view.set_current_row(4)
    view.reset()
    assert view.current_key == "key4"
    del posts.cards[2]
    view.reset()
    assert view.current_key is None
    view.set_rows(Posts(3))
    assert [key for key, _ in placed(view)] == ["key0", "key1", "key2"]


def test_the_chosen_row_is_seen_and_a_focus_ring_with_the_keyboard(make):
    view, _ = make(100)
    row = view._window[2]
    view.set_current_row(row.number)
    view.setFocus()
    QApplication.processEvents()
    image, left = view.viewport().grab().toImage(), 1
    assert image.pixelColor(8, row.top + 5) == QColor(DARK.selection)
    assert image.pixelColor(left, row.top + 20) == QColor(DARK.focus)
    view.clearFocus()
    assert view.viewport().grab().toImage().pixelColor(left, row.top + 20) == QColor(DARK.selection)


def test_an_empty_feed_says_what_to_do_next(make):
    view, posts = make(0)
    blank = view.viewport().grab().toImage()
    view.set_empty("No posts yet", "Add a source in Prepare.")
    assert view.viewport().grab().toImage() != blank
    assert view.accessibleDescription() == "No posts yet Add a source in Prepare."
    posts.add(view, 1)
    frame(view)
    assert view.viewport().grab().toImage().pixelColor(240, 550) == QColor(DARK.surface)


def test_tooltips_never_hold_markup(make):
    view, posts = make(1)
    posts.cards[0] = replace(
        posts.cards[0], name="<img src='file:///x'>", question="Q1", filed_by="They wrote <A1>"
    )
    view.rows_changed([0])
    boxes = {box.part: box.rect.center().toPoint() for box in view._layouts[0].boxes}
    assert "<img" not in view._under(boxes[Part.NAME]).hint
    assert view._under(boxes[Part.QUESTION]).hint == "<qt>They wrote &lt;A1&gt;</qt>"


# For screen readers


def test_screen_readers_find_a_list_of_posts(make):
    view, posts = make(300)
    view.setAccessibleName("Live feed")
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.role() == QAccessible.Role.List
    assert spoken.text(QAccessible.Text.Name) == "Live feed"
    assert spoken.childCount() == 300
    item = spoken.child(299)
    assert item.role() == QAccessible.Role.ListItem
    assert item.text(QAccessible.Text.Name).startswith("Person 299, Post 299")
    assert spoken.indexOfChild(item) == 299
    assert not item.rect().isNull()
    assert spoken.childAt(item.rect().center().x(), item.rect().center().y()) is item
    assert spoken.child(0).state().offscreen
    assert spoken.child(300) is None
    view.set_current_row(299)
    assert spoken.focusChild() is item
    assert item.state().selected
    posts.add(view, 1)
    frame(view)
    assert spoken.childCount() == 301


def test_items_for_screen_readers_are_bounded_and_end_with_the_feed(qtbot):
    view = FeedView(Posts(2000))
    spoken = QAccessible.queryAccessibleInterface(view)
    first = QAccessible.uniqueId(spoken.child(0))
    for index in range(1500):
        assert spoken.child(index).isValid()
    assert QAccessible.accessibleInterface(first) is None
    last = QAccessible.uniqueId(spoken.child(1999))
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    assert QAccessible.accessibleInterface(last) is None
