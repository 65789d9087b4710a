"""The rehearsal where there is no display: a sentence, pictures, lists, and no abort."""

import json
import struct
from pathlib import Path

from buddy_console.display_probe import why_no_display
from cli.cli_runs import rows_of, run


def test_it_is_played_offscreen_and_leaves_its_results(tmp_path: Path) -> None:
    done = run("rehearse", "-o", tmp_path / "out", folder=tmp_path)
    assert done.code == 0, done.err
    assert "There is no display." in done.err
    assert str(tmp_path / "out") in done.out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"desk-live-1366x768.png", "wall-feed-1366x768.png", "status.json", "pairs.csv"} <= names
    with (tmp_path / "out" / "desk-live-1366x768.png").open("rb") as picture:
        assert struct.unpack(">II", picture.read(24)[16:]) == (1366, 768)
    status = json.loads((tmp_path / "out" / "status.json").read_text(encoding="utf-8"))
    assert len(status["attendees"]) == 60
    assert {"no_account", "silent", "off_tag", "unseen", "posted", "answered"} >= {
        person["rung"] for person in status["attendees"]
    }
    assert sum(question["responses"] for question in status["questions"]) > 200
    rows = rows_of(tmp_path / "out" / "pairs.csv")
    assert len(rows) >= 59


def test_a_display_that_does_not_answer_is_found_out_before_qt_is() -> None:
    assert why_no_display({}, "linux") == "There is no display."
    assert "does not answer" in why_no_display({"DISPLAY": ":7391"}, "linux")
    assert "does not answer" in why_no_display({"DISPLAY": "nonsense"}, "linux")
    assert why_no_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert why_no_display({}, "win32") == ""
    assert why_no_display({}, "darwin") == ""


def test_the_old_pictures_are_not_mixed_up_with_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = run("rehearse", "-o", tmp_path / "out", folder=tmp_path)
    assert done.code == 1
    assert "cannot be made" in done.err
