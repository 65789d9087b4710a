"""What one new post costs the feed view, as ratios to a blank frame and between a short and a long feed."""

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from buddy_console.domain.posts import Span
from buddy_console.qt.feed_view import FeedView, PostCard
from buddy_console.qt.theme import DARK, palette, style_sheet

WIDTH, HEIGHT = 600, 1000
ROUNDS = 400
TEXT = "A2 we learn best when we explain it to somebody who has not seen it yet, and they ask why #buddyday"


class Posts:
    """A feed of any length that is made up as it is asked for."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def card(self, index: int, /) -> PostCard:
        words = TEXT.split()
        turn = index % len(words)
        text = f"{index} {' '.join(words[turn:] + words[:turn])}"
        at = text.index("#")
        return PostCard(
            key=str(index),
            name=f"Person {index % 60}",
            handle=f"@person{index % 60}@social.example",
            time_text=f"{index % 9} min",
            text=text,
            spans=(Span(at, at + 9, "hashtag", "buddyday"),),
            badge=f"Pair {index % 30} · Ana & Bo" if index % 4 else "",
            question="Q2" if index % 3 else "",
            first_post=index % 10 == 0,
        )


class Blank(QWidget):
    """The floor: a frame in which every pixel is painted once."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self.palette().window())


def run() -> list[tuple[str, str]]:
    app = QApplication.instance() or QApplication([])
    app.setStyle("Fusion")
    app.setPalette(palette(DARK))
    app.setStyleSheet(style_sheet(DARK))
    blank = Blank()
    blank.resize(WIDTH, HEIGHT)
    blank.show()
    feeds = {count: _feed(count) for count in (50, 10_000, 100_000)}
    jobs: dict[str, Callable[[], None]] = {"blank": blank.update}
    jobs |= {str(count): _appender(*feed) for count, feed in feeds.items()}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(ROUNDS + 50):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            app.processEvents()
            if number >= 50:
                times[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(spent) for name, spent in times.items()}
    for view, _ in feeds.values():
        view.close()
    blank.close()
    return [
        ("feed: one new post painted ÷ blank frame (bar 4)", f"{middle['50'] / middle['blank']:.2f}"),
        ("feed: one new post at 10,000 posts ÷ at 50", f"{middle['10000'] / middle['50']:.2f}"),
        ("feed: one new post at 100,000 posts ÷ at 50 (bar 1.1)", f"{middle['100000'] / middle['50']:.2f}"),
        ("feed: blank frame, one new post, ms", f"{middle['blank'] * 1e3:.3f}, {middle['50'] * 1e3:.3f}"),
    ]


def _feed(count: int) -> tuple[FeedView, Posts]:
    posts = Posts(count)
    view = FeedView(posts, DARK)
    view.setGeometry(64, 64, WIDTH, HEIGHT)  # away from where the mouse rests
    view.show()
    return view, posts


def _appender(view: FeedView, posts: Posts) -> Callable[[], None]:
    def append() -> None:
        view._frame_timer.stop()
        posts.count += 1
        view.rows_appended(1)

    return append


if __name__ == "__main__":
    for name, figure in run():
        sys.stdout.write(f"{name}: {figure}\n")
