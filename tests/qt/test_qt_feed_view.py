"""The feed follows or stands still, paints only what is new, and can be chosen from, copied and heard."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from buddy_console.domain.posts import Span
from buddy_console.qt.feed_rows import MOST_LAYOUTS
from buddy_console.qt.feed_view import FeedView, PostCard
from buddy_console.qt.post_layout import Part
from buddy_console.qt.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window

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
