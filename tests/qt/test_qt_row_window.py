"""Property: whatever is asked for, the rows that show join up, fill the view and lie within the list."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from buddy_console.qt.row_window import Placed, place

HEIGHTS = st.lists(st.integers(1, 50), min_size=1, max_size=30)


@given(HEIGHTS, st.integers(0, 29), st.integers(-500, 500), st.integers(1, 200))
def test_the_rows_fill_the_view_without_gaps(heights, anchor, top, extent):
    rows = place(anchor % len(heights), top, len(heights), extent, heights.__getitem__)
    for one, next_one in pairwise(rows):
        assert (next_one.number, next_one.top) == (one.number + 1, one.bottom)
    assert all(row.height == heights[row.number] and row.bottom > 0 and row.top < extent for row in rows)
    assert rows[0].top <= 0
    if sum(heights) >= extent:
        assert rows[-1].bottom >= extent
    else:
        assert rows[0].top == 0
        assert len(rows) == len(heights)


@given(HEIGHTS, st.integers(0, 29), st.integers(1, 200))
def test_a_row_that_shows_already_does_not_move(heights, anchor, extent):
    rows = place(anchor % len(heights), 0, len(heights), extent, heights.__getitem__)
    for row in rows:
        assert place(row.number, row.top, len(heights), extent, heights.__getitem__) == rows


def test_only_the_rows_that_show_are_measured():
    asked = []

    def height(index):
        asked.append(index)
        return 20

    assert place(99_999, 80, 100_000, 100, height)[-1] == Placed(99_999, 80, 100)
    assert min(asked) >= 99_994


def test_nothing_shows_without_rows_or_without_room():
    assert place(0, 0, 0, 100, [].__getitem__) == ()
    assert place(0, 0, 3, 0, [5, 5, 5].__getitem__) == ()
