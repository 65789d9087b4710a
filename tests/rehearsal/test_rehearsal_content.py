"""The recorded rehearsal holds what it is meant to show, and comes out the same when it is composed again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import mean

import pytest
from compose import BACK, GONE, ROSTER_COLUMNS, compose, write_roster
from screenplay import moment, read_table

from buddy_console.domain import events as ev
from buddy_console.domain.attendees import Attendee, Consent, Level, Place
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.events import Actor, Concealed, Step
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.participation import Rung
from buddy_console.domain.posts import Post
from buddy_console.domain.questions import FilingRule
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from buddy_console.resources import resource
from buddy_console.roster.columns import guess_columns
from buddy_console.roster.people import read_people
from buddy_console.roster.table import read_table as read_roster_table
from buddy_console.service.clock import RehearsalClock
from buddy_console.service.rehearsal import Rehearsal, copy_preparation
from buddy_console.service.session_service import SessionService

RECORDING = resource("rehearsal", "rehearsal.buddy")
ROSTER = resource("rehearsal", "roster.csv")
NICKS = {row["nick"]: row for row in read_table("people.csv")}
LATE = ("tamar", "eoin", "iolana")


def recorded(path: Path) -> list[Step]:
    with Journal.read(path) as journal:
        return list(journal.steps())


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return recorded(RECORDING)


@pytest.fixture(scope="module")
def session(steps: list[Step]) -> Session:
    return folded(steps)


def folded(steps: list[Step]) -> Session:
    session = Session()
    for step in steps:
        session.apply(step)
    return session


def until(steps: list[Step], clock_time: str) -> Session:
    return folded([step for step in steps if step.at <= moment(clock_time)])


def person(session: Session, nick: str) -> Attendee:
    return next(a for a in session.attendees.values() if a.name == NICKS[nick]["name"])


def rung(session: Session, nick: str) -> Rung:
    return session.standing_of(person(session, nick).id).rung


def posts_with(session: Session, words: str) -> list[Post]:
    return [post for post in session.posts.values() if words in post.text]


def post_with(session: Session, words: str) -> Post:
    (post,) = posts_with(session, words)
    return post


def events(steps: list[Step], kind: type[ev.Event]) -> Iterator[tuple[Step, ev.Event]]:
    return ((step, event) for step in steps for event in step.events if isinstance(event, kind))


def arrivals(steps: list[Step]) -> dict[str, Step]:
    """The step with which each post arrived, by key."""
    return {post.key: step for step, event in events(steps, ev.PostsReceived) for post in event.posts}


# People


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


# Posts


def test_about_four_hundred_posts_in_about_fifty_two_minutes(session: Session, steps: list[Step]) -> None:
    assert 380 <= len(session.posts) <= 420
    opened = next(step.at for step, _ in events(steps, ev.QuestionOpened))
    assert timedelta(minutes=51) < steps[-1].at - opened < timedelta(minutes=53)
    assert RECORDING.stat().st_size <= 1_000_000


def test_no_text_is_there_twice(session: Session) -> None:
    texts = [post.text for post in session.posts.values()]
    assert len(set(texts)) == len(texts)
    assert min(map(len, texts)) < 20 < 60 < mean(map(len, texts)) < 150 < 350 < max(map(len, texts))


def test_posts_come_in_many_languages_and_both_directions(session: Session) -> None:
    languages = {post.language for post in session.posts.values()}
    assert {"en", "de", "es", "fr", "ar", "he", "ja", "pt", "uk", "bg", "ko", "vi", "cy"} <= languages
    text = "".join(post.text for post in session.posts.values())
    assert "🚀" in text
    assert any("\u0590" <= c <= "\u05ff" for c in text)
    assert any("\u0600" <= c <= "\u06ff" for c in text)


def test_about_forty_strangers_join_from_example_servers_only(session: Session) -> None:
    authors = session.timeline.authors.values()
    strangers = [a for a in authors if session.attendee_of(a) is None and not session.timeline.is_host(a)]
    assert 35 <= len(strangers) <= 45
    assert {a.server.rpartition(".")[2] for a in authors if a.network == "mastodon"} == {"example"}
    assert len({a.server for a in strangers}) > 8


def test_posts_have_the_shape_of_their_network(session: Session) -> None:
    delivered = [post for post in session.posts.values() if post.network == "mastodon"]
    assert {post.origin for post in delivered} == {"https://learn.example", "https://bildung.example"}
    for post in delivered:
        assert post.key.startswith(f"{post.author.id}/statuses/")
        assert post.native_id.isdigit()
        assert post.received_at > post.created_at
        for span in post.spans:
            sign = {"hashtag": "#", "mention": "@", "link": ""}[span.kind]
            shown = post.text[span.start : span.end]
            assert shown.startswith(sign)
            assert shown.removeprefix(sign) in span.target or span.kind == "mention"
        assert sum(span.kind == "hashtag" for span in post.spans) == post.text.count("#")
    assert {span.kind for post in delivered for span in post.spans} == {"hashtag", "mention", "link"}


@pytest.mark.parametrize(
    ("words", "question", "rule"),
    [
        ("the bench beside the lift", 3, FilingRule.REPLY),
        ("seeing the answer stay up", 3, FilingRule.REPLY),
        ("A2 late, sorry", 2, FilingRule.MARKER),
        ("a.1 Meine Tochter", 1, FilingRule.MARKER),
        ("A5: coats", 5, FilingRule.MARKER),
        ("sheet of A4", 2, FilingRule.BY_HAND),
        ("backwards, letter by letter", 2, FilingRule.BY_HAND),
        ("Town pool", None, FilingRule.BY_HAND),
        ("Two hands for a difficult call", 1, FilingRule.TIME),
        ("Is this thing on", None, FilingRule.NONE),
    ],
)
def test_filing(session: Session, words: str, question: int | None, rule: FilingRule) -> None:
    filing = session.timeline.filings[post_with(session, words).key]
    assert (filing.question, filing.rule) == (question, rule)


def test_replies_to_the_host_without_the_hashtag_take_part(session: Session) -> None:
    for words in ("the bench beside the lift", "seeing the answer stay up"):
        post = post_with(session, words)
        assert not post.tags
        assert session.timeline.is_on_tag(post.key)
    assert session.schedule.open_at(post_with(session, "seeing the answer stay up").created_at) == 4


def test_the_host_asks_all_five_questions(session: Session) -> None:
    assert sorted(session.timeline.asked.values()) == [1, 2, 3, 4, 5]
    assert [opening.number for opening in session.schedule.openings] == [1, 2, 3, 4, 5, None]
    answers = [filing.question for filing in session.timeline.filings.values()]
    assert all(answers.count(number) > 60 for number in range(1, 6))


def test_a_boost_counts_once_and_for_its_author(session: Session, steps: list[Step]) -> None:
    boosted = [post for post in session.posts.values() if post.boosted_by is not None]
    assert [(p.author.handle, p.boosted_by.handle) for p in boosted if p.boosted_by] == [
        ("camille@apprendre.example", "claire@learn.example")
    ]
    keys = [post.key for _, event in events(steps, ev.PostsReceived) for post in event.posts]
    assert len(set(keys)) == len(keys)


def test_a_deleted_post_is_gone(session: Session, steps: list[Step]) -> None:
    ((_, deletion),) = events(steps, ev.PostsDeleted)
    assert len(deletion.keys) == 1
    assert deletion.keys[0] not in session.posts
    assert len(posts_with(session, "I am testing. Is it A1 or a1")) == 1


def test_sensitive_posts_and_pictures_with_and_without_a_description(session: Session) -> None:
    assert sum(post.is_held for post in session.posts.values()) == 2
    described = [medium.alt is not None for post in session.posts.values() for medium in post.media]
    assert sorted(described) == [False, True, True]


# What the facilitator does


def test_the_abusive_post_is_hidden_eight_seconds_after_it_arrived(session: Session, steps: list[Step]) -> None:
    post = post_with(session, "pathetic joke")
    assert session.attendee_of(post.author) is None
    assert session.is_hidden(post)
    assert session.hidden[Concealed.POST][post.key] - arrivals(steps)[post.key].at == timedelta(seconds=8)


def test_a_flood_by_one_person_is_hidden_by_author(session: Session) -> None:
    flood = [post for post in session.posts.values() if post.author.handle == "boom@quickwin.example"]
    assert len(flood) == 12
    assert flood[-1].created_at - flood[0].created_at < timedelta(seconds=60)
    assert all(session.is_hidden(post) for post in flood)


def test_nine_posts_are_starred_and_one_star_was_taken_back(session: Session, steps: list[Step]) -> None:
    assert len(session.starred) == 9
    assert sum(step.actor is Actor.UNDO for step in steps) == 1
    assert sum(1 for _ in events(steps, ev.PostStarred)) == 10


def test_the_time_of_one_question_is_extended(steps: list[Step]) -> None:
    ((step, event),) = events(steps, ev.TimerExtended)
    assert event.seconds == 60
    assert until(steps, step.at.strftime("%H:%M:%S")).schedule.open_number == 2


def test_both_screens_go_from_welcome_to_progress(steps: list[Step], session: Session) -> None:
    shown = [event.output for _, event in events(steps, ev.OutputChanged)]
    scenes = {output.scene for output in shown}
    assert {Scene.PAIRS, Scene.QUESTION, Scene.FEED, Scene.PROGRESS} <= scenes
    assert any(output.mode is Mode.BLACK for output in shown)
    assert [(o.scene, o.mode) for o in session.outputs.values()] == [(Scene.PROGRESS, Mode.LIVE)] * 2


def test_the_network_drops_and_what_was_missed_arrives_in_one_batch(steps: list[Step], session: Session) -> None:
    lost = [event for step, event in events(steps, ev.SourceStateChanged) if step.at == GONE]
    assert len(lost) == 2
    assert all(event.state is FeedState.WAITING and event.retry_at and str(event.detail) for event in lost)
    assert not [step for step in steps if GONE < step.at < BACK if any(events([step], ev.PostsReceived))]
    batches = [event.posts for step, event in events(steps, ev.PostsReceived) if step.at == BACK]
    assert len(batches) == 1
    assert len(batches[0]) >= 10
    assert all(GONE - timedelta(seconds=10) < post.created_at < BACK for post in batches[0])
    assert all(event.state is FeedState.POLLING for event, _ in session.feed_states.values())


# The files


def test_rehearsed_to_the_end_it_comes_out_as_it_was_recorded(
    steps: list[Step], session: Session, tmp_path: Path
) -> None:
    target = tmp_path / "rehearsed.buddy"
    chat = copy_preparation(steps, target)
    clock = RehearsalClock(chat[0].at)
    clock.pause()
    with Journal.open(target) as journal:
        service = SessionService(journal, clock)
        rehearsal = Rehearsal(service, clock, chat)
        rehearsal.jump(rehearsal.duration)
        assert rehearsal.is_over
        played = service.session
    assert played.posts == session.posts
    assert played.timeline.filings == session.timeline.filings
    assert played.attendees == session.attendees
    assert played.pairs == session.pairs
    assert played.hidden == session.hidden
    assert played.starred.keys() == session.starred.keys()
    assert {i: played.standing_of(i) for i in session.attendees} == {
        i: session.standing_of(i) for i in session.attendees
    }


def test_composed_again_it_is_the_same(steps: list[Step], tmp_path: Path) -> None:
    again = tmp_path / "again.buddy"
    compose(again)
    for new, old in zip(recorded(again), steps, strict=True):
        assert new == old, "compose it anew: python tests/rehearsal/compose.py"
    write_roster(tmp_path / "roster.csv")
    assert (tmp_path / "roster.csv").read_bytes() == ROSTER.read_bytes()


def test_it_can_be_read_where_nothing_can_be_written() -> None:
    """A database in SQLite's write-ahead mode needs a second file beside it even to be read."""
    header = RECORDING.read_bytes()[:20]
    assert header[18:20] == b"\x01\x01"
