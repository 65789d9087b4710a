"""The timeline: whatever arrives in whatever order, the counts are those of the posts that are here."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain import events as ev
from buddy_console.domain.accounts import MASTODON, Account
from buddy_console.domain.session import Session
from domain.acts import Act, lively_acts
from domain.builders import at, author, fold, person, post, questions
from domain.driver import Driver
from domain.observing import contradictions, filed, rebuilt

FEED = ev.Actor.FEED


@settings(max_examples=150)
@given(st.lists(lively_acts(), max_size=45), st.randoms(use_true_random=False))
def test_the_counts_are_those_of_the_posts_that_are_here_in_any_order(acts: list[Act], chance: Any) -> None:
    driver = Driver()
    for act in acts:
        driver.do(act)
        assert contradictions(driver.session) == []
    timeline = driver.session.timeline
    order = list(timeline.posts)
    chance.shuffle(order)
    assert filed(timeline) == filed(rebuilt(timeline, order))


@settings(max_examples=50)
@given(st.lists(lively_acts(), max_size=30))
def test_filing_everything_again_changes_nothing(acts: list[Act]) -> None:
    driver = Driver()
    for act in acts:
        driver.do(act)
    before = filed(driver.session.timeline)
    driver.session.timeline.refile()
    assert filed(driver.session.timeline) == before


def _chat(*received: object) -> Session:
    session = Session()
    fold(
        session,
        ev.SessionDescribed("Talk", "chat", (Account(MASTODON, "host@one.example"),)),
        ev.QuestionsWritten(questions(3)),
    )
    fold(session, ev.PostsReceived(received), actor=FEED)  # type: ignore[arg-type]
    return session


def _answers(session: Session, who: str = "ana") -> dict[str, object]:
    return dict(session.timeline.tallies[author(who).id].answers)


def test_a_reply_that_is_gone_before_its_parent_comes_is_forgotten() -> None:
    session = _chat(post("reply", "ben", reply_to="native-parent"))
    fold(session, ev.PostsDeleted(("reply",)), actor=FEED)
    fold(session, ev.PostsReceived((post("parent"),)), actor=FEED)
    assert _answers(session) == {}
    assert list(session.timeline.replies_to("parent")) == []


def test_a_parent_may_go_and_come_back_without_its_reply() -> None:
    session = _chat(post("parent"), post("reply", "ben", reply_to="native-parent", minutes=1))
    fold(session, ev.PostsDeleted(("parent",)), ev.PostsDeleted(("reply",)), actor=FEED)
    fold(session, ev.PostsReceived((post("parent"),)), actor=FEED)
    assert _answers(session) == {}
    fold(session, ev.PostsReceived((post("reply", "ben", reply_to="native-parent", minutes=1),)), actor=FEED)
    assert _answers(session) == {"parent": at(1)}


def test_a_reply_of_a_reply_may_name_the_key_or_the_number_on_its_server() -> None:
    by_key = post("by-key", "ben", reply_to="parent", minutes=2, origin="https://two.example")
    by_number = post("by-number", "cleo", reply_to="native-parent", minutes=1)
    session = _chat(by_key, by_number, post("parent"))
    assert {reply.key for reply in session.timeline.replies_to("parent")} == {"by-key", "by-number"}
    assert _answers(session) == {"parent": at(1)}
    fold(session, ev.PostsDeleted(("by-number",)), actor=FEED)
    assert _answers(session) == {"parent": at(2)}
    fold(session, ev.PostsDeleted(("by-key",)), actor=FEED)
    assert _answers(session) == {}


def test_a_new_version_may_answer_somebody_else() -> None:
    session = _chat(post("one"), post("two", "cleo"), post("reply", "ben", reply_to="native-one", minutes=1))
    version = post("reply", "ben", reply_to="native-two", minutes=1, edited_at=at(2))
    fold(session, ev.PostsEdited((version,)), actor=FEED)
    assert _answers(session) == {}
    assert _answers(session, "cleo") == {"two": at(1)}


def test_a_version_from_another_server_keeps_the_place_among_the_replies() -> None:
    session = _chat(post("parent"), post("reply", "ben", reply_to="native-parent", minutes=1))
    copy = post("parent", origin="https://two.example", native_id="77", edited_at=at(2))
    fold(session, ev.PostsEdited((copy,)), actor=FEED)
    assert _answers(session) == {"parent": at(1)}
    fold(session, ev.PostsDeleted(("reply",)), ev.PostsDeleted(("parent",)), actor=FEED)
    assert contradictions(session) == []


def test_answering_oneself_is_no_answer() -> None:
    session = _chat(post("one"), post("two", reply_to="native-one", minutes=1), post("me", reply_to="me"))
    assert _answers(session) == {}


def test_the_host_can_answer_and_is_counted_in_no_tally() -> None:
    session = _chat(post("one"), post("hello", "host", reply_to="native-one", minutes=1))
    assert _answers(session) == {"one": at(1)}
    assert author("host").id not in session.timeline.tallies
    assert session.timeline.on_tag_count == 2


def test_an_answer_to_a_post_without_the_hashtag_does_not_raise_anybody() -> None:
    session = _chat(post("on"), post("off", text="no tag"), post("reply", "ben", reply_to="native-off", minutes=1))
    fold(session, ev.AttendeesRegistered((person("ana"),)))
    assert session.standing_of("ana").rung == "posted"


def test_who_becomes_a_host_leaves_the_tallies_and_comes_back() -> None:
    session = _chat(post("one", text="Q1 #chat"), post("reply", "ben", text="well", reply_to="native-one"))
    before = filed(session.timeline)
    described = session.description
    fold(session, ev.SessionDescribed("Talk", "chat", (Account(MASTODON, "ana@one.example"),)))
    assert session.timeline.asked == {"one": 1}
    assert session.timeline.filings["reply"].question == 1
    fold(session, described)
    assert filed(session.timeline) == before


def test_replies_that_came_before_the_host_follow_when_the_questions_are_written_anew() -> None:
    reply = post("reply", "ben", text="well", reply_to="native-asking")
    session = _chat(reply, post("asking", "host", "What do you think about topic 2?"))
    assert session.timeline.filings["reply"].question == 2
    fold(session, ev.QuestionsWritten(tuple(reversed(questions(3)))))
    assert session.timeline.filings["reply"].question == 2
    fold(session, ev.QuestionsWritten(questions(3)[1:]))
    assert session.timeline.filings["reply"].question == 1


def test_the_hashtag_is_compared_without_case_and_width() -> None:
    session = _chat(post("a", text="#ＣＨＡＴ"), post("b", text="#Chat"), post("c", text="#chats"))
    assert [session.timeline.is_on_tag(key) for key in "abc"] == [True, True, False]


@pytest.mark.parametrize("removed", ["first", "second"])
def test_the_first_post_is_found_again_after_a_removal(removed: str) -> None:
    session = _chat(post("second", minutes=2), post("first", minutes=1))
    fold(session, ev.AttendeesRegistered((person("ana"),)))
    assert session.standing_of("ana").first_post == "first"
    fold(session, ev.PostsDeleted((removed,)), actor=FEED)
    assert session.standing_of("ana").first_post == ({"first", "second"} - {removed}).pop()
