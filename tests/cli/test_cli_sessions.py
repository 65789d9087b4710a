"""A whole session without a window: new, pair, status, export, and what goes wrong with them."""

import json
import shutil
from pathlib import Path

from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.deliveries import Created
from buddy_console.domain.events import Actor
from buddy_console.journal.journal import Journal
from buddy_console.resources import resource
from buddy_console.service.clock import SystemClock
from buddy_console.service.session_service import SessionService
from cli.cli_runs import rows_of, run
from domain.builders import post

ROSTER = """name,level,place,table,organisation,languages,network,handle
Ana,experienced,room,1,Acme,en;pt,mastodon,@ana@one.example
Bo,newbie,room,1,Acme,en,mastodon,@bo@one.example
Cy,newbie,remote,,Other,pt,,
"""


def make_roster(folder: Path, text: str = ROSTER) -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_session_is_made_paired_read_and_exported(tmp_path: Path) -> None:
    roster = make_roster(tmp_path)
    made = run(
        "new",
        "day.buddy",
        "--title",
        "Day",
        "--tag",
        "#chat",
        "--question",
        "Who?",
        "--question",
        "Why?",
        "--roster",
        roster,
        folder=tmp_path,
    )
    assert (made.code, made.out) == (0, ""), made.err
    paired = run("pair", "day.buddy", "--seed", "1", folder=tmp_path)
    assert paired.code == 0, paired.err
    with Journal.open(tmp_path / "day.buddy") as journal:
        service = SessionService(journal, SystemClock())
        service.do(
            TakeDeliveries([Created(post("k1", "bo", "A2 =1+1 #chat")), Created(post("k2", "x"))]), Actor.FEED
        )
    status = json.loads(run("status", "day.buddy", "--json", folder=tmp_path).out)
    people = {person["name"]: person for person in status["attendees"]}
    assert people["Bo"]["rung"] == "posted"
    assert people["Bo"]["posts"] == 1
    assert people["Bo"]["accounts"] == ["bo@one.example"]
    assert people["Bo"]["since"].endswith("Z")
    assert people["Cy"]["rung"] == "no_account"
    assert {"pair": 1, "members": ["Ana", "Bo", "Cy"]} in status["pairs"]
    assert [question["responses"] for question in status["questions"]] == [0, 1]
    assert (status["posts_by_registered"], status["posts_by_others"]) == (1, 1)
    exported = run(
        "export",
        "day.buddy",
        "--posts",
        "posts.csv",
        "--pairs",
        "pairs.csv",
        "--recap",
        "recap.md",
        folder=tmp_path,
    )
    assert exported.code == 0, exported.err
    rows = rows_of(tmp_path / "posts.csv")
    assert [row["attendee"] for row in rows] == ["Bo", ""] or [row["attendee"] for row in rows] == ["", "Bo"]
    assert (tmp_path / "recap.md").read_text(encoding="utf-8").startswith("# Day\n")


def test_a_list_is_paired_the_same_way_twice_and_in_any_order(tmp_path: Path) -> None:
    shutil.copy(resource("rehearsal", "roster.csv"), tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "b.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    results = []
    for name in ("a", "a", "b"):
        done = run("pair", f"{name}.csv", "--seed", 7, "-o", "pairs.csv", folder=tmp_path)
        assert done.code == 0, done.err
        rows = rows_of(tmp_path / "pairs.csv")
        groups: dict[str, set[str]] = {}
        for row in rows:
            groups.setdefault(row["pair"], set()).add(row["name"])
        results.append({frozenset(members) for members in groups.values()})
    assert results[0] == results[1] == results[2]
    assert all(len(group) >= 2 for group in results[0])
    assert sum(map(len, results[0])) == len(lines) - 1


def test_what_is_published_is_not_paired_anew_unasked(tmp_path: Path) -> None:
    run("new", "day.buddy", "--roster", make_roster(tmp_path), folder=tmp_path)
    assert run("pair", "day.buddy", folder=tmp_path).code == 0
    again = run("pair", "day.buddy", folder=tmp_path)
    assert again.code == 1
    assert "--again" in again.err
    assert run("pair", "day.buddy", "--again", folder=tmp_path).code == 0


def test_a_second_writer_is_told_and_a_reader_is_served(tmp_path: Path) -> None:
    run("new", "day.buddy", "--roster", make_roster(tmp_path), folder=tmp_path)
    with Journal.open(tmp_path / "day.buddy"):
        refused = run("pair", "day.buddy", folder=tmp_path)
        assert refused.code == 1
        assert "open in another Buddy Console" in refused.err
        assert run("status", "day.buddy", "--json", folder=tmp_path).code == 0


def test_bad_rows_are_named_and_the_good_ones_taken(tmp_path: Path) -> None:
    roster = make_roster(tmp_path, ROSTER + ",newbie,room,,,,,@ghost@one.example\n")
    made = run("new", "day.buddy", "--roster", roster, folder=tmp_path)
    assert made.code == 3
    assert "row 5" in made.err
    assert len(json.loads(run("status", "day.buddy", "--json", folder=tmp_path).out)["attendees"]) == 3


def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path) -> None:
    roster = make_roster(tmp_path)
    (tmp_path / "text.buddy").write_text("this is no session")
    cases = [
        (("pair", "missing.csv"), "missing.csv"),
        (("pair", "missing.buddy"), "missing.buddy"),
        (("status", "text.buddy", "--json"), "not a session file"),
        (("status", "missing.buddy", "--json"), "missing.buddy"),
        (("new", "text.buddy", "--roster", roster), "exists already"),
        (("new", "other.buddy", "--tag", "two words"), "hashtag"),
        (("pair", roster, "-o", "nowhere/pairs.csv"), "nowhere"),
        (("export", "text.buddy", "--posts", "p.csv"), "not a session file"),
        (("watch", "--mastodon", "http://example.social", "--tag", "chat"), "https"),
        (("watch", "--mastodon", "https://example.social"), "--tag"),
    ]
    for arguments, words in cases:
        done = run(*arguments, folder=tmp_path)
        assert done.code == 1, (arguments, done)
        assert words in done.err, (arguments, done.err)
        assert "Traceback" not in done.err
    assert not (tmp_path / "other.buddy").exists()
    assert (tmp_path / "text.buddy").read_text() == "this is no session"


def test_a_command_written_wrongly_ends_with_2(tmp_path: Path) -> None:
    assert run("pair", folder=tmp_path).code == 2
    assert run("watch", "--for", "-1", folder=tmp_path).code == 2
