"""Writing lists that spreadsheets open harmlessly."""

import csv
import itertools
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buddy_console.roster.columns import guess_columns
from buddy_console.roster.csv_out import safe_cell, write_csv
from buddy_console.roster.people import read_people
from buddy_console.roster.table import RosterError, read_table


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_guarded(text: str):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ana", "a=1", " =1", "'x", "1-2"])
def test_other_text_is_left_alone(text: str):
    assert safe_cell(text) == text


def test_plain_utf_8_whole_and_nothing_left_over(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    write_csv(path, ["name", "handle"], [["Zoë, “Z”", "@zoe@x.org"], ["=1", ""]])
    assert path.read_bytes() == "name,handle\r\n\"Zoë, “Z”\",'@zoe@x.org\r\n'=1,\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_bug_in_the_rows_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError):
        write_csv(path, ["name"], ([str(1 // n)] for n in (1, 0)))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_half_a_character_does_not_stop_the_list(tmp_path: Path):
    write_csv(tmp_path / "list.csv", ["name"], [["A\ud800na"]])
    assert (tmp_path / "list.csv").read_bytes() == b"name\r\nA?na\r\n"


def test_where_it_cannot_be_written(tmp_path: Path):
    with pytest.raises(RosterError, match="there is no folder"):
        write_csv(tmp_path / "missing" / "list.csv", ["name"], [])
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(RosterError, match=r"“list.csv” was not written"):
        write_csv(tmp_path / "list.csv", ["name"], [])
    with pytest.raises(RosterError, match="was not written"):
        write_csv(tmp_path / ("n" * 300 + ".csv"), ["name"], [])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a folder that is read-only even for root")
def test_a_read_only_folder():
    with pytest.raises(RosterError, match="read-only"):
        write_csv(Path("/sys/list.csv"), ["name"], [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    (tmp_path / ".list.csv.part").symlink_to("/dev/full")
    with pytest.raises(RosterError, match="the disk is full"):
        write_csv(path, ["name"], [["Ana"]])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_any_text_is_written_and_no_cell_begins_like_a_formula(tmp_path: Path, rows: list[list[str]]):
    path = tmp_path / "list.csv"
    write_csv(path, ["a", "b"], rows)
    with path.open(encoding="utf-8", newline="") as file:
        back = list(csv.reader(file))
    assert len(back) == len(rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in back for cell in row)


def test_what_is_written_is_read_back(tmp_path: Path):
    path = tmp_path / "list.csv"
    header = ["name", "level", "place", "table", "organisation", "languages", "network", "handle"]
    people = [
        ["Zoë; Müller", "newbie", "in_room", "3", "-x", "english;deutsch", "mastodon", "@zoe@x.org"],
        ['Bob "B"', "experienced", "remote", "", "", "", "matrix", "@bob:m.org"],
    ]
    write_csv(path, header, people)
    table = read_table(path)
    ids = map(str, itertools.count())
    zoe, bob = read_people(table, guess_columns(table), new_id=lambda: next(ids)).people
    assert (zoe.name, zoe.organisation, zoe.languages) == ("Zoë; Müller", "-x", ("english", "deutsch"))
    assert (zoe.accounts[0].handle, bob.accounts[0].handle) == ("zoe@x.org", "@bob:m.org")
    assert (bob.name, bob.level.value, bob.place.value) == ('Bob "B"', "experienced", "remote")
