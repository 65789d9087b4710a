"""Who takes part in the rehearsal, who sits with whom, and how far everybody has come at the end."""

from datetime import timedelta

import pytest
from compose import ROSTER_COLUMNS
from recording import NICKS, RECORDING, ROSTER, events, folded, person, recorded, rung, until

from buddy_console.domain import events as ev
from buddy_console.domain.attendees import Consent, Level, Place
from buddy_console.domain.events import Step
from buddy_console.domain.participation import Rung
from buddy_console.domain.session import Session
from buddy_console.roster.columns import guess_columns
from buddy_console.roster.people import read_people
from buddy_console.roster.table import read_table as read_roster_table

LATE = ("tamar", "eoin", "iolana")


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return recorded(RECORDING)


@pytest.fixture(scope="module")
def session(steps: list[Step]) -> Session:
    return folded(steps)


def test_sixty_people_of_whom_most_are_newbies(session: Session) -> None:
    people = session.attendees.values()
    assert len(people) == 60
    assert sum(a.level is Level.EXPERIENCED for a in people) == 27
    assert sum(a.place is Place.REMOTE for a in people) == 9
    assert {a.table for a in people if a.place is Place.IN_ROOM} == set("12345678")
    assert sum(not a.accounts for a in people) == 2
    assert max(len(a.name) for a in people) > 90


def test_not_everybody_wants_to_be_shown(session: Session) -> None:
    chosen = [a.consent for a in session.attendees.values()]
    assert chosen.count(Consent.HANDLE_ONLY) == 2
    assert chosen.count(Consent.NOT_ON_SCREEN) == 2
    assert chosen.count(Consent.NOT_ON_RECORD) == 1


def test_the_roster_is_the_same_people_as_they_signed_up(steps: list[Step]) -> None:
    registered = until(steps, "09:46:00").attendees.values()
    table = read_roster_table(ROSTER)
    preview = read_people(table, guess_columns(table), new_id=lambda: "")
    assert not preview.problems
    assert not preview.notes
    shown = [(a.name, a.level, a.place, a.table, a.organisation, a.languages, a.accounts) for a in registered]
    assert [
        (a.name, a.level, a.place, a.table, a.organisation, a.languages, a.accounts) for a in preview.people
    ] == shown
    assert table.rows[0] == ROSTER_COLUMNS


def test_fifty_seven_are_there_at_the_start_and_three_come_late(steps: list[Step]) -> None:
    at_the_start = until(steps, "10:00:00")
    late = [a.name for a in at_the_start.attendees.values() if not a.is_arrived]
    assert late == [NICKS[nick]["name"] for nick in LATE]
    assert until(steps, "10:14:40").schedule.open_number == 2
    assert all(a.is_arrived for a in folded(steps).attendees.values())


def test_late_arrivals_get_a_buddy_and_nobody_is_moved(steps: list[Step]) -> None:
    before = until(steps, "10:00:00")
    after = folded(steps)
    assert not before.unpaired()
    assert not after.unpaired()
    late = {person(after, nick).id for nick in LATE}
    for pair in before.pairs:
        now = next(p for p in after.pairs if p.id == pair.id)
        assert set(now.members) - late == set(pair.members)
    assert all(len(after.pair_of[one].members) > 1 for one in late)


def test_uneven_numbers_leave_nobody_alone(session: Session) -> None:
    assert all(len(pair.members) > 1 for pair in session.pairs)
    assert any(len(pair.members) > 2 for pair in session.pairs)
    levels = [{session.attendees[m].level for m in pair.members} for pair in session.pairs]
    assert all(Level.EXPERIENCED in found and Level.NEWBIE in found for found in levels)


def test_the_wishes_are_kept(session: Session) -> None:
    def pair_of(nick: str) -> str:
        return session.pair_of[person(session, nick).id].id

    assert pair_of("gwenllian") == pair_of("bronwen")
    assert pair_of("hannes") != pair_of("sabine")


@pytest.mark.parametrize(
    ("experienced", "newbie"),
    [
        ("ana", "lucia"), ("keiko", "hiroshi"), ("joao", "beatriz"), ("tomasz", "zofia"), ("linh", "minh"),
        ("oksana", "taras"), ("leila", "amina"), ("stoyan", "elitsa"), ("matteo", "giulia"), ("esra", "mustafa"),
        ("pedro", "rosa"), ("claire", "fatou"), ("yossi", "noa"), ("minjun", "sooyeon"),
    ],
)  # fmt: skip
def test_buddies_who_talk_to_each_other_in_the_chat_are_buddies(
    session: Session, experienced: str, newbie: str
) -> None:
    assert person(session, newbie).id in session.pair_of[person(session, experienced).id].members


# Who has come how far


@pytest.mark.parametrize(
    ("nick", "expected"),
    [
        ("kwame", Rung.OFF_TAG),
        ("elitsa", Rung.OFF_TAG),
        ("ruth", Rung.UNSEEN),
        ("henrik", Rung.SILENT),
        ("graca", Rung.NO_ACCOUNT),
        ("otto", Rung.POSTED),
        ("tunde", Rung.POSTED),
        ("lucia", Rung.ANSWERED),
        ("mereana", Rung.ANSWERED),
        ("daan", Rung.ANSWERED),
    ],
)
def test_rungs_at_the_end(session: Session, nick: str, expected: Rung) -> None:
    assert rung(session, nick) is expected


def test_most_newbies_have_posted(session: Session) -> None:
    newbies = [a for a in session.attendees.values() if a.is_newbie]
    assert sum(session.standing_of(a.id).rung.has_posted for a in newbies) == 28


def test_the_paper_post_counts_for_its_question(session: Session) -> None:
    standing = session.standing_of(person(session, "otto").id)
    assert standing.by_question == {2: 1}


def test_a_near_miss_of_the_hashtag_can_be_told_from_none(session: Session) -> None:
    tags = {
        nick: {tag for post in session.posts.values() if post.author.handle == handle for tag in post.tags}
        for nick, handle in (("elitsa", "elitsa@learn.example"), ("kwame", "kwame@learn.example"))
    }
    assert tags == {"elitsa": {"budyday"}, "kwame": set()}


def test_an_edit_brings_the_hashtag_and_a_rung(steps: list[Step]) -> None:
    assert rung(until(steps, "10:04:05"), "daan") is Rung.OFF_TAG
    assert rung(until(steps, "10:04:10"), "daan").has_posted
    edited = [post for _, event in events(steps, ev.PostsEdited) for post in event.posts]
    assert len(edited) == 2
    assert all(post.edited_at is not None for post in edited)


def test_a_mistyped_handle_is_claimed_from_the_feed(steps: list[Step]) -> None:
    assert rung(until(steps, "10:06:49"), "mereana") is Rung.SILENT
    assert rung(until(steps, "10:06:50"), "mereana").has_posted


def test_a_bare_name_is_recognised_and_its_stable_id_kept(session: Session) -> None:
    assert NICKS["tunde"]["typed"] == "tunde"
    (account,) = person(session, "tunde").accounts
    assert account.author_id == "https://learn.example/users/tunde"


def test_some_first_posts_wait_longer_than_ninety_seconds_for_an_answer(session: Session) -> None:
    for nick in ("giorgi", "sooyeon"):
        standing = session.standing_of(person(session, nick).id)
        assert standing.first_post is not None
        assert standing.answered_at is not None
        assert standing.answered_at - session.posts[standing.first_post].created_at > timedelta(seconds=90)
