"""Rows change as little as they can: what stays is neither removed nor inserted."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex

from buddy_console.wall.rows_model import RowsModel


def rows(text: str) -> list[dict[str, object]]:
    """A key in lower or upper case: the same row with another content."""
    return [{"key": c.lower(), "text": c} for c in text]


def model_of(text: str) -> RowsModel:
    model = RowsModel(("text",), lambda row: row["key"])
    model.replace(rows(text))
    return model


def shown(model: RowsModel) -> str:
    (role,) = model.roleNames()
    return "".join(str(model.data(model.index(place), role)) for place in range(model.rowCount()))


def test_it_is_a_sound_model(qtmodeltester):
    model = model_of("abc")
    qtmodeltester.check(model)
    for text in ("xab", "XaB", "", "cba", "abc"):
        model.replace(rows(text))
        qtmodeltester.check(model)
        assert shown(model) == text


def test_a_new_row_on_top_moves_nothing_else():
    model = model_of("abc")
    heard: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: heard.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _parent, first, last: heard.append(("out", first, last)))
    model.dataChanged.connect(lambda first, last, _roles: heard.append(("new", first.row(), last.row())))
    model.modelReset.connect(lambda: heard.append(("all", 0, 0)))
    assert model.replace(rows("xaB"))
    assert heard == [("out", 2, 2), ("in", 0, 0), ("new", 2, 2)]
    heard.clear()
    assert not model.replace(rows("xaB"))
    assert heard == []


keys = st.text("abcdefgh", max_size=8).map(lambda text: "".join(dict.fromkeys(text)))
cased = st.tuples(keys, st.integers(0, 255)).map(
    lambda drawn: "".join(c.upper() if drawn[1] >> place & 1 else c for place, c in enumerate(drawn[0]))
)


@given(cased, cased)
def test_it_always_ends_at_the_rows_that_were_asked_for(before: str, after: str):
    model = model_of(before)
    assert model.replace(rows(after)) == (before != after)
    assert shown(model) == after
    assert model.data(QModelIndex()) is None
