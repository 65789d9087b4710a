"""Markers in posts, the timer, and the order of the rules that file a post under a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain import events as ev
from buddy_console.domain.accounts import MASTODON, PAPER, Account
from buddy_console.domain.questions import (
    UNFILED,
    Filing,
    FilingRule,
    Opening,
    Question,
    Schedule,
    Timer,
    asked_question,
    marked_question,
    planned,
)
from buddy_console.domain.session import Session
from domain.builders import OTHER_SERVER, at, fold, post, questions


@pytest.mark.parametrize(
    "text",
    [
        "A2",
        "a2: yes",
        "Q2",
        "A.2 because",
        "A-2",
        "A:2",
        "A02",
        "(A2) indeed",
        "#A2 yes",
        "#chat A2",
        "@ana A 2: yes",
        "@ana@one.example A2 yes",
        "@ana, A 2: yes",
        "re: a2",
        "RE @ana: A 2 – yes",
        "Answer 2: …",
        "Question 2",
        "Ａ２ yes",
        "A2.Yes",
        "A2-yes",
        "A 2. Yes",
        "A 2) yes",
        "A2/A3 both",
        "“A2” is hard",
        "A2, 3 of us",
        "A2👍",
        "first line\nA2 second line",
        "see https://x.example/a3 for A2",
    ],
)
def test_a_marker_in_any_usual_spelling(text: str) -> None:
    assert marked_question(text, 3) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A4 paper",
        "a 2 year old",
        "a 2-year-old",
        "MBA2",
        "#MBA2",
        "@a2",
        "@a2 hello",
        "@team-a2@one.example hello",
        "https://x/a2",
        "https://x.example/paper-a2-white",
        "https://x.example/?q2",
        "A2.5",
        "A 2.5 km walk",
        "A2,5",
        "20 Q1000",
        "A2%",
        "A2€",
        "a2b",
        "A2_x",
        "A0",
        "A 2 B 3",
        "v.a2",
        "2",
    ],
)
def test_no_marker(text: str) -> None:
    assert marked_question(text, 3) is None


def test_a_marker_beyond_the_last_question_is_none_and_the_next_one_counts() -> None:
    assert marked_question("A4 paper and A2", 3) == 2
    assert marked_question("A4 paper", 4) == 4
    assert marked_question("A2", 0) is None


@given(st.text(), st.integers(0, 30))
def test_a_marker_is_always_one_of_the_questions(text: str, count: int) -> None:
    number = marked_question(text, count)
    assert number is None or 1 <= number <= count


@given(st.integers(1, 30), st.sampled_from("aAqQ"), st.sampled_from(["", ".", "-", ":", "0"]))
def test_every_number_can_be_named(number: int, letter: str, between: str) -> None:
    if between == "0" and number > 9:
        return
    assert marked_question(f"well, {letter}{between}{number} it is", 30) == number


def test_a_question_is_asked_by_its_number_or_by_its_wording() -> None:
    asked = (Question("Who taught you?"), Question("What did you  unlearn?"), Question(""))
    assert asked_question("Q1) go", asked) == 1
    assert asked_question("Next: WHAT did\nyou unlearn? #chat", asked) == 2
    assert asked_question("Thank you all", asked) is None


def test_the_timer_counts_into_overtime_and_stands_still_while_paused() -> None:
    timer = planned(Question("?", minutes=10), at(0))
    assert timer.remaining(at(9)) == 60
    assert timer.remaining(at(12)) == -120
    paused = Timer(timer.started_at, timer.seconds, at(4))
    assert paused.remaining(at(7)) == 360
    assert paused.resumed(at(7)).remaining(at(8)) == 300
    assert timer.resumed(at(5)) is timer


def test_which_question_was_open_when() -> None:
    schedule = Schedule((Opening(1, at(0)), Opening(2, at(10)), Opening(None, at(20)), Opening(1, at(30))))
    assert [schedule.open_at(at(m)) for m in (-1, 0, 9.9, 10, 20, 25, 31)] == [None, 1, 1, 2, None, None, 1]
    assert schedule.open_number == 1
    assert Schedule().open_number is None


def _asked(count: int = 5) -> Session:
    """A session whose host asked Q1 at 0 and Q2 at 10, with Q4 open from 30 on."""
    session = Session()
    fold(
        session,
        ev.SessionDescribed("Talk", "chat", (Account(MASTODON, "host@one.example"),)),
        ev.QuestionsWritten(questions(count)),
    )
    for number, minutes in ((1, 0), (2, 10), (4, 30)):
        fold(session, ev.QuestionOpened(number), minutes=minutes)
    fold(session, ev.PostsReceived((post("q2", "host", "Q2 now #chat", 10),)), actor=ev.Actor.FEED)
    return session


def _filing(session: Session, key: str) -> Filing:
    return session.timeline.filings[key]


def test_by_hand_wins_over_the_marker_over_the_reply_over_the_time() -> None:
    session = _asked()
    late = post("late", text="A3 I think #chat", minutes=31, reply_to="native-q2")
    answering = post("answering", text="I think #chat", minutes=31, reply_to="native-q2")
    saying = post("saying", text="I think #chat", minutes=31)
    early = post("early", text="hello #chat", minutes=-1)
    fold(session, ev.PostsReceived((late, answering, saying, early)), actor=ev.Actor.FEED)
    assert _filing(session, "late") == Filing(3, FilingRule.MARKER)
    assert _filing(session, "answering") == Filing(2, FilingRule.REPLY)
    assert _filing(session, "saying") == Filing(4, FilingRule.TIME)
    assert _filing(session, "early") == UNFILED
    fold(session, ev.PostFiled("late", 5), ev.PostFiled("saying", None))
    assert _filing(session, "late") == Filing(5, FilingRule.BY_HAND)
    assert _filing(session, "saying") == Filing(None, FilingRule.BY_HAND)
    fold(session, ev.PostFiled("late", automatic=True))
    assert _filing(session, "late") == Filing(3, FilingRule.MARKER)


def test_a_late_a2_during_q4_is_filed_under_q2() -> None:
    session = _asked()
    fold(session, ev.PostsReceived((post("late", text="A2: patience #chat", minutes=33),)), actor=ev.Actor.FEED)
    assert _filing(session, "late") == Filing(2, FilingRule.MARKER)
    tally = session.timeline.tallies["https://one.example/users/ana"]
    assert tally.by_question == {2: 1}


def test_a_reply_to_the_host_counts_without_the_hashtag() -> None:
    session = _asked()
    reply = post("reply", text="patience", minutes=33, reply_to="native-q2")
    stranger = post("stranger", text="patience", minutes=33, origin=OTHER_SERVER, reply_to="native-q2")
    fold(session, ev.PostsReceived((reply, stranger)), actor=ev.Actor.FEED)
    assert session.timeline.is_on_tag("reply")
    # The same number on another server is another post.
    assert _filing(session, "stranger") == Filing(4, FilingRule.TIME)
    assert not session.timeline.is_on_tag("stranger")


@pytest.mark.parametrize("first", ["host", "reply"])
def test_a_reply_is_filed_whichever_arrives_first(first: str) -> None:
    session = _asked()
    asking = post("q3", "host", "Q3 #chat", 20)
    reply = post("reply", text="patience", minutes=33, reply_to="native-q3")
    order = (asking, reply) if first == "host" else (reply, asking)
    for one in order:
        fold(session, ev.PostsReceived((one,)), actor=ev.Actor.FEED)
    assert _filing(session, "reply") == Filing(3, FilingRule.REPLY)


def test_replies_follow_when_the_host_corrects_or_deletes_the_question() -> None:
    session = _asked()
    asking = post("q", "host", "Q3 #chat", 20)
    reply = post("reply", text="patience", minutes=33, reply_to="native-q")
    fold(session, ev.PostsReceived((reply, asking)), actor=ev.Actor.FEED)
    fold(session, ev.PostsEdited((post("q", "host", "Q5 #chat", 20, edited_at=at(21)),)), actor=ev.Actor.FEED)
    assert _filing(session, "reply") == Filing(5, FilingRule.REPLY)
    fold(session, ev.PostsDeleted(("q",)), actor=ev.Actor.FEED)
    assert _filing(session, "reply") == Filing(4, FilingRule.TIME)
    assert not session.timeline.is_on_tag("reply")


def test_everything_is_filed_again_when_an_opening_is_undone() -> None:
    session = _asked()
    fold(session, ev.PostsReceived((post("a", minutes=33), post("b", text="A1 #chat", minutes=33))))
    before = session.schedule
    fold(session, ev.QuestionOpened(5), minutes=32)
    assert _filing(session, "a") == Filing(5, FilingRule.TIME)
    fold(session, ev.ScheduleRestored(before), minutes=34)
    assert _filing(session, "a") == Filing(4, FilingRule.TIME)
    assert _filing(session, "b") == Filing(1, FilingRule.MARKER)


def test_a_post_from_a_server_whose_clock_runs_ahead_is_filed_again_at_the_next_opening() -> None:
    session = _asked()
    fold(session, ev.PostsReceived((post("ahead", minutes=41),)), minutes=40, actor=ev.Actor.FEED)
    assert _filing(session, "ahead").question == 4
    fold(session, ev.QuestionOpened(5), minutes=40.5)
    assert _filing(session, "ahead").question == 5


def test_paper_counts_without_a_hashtag() -> None:
    session = _asked()
    fold(session, ev.PostsReceived((post("note", text="by hand", network=PAPER, minutes=31),)))
    assert session.timeline.is_on_tag("note")


def test_without_questions_nothing_is_filed() -> None:
    session = _asked(count=0)
    fold(session, ev.PostsReceived((post("a", text="A1 #chat", minutes=31),)))
    assert _filing(session, "a") == UNFILED
