"""What leaves the program: status, tables and the recap, and who does not appear in them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.attendees import Consent, Level
from buddy_console.domain.commands.posting import Hide, ToggleStar
from buddy_console.domain.events import Concealed
from buddy_console.recap.markdown import recap_markdown
from buddy_console.recap.status import responses, status
from buddy_console.recap.tables import pair_rows, post_rows
from desk.desk_sessions import buddies, desk_session
from domain.builders import person, post


def test_the_numbers_of_the_status_agree_with_each_other(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(2)) as desk:
        session = desk.service.session
        desk.receive(
            post("1", "newbie1", "A1 #chat"), post("2", "stranger", "A1 #chat"), post("3", "buddy1", "A2 #chat")
        )
        state = status(session)
        assert state["newbies"] == 2
        assert state["newbies_posted"] == 1
        assert state["posts_by_registered"] == sum(person["posts"] for person in state["attendees"]) == 2
        assert state["posts_by_others"] == 1
        assert [question["responses"] for question in state["questions"]] == responses(session) == [2, 1, 0]
        assert {name for pair in state["pairs"] for name in pair["members"]} == {
            person["name"] for person in state["attendees"]
        }


@pytest.mark.parametrize("consent", [Consent.NOT_ON_SCREEN, Consent.NOT_ON_RECORD])
def test_a_person_who_may_not_appear_is_not_quoted(tmp_path: Path, clock, consent: Consent) -> None:
    shy = person("shy", name="Shy Person", consent=consent)
    with desk_session(tmp_path, clock, (person("buddy", Level.EXPERIENCED), shy)) as desk:
        desk.receive(post("1", "shy", "A1 my secret #chat"))
        desk.service.do(ToggleStar("1"))
        recap = recap_markdown(desk.service.session)
        assert "secret" not in recap
        assert "Shy" not in recap
        rows = list(post_rows(desk.service.session))
        assert bool(rows) is (consent is Consent.NOT_ON_SCREEN)


def test_handle_only_means_the_handle(tmp_path: Path, clock) -> None:
    people = (person("buddy", Level.EXPERIENCED), person("half", name="Half Hidden", consent=Consent.HANDLE_ONLY))
    with desk_session(tmp_path, clock, people) as desk:
        desk.receive(post("1", "half", "A1 hello #chat"))
        desk.service.do(ToggleStar("1"))
        recap = recap_markdown(desk.service.session)
        assert "half@one" in recap.replace("\\", "")
        assert "Half Hidden" not in recap
        assert not any("Half Hidden" in cell for row in post_rows(desk.service.session) for cell in row)


def test_a_hidden_post_is_not_quoted_though_it_was_starred(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        desk.receive(post("1", "newbie1", "A1 vile #chat"))
        desk.service.do(ToggleStar("1"))
        desk.service.do(Hide(Concealed.POST, "1"))
        assert "vile" not in recap_markdown(desk.service.session)


@given(text=st.text(min_size=1, max_size=60))
def test_a_post_cannot_write_markup_into_the_recap(tmp_path_factory, text: str) -> None:
    from fake_clock import FakeClock

    with desk_session(tmp_path_factory.mktemp("recap"), FakeClock(), buddies(1)) as desk:
        hostile = f"[x](javascript:alert(1)) <img src=x> # {text} #chat"
        desk.receive(post("1", "newbie1", hostile, tags=("chat",)))
        desk.service.do(ToggleStar("1"))
        recap = recap_markdown(desk.service.session)
        assert not re.search(r"(?<!\\)[<\[]", recap.replace("[post](", "")), "every bracket is escaped"
        assert all(line.startswith((">", "#", "")) for line in recap.splitlines())


def test_one_row_a_person(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(3)) as desk:
        session = desk.service.session
        rows = list(pair_rows(session.pairs, session.attendees))
        assert sorted(row[1] for row in rows) == sorted(a.name for a in session.attendees.values())
        assert all(row[5] for row in rows), "each pair has its reason"
