"""Each command: what it decides, when it does nothing, and the sentence with which it refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain import deliveries as dl
from buddy_console.domain import events as ev
from buddy_console.domain.accounts import MASTODON, Account, X
from buddy_console.domain.attendees import Level, Presence
from buddy_console.domain.commands import Command
from buddy_console.domain.commands.asking import ExtendTimer, OpenQuestion, StepQuestion, TogglePause
from buddy_console.domain.commands.pairing import (
    AcceptPlace,
    DiscardDraft,
    DraftPairs,
    DropWish,
    MakeWish,
    PublishPairs,
    SetPolicy,
    SwapMembers,
    ToggleLock,
)
from buddy_console.domain.commands.posting import (
    MAX_PAPER,
    FilePost,
    Hide,
    LiftHiding,
    TakeDeliveries,
    ToggleStar,
    WritePaperPost,
)
from buddy_console.domain.commands.preparing import ChooseSources, DescribeSession, WriteQuestions
from buddy_console.domain.commands.registering import (
    ChangeAttendee,
    ClaimAuthor,
    MarkAbsent,
    MarkAllArrived,
    RegisterAttendees,
    RemoveAttendee,
    ToggleArrived,
    ToggleSeenOnPhone,
)
from buddy_console.domain.commands.showing import AddOutput, ShowScene, ToggleMode
from buddy_console.domain.message import DomainError, Message
from buddy_console.domain.outputs import Mode, Output, Scene
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Wish, WishKind
from buddy_console.domain.posts import Author
from buddy_console.domain.questions import Question
from buddy_console.domain.session import Session
from domain.acts import Act, lively_acts
from domain.builders import SERVER, at, author, fold, person, post, questions
from domain.driver import Driver

FEED = ev.Actor.FEED


def _do(session: Session, command: Command, minutes: float = 1, actor: ev.Actor = ev.Actor.DESK) -> None:
    fold(session, *command.decide(session, at(minutes)), minutes=minutes, actor=actor)


def _decided(session: Session, command: Command) -> tuple[ev.Event, ...]:
    return command.decide(session, at(1))


@pytest.fixture
def session() -> Session:
    """Ana and Ben are paired, Cleo is expected; Q1 of three is not open yet; Dan, unknown, has posted."""
    session = Session()
    _do(session, DescribeSession("Talk", "#chat"))
    _do(session, WriteQuestions(questions(3)))
    expected = person("cleo", presence=Presence.EXPECTED)
    _do(session, RegisterAttendees((person("ana", Level.EXPERIENCED), person("ben"), expected)))
    _do(session, DraftPairs(Proposal((Pair("p1", 1, ("ana", "ben")),))))
    _do(session, PublishPairs())
    _do(session, TakeDeliveries([dl.Created(post("one", "dan"))]), actor=FEED)
    return session


@pytest.mark.parametrize(
    "command",
    [
        OpenQuestion(4),
        OpenQuestion(0),
        TogglePause(),
        ExtendTimer(),
        PublishPairs(),
        AcceptPlace("cleo"),
        AcceptPlace("nobody"),
        SwapMembers("ana", "nobody"),
        MakeWish(WishKind.APART, "ana", "ana"),
        MakeWish(WishKind.APART, "ana", "nobody"),
        DraftPairs(Proposal((Pair("p9", 1, ("ana", "nobody")),))),
        WritePaperPost("ana", " \n", "k"),
        WritePaperPost("nobody", "text", "k"),
        WritePaperPost("ana", "text", "k", 4),
        FilePost("gone", 1),
        FilePost("one", 4),
        ToggleStar("gone"),
        Hide(ev.Concealed.SERVER, ""),
        DescribeSession("Talk", "two words"),
        DescribeSession("Talk", "a-b"),
        DescribeSession("Talk", "one#two"),
        WriteQuestions(tuple(Question(f"{n}?") for n in range(31))),
        RegisterAttendees((person("ana", name=" \0 "),)),
        ChangeAttendee(person("ana", name="")),
        ChangeAttendee(person("nobody")),
        ToggleArrived("nobody"),
        MarkAbsent("nobody"),
        RemoveAttendee("nobody"),
        ToggleSeenOnPhone("nobody"),
        ClaimAuthor("nobody", "ana"),
        ClaimAuthor("https://one.example/users/dan", "nobody"),
    ],
    ids=str,
)
def test_a_refusal_says_why_in_a_sentence(session: Session, command: Command) -> None:
    with pytest.raises(DomainError) as refused:
        command.decide(session, at(1))
    sentence = str(refused.value)
    assert sentence
    assert sentence[-1] in ".!"
    assert "{" not in sentence


@pytest.mark.parametrize(
    "command",
    [
        OpenQuestion(None),
        StepQuestion(-1),
        DiscardDraft(),
        AcceptPlace("ana"),
        ToggleLock("no such pair"),
        DropWish(Wish(WishKind.APART, ("ana", "ben"))),
        SetPolicy(Policy()),
        TakeDeliveries([]),
        TakeDeliveries([dl.Created(post("one", "dan"))]),
        TakeDeliveries([dl.Deleted("gone")]),
        TakeDeliveries([dl.Created(post("two")), dl.Deleted("two")]),
        TakeDeliveries([dl.AuthorChanged("nobody", "x@y.example")]),
        TakeDeliveries([dl.AuthorChanged(author("dan").id, author("dan").handle)]),
        LiftHiding(ev.Concealed.POST, "one"),
        DescribeSession(" Talk ", "##chat"),
        WriteQuestions((*questions(3), Question("  "))),
        ChooseSources(()),
        RegisterAttendees(()),
        ChangeAttendee(person("ana", Level.EXPERIENCED)),
        ShowScene(Scene.WELCOME),
        ShowScene(Scene.FEED, 2),
        ToggleMode(Mode.BLACK, 2),
    ],
    ids=str,
)
def test_nothing_is_written_when_nothing_would_change(session: Session, command: Command) -> None:
    assert _decided(session, command) == ()


@settings(max_examples=80)
@given(st.lists(lively_acts(), max_size=30))
def test_deciding_changes_nothing_and_every_refusal_is_a_sentence(acts: list[Act]) -> None:
    driver = Driver()
    for act in acts:
        command = act.command(driver.session, driver.now)
        before = driver.session.steps, len(driver.session.posts), dict(driver.session.attendees)
        try:
            events = command.decide(driver.session, driver.now) if command else ()
        except DomainError as refused:
            events = ()
            sentence = str(refused)
            assert sentence == sentence.strip() != "", act
        assert before == (driver.session.steps, len(driver.session.posts), dict(driver.session.attendees))
        driver.take(events, act.actor)


def test_questions_are_opened_one_after_the_other_until_the_chat_is_over(session: Session) -> None:
    opened = []
    for _ in range(5):
        _do(session, StepQuestion(1))
        opened.append(session.schedule.open_number)
    assert opened == [1, 2, 3, None, None]
    _do(session, StepQuestion(-1))
    assert session.schedule.open_number == 3
    _do(session, StepQuestion(-1))
    assert session.schedule.open_number == 2


def test_the_time_is_held_and_extended(session: Session) -> None:
    _do(session, OpenQuestion(1), minutes=0)
    _do(session, TogglePause(), minutes=4)
    _do(session, ExtendTimer(60), minutes=5)
    timer = session.schedule.timer
    assert timer is not None
    assert timer.remaining(at(6)) == 7 * 60
    _do(session, TogglePause(), minutes=6)
    timer = session.schedule.timer
    assert timer is not None
    assert timer.remaining(at(7)) == 6 * 60


def test_an_open_question_cannot_be_removed(session: Session) -> None:
    _do(session, OpenQuestion(3))
    with pytest.raises(DomainError, match="close it"):
        _decided(session, WriteQuestions(questions(2)))


def test_a_draft_is_published_with_whoever_came_since(session: Session) -> None:
    _do(session, DraftPairs(Proposal((Pair("p2", 1, ("ana", "ben")),))))
    _do(session, ToggleArrived("cleo"))
    assert "cleo" in session.pair_of
    before = session.pairs
    _do(session, DraftPairs(Proposal((Pair("p3", 1, ("ana", "ben")),))))
    _do(session, PublishPairs())
    assert session.draft is None
    assert set(session.pair_of) == {"ana", "ben", "cleo"}
    assert before != session.pairs


def test_a_no_show_frees_the_partner_and_a_toggle_brings_back(session: Session) -> None:
    _do(session, MarkAbsent("ben"))
    assert session.attendees["ben"].presence is Presence.ABSENT
    assert session.unpaired() == [session.attendees["ana"]]
    _do(session, ToggleArrived("ben"))
    assert session.attendees["ben"].is_arrived


def test_everybody_who_is_expected_arrives_and_joins(session: Session) -> None:
    _do(session, RegisterAttendees((person("gone", presence=Presence.ABSENT),)))
    _do(session, MarkAllArrived())
    assert {who.id for who in session.attendees.values() if who.is_arrived} == {"ana", "ben", "cleo"}
    assert "cleo" in session.pair_of
    assert _decided(session, MarkAllArrived()) == ()


def test_a_contrary_wish_takes_the_place_of_the_first(session: Session) -> None:
    _do(session, MakeWish(WishKind.TOGETHER, "ben", "ana"))
    _do(session, MakeWish(WishKind.APART, "ana", "ben"))
    assert session.wishes == (Wish(WishKind.APART, ("ana", "ben")),)
    assert _decided(session, MakeWish(WishKind.APART, "ben", "ana")) == ()
    _do(session, DropWish(session.wishes[0]))
    assert session.wishes == ()


def test_names_are_tidied(session: Session) -> None:
    _do(session, RegisterAttendees((person("eva", name="  Eva\n\0 von  Horn "), person("x", name="N" * 500))))
    assert session.attendees["eva"].name == "Eva von Horn"
    assert len(session.attendees["x"].name) == 200


def test_claiming_an_author_takes_all_posts_along(session: Session) -> None:
    _do(session, ClaimAuthor(author("dan").id, "ben"))
    assert session.standing_of("ben").posts == 1
    assert _decided(session, ClaimAuthor(author("dan").id, "ben")) == ()
    _do(session, ClaimAuthor(author("dan").id, "ana"))
    assert (session.standing_of("ana").posts, session.standing_of("ben").posts) == (1, 0)
    assert session.attendees["ben"].accounts == person("ben").accounts


def test_claiming_leaves_an_account_of_the_same_name_on_another_network(session: Session) -> None:
    on_x = Author("x-1", X, "ben", "Ben")
    _do(session, TakeDeliveries([dl.Created(post("x", author=on_x, network=X))]), actor=FEED)
    _do(session, ChangeAttendee(person("ben", accounts=(Account(MASTODON, "ben"),))))
    _do(session, ClaimAuthor("x-1", "ben"))
    assert session.attendees["ben"].accounts == (Account(MASTODON, "ben"), Account(X, "ben", "x-1"))


def test_a_paper_post_is_cut_and_filed(session: Session) -> None:
    _do(session, WritePaperPost("ben", " A1 " + "x" * 3000, "note", 3))
    assert len(session.posts["note"].text) == MAX_PAPER
    assert session.timeline.filings["note"].question == 3
    assert session.standing_of("ben").rung == "posted"


def test_black_goes_to_all_outputs_and_back(session: Session) -> None:
    _do(session, AddOutput())
    assert _decided(session, AddOutput()) == ()
    _do(session, ToggleMode(Mode.BLACK, 1), minutes=2)
    _do(session, ToggleMode(Mode.BLACK), minutes=3)
    assert [output.mode for output in session.outputs.values()] == [Mode.BLACK, Mode.BLACK]
    assert [output.since for output in session.outputs.values()] == [at(2), at(3)]
    _do(session, ToggleMode(Mode.BLACK), minutes=4)
    assert session.outputs[2] == Output(2, Scene.FEED, Mode.LIVE, at(4))


def _version(key: str, text: str, minute: float | None = None) -> dl.Delivery:
    edited_at = None if minute is None else at(minute)
    return dl.Created(post(key, "dan", f"{text} #chat", edited_at=edited_at))


@pytest.mark.parametrize("batched", [True, False])
def test_an_older_version_is_passed_over(session: Session, batched: bool) -> None:
    versions = [
        _version("k", "second", 2),
        _version("k", "first"),
        _version("k", "third", 3),
        _version("k", "second", 2),
    ]
    for batch in [versions] if batched else [[version] for version in versions]:
        _do(session, TakeDeliveries(batch), actor=FEED)
    assert session.posts["k"].text == "third #chat"


def test_a_batch_tells_a_new_post_once_and_the_last_word_counts(session: Session) -> None:
    batch = [
        dl.Deleted("one"),
        _version("k", "new"),
        _version("k", "new"),
        _version("one", "back"),
        dl.Deleted("one"),
    ]
    events = _decided(session, TakeDeliveries(batch))
    assert [type(event) for event in events] == [ev.PostsDeleted, ev.PostsReceived]
    _do(session, TakeDeliveries(batch), actor=FEED)
    assert list(session.posts) == ["k"]


@pytest.mark.parametrize("batched", [True, False])
def test_a_post_that_is_deleted_and_comes_back_is_here(session: Session, batched: bool) -> None:
    news = [dl.Deleted("one"), _version("one", "back")]
    for batch in [news] if batched else [[one] for one in news]:
        _do(session, TakeDeliveries(batch), actor=FEED)
    assert session.posts["one"].text == "back #chat"


def test_the_same_state_of_a_source_is_told_once(session: Session) -> None:
    news = dl.StateChanged("s1", dl.FeedState.WAITING, Message("{server} is busy.", {"server": SERVER}), at(2))
    _do(session, TakeDeliveries([news]), actor=FEED)
    assert _decided(session, TakeDeliveries([news])) == ()
    assert len(_decided(session, TakeDeliveries([dl.StateChanged("s1", dl.FeedState.STREAMING)]))) == 1


def test_sources_are_chosen_once_each() -> None:
    session = Session()
    twice = (ev.Source("a", MASTODON, SERVER), ev.Source("b", MASTODON, SERVER))
    _do(session, ChooseSources(twice))
    assert len(session.sources) == 1
