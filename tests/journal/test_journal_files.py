"""Session files that are new, foreign, newer, damaged, full or in use: each with a sentence, none deleted."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain.commands.registering import RegisterAttendees
from buddy_console.domain.events import Actor, PostsReceived, Step
from buddy_console.journal.errors import (
    DamagedError,
    InUseError,
    JournalError,
    NewerFileError,
    NotASessionError,
)
from buddy_console.journal.journal import Journal
from buddy_console.journal.schema import APPLICATION_ID, MAJOR, MINOR
from buddy_console.service.session_service import SessionService
from domain.builders import at, person, post
from fake_clock import FakeClock
from journal.writer import step

COUNT = 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session of sixty steps, closed."""
    path = tmp_path / "talk.buddy"
    with Journal.open(path) as journal:
        for number in range(1, COUNT + 1):
            journal.append(step(number))
    return path


def _says(error: JournalError, *names: str) -> None:
    sentence = str(error)
    assert sentence.endswith(".")
    assert "{" not in sentence
    for name in names:
        assert f"“{name}”" in sentence


def _steps(path: Path) -> list[Step]:
    with Journal.read(path) as journal:
        return list(journal.steps())


def _change(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_what_was_appended_is_read_again(path: Path) -> None:
    assert _steps(path) == [step(number) for number in range(1, COUNT + 1)]
    assert path.name in {file.name for file in path.parent.iterdir()}


def test_a_name_with_anything_in_it_will_do(tmp_path: Path) -> None:
    path = tmp_path / "Ünï #1? 100% & {x}.buddy"
    with Journal.open(path) as journal:
        journal.append(step(1))
        with pytest.raises(InUseError) as refused:
            Journal.open(path)
    _says_plainly = str(refused.value)
    assert "Ünï #1? 100% & {x}.buddy" in _says_plainly
    assert _steps(path) == [step(1)]


def test_a_step_without_posts_or_events_comes_back(tmp_path: Path) -> None:
    steps = [Step(1, at(0), Actor.DESK, ()), Step(2, at(1), Actor.FEED, (PostsReceived(()),))]
    with Journal.open(tmp_path / "t.buddy") as journal:
        for one in steps:
            journal.append(one)
        assert list(journal.steps()) == steps


def test_a_power_cut_is_prepared_for(path: Path) -> None:
    with Journal.open(path) as journal:
        connection = journal._connection
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


# Two programs


def test_one_writer_any_number_of_readers(path: Path) -> None:
    with Journal.open(path) as journal:
        with pytest.raises(InUseError) as refused:
            Journal.open(path)
        _says(refused.value, "talk.buddy")
        with Journal.read(path) as first, Journal.read(path) as second:
            journal.append(step(COUNT + 1))
            assert len(list(first.steps())) == len(list(second.steps())) == COUNT + 1
    with Journal.open(path) as journal:
        journal.append(step(COUNT + 2))


def test_a_reader_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with Journal.read(path) as reader:
        assert len(list(reader.steps())) == COUNT
        with pytest.raises(JournalError) as refused:
            reader.append(step(COUNT + 1))
    _says(refused.value, "talk.buddy")
    assert path.read_bytes() == before


def test_closing_twice_does_no_harm(path: Path) -> None:
    journal = Journal.open(path)
    journal.close()
    journal.close()
    Journal.open(path).close()


# Newer


def test_a_file_of_a_newer_major_version_is_left_alone(path: Path) -> None:
    _change(path, f"PRAGMA user_version={(MAJOR + 1) * 1000}")
    before = path.read_bytes()
    for opening in (Journal.open, Journal.read):
        with pytest.raises(NewerFileError) as refused:
            opening(path)
        _says(refused.value, "talk.buddy")
    assert path.read_bytes() == before


def test_an_event_of_a_newer_version_is_left_alone(path: Path) -> None:
    _change(path, "UPDATE event SET version = 2 WHERE step = 30")
    before = path.read_bytes()
    with Journal.open(path) as journal:
        with pytest.raises(NewerFileError) as refused:
            list(journal.steps())
        _says(refused.value, "talk.buddy")
    assert path.read_bytes() == before


def test_an_unknown_event_is_newer_only_in_a_newer_file(path: Path) -> None:
    _change(path, "UPDATE event SET kind = 'RaffleDrawn' WHERE step = 30")
    _change(path, f"PRAGMA user_version={MAJOR * 1000 + MINOR + 1}")
    with Journal.open(path) as journal, pytest.raises(NewerFileError):
        list(journal.steps())
    _change(path, f"PRAGMA user_version={MAJOR * 1000 + MINOR}")
    with Journal.open(path) as journal, pytest.raises(DamagedError):
        list(journal.steps())


# Not a session


def _text(path: Path) -> None:
    path.write_text("Ana,newbie\nBen,experienced\n" * 50)


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))


def _one_letter(path: Path) -> None:
    path.write_bytes(b"S")


def _other_database(path: Path) -> None:
    _change(path, "CREATE TABLE recipe (name TEXT)")


@pytest.mark.parametrize("opening", [Journal.open, Journal.read])
@pytest.mark.parametrize("make", [_text, _picture, _one_letter, _other_database])
def test_a_file_of_another_kind_is_left_alone(
    tmp_path: Path, make: Callable[[Path], None], opening: Callable[[Path], Journal]
) -> None:
    path = tmp_path / "other.buddy"
    make(path)
    before = path.read_bytes()
    with pytest.raises(NotASessionError) as refused:
        opening(path)
    _says(refused.value, "other.buddy")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith(".")] == ["other.buddy"]


@pytest.mark.parametrize("opening", [Journal.open, Journal.read])
def test_a_folder_is_no_session(tmp_path: Path, opening: Callable[[Path], Journal]) -> None:
    (tmp_path / "folder.buddy").mkdir()
    with pytest.raises(JournalError) as refused:
        opening(tmp_path / "folder.buddy")
    _says(refused.value, "folder.buddy")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.buddy"]


def test_a_missing_file_cannot_be_read_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(JournalError) as refused:
        Journal.read(tmp_path / "gone.buddy")
    _says(refused.value, "gone.buddy")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(JournalError) as refused:
        Journal.open(tmp_path / "stick" / "talk.buddy")
    _says(refused.value, "talk.buddy")
    assert "folder" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


# Damaged


def _rescued(path: Path, damaged: bytes) -> list[Step]:
    """Open a damaged file, check what is said and kept, and return the steps that were saved."""
    with pytest.raises(DamagedError) as refused, Journal.open(path) as journal:
        list(journal.steps())
    kept = refused.value.kept_as
    _says(refused.value, path.name, kept.name)
    assert kept != path
    assert kept.parent == path.parent
    assert kept.read_bytes() == damaged
    with Journal.open(path) as journal:
        steps = list(journal.steps())
        assert steps == [step(number) for number in range(1, len(steps) + 1)]
        assert f"the {len(steps)} steps" in str(refused.value)
        journal.append(step(len(steps) + 1))
    return steps


def test_a_truncated_file_is_moved_aside_and_what_can_be_read_is_saved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _rescued(path, path.read_bytes())


def test_a_file_cut_to_a_few_bytes_is_moved_aside(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])
    assert _rescued(path, path.read_bytes()) == []


def test_a_page_of_rubbish_in_the_middle_is_found_when_the_file_is_opened(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    with pytest.raises(DamagedError) as refused:
        Journal.open(path)
    assert refused.value.kept_as.read_bytes() == content
    refused.value.kept_as.replace(path)
    _rescued(path, bytes(content))


@pytest.mark.parametrize(
    ("statement", "saved"),
    [
        ("UPDATE event SET body = x'7b226b' WHERE step = 30", 29),
        ("UPDATE event SET kind = 'AttendeesRegistesed' WHERE step = 40", 39),
        ("UPDATE event SET version = 'one' WHERE step = 40", 39),
        ("UPDATE post SET body = x'ff' WHERE step = 31 AND ordinal = 4", 30),
        ("UPDATE post SET body = NULL WHERE 0", COUNT),
        ("UPDATE step SET at = 'yesterday' WHERE number = 12", 11),
        ("UPDATE step SET actor = 'nobody' WHERE number = 12", 11),
        # Where a row itself cannot be read, the step before it may not be whole either.
        ("UPDATE step SET actor = CAST(x'ff' AS TEXT) WHERE number = 12", 10),
        ("DROP TABLE post", 0),
    ],
)
def test_a_step_that_cannot_be_read_ends_what_is_saved(path: Path, statement: str, saved: int) -> None:
    _change(path, statement)
    if saved == COUNT:
        assert len(_steps(path)) == COUNT
        return
    assert len(_rescued(path, path.read_bytes())) == saved


def test_a_hole_in_the_steps_ends_what_is_saved(path: Path) -> None:
    _change(path, "DELETE FROM step WHERE number = 20")
    assert len(_rescued(path, path.read_bytes())) == 19


def test_each_damaged_file_gets_a_name_of_its_own(path: Path) -> None:
    for _ in range(3):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        with pytest.raises(DamagedError):
            Journal.open(path)
    names = sorted(file.name for file in path.parent.glob("*damaged*.buddy"))
    assert names == ["talk.damaged-2.buddy", "talk.damaged-3.buddy", "talk.damaged.buddy"]


def test_a_reader_moves_nothing_aside(path: Path) -> None:
    _change(path, "UPDATE event SET body = x'00' WHERE step = 30")
    before = path.read_bytes()
    with Journal.read(path) as reader, pytest.raises(JournalError) as refused:
        list(reader.steps())
    _says(refused.value, "talk.buddy")
    assert not isinstance(refused.value, DamagedError)
    assert path.read_bytes() == before


@settings(max_examples=60)
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=40))
def test_whatever_bytes_are_flipped_the_file_is_read_refused_or_moved_aside(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[float, int]]
) -> None:
    path = tmp_path_factory.mktemp("flips") / "talk.buddy"
    with Journal.open(path) as journal:
        for number in range(1, 16):
            journal.append(step(number))
    content = bytearray(path.read_bytes())
    for place, mask in flips:
        content[int(place * len(content))] ^= mask
    path.write_bytes(content)
    try:
        with Journal.open(path) as journal:
            assert [one.number for one in journal.steps()] == list(range(1, 16))
    except DamagedError as error:
        kept = error.kept_as.read_bytes()
        with Journal.open(path) as journal:
            numbers = [one.number for one in journal.steps()]
    except (NotASessionError, NewerFileError):
        kept, numbers = path.read_bytes(), []
    else:
        kept, numbers = bytes(content), []
    assert kept == content
    assert numbers == list(range(1, len(numbers) + 1))


# A disk that does not take any more


def test_a_full_disk_refuses_in_a_sentence_and_goes_on_when_there_is_room(path: Path) -> None:
    with Journal.open(path) as journal:
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(JournalError) as refused:
            _append_all(journal, range(COUNT + 1, COUNT + 40))
        number = sum(1 for _ in journal.steps()) + 1
        assert number < COUNT + 40
        _says(refused.value, "talk.buddy")
        assert "cannot be written: the disk is full." in str(refused.value)
        assert [one.number for one in journal.steps()] == list(range(1, number))
        journal._connection.execute(f"PRAGMA max_page_count={pages + 1000}")
        journal.append(step(number))
    assert len(_steps(path)) == number


def _append_all(journal: Journal, numbers: range) -> None:
    for number in numbers:
        journal.append(step(number))


def test_a_step_is_written_whole_or_not_at_all(path: Path) -> None:
    big = Step(
        COUNT + 1, at(99), Actor.FEED, (PostsReceived(tuple(post(f"big{n}", text="x" * 900) for n in range(200))),)
    )
    with Journal.open(path) as journal:
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count={pages + 10}")
        with pytest.raises(JournalError):
            journal.append(big)
        for table in ("step", "event", "post"):
            column = "number" if table == "step" else "step"
            rows = journal._connection.execute(f"SELECT count(*) FROM {table} WHERE {column} > {COUNT}").fetchone()
            assert rows == (0,)
        journal.append(step(COUNT + 1))


def test_a_connection_that_may_only_read_refuses_in_a_sentence(path: Path) -> None:
    with Journal.open(path) as journal:
        journal._connection.execute("PRAGMA query_only=ON")
        with pytest.raises(JournalError) as refused:
            journal.append(step(COUNT + 1))
        _says(refused.value, "talk.buddy")
        assert "read-only" in str(refused.value)
        journal._connection.execute("PRAGMA query_only=OFF")
        journal.append(step(COUNT + 1))


def _may_ignore_permissions(folder: Path) -> bool:
    probe = folder / "probe"
    probe.touch(mode=0o400)
    try:
        probe.open("r+").close()
    except PermissionError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permission")
def test_a_file_without_permission_is_refused_and_can_be_read(path: Path) -> None:
    if _may_ignore_permissions(path.parent):
        pytest.skip("this account may write whatever the permissions say; query_only stands in for it above")
    path.chmod(0o400)
    with pytest.raises(JournalError) as refused:
        Journal.open(path)
    _says(refused.value, "talk.buddy")
    assert len(_steps(path)) == COUNT


def test_a_wal_that_was_left_behind_is_read(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.append(step(COUNT + 1))
        copy = path.with_name("copy.buddy")
        for ending in ("", "-wal"):
            copy.with_name(copy.name + ending).write_bytes(path.with_name(path.name + ending).read_bytes())
    assert len(_steps(copy)) == COUNT + 1
    with Journal.open(copy) as journal:
        assert len(list(journal.steps())) == COUNT + 1


def test_half_a_character_is_refused_in_a_sentence_and_the_next_step_is_written(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "talk.buddy") as journal:
        service = SessionService(journal, FakeClock())
        with pytest.raises(JournalError, match="half a character"):
            service.do(RegisterAttendees((person("ana", name="An\ud800a"),)))
        assert not service.session.attendees
        service.do(RegisterAttendees((person("bo"),)))
        assert list(service.session.attendees) == ["bo"]
