"""The grid of pairs by questions: its cells, its order, and how little it repaints."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from buddy_console.desk.grid_delegate import GridDelegate
from buddy_console.desk.grid_model import GridModel
from buddy_console.domain.commands.preparing import WriteQuestions
from buddy_console.domain.commands.registering import RegisterAttendees, ToggleSeenOnPhone
from buddy_console.qt.status_marks import Mark
from buddy_console.qt.theme import DARK
from desk.desk_sessions import buddies, desk_session
from domain.builders import person, post


def test_a_cell_says_who_has_answered(qtmodeltester, tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(2)) as desk:
        model = GridModel(desk.service.session)
        desk.service.subscribe(model.take)
        desk.receive(post("1", "buddy1", "A1 yes #chat"), post("2", "newbie2", "A2 no #chat"))
        qtmodeltester.check(model)
        rows = {model.row(n).members[1]: model.row(n) for n in range(model.rowCount())}
        assert rows["newbie1"].marks == (Mark.BUDDY, Mark.NOBODY, Mark.NOBODY)
        assert rows["newbie2"].marks == (Mark.NOBODY, Mark.FIRST_POST, Mark.NOBODY)
        desk.receive(post("3", "newbie2", "A3 maybe #chat"))
        rows = {model.row(n).members[1]: model.row(n) for n in range(model.rowCount())}
        assert rows["newbie2"].marks == (Mark.NOBODY, Mark.FIRST_POST, Mark.NEWBIE)
        qtmodeltester.check(model)


def test_those_who_need_help_come_first_but_only_when_asked_to_sort(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(3)) as desk:
        model = GridModel(desk.service.session)
        desk.service.subscribe(model.take)
        before = [model.row(n).members for n in range(3)]
        desk.receive(post("1", "newbie1", "A1 yes #chat"))
        assert [model.row(n).members for n in range(3)] == before, "no row moves by itself"
        model.resort()
        assert model.row(2).members[1] == "newbie1"
        assert model.row(0).mark is Mark.NEEDS_HELP


def test_sorting_keeps_the_current_cell_on_its_pair(qtbot, tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(3)) as desk:
        model = GridModel(desk.service.session)
        view = QTableView()
        qtbot.addWidget(view)
        view.setModel(model)
        desk.service.subscribe(model.take)
        row = next(n for n in range(3) if "newbie1" in model.row(n).members)
        view.setCurrentIndex(model.index(row, 2))
        desk.receive(post("1", "newbie1", "A1 yes #chat"))
        model.resort()
        assert "newbie1" in model.row(view.currentIndex().row()).members
        assert view.currentIndex().column() == 2


def test_a_batch_changes_only_the_rows_it_touches(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(10)) as desk:
        model = GridModel(desk.service.session)
        desk.service.subscribe(model.take)
        changed: list[int] = []
        resets: list[None] = []
        model.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
        model.modelReset.connect(lambda: resets.append(None))
        desk.receive(*(post(f"w{n}", f"stranger{n}", "A1 hello #chat") for n in range(500)))
        assert not changed
        desk.receive(*(post(f"b{n}", "newbie4", "A1 hello #chat") for n in range(50)))
        assert len(changed) == 1
        assert not resets


def test_without_questions_there_is_one_column(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        desk.service.do(WriteQuestions(()))
        model = GridModel(desk.service.session)
        desk.receive(post("1", "newbie1", "hello #chat"))
        model.reload()
        assert model.columnCount() == 2
        assert model.row(0).marks == (Mark.FIRST_POST,)


def test_somebody_without_a_buddy_has_a_row_of_their_own(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1), paired=False) as desk:
        model = GridModel(desk.service.session)
        desk.service.subscribe(model.take)
        desk.service.do(RegisterAttendees((person("late"),)))
        assert [model.row(n).number for n in range(model.rowCount())] == [None, None, None]


def test_seen_on_the_phone_is_said_in_words(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        desk.service.do(ToggleSeenOnPhone("newbie1"))
        model = GridModel(desk.service.session)
        assert "seen on the phone" in model.row(0).standing
        assert "seen on the phone" in model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)


def test_the_delegate_paints_inside_its_cell_and_the_same_twice(qapp, tmp_path: Path, clock) -> None:
    people = (person("buddy1", name="W" * 200, table="7"), person("newbie1", name="ليلى حدّاد 🦉" * 8))
    with desk_session(tmp_path, clock, people) as desk:
        desk.receive(post("1", "newbie1", "A1 #chat"))
        model = GridModel(desk.service.session)
        delegate = GridDelegate(DARK)
        for column in range(model.columnCount()):
            pictures = [_painted(delegate, model, column) for _ in range(2)]
            assert pictures[0] == pictures[1]
            background = pictures[0].pixelColor(2, 2)
            edge = {pictures[0].pixelColor(x, 0).name() for x in range(pictures[0].width())}
            assert edge == {background.name()}, "nothing is drawn on the cell's first line"


def _painted(delegate: GridDelegate, model: GridModel, column: int) -> QImage:
    option = QStyleOptionViewItem()
    index = model.index(0, column)
    size = delegate.sizeHint(option, index)
    option.rect = QRect(QPoint(0, 0), size)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        delegate.paint(painter, option, index)
    return image
