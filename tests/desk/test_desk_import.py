"""Import: a list is read beside the window, shown with what is wrong in it, and taken in one step."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy

from buddy_console.desk.import_models import DOUBT_ROLE, UNUSED_ROLE, ProblemsModel, SheetModel
from buddy_console.desk.import_panel import ImportPanel
from buddy_console.desk.import_sheet import Sheet, read_source, understand
from buddy_console.domain.attendees import Level, Place, Presence
from buddy_console.qt.theme import LIGHT
from buddy_console.roster.columns import Field
from desk.register_desk import RegisterDesk, register_desk
from domain.builders import person

pytestmark = pytest.mark.anyio

LIST = """\
Name,Have you posted before?,Where,Handle,Table,E-mail
Ana Sousa,no,room,@ana@one.example,1,a@one.example
Bo Larsen,yes,online,,2,
,yes,room,,,
Ana Sousa,maybe,room,@ana@two.example,3,
"""


def sheet_of(text: str, *registered) -> Sheet:
    table, columns = read_source(text)
    return understand(table, columns, registered, "")


async def imported(register: RegisterDesk, source: Path | str) -> ImportPanel:
    register.page.open_list(source)
    await register.idle()
    return register.page._import_panel()


def rows_of(model: ProblemsModel) -> list[tuple[str, ...]]:
    return [tuple(model.index(row, column).data() for column in range(4)) for row in range(model.rowCount())]


async def test_a_list_is_shown_and_the_good_rows_are_taken(qtbot, tmp_path: Path, clock) -> None:
    path = tmp_path / "people.csv"
    path.write_text(LIST, encoding="utf-8")
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, path)
        assert panel.title.text() == "Import people.csv"
        assert [box.currentText() for box in panel.heads.boxes] == [
            "Name", "Level", "Place", "Handle", "Table", "Not used",
        ]  # fmt: skip
        assert panel.take_button.text() == "Take 3 people"
        assert panel.take_button.hasFocus()
        problems = rows_of(panel.problems_model)
        assert problems[0] == ("4", "Name", "left out", "This row has no name and was left out.")
        assert {(row, column, taken) for row, column, taken, _ in problems[1:]} == {
            ("5", "Name", "yes"),
            ("5", "Have you posted before?", "yes"),
        }
        assert register.session.attendees == {}, "nobody is registered before they are taken"
        steps = register.session.steps
        qtbot.keyClick(panel.take_button, Qt.Key.Key_Return)
        assert register.session.steps == steps + 1, "one command"
        assert register.names() == ["Ana Sousa", "Ana Sousa", "Bo Larsen"]
        bo = register.named("Bo Larsen")[0]
        assert (bo.level, bo.place, bo.presence) == (Level.EXPERIENCED, Place.REMOTE, Presence.EXPECTED)
        assert register.told == "3 more people are on the list now. One row was left out."
        assert register.page.register.field.hasFocus()
        assert not panel.isVisible()


async def test_a_sheet_with_names_in_two_columns(qtbot, tmp_path: Path, clock) -> None:
    book = Workbook()
    book.active.append(["Vorname", "Nachname", "Erfahrung"])
    book.active.append(["Jürgen", "Groß", "ja"])
    book.save(tmp_path / "liste.xlsx")
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, tmp_path / "liste.xlsx")
        panel.take_button.click()
        assert register.named("Jürgen Groß")[0].level is Level.EXPERIENCED


async def test_pasting_lines_into_the_field_opens_the_preview(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        QGuiApplication.clipboard().setText("Ana Sousa <@ana@one.example>\nBo\n")
        register.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await register.idle()
        panel = register.page._import_panel()
        assert panel.isVisible()
        assert panel.take_button.text() == "Take 2 people"
        qtbot.keyClick(panel.take_button, Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert register.session.attendees == {}
        assert register.page.register.field.hasFocus()


async def test_columns_and_titles_can_be_changed(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, "Word,Other\nx1,Ana\nx2,Bo\n")
        box = panel.heads.boxes[1]
        box.setCurrentIndex(box.findText("Name"))
        box.activated.emit(box.currentIndex())
        await register.idle()
        assert panel.sheet.columns.fields[1] is Field.NAME
        if not panel.titles_box.isChecked():
            panel.titles_box.click()
            await register.idle()
        assert [attendee.name for attendee in panel.sheet.preview.people] == ["Ana", "Bo"]
        panel.titles_box.click()
        await register.idle()
        assert [attendee.name for attendee in panel.sheet.preview.people] == ["Other", "Ana", "Bo"]


async def test_a_list_without_names_says_what_to_do(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, "Table,Level\n1,newbie\n2,newbie\n")
        assert not panel.take_button.isEnabled()
        assert "No column of names was found" in panel.notes.text()
        qtbot.keyClick(panel, Qt.Key.Key_Return)
        assert register.session.attendees == {}


async def test_a_file_that_cannot_be_read_is_said_and_the_door_is_back(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, tmp_path / "nowhere.csv")
        assert "nowhere.csv" in register.told
        assert not panel.isVisible()
        assert register.page.register.field.hasFocus()


async def test_a_list_closed_while_it_is_read_does_not_come_back(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        register.page.open_list("Ana\nBo\n")
        register.page._import_panel().close_panel()
        await register.idle()
        assert register.page._import_panel().sheet is None
        assert register.page.register.field.isVisible()


async def test_the_same_list_twice_doubles_nobody(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        panel = await imported(register, LIST)
        panel.take()
        panel = await imported(register, LIST + "Cem,no,room,,,\n")
        assert panel.known_box.text() == "Leave out 3 who are on the list already"
        assert panel.take_button.text() == "Take one person"
        panel.known_box.click()
        assert panel.take_button.text() == "Take 4 people"
        panel.known_box.click()
        panel.take()
        assert len(register.session.attendees) == 4


async def test_five_hundred_rows_are_one_step_and_one_reset(qtbot, tmp_path: Path, clock) -> None:
    lines = "\n".join(f"Guest {n},{'yes' if n % 2 else 'no'},@guest{n}@one.example" for n in range(500))
    with register_desk(qtbot, tmp_path, clock, (person("middle", name="Guest 25x"),)) as register:
        panel = await imported(register, "Name,Posted before,Handle\n" + lines)
        told = QSignalSpy(register.page.register.model.modelReset)
        panel.take_button.click()
        assert len(register.session.attendees) == 501
        assert told.count() <= 1
        assert register.desk.service.undo()
        assert len(register.session.attendees) == 1


async def test_a_namesake_with_another_account_is_somebody_else() -> None:
    ana = person("ana", name="Ana Sousa")
    sheet = sheet_of("Name,Handle\nána sousa,@ana@elsewhere.example\nAna Sousa,@ana@one.example\n", ana)
    assert [person.name for person in sheet.new_people] == ["ána sousa"]
    said = [str(problem.sentence) for problem in sheet.preview.problems]
    assert any("Another “ána sousa” is on the list already" in sentence for sentence in said)


async def test_two_rows_of_one_name_are_not_both_the_one_who_is_registered() -> None:
    bob = person("bob", name="Bob", accounts=())
    sheet = sheet_of("Name,Level\nBob,newbie\nBob,newbie\n", bob)
    assert len(sheet.known) == 1
    assert len(sheet.new_people) == 1


async def test_the_tables_say_what_is_wrong_where(qtmodeltester) -> None:
    sheet = sheet_of(LIST, person("bo", name="Bo Larsen", accounts=()))
    cells, problems = SheetModel(), ProblemsModel()
    left_out = sheet.refused | set(sheet.known.values())
    cells.show_sheet(sheet, left_out)
    problems.show_problems(sheet.preview.problems, left_out)
    qtmodeltester.check(cells)
    qtmodeltester.check(problems)
    assert cells.index(3, 0).data(DOUBT_ROLE), "the row without a name"
    assert cells.index(4, 1).data(DOUBT_ROLE)
    assert not cells.index(1, 0).data(DOUBT_ROLE)
    unused = [row for row in range(cells.rowCount()) if cells.index(row, 0).data(UNUSED_ROLE)]
    assert unused == [0, 2, 3]
    assert cells.index(1, 5).data(UNUSED_ROLE), "the column of addresses"
    changed, resets = QSignalSpy(cells.dataChanged), QSignalSpy(cells.modelReset)
    cells.show_sheet(understand(sheet.table, sheet.columns.with_field(4, None), (), ""))
    assert (changed.count(), resets.count()) == (1, 0), "the list keeps its place"
    cells.show_sheet(None)
    qtmodeltester.check(cells)


async def test_choosing_a_problem_shows_its_row(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        rows = "".join(f"Guest {n},no\n" for n in range(300))
        panel = await imported(register, f"Name,Posted before\n{rows},no\n")
        panel.set_theme(LIGHT)
        panel.problems_view.setCurrentIndex(panel.problems_model.index(0, 0))
        selected = panel.sheet_view.selectionModel().selectedRows()
        assert [index.row() for index in selected] == [301]
        assert panel.sheet_view.rowAt(panel.sheet_view.viewport().height() // 2) > 250
