"""Pair: draft and publish, swap by key and by drag, lock, wishes, policy, and people who come late."""

import asyncio
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QStyleOptionViewItem

from buddy_console.desk.buddy_strip import first_lonely
from buddy_console.desk.pair_board import BoardDelegate
from buddy_console.desk.pair_board_model import ASIDE_ROLE, FIRST_PERSON, PERSON_ROLE, PairBoardModel
from buddy_console.desk.people_model import person_data
from buddy_console.domain.attendees import Attendee, Level, Place, Presence
from buddy_console.domain.commands.pairing import AcceptPlace, DraftPairs, PublishPairs, SetPolicy, ToggleLock
from buddy_console.domain.commands.registering import ChangeAttendee, MarkAbsent, RegisterAttendees
from buddy_console.domain.pairing.model import Policy, Spare, Wish, WishKind
from buddy_console.qt.theme import DARK
from buddy_console.service.pairing import propose_for
from desk.desk_sessions import buddies, desk_session, prepared
from desk.register_desk import RegisterDesk, register_desk
from domain.builders import person

F6, F7, F9 = Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9


def groups(register: RegisterDesk) -> set[frozenset[str]]:
    session = register.session
    pairs = session.draft.pairs if session.draft is not None else session.pairs
    return {frozenset(pair.members) for pair in pairs}


def on_board(model: PairBoardModel) -> set[frozenset[str]]:
    """The people in each row, by id, as the view sees them."""
    rows = []
    for row in range(model.rowCount()):
        cells = (model.index(row, column).data(PERSON_ROLE) for column in range(model.columnCount()))
        rows.append(frozenset(cell for cell in cells if cell is not None))
    return set(rows)


def test_a_draft_is_marked_and_published_by_one_key(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(3)) as register:
        panel = register.page.pairs
        assert panel.empty.isVisible()
        assert "6 people" in panel.empty.text()
        register.press(F6)
        assert register.session.pairs == ()
        assert panel.draft_mark.isVisible()
        assert panel.publish_button.isEnabled()
        assert on_board(panel.model) == groups(register)
        register.press(F7)
        assert len(register.session.pairs) == 3
        assert panel.state.text() == "3 pairs, published"
        assert not panel.draft_mark.isVisible()
        assert register.told == "3 pairs are published."
        assert not panel.publish_button.isEnabled()
        register.desk.service.undo()
        assert panel.draft_mark.isVisible()


def test_a_new_draft_over_published_pairs_says_what_it_would_change(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(3), paired=True) as register:
        published = register.session.pairs
        register.press(F6)
        assert register.session.pairs == published, "a draft changes nothing"
        assert "A draft that" in register.told
        register.page.pairs.discard_button.click()
        assert register.session.draft is None
        assert register.page.pairs.state.text() == "3 pairs, published"


def test_two_people_are_needed(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, (person("a"),)) as register:
        register.press(F6)
        assert register.session.draft is None
        assert "Two people must have arrived" in register.told
        register.press(F7)
        assert "There is no draft" in register.told


def test_swap_by_keyboard_and_undo(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(3), paired=True) as register:
        board = register.page.pairs.board
        before = groups(register)
        first, second = (register.session.pairs[at].members[1] for at in (0, 1))
        board.setFocus()
        board.show_person(first)
        qtbot.keyClick(board, Qt.Key.Key_X)
        assert register.page.pairs.model.marked == first
        assert "is marked" in register.page.pairs.why.text()
        qtbot.keyClick(board, Qt.Key.Key_Down)
        assert board.current_person() == second
        qtbot.keyClick(board, Qt.Key.Key_X)
        assert register.page.pairs.model.marked is None
        assert first in register.session.pairs[1].members
        assert second in register.session.pairs[0].members
        assert "put together by hand" in register.page.pairs.why.text()
        assert board.current_person() == first, "the cell follows the person"
        register.desk.service.undo()
        assert groups(register) == before
        assert on_board(register.page.pairs.model) == before


def test_a_letter_that_means_nothing_on_the_board_goes_to_the_field(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        board, field = register.page.pairs.board, register.page.register.field
        board.setFocus()
        board.show_person("buddy1")
        qtbot.keyClick(board, Qt.Key.Key_X)
        qtbot.keyClick(board, Qt.Key.Key_Escape)
        assert register.page.pairs.model.marked is None
        assert board.hasFocus(), "Esc lets go of the person first"
        qtbot.keyClick(board, Qt.Key.Key_B)
        assert field.hasFocus()
        assert field.text() == "b"


def drop(model: PairBoardModel, who: str, row: int, column: int) -> None:
    target = model.index(row, column)
    data = person_data(who)
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target), "the view removes nothing"


def test_dropping_a_person_on_another_swaps_them(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(3), paired=True) as register:
        model = register.page.pairs.model
        first, second = (register.session.pairs[at].members[1] for at in (0, 1))
        cell = model.cell_of(second)
        drop(model, first, cell.row(), cell.column())
        assert first in register.session.pairs[1].members
        assert second in register.session.pairs[0].members


def test_dropping_a_person_on_an_empty_place_moves_them(qtbot, tmp_path: Path, clock) -> None:
    people = (*buddies(2), person("third"))
    with register_desk(qtbot, tmp_path, clock, people, paired=True) as register:
        model = register.page.pairs.model
        trio = next(pair for pair in register.session.pairs if len(pair.members) == 3)
        other = next(pair for pair in register.session.pairs if len(pair.members) == 2)
        row = next(r for r in range(model.rowCount()) if model.pair_at(r).id == other.id)
        drop(model, trio.members[2], row, FIRST_PERSON + 2)
        assert trio.members[2] in register.session.pair_of[other.members[0]].members
        before = groups(register)
        drop(model, other.members[0], 1 - row, 0)
        assert groups(register) != before or "alone" in register.told


def test_what_would_leave_somebody_alone_is_refused_in_words(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        before = groups(register)
        mover = register.session.pairs[0].members[0]
        drop(register.page.pairs.model, mover, 1, FIRST_PERSON + 2)
        assert groups(register) == before
        assert "would be alone" in register.told


def test_a_locked_pair_stays_in_every_further_draft(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(5)) as register:
        register.press(F6)
        board = register.page.pairs.board
        board.setFocus()
        board.show_person("buddy3")
        locked = frozenset(board.current_pair().members)
        qtbot.keyClick(board, Qt.Key.Key_L)
        assert board.current_pair().locked
        for _ in range(4):
            register.press(F6)
            assert locked in groups(register)
        cell = register.page.pairs.model.index(board.currentIndex().row(), register.page.pairs.model.lock_column)
        qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=board.visualRect(cell).center())
        assert not board.current_pair().locked


def test_two_people_are_kept_together_or_apart_by_key(qtbot, tmp_path: Path, clock) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with register_desk(qtbot, tmp_path, clock, buddies(3)) as register:
        register.type("newbie1")
        register.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert "find the other person" in register.told
        register.page.register.field.setText("buddy3")
        register.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert register.session.wishes == (Wish(WishKind.TOGETHER, ("buddy3", "newbie1")),)
        register.press(F6)
        assert any({"buddy3", "newbie1"} <= pair for pair in groups(register))
        table, model = register.page.register.table, register.page.register.model
        register.page.register.field.setText("")
        table.selectRow(model.row_of("newbie1"))
        table.selectionModel().select(
            model.index(model.row_of("buddy3"), 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
        register.press(Qt.Key.Key_T, both)
        assert register.session.wishes == (Wish(WishKind.APART, ("buddy3", "newbie1")),)
        assert "could not be kept" in register.page.pairs.wishes.title.text(), "the draft is older than the wish"
        register.press(F6)
        assert not any({"buddy3", "newbie1"} <= pair for pair in groups(register))
        assert register.page.pairs.wishes.title.text() == "One wish, kept"
        wishes = register.page.pairs.wishes.list
        wishes.setCurrentRow(0)
        qtbot.keyClick(wishes, Qt.Key.Key_Delete)
        assert register.session.wishes == ()


def test_what_cannot_be_kept_is_listed(qtbot, tmp_path: Path, clock) -> None:
    people = (person("ana", Level.EXPERIENCED), person("bo", place=Place.REMOTE))
    with register_desk(qtbot, tmp_path, clock, people, paired=True) as register:
        wishes = register.page.pairs.wishes
        assert wishes.title.text() == "One thing could not be kept"
        assert wishes.list.item(0).text().startswith("Bo joins from elsewhere")
        register.desk.service.do(ChangeAttendee(person("bo")))
        assert not wishes.list.isVisible()


def test_the_policy_is_the_facilitators(qtbot, tmp_path: Path, clock) -> None:
    people = (person("ana", Level.EXPERIENCED), person("bea", Level.EXPERIENCED), person("cem", Level.EXPERIENCED))
    with register_desk(qtbot, tmp_path, clock, (*people, person("dot"))) as register:
        row = register.page.pairs.policy
        row.spare.setCurrentIndex(1)
        row.spare.activated.emit(1)
        row.most.setCurrentIndex(2)
        row.most.activated.emit(2)
        row.stands_in.click()
        assert register.session.policy == Policy(2, Spare.FLOAT, stands_in=False)
        register.press(F6)
        assert len(register.session.draft.floating) == 2
        assert "Free to help everywhere: " in register.page.pairs.why.text()
        register.press(F7)
        assert not register.page.pairs.strip.isVisible(), "who floats by policy lacks nothing"
        register.desk.service.do(SetPolicy(Policy(7)))
        assert row.most.currentText() == "At most 7 newbies each"


def test_large_groups_get_a_place_each(qtmodeltester, tmp_path: Path, clock) -> None:
    people = (person("ana", Level.EXPERIENCED), *(person(f"newbie{n}") for n in range(1, 6)))
    with desk_session(tmp_path, clock, people) as desk:
        model = PairBoardModel(desk.service.session)
        desk.service.subscribe(lambda _changes: model.reload())
        qtmodeltester.check(model)
        assert on_board(model) == {frozenset(p.id for p in people)}
        assert model.headerData(FIRST_PERSON + 5, Qt.Orientation.Horizontal) == "6"
        desk.service.do(ChangeAttendee(person("newbie5", Level.EXPERIENCED)))
        model.mark("newbie5")
        qtmodeltester.check(model)
        assert model.cell_of("newbie5").data(ASIDE_ROLE) == "experienced"
        assert model.cell_of("newbie4").data(ASIDE_ROLE) == ""


def test_only_the_rows_that_differ_are_shown_again(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(6)) as desk:
        model = PairBoardModel(desk.service.session)
        desk.service.subscribe(lambda _changes: model.reload())
        resets, changed = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
        desk.service.do(ToggleLock(model.pair_at(3).id))
        assert (resets.count(), changed.count()) == (0, 1)
        top, bottom, roles = changed.at(0)
        assert (top.row(), bottom.row()) == (3, 3)
        assert roles
        desk.service.do(MarkAbsent("buddy1"))
        assert resets.count() == 1


def test_whoever_waits_is_offered_the_place_that_the_key_gives(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(3)) as desk:
        session = desk.service.session
        assert first_lonely(session) is None
        desk.service.do(MarkAbsent("buddy1"))
        desk.service.do(MarkAbsent("buddy2"))
        waiting = first_lonely(session)
        assert waiting is not None
        assert waiting.others == 1
        desk.service.do(AcceptPlace(waiting.attendee.id))
        pair = session.pair_of[waiting.attendee.id]
        assert {waiting.attendee.id, *(buddy.id for buddy in waiting.buddies)} == set(pair.members)
        assert "buddy3" in pair.members


def test_place_says_so_when_nobody_waits(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(2), paired=True) as register:
        register.press(F9)
        assert register.told == "Everybody who is here has a buddy."


@pytest.mark.anyio
async def test_a_large_room_is_paired_in_a_thread(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(60)) as register:
        register.page.pairs.pair()
        assert register.session.draft is None, "the window goes on"
        register.enter("Late Lea")
        await register.idle()
        assert len(register.session.draft.pairs) == 60
        register.page.pairs.publish()
        assert len(register.session.pair_of) == 121, "who came meanwhile has a place"
        assert register.session.draft is None


@pytest.mark.anyio
async def test_long_work_shows_how_far_it_is(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(60)) as register:
        maker, bar = register.page.pairs.maker, register.page.pairs.progress
        go_on = threading.Event()
        register.page._worker.submit(go_on.wait)
        seen = []
        maker.patience = 0.0
        maker.progressed.connect(lambda share: (seen.append((share, bar.isVisible())), go_on.set()))
        register.page.pairs.pair()
        await register.idle()
        assert seen[0] == (0.0, True)
        assert seen[-1] == (1.0, False)
        assert register.session.draft is not None


@pytest.mark.anyio
async def test_a_draft_that_the_list_overtook_is_refused_in_words(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(60)) as register:
        register.page.pairs.pair()
        register.desk.service.undo()
        await register.idle()
        assert register.session.draft is None
        assert "Press Pair again" in register.told


@pytest.mark.anyio
async def test_partners_of_an_earlier_session_are_avoided(qtbot, tmp_path: Path, clock) -> None:
    people = buddies(4)
    (tmp_path / "earlier").mkdir()
    with desk_session(tmp_path / "earlier", clock, people) as earlier:
        met = {frozenset(pair.members) for pair in earlier.service.session.pairs}
    with register_desk(qtbot, tmp_path, clock, people) as register:
        register.page.avoid_partners_of(tmp_path / "earlier" / "desk.buddy")
        assert register.page.pairs.wishes.earlier.text() == "Avoiding partners of one session"
        register.press(F6)
        await register.idle()
        assert not groups(register) & met
        register.page.avoid_partners_of(tmp_path / "nothing.buddy")
        register.press(F6)
        await register.idle()
        assert "nothing.buddy" in register.told


@pytest.mark.anyio
async def test_closing_gives_up_what_still_runs(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(60)) as register:
        register.page.pairs.pair()
        register.page.close_down()
        for task in list(register.desk.door.scope._tasks.values()):
            task.cancel()
        await register.idle()
        assert register.session.draft is None
        assert asyncio.get_running_loop().is_running()


def render(delegate: BoardDelegate, model: PairBoardModel, row: int, column: int, width: int = 143) -> QImage:
    image = QImage(width + 40, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(DARK.surface))
    option = QStyleOptionViewItem()
    option.rect = QRect(QPoint(20, 0), QPoint(19 + width, 31))
    with QPainter(image) as painter:
        delegate.paint(painter, option, model.index(row, column))
    return image


@pytest.mark.parametrize(
    "name", ["Wolfeschlegelsteinhausenbergerdorff " * 3, "محمد عبد الرحمن الفاروقي " * 3, "🌻" * 40]
)
def test_a_long_name_stays_in_its_cell(qtbot, tmp_path: Path, clock, name: str) -> None:
    people = (person("ana", Level.EXPERIENCED, name=name), person("bo", place=Place.REMOTE, name=name))
    with register_desk(qtbot, tmp_path, clock, people, paired=True) as register:
        model = register.page.pairs.model
        for column in (FIRST_PERSON, FIRST_PERSON + 1, model.lock_column):
            image = render(register.page.pairs.board._delegate, model, 0, column)
            ground = QColor(DARK.surface).rgba()
            outside = [x for x in (*range(20), *range(163, 183)) for y in range(32) if image.pixel(x, y) != ground]
            assert not outside
            assert any(image.pixel(x, y) != ground for x in range(20, 163) for y in range(32))


def test_a_locked_and_a_marked_cell_look_different(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock, buddies(1), paired=True) as register:
        model, delegate = register.page.pairs.model, register.page.pairs.board._delegate
        plain = render(delegate, model, 0, FIRST_PERSON), render(delegate, model, 0, model.lock_column)
        assert render(delegate, model, 0, FIRST_PERSON) == plain[0], "painting twice gives the same picture"
        model.mark("buddy1")
        register.desk.service.do(ToggleLock(model.pair_at(0).id))
        assert render(delegate, model, 0, FIRST_PERSON) != plain[0]
        assert render(delegate, model, 0, model.lock_column) != plain[1]


def late(who: str) -> Attendee:
    return person(who, presence=Presence.EXPECTED)


def test_the_board_follows_a_draft_made_elsewhere(qtbot, tmp_path: Path, clock) -> None:
    with register_desk(qtbot, tmp_path, clock) as register:
        prepared(register.desk.service, buddies(2), paired=False)
        register.desk.service.do(RegisterAttendees((late("zoe"),)))
        register.desk.service.do(DraftPairs(propose_for(register.session, seed=3)))
        assert on_board(register.page.pairs.model) == groups(register)
        register.desk.service.do(PublishPairs())
        register.page.reload()
        assert on_board(register.page.pairs.model) == groups(register)
        assert "zoe" not in register.session.pair_of


def test_newbies_whose_buddy_did_not_come_are_placed_by_the_same_key(qtbot, tmp_path: Path, clock) -> None:
    people = (*buddies(2), person("third", table="2"), person("fourth", table="1"))
    with register_desk(qtbot, tmp_path, clock, people, paired=True) as register:
        absent = next(pair for pair in register.session.pairs if len(pair.members) == 3).members[0]
        register.desk.service.do(MarkAbsent(absent))
        register.press(F9)
        assert [len(pair.members) for pair in register.session.pairs] == [5]
        assert all(a.id in register.session.pair_of for a in register.session.attendees.values() if a.is_arrived)
        register.desk.service.undo()
        assert sorted(len(pair.members) for pair in register.session.pairs) == [2, 3]
