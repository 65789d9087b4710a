"""Register: find, mark, add and change people with one field and a few keys."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from buddy_console.desk.people_model import Column, PeopleModel
from buddy_console.desk.row_ranges import contiguous, one_block
from buddy_console.desk.typed_person import TypedPerson, fits, haystack, read_person
from buddy_console.domain.attendees import Attendee, Level, Place, Presence, matches
from buddy_console.domain.commands.preparing import DescribeSession
from buddy_console.domain.commands.registering import ChangeAttendee, RegisterAttendees, RemoveAttendee
from buddy_console.qt.theme import LIGHT
from desk.desk_sessions import buddies, desk_session
from desk.register_desk import register_desk
from domain.builders import person, post

CTRL = Qt.KeyboardModifier.ControlModifier
EXPECTED = Presence.EXPECTED


def expected(who: str, name: str, level: Level = Level.NEWBIE) -> Attendee:
    return person(who, level, name=name, presence=EXPECTED)


@pytest.mark.parametrize("typed", ["lukasz", "WISN", "ński luk", "@l1", "l1@one.example", "Łukasz, @nobody"])
def test_people_are_found_by_any_part_of_a_name_or_handle(qtbot, tmp_path: Path, clock, typed: str) -> None:
    people = (expected("l1", "Łukasz Wiśniewski-Kiński"), expected("a2", "Ana Sousa"), expected("o3", "Lu Kay"))
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.type(typed)
        assert register.names() == ["Łukasz Wiśniewski-Kiński"]


@given(st.text(max_size=20), st.text(max_size=12))
def test_the_page_finds_whom_the_domain_finds(name: str, typed: str) -> None:
    attendee = replace(person("ana"), name=name)
    words = read_person(typed).words
    searched = fits(haystack(attendee), words) is not None
    if read_person(typed).name == " ".join(typed.split()):
        assert searched == matches(attendee, typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    read = read_person(typed)
    assert read.name == " ".join(read.name.split())
    assert bool(read.called) or not read.name


@pytest.mark.parametrize(
    ("typed", "name", "handle"),
    [
        ("Ana Sousa", "Ana Sousa", ""),
        ("Ana Sousa, @ana", "Ana Sousa", "@ana"),
        ("Ana Sousa <ana@one.example>", "Ana Sousa", "ana@one.example"),
        ("Ana Sousa @ana@one.example", "Ana Sousa", "@ana@one.example"),
        ("Ana; ana.bsky.social", "Ana", "ana.bsky.social"),
        ("Ana https://one.example/@ana", "Ana", "https://one.example/@ana"),
        ("Sousa, Ana", "Sousa, Ana", ""),
        ("Smith, J.", "Smith, J.", ""),
        ("@ana", "", "@ana"),
    ],
)
def test_a_handle_may_follow_the_name(typed: str, name: str, handle: str) -> None:
    assert read_person(typed) == TypedPerson(name, handle)


def test_enter_marks_arrived_and_the_same_key_takes_it_back(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana Sousa"), expected("b", "Bo"))) as register:
        register.type("sou")
        assert register.page.register.hint.text() == "Enter: Ana Sousa has arrived (newbie, in the room)."
        register.press(Qt.Key.Key_Return)
        assert register.session.attendees["a"].is_arrived
        assert not register.session.attendees["b"].is_arrived
        assert register.page.register.field.text() == ""
        assert register.page.register.field.hasFocus()
        assert "takes that back" in register.page.register.hint.text()
        register.press(Qt.Key.Key_Return)
        assert register.session.attendees["a"].presence is EXPECTED


def test_enter_adds_whoever_is_not_found_and_the_field_is_ready(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana Sousa"),)) as register:
        register.type("Zoe")
        assert register.page.register.hint.text() == "Enter adds Zoe as newbie, in the room."
        register.enter()
        register.enter("Ida, @ida@two.example")
        zoe, ida = register.named("Zoe")[0], register.named("Ida")[0]
        assert (zoe.level, zoe.place, zoe.presence) == (Level.NEWBIE, Place.IN_ROOM, Presence.ARRIVED)
        assert zoe.accounts == ()
        assert [account.handle for account in ida.accounts] == ["ida@two.example"]
        assert register.page.register.field.text() == ""
        assert register.names() == ["Ana Sousa", "Ida", "Zoe"]


def test_one_key_sets_the_level_and_another_the_place(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana Sousa"),)) as register:
        register.type("Zoe")
        register.press(Qt.Key.Key_F2)
        register.press(Qt.Key.Key_F3)
        assert register.page.register.hint.text() == "Enter adds Zoe as experienced, remote."
        register.enter()
        zoe = register.named("Zoe")[0]
        assert (zoe.level, zoe.place) == (Level.EXPERIENCED, Place.REMOTE)
        register.press(Qt.Key.Key_F2)
        assert register.named("Zoe")[0].level is Level.NEWBIE, "the keys are about the last person"
        register.enter("Ian")
        assert register.named("Ian")[0].level is Level.NEWBIE, "the next person starts anew"
        register.type("ana")
        register.press(Qt.Key.Key_F2)
        register.press(Qt.Key.Key_F3)
        ana = register.session.attendees["a"]
        assert (ana.level, ana.place) == (Level.EXPERIENCED, Place.REMOTE)
        assert register.page.register.field.text() == "ana"


def test_namesakes_are_kept_apart_and_it_is_said(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana Sousa"),)) as register:
        register.type("ana sousa")
        assert "Ctrl+Enter adds “ana sousa”" in register.page.register.keys.text()
        register.press(Qt.Key.Key_Return, CTRL)
        assert len(register.session.attendees) == 2
        assert register.session.attendees["a"].presence is EXPECTED
        assert "2 people are called ana sousa; they are kept apart." in register.told


def test_of_two_namesakes_the_one_still_expected_comes_first(qtbot, tmp_path: Path, clock) -> None:
    people = (person("a_here", name="Ana Sousa"), expected("b_due", "Ana Sousa"))
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.enter("ana")
        assert register.session.attendees["b_due"].is_arrived
        assert register.session.attendees["a_here"].is_arrived


def test_the_list_does_not_move_when_somebody_in_it_arrives(qtbot, tmp_path: Path, clock) -> None:
    people = (expected("a", "Bo A"), expected("b", "Bo B"))
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.type("bo")
        register.page.register.table.box_clicked.emit("a")
        assert register.session.attendees["a"].is_arrived
        assert register.names() == ["Bo A", "Bo B"]


def test_a_handle_typed_after_the_choice_keeps_the_choice(qtbot, tmp_path: Path, clock) -> None:
    people = (expected("a", "Bo A"), expected("b", "Bo B"))
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.type("bo")
        register.press(Qt.Key.Key_Down)
        register.enter(", @new@two.example")
        assert "new@two.example" in {account.handle for account in register.session.attendees["b"].accounts}
        assert register.session.attendees["a"].presence is EXPECTED


def test_the_rest_of_a_word_comes_after_its_beginning(qtbot, tmp_path: Path, clock) -> None:
    people = (person("a", name="Bo Larsen"), expected("b", "Rambo Smith"), expected("c", "Abo Bota"))
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.type("bo")
        assert register.names() == ["Abo Bota", "Bo Larsen", "Rambo Smith"]
        register.press(Qt.Key.Key_Down)
        register.press(Qt.Key.Key_Down)
        register.press(Qt.Key.Key_Return)
        assert register.session.attendees["b"].is_arrived


def test_a_handle_can_come_later(qtbot, tmp_path: Path, clock) -> None:
    ana = replace(person("a", name="Ana Sousa"), accounts=())
    with register_desk(qtbot, tmp_path, clock, (ana,)) as register:
        register.desk.service.do(DescribeSession("A chat", "chat", home_server="one.example"))
        register.enter("ana, @ana")
        ana = register.session.attendees["a"]
        assert [account.handle for account in ana.accounts] == ["ana@one.example"]
        assert ana.is_arrived, "who is here stays here"
        register.enter("Bob, @!!")
        assert register.named("Bob")[0].accounts == ()
        assert "kept without an account" in register.told


def test_the_table_is_edited_in_its_cell_and_the_focus_comes_back(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (person("a", name="Ana"),)) as register:
        register.type("ana")
        register.press(Qt.Key.Key_F4)
        editor = register.page.register.table.findChild(QLineEdit)
        assert editor is not None
        assert editor.hasFocus()
        qtbot.keyClicks(editor, "12")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: register.session.attendees["a"].table == "12")
        qtbot.waitUntil(register.page.register.field.hasFocus)


def test_a_no_show_frees_the_partner_and_one_key_places_them(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(3), paired=True) as register:
        lost = next(m for m in register.session.pair_of["buddy1"].members if m != "buddy1")
        others = {pair.id: pair.members for pair in register.session.pairs if lost not in pair.members}
        register.type("buddy1")
        register.press(Qt.Key.Key_F8)
        assert register.session.attendees["buddy1"].presence is Presence.ABSENT
        strip = register.page.pairs.strip
        assert strip.isVisible()
        assert strip.sentence.text().startswith(f"{lost.title()} has no buddy yet: F9 places them with Buddy")
        register.press(Qt.Key.Key_F9)
        assert lost in register.session.pair_of
        assert not strip.isVisible()
        for pair in register.session.pairs:
            assert set(others.get(pair.id, ())) <= set(pair.members), "nobody else is moved"
        register.desk.service.undo()
        assert strip.isVisible()


def test_a_late_arrival_joins_and_it_is_said_with_whom(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        before = {pair.id: set(pair.members) for pair in register.session.pairs}
        register.enter("Late Lea")
        lea = register.named("Late Lea")[0]
        pair = register.session.pair_of[lea.id]
        assert f"Late Lea has arrived: pair {pair.number}, with " in register.told
        assert all(before[pair.id] <= set(pair.members) for pair in register.session.pairs)


def test_undo_is_the_sessions_while_the_field_is_empty(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        field = register.page.register.field

        def is_taken(key: QKeySequence.StandardKey) -> bool:
            combination = QKeySequence.keyBindings(key)[0][0]
            event = QKeyEvent(
                QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers(), "z"
            )
            event.ignore()
            QGuiApplication.sendEvent(field, event)
            return event.isAccepted()

        assert not is_taken(QKeySequence.StandardKey.Undo)
        register.type("an")
        assert is_taken(QKeySequence.StandardKey.Undo)
        field.setText("")
        assert not is_taken(QKeySequence.StandardKey.Redo)


def test_a_pasted_list_does_not_end_up_in_the_field(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        field = register.page.register.field
        field.list_pasted.disconnect()
        spy = QSignalSpy(field.list_pasted)
        QGuiApplication.clipboard().setText("Ana Sousa")
        register.press(Qt.Key.Key_V, CTRL)
        assert field.text() == "Ana Sousa"
        field.clear()
        for text in ("Ana\nBo\n", "Ana\tnewbie", "Ana <ana@one.example>, Bo <bo@one.example>"):
            QGuiApplication.clipboard().setText(text)
            register.press(Qt.Key.Key_V, CTRL)
            assert field.text() == ""
            assert spy.at(spy.count() - 1)[0] == text


def test_escape_empties_the_field_and_then_lets_go_of_the_person(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana"),)) as register:
        register.type("an")
        register.press(Qt.Key.Key_Escape)
        assert register.page.register.field.text() == ""
        assert register.page.register.person() is None
        register.press(Qt.Key.Key_Return)
        assert len(register.session.attendees) == 1, "Enter on nothing does nothing"
        assert register.session.attendees["a"].presence is EXPECTED


def test_a_click_on_the_box_marks_arrived(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana"),)) as register:
        table = register.page.register.table
        box = table.visualRect(register.page.register.model.index(0, Column.ARRIVED)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
        assert register.session.attendees["a"].is_arrived
        assert register.page.register.field.hasFocus()


def test_everybody_can_be_marked_at_once(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (expected("a", "Ana"), expected("b", "Bo"))) as register:
        assert register.page.register.counts.text().startswith("0 of 2 are here")
        register.page.register.everybody.click()
        assert register.page.register.counts.text() == "2 of 2 are here · 0 experienced · 2 newbies"
        assert not register.page.register.everybody.isVisible()


def test_the_model_is_sound_after_every_kind_of_change(qtmodeltester, tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(3)) as desk:
        model = PeopleModel(desk.service.session)
        desk.service.subscribe(lambda changes: model.refresh(changes.attendees))
        qtmodeltester.check(model)
        desk.service.do(RegisterAttendees((person("zoe"),)))
        desk.service.do(RemoveAttendee("buddy2"))
        desk.service.do(ChangeAttendee(person("newbie1", name="Abel")))
        qtmodeltester.check(model)
        model.find(read_person("bu"))
        qtmodeltester.check(model)
        names = [model.index(row, Column.NAME).data() for row in range(model.rowCount())]
        assert names == ["Buddy1", "Buddy3"]
        model.find(read_person(""))
        assert model.index(0, Column.NAME).data() == "Abel"


def test_one_step_tells_the_view_once(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(5), paired=False) as desk:
        model = PeopleModel(desk.service.session)
        desk.service.subscribe(lambda changes: model.refresh(changes.attendees))
        resets, inserted, changed = (
            QSignalSpy(signal) for signal in (model.modelReset, model.rowsInserted, model.dataChanged)
        )
        desk.service.do(RegisterAttendees((person("carl"),)))
        assert (resets.count(), inserted.count()) == (0, 1)
        desk.service.do(
            RegisterAttendees(tuple(person(f"{n:03}", name=f"{'az'[n % 2]} Guest") for n in range(500)))
        )
        assert (resets.count(), inserted.count()) == (1, 1)
        before = changed.count()
        model.refresh({"buddy1", "buddy2", "buddy3"})
        assert changed.count() == before + 1, "three neighbours are one range"


def test_people_who_only_post_change_nothing_here(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        # The first post makes their accounts known by stable id.
        register.desk.receive(post("1", "newbie1"), post("2", "buddy1"))
        spies = [
            QSignalSpy(signal)
            for signal in (
                register.page.register.model.dataChanged,
                register.page.pairs.model.dataChanged,
                register.page.pairs.model.modelReset,
            )
        ]
        register.desk.receive(post("3", "newbie1"), post("4", "buddy1"))
        assert [spy.count() for spy in spies] == [0, 0, 0]


@given(st.lists(st.integers(0, 40), unique=True))
def test_ranges_cover_exactly_the_rows(rows: list[int]) -> None:
    rows = sorted(rows)
    ranges = list(contiguous(rows))
    assert [row for first, last in ranges for row in range(first, last + 1)] == rows
    assert all(after[0] > before[1] + 1 for before, after in pairwise(ranges))


@given(st.lists(st.text(max_size=1)), st.lists(st.text(max_size=1), min_size=1), st.data())
def test_a_block_put_in_is_found(before: list[str], block: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(before)))
    after = before[:at] + block + before[at:]
    found = one_block(before, after)
    assert found is not None
    first, last = found
    assert after[:first] + after[last + 1 :] == before


def test_every_control_has_a_name(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        register.page.set_theme(LIGHT)
        for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView):
            for control in register.page.findChildren(kind):
                if not _is_inner(control):
                    assert control.accessibleName() or getattr(control, "text", str)(), control


def _is_inner(control: QWidget) -> bool:
    """Parts that Qt makes itself: headers, corner buttons, a combo box's list."""
    made_by_qt = ("QHeaderView", "QTableCornerButton", "QComboBoxListView", "QLineEditIconButton")
    return control.metaObject().className() in made_by_qt


def test_the_sheet_of_keys_names_keys_that_exist(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        for keys, words in register.page.actions():
            assert not QKeySequence(keys).isEmpty(), keys
            assert words
