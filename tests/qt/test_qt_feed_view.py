"""The feed follows or stands still, and paints only what is new."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from buddy_console.qt.feed_rows import MOST_LAYOUTS
from buddy_console.qt.feed_view import FeedView
from buddy_console.qt.post_layout import Part
from buddy_console.qt.theme import DARK, LIGHT
from qt.feed_hand import Key, Posts, card, enter, frame, leave, pill, placed, screen

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


# Following


def test_it_opens_at_the_newest_and_follows(make):
    view, posts = make(100)
    assert view.is_following
    assert view._window[-1].number == 99
    assert view._window[-1].bottom == view.viewport().height()
    posts.add(view, 3)
    frame(view)
    assert view._window[-1].number == 102
    assert view.unseen == 0
    assert not pill(view).isVisible()


def test_a_batch_is_painted_once_and_only_where_it_is_new(make):
    view, posts = make(100)
    posts.add(view, 2)
    frame(view)
    height = sum(view._layouts.height(row) for row in (100, 101))
    assert [(rect.top(), rect.height()) for rect in view.painted] == [(view.viewport().height() - height, height)]


def test_batches_within_a_frame_are_taken_in_together(make):
    view, posts = make(100)
    for _ in range(50):
        posts.add(view, 2)
        assert view._window[-1].number == 101
    frame(view)
    assert len(view.painted) == 1
    assert view._window[-1].number == 199


def test_only_what_shows_is_asked_for(make):
    view, posts = make(100_000)
    assert min(posts.asked) > 99_980
    posts.asked.clear()
    posts.add(view, 50_000)
    frame(view)
    assert min(posts.asked) > 149_980


def test_few_posts_stand_at_the_top_and_do_not_move_when_more_come(make):
    view, posts = make(0)
    for _ in range(3):
        posts.add(view, 1)
        frame(view)
    before = placed(view)
    assert before[0] == ("key0", 0)
    posts.add(view, 1)
    frame(view)
    assert placed(view)[:3] == before
    shown = screen(view)
    view.viewport().update()
    assert shown == screen(view)


def test_a_thousand_posts_move_nothing_for_a_reader_who_scrolled_away(make):
    view, posts = make(200)
    view._scroll_by(-900)
    view._scrolled_by_hand()
    before, picture = placed(view), screen(view)
    view.painted.clear()
    for _ in range(100):
        posts.add(view, 10)
        frame(view)
        assert placed(view) == before
    assert not view.is_following
    assert view.unseen == 1000
    assert pill(view).text() == "1000 new posts ↓"
    pill(view).hide()
    assert screen(view) == picture


def test_nothing_moves_under_the_mouse_and_all_catches_up_when_it_leaves(make):
    view, posts = make(100)
    enter(view, QPoint(50, 300))
    before = placed(view)
    posts.add(view, 12)
    frame(view)
    assert placed(view) == before
    assert (view.unseen, pill(view).text()) == (12, "12 new posts ↓")
    leave(view)
    assert view._window[-1].number == 111
    assert (view.unseen, pill(view).isVisible()) == (0, False)


def test_the_first_posts_show_even_under_the_mouse(make):
    view, posts = make(0)
    enter(view, QPoint(50, 300))
    posts.add(view, 2)
    frame(view)
    assert [key for key, _ in placed(view)] == ["key0", "key1"]


def test_the_pill_and_end_go_to_the_newest(make, qtbot):
    view, posts = make(100)
    for resume in (pill(view).click, lambda: QTest.keyClick(view, Key.Key_End)):
        view._scroll_by(-500)
        view._scrolled_by_hand()
        posts.add(view, 1)
        frame(view)
        assert pill(view).isVisible()
        assert pill(view).text() == "One new post ↓"
        resume()
        assert view.is_following
        assert not pill(view).isVisible()
        assert view._window[-1].number == len(posts) - 1


def test_what_was_scrolled_to_counts_as_seen(make):
    view, posts = make(100)
    view._scroll_by(-50)
    view._scrolled_by_hand()
    posts.add(view, 40)
    frame(view)
    view._scroll_by(1200)
    view._scrolled_by_hand()
    seen = 40 - view.unseen
    assert 0 < seen < 40
    view._scroll_by(-1200)
    view._scrolled_by_hand()
    assert view.unseen == 40 - seen


def test_the_wheel_leaves_the_end_and_comes_back(make, qtbot):
    view, _ = make(100)
    center = QPointF(view.viewport().rect().center())
    for turn, follows in ((240, False), (-240, True)):
        QTest.wheelEvent(view.window().windowHandle(), center, QPoint(0, turn))
        assert view._follows is follows


def test_a_hidden_feed_only_counts(make):
    view, posts = make(100)
    view.hide()
    posts.asked.clear()
    posts.add(view, 500)
    frame(view)
    assert posts.asked == []
    view.show()
    assert view._window[-1].number == 599
    assert view.unseen == 0


# The scroll bar


def test_the_scroll_bar_counts_posts_and_reaches_both_ends(make):
    view, _ = make(1000)
    view._sync_bar()
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert 980 * 256 < bar.maximum() < 1000 * 256
    bar.setValue(0)
    assert placed(view)[0] == ("key0", 0)
    bar.setValue(500 * 256)
    assert placed(view)[0] == ("key500", 0)
    assert not view.is_following
    bar.setValue(bar.maximum())
    assert view.is_following
    assert view.is_at_end


def test_the_scroll_bar_is_set_at_most_four_times_a_second(make):
    view, posts = make(100)
    view._sync_bar()
    moves = []
    view.verticalScrollBar().rangeChanged.connect(lambda *_: moves.append(1))
    before = view.verticalScrollBar().maximum()
    for _ in range(10):
        posts.add(view, 5)
        frame(view)
    assert view.verticalScrollBar().maximum() == before
    assert view._bar_timer.isActive()
    assert view._bar_timer.interval() == 250
    view._sync_bar()
    assert view.verticalScrollBar().maximum() > before


# Changes


def test_a_change_of_the_same_height_repaints_that_row_alone(make):
    view, posts = make(100)
    row = view._window[2]
    posts.cards[row.number] = replace(posts.cards[row.number], starred=True, hidden=True)
    view.rows_changed({row.number})
    QApplication.processEvents()
    assert [(rect.top(), rect.height()) for rect in view.painted] == [(row.top, row.height)]


def test_a_change_that_does_not_show_costs_nothing(make):
    view, posts = make(1000)
    posts.asked.clear()
    view.rows_changed(range(500))
    QApplication.processEvents()
    assert (view.painted, posts.asked) == ([], [])


@pytest.mark.parametrize("text", ["", "longer " * 60])
def test_a_row_that_grows_or_shrinks_does_not_move_the_row_under_the_mouse(make, text):
    view, posts = make(100)
    view._scroll_by(-2000)
    view._scrolled_by_hand()
    pointed = view._window[3]
    enter(view, QPoint(50, pointed.top + 5))
    for changed in (view._window[1].number, view._window[5].number):
        posts.cards[changed] = replace(posts.cards[changed], text=text)
        view.rows_changed([changed])
    assert (view._placed(pointed.number).top, view._placed(pointed.number).height) == (pointed.top, pointed.height)


def test_resizing_keeps_the_end_in_view(make):
    view, _ = make(100)
    view.resize(300, 500)
    QApplication.processEvents()
    assert view.is_at_end
    assert view._window[-1].bottom == view.viewport().height()


def test_another_theme_repaints_everything_and_moves_nothing(make):
    view, _ = make(100)
    view._scroll_by(-700)
    view._scrolled_by_hand()
    before = placed(view)
    view.set_theme(LIGHT)
    assert placed(view) == before
    assert screen(view).pixelColor(4, 300) == QColor(LIGHT.surface)


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_feed_is_mirrored_whenever_the_window_is(make, is_hidden):
    view, posts = make(0)
    view.setVisible(not is_hidden)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.show()
    posts.add(view, 1)
    frame(view)
    name = next(box for box in view._layouts[0].boxes if box.part is Part.NAME)
    assert name.rect.left() > view.viewport().width() / 2


def test_layouts_kept_are_bounded(make):
    view, _ = make(2000)
    for _ in range(100):
        view._scroll_by(-600)
    assert len(view._layouts) == MOST_LAYOUTS


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "scroll", "change", "choose", "end", "enter", "leave", "resize"]),
        st.integers(0, 999),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(actions=ACTIONS, start=st.integers(0, 30))
def test_the_picture_on_the_screen_is_always_what_a_fresh_one_would_be(qapp, actions, start):
    QCursor.setPos(0, 0)
    posts = Posts(start)
    view = FeedView(posts, DARK)
    view.setGeometry(64, 64, 360, 400)
    view.show()
    QApplication.processEvents()
    for action, number in actions:
        act(view, posts, action, number)
        frame(view)
        assert view._count == len(posts)
    view._sync_bar()
    shown = screen(view)
    view.viewport().update()
    assert shown == screen(view)
    view.close()
    view.deleteLater()


def act(view, posts, action, number):
    if action == "add":
        posts.add(view, number % 8)
    elif action == "scroll":
        view._scroll_by(number * 2 - 1000)
        view._scrolled_by_hand()
    elif action == "change" and posts.cards:
        posts.cards[number % len(posts)] = replace(card(number), key=posts.cards[number % len(posts)].key)
        view.rows_changed([number % len(posts)])
    elif action == "choose":
        view.set_current_row(number)
    elif action == "end":
        view.go_to_newest()
    elif action == "enter":
        enter(view, QPoint(20, number % 400))
    elif action == "leave":
        leave(view)
    elif action == "resize":
        view.resize(300 + number % 100, 300 + number % 100)
