"""Whatever a post holds, its row keeps its words in their places; the numbers are checked, and the ink."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextLine

from buddy_console.domain.posts import Span
from buddy_console.qt.post_card import as_copied, flag_words, spoken
from buddy_console.qt.post_layout import NARROWEST, Part, PostCard, PostMetrics, layout
from buddy_console.qt.post_paint import Look, PostPainter
from buddy_console.qt.post_text import LONGEST_TEXT, MOST_LINES
from buddy_console.qt.theme import DARK, LIGHT

WIDTH = 300
FLAGS = ("first_post", "starred", "hidden", "edited", "paper", "held")
SPICE = [
    "\n",
    "\r\n",
    "\0",
    "\ud800",
    "\u202e",
    "\u2067",
    "<b>",
    "&amp;",
    "e\u0301" * 30,
    "A" * 300,
    "👩‍👩‍👧‍👦",
    "مرحبا",
    "שלום",
    "你好",
    "#tag ",
]
WORDS = st.lists(st.text(max_size=40) | st.sampled_from(SPICE), max_size=12).map("".join)
SPANS = st.lists(
    st.builds(Span, st.integers(-5, 400), st.integers(-5, 400), st.just("link"), st.just("https://example.org")),
    max_size=4,
).map(tuple)
CARDS = st.builds(
    PostCard,
    key=st.just("k"),
    name=WORDS,
    handle=WORDS,
    time_text=st.sampled_from(["", "now", "12 min", "yesterday, 23:59"]),
    text=WORDS,
    spans=SPANS,
    badge=WORDS,
    question=st.sampled_from(["", "Q2", "Q12"]),
    **dict.fromkeys(FLAGS, st.booleans()),
)
TOWER = "ก" + "้" * 60
CARD = PostCard("k", "Ana", "@ana@example.org", "2 min", "A short post", badge="Pair 7 · Ana & Bo", question="Q2")


@pytest.fixture(scope="module")
def metrics(qapp):
    return PostMetrics(DARK, QFont())


def box(row, part):
    return next((box for box in row.boxes if box.part is part), None)


@given(card=CARDS, width=st.integers(1, 900), from_right=st.booleans())
@example(
    card=replace(CARD, text="A" * 300, name="N" * 300, handle="@" * 300, badge="B" * 300),
    width=1,
    from_right=False,
)
def test_everything_is_inside_the_row_and_nothing_overlaps(qapp, card, width, from_right):
    row = layout(card, width, PostMetrics(DARK, QFont(), right_to_left=from_right))
    whole = QRectF(0, 0, row.width, row.height)
    assert row.width == max(width, NARROWEST)
    rects = [box.rect for box in row.boxes]
    assert all(whole.contains(rect) for rect in rects if not rect.isEmpty())
    assert not any(one.intersects(other) for one, other in combinations(rects, 2))
    text = row.text.ink_rect().translated(row.text_at)
    assert text.isEmpty() or (text.left() >= 0 and text.right() <= row.width + 1 and text.bottom() <= row.height)
    assert not any(rect.intersects(text) for rect in rects if not text.isEmpty())


@given(card=CARDS)
def test_no_flag_changes_the_height(metrics, card):
    plain = replace(card, **dict.fromkeys(FLAGS, False))
    marked = replace(card, **dict.fromkeys(FLAGS, True))
    assert layout(plain, WIDTH, metrics).height == layout(marked, WIDTH, metrics).height


@settings(max_examples=60)
@given(card=CARDS, look=st.sampled_from([Look.PLAIN, Look.CURRENT | Look.FOCUSED]))
@example(card=replace(CARD, text=TOWER), look=Look.PLAIN)
@example(card=replace(CARD, text="က" + "ျြ" * 20, name=TOWER), look=Look.PLAIN)
def test_no_ink_leaves_the_row(metrics, card, look):
    row = layout(card, WIDTH, metrics)
    image = QImage(WIDTH + 20, row.height + 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    with QPainter(image) as painter:
        PostPainter(metrics).paint(painter, row, 20, look)
    expected = QImage(image.size(), QImage.Format.Format_RGB32)
    expected.fill(Qt.GlobalColor.magenta)
    with QPainter(expected) as painter:
        painter.drawImage(0, 20, image, 0, 20, WIDTH, row.height)
    assert image == expected


def test_a_tower_of_marks_does_not_reach_the_authors_name(metrics):
    pictures = []
    for text in ("ก", TOWER):
        row = layout(replace(CARD, text=text), WIDTH, metrics)
        image = QImage(WIDTH, int(row.text_at.y()) - 2, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            PostPainter(metrics).paint(painter, row, 0, Look.PLAIN)
        pictures.append(image)
    assert pictures[0] == pictures[1]


def test_a_long_text_ends_in_more_on_the_last_line(metrics):
    row = layout(replace(CARD, text="word " * 300), WIDTH, metrics)
    more = row.text.more_rect
    assert row.text.height == MOST_LINES * metrics.line_step
    assert more.bottom() <= row.text.height
    word = layout(replace(CARD, text="A" * 3000), WIDTH, metrics).text
    written = word._layout.lineAt(MOST_LINES - 1).naturalTextRect()
    assert written.right() <= word.more_rect.left() + 1
    assert word.more_rect.right() <= WIDTH - 32
    assert row.part_at(row.text_at + more.center()) is Part.MORE
    assert layout(replace(CARD, text="word " * 3000), WIDTH, metrics).height == row.height


def test_a_text_that_just_fits_has_no_more(metrics):
    row = layout(replace(CARD, text="\n".join("abcdefghijkl")), WIDTH, metrics)
    assert row.text.more_rect is None
    assert row.text.height == MOST_LINES * metrics.line_step
    assert layout(replace(CARD, text="\n".join("abcdefghijklm")), WIDTH, metrics).text.more_rect is not None


def test_a_text_longer_than_is_looked_at_says_so_even_when_it_is_one_line(metrics):
    assert layout(replace(CARD, text="\u0301" * (LONGEST_TEXT + 1)), WIDTH, metrics).text.more_rect is not None


def test_an_empty_text_takes_no_room(metrics):
    assert layout(replace(CARD, text=""), WIDTH, metrics).text.height == 0


def test_markup_is_shown_as_it_was_written(metrics):
    plain = layout(replace(CARD, text="<b>&amp;</b>", name="<i>Ana</i>"), WIDTH, metrics)
    assert plain.text.text == "<b>&amp;</b>"
    assert box(plain, Part.NAME).label.width == metrics.natural("<i>Ana</i>", "name").width
    assert box(plain, Part.NAME).label.width > metrics.natural("Ana", "name").width


def test_a_label_cannot_turn_the_direction_of_others_or_break_the_line(metrics):
    row = layout(replace(CARD, name="\u202eevil\nname\0"), WIDTH, metrics)
    assert box(row, Part.NAME).label.text == "evil name"


@pytest.mark.parametrize("lead", ["", "👩‍👩‍👧 ", "مرحبا "])
def test_a_link_is_found_under_the_pointer(metrics, lead):
    text = f"{lead}see #buddyday"
    at = text.index("#")
    span = Span(at, len(text), "hashtag", "buddyday")
    row = layout(replace(CARD, text=text, spans=(span,)), WIDTH, metrics)
    middle = metrics.line_step / 2
    found = [row.span_at(row.text_at + QPointF(x, middle)) for x in range(0, WIDTH - 32, 4)]
    assert span in found
    assert None in found
    ends = [index for index, each in enumerate(found) if each is span]
    assert ends == list(range(ends[0], ends[-1] + 1))
    assert abs(len(ends) * 4 - metrics.natural("#buddyday", "body").width) <= 8


def test_text_that_reads_from_the_right_stands_on_the_right(metrics):
    row = layout(replace(CARD, text="שלום לכולם"), WIDTH, metrics)
    ink = row.text.ink_rect()
    line = row.text._layout.lineAt(0).naturalTextRect()
    assert line.right() == pytest.approx(WIDTH - 32, abs=1)
    assert line.left() > (WIDTH - 32) / 2
    assert ink.right() <= WIDTH - 32 + 1


def test_a_hashtag_keeps_its_sign_in_front_in_a_text_from_the_right(metrics):
    text = "שלום #buddyday שלום"
    at = text.index("#")
    shown = layout(replace(CARD, text=text, spans=(Span(at, at + 9, "hashtag", "buddyday"),)), WIDTH, metrics).text
    line, sign = shown._layout.lineAt(0), shown.text.index("#")
    under = [line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter) for x in range(WIDTH - 32)]
    assert 0 < under.index(sign) < under.index(sign + 1) < under.index(sign + 5)


def test_in_a_mirrored_window_the_row_is_mirrored(qapp):
    one = layout(CARD, WIDTH, PostMetrics(DARK, QFont()))
    other = layout(CARD, WIDTH, PostMetrics(DARK, QFont(), right_to_left=True))
    for part in (Part.NAME, Part.TIME, Part.BADGE, Part.HANDLE):
        assert box(one, part).rect.left() == WIDTH - box(other, part).rect.right()


def test_flags_win_over_the_handle_and_the_badge_is_shortened(metrics):
    card = replace(CARD, badge="Pair 12 · " + "Maximiliana " * 5, starred=True, first_post=True)
    row = layout(card, 448, metrics)
    assert {Part.STARRED, Part.FIRST_POST, Part.BADGE} <= {box.part for box in row.boxes}
    assert box(row, Part.BADGE).label.text.endswith("…")
    assert row.part_at(box(row, Part.STARRED).rect.center()) is Part.STARRED


def test_every_flag_has_a_part_and_a_word():
    flags = flag_words(replace(CARD, **dict.fromkeys(FLAGS, True)))
    assert {flag for flag, _ in flags} == set(FLAGS)
    assert all(Part(flag) and word for flag, word in flags)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_chips_and_links_wear_the_themes_colours(qapp, theme):
    metrics = PostMetrics(theme, QFont())
    card = replace(CARD, first_post=True, text="#" * 40, spans=(Span(0, 40, "hashtag", "x"),))
    row = layout(card, 600, metrics)
    image = QImage(600, row.height, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        PostPainter(metrics).paint(painter, row, 0, Look.PLAIN)
    chip = box(row, Part.FIRST_POST).rect
    assert image.pixelColor(int(chip.left()) + 3, int(chip.center().y())) == QColor(theme.yellow)
    assert image.pixelColor(2, 2) == QColor(theme.surface)
    area = row.text.ink_rect().translated(row.text_at).toRect()
    inks = {
        image.pixel(x, y) for x in range(area.left(), area.left() + 200) for y in range(area.top(), area.bottom())
    }
    assert QColor(theme.link).rgb() in inks


def test_what_is_copied_and_what_is_spoken():
    card = replace(CARD, url="https://example.org/1", starred=True)
    assert as_copied(card) == "A short post\nAna (@ana@example.org)\nhttps://example.org/1"
    assert as_copied(replace(card, handle="", url="")) == "A short post\nAna"
    assert spoken(card) == "Ana, Pair 7 · Ana & Bo, A short post, Q2, Starred, 2 min"
