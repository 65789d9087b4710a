"""The recorded rehearsal holds what it is meant to show, and comes out the same when it is composed again."""

from datetime import timedelta
from pathlib import Path
from statistics import mean

import pytest
from compose import BACK, GONE, compose, write_roster
from recording import RECORDING, ROSTER, arrivals, events, folded, post_with, posts_with, recorded, until

from buddy_console.domain import events as ev
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.events import Actor, Concealed, Step
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.questions import FilingRule
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import RehearsalClock
from buddy_console.service.rehearsal import Rehearsal, copy_preparation
from buddy_console.service.session_service import SessionService


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return recorded(RECORDING)


@pytest.fixture(scope="module")
def session(steps: list[Step]) -> Session:
    return folded(steps)


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
