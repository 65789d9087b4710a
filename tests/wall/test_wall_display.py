"""What an output shows follows from its scene and its mode, and from nothing else."""

from datetime import timedelta

import pytest
from wall_stage import Stage, author, person, post

from buddy_console.domain.attendees import Consent, Level, Place
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.events import (
    Actor,
    AttendeesChanged,
    Concealed,
    HidingAdded,
    HidingLifted,
    PostsDeleted,
    QuestionOpened,
    SourceStateChanged,
    TimerExtended,
    TimerPaused,
)
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.wall.display import SECONDS_A_PAGE, Display
from buddy_console.wall.frames import FeedContent, PairsContent, Phase, QuestionContent, TimerState
from buddy_console.wall.scenes import tidy


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.describe()
    return stage


def feed(stage: Stage, number: int = 1) -> FeedContent:
    content = stage.display.frame(number).content
    assert isinstance(content, FeedContent)
    return content


def keys(stage: Stage) -> list[str]:
    return [card.key for card in feed(stage).cards]


def pairs(stage: Stage, number: int = 1) -> PairsContent:
    content = stage.display.frame(number).content
    assert isinstance(content, PairsContent)
    return content


def question(stage: Stage) -> QuestionContent:
    content = stage.display.frame(1).content
    assert isinstance(content, QuestionContent)
    return content


@pytest.mark.parametrize("scene", Scene)
def test_every_scene_of_an_empty_session_has_a_content(scene: Scene):
    stage = Stage()
    stage.show(scene)
    assert stage.display.frame(1).content is not None


@pytest.mark.parametrize("mode", [Mode.BLACK, Mode.WHITE])
def test_black_and_white_have_no_content(stage: Stage, mode: Mode):
    stage.show(Scene.FEED, mode)
    frame = stage.display.frame(1)
    assert (frame.content, frame.title, frame.hashtag, frame.mode) == (None, "", "", mode)


class TestFeed:
    def test_members_enter_at_once_and_guests_after_the_delay(self, stage: Stage):
        stage.register(person(1))
        stage.show(Scene.FEED)
        stage.receive(post("guest", author(7)), post("member", author(1)))
        assert keys(stage) == ["member"]
        stage.wait(4)
        assert keys(stage) == ["member"]
        stage.wait(2)
        assert keys(stage) == ["guest", "member"]

    def test_what_is_hidden_during_the_delay_is_never_seen(self, stage: Stage):
        stage.show(Scene.FEED)
        stage.receive(post("vile", author(7)))
        stage.wait(4)
        stage.do(HidingAdded(Concealed.POST, "vile"))
        stage.wait(60)
        assert keys(stage) == []

    def test_with_guests_held_only_members_are_shown(self):
        stage = Stage(stranger_delay=None)
        stage.describe()
        stage.register(person(1))
        stage.show(Scene.FEED)
        stage.receive(post("guest", author(7)), post("member", author(1)))
        stage.wait(60)
        assert keys(stage) == ["member"]

    def test_hiding_takes_one_card_and_lifting_brings_it_back_in_its_place(self, stage: Stage):
        stage.show(Scene.FEED)
        stage.receive(*(post(f"k{n}", author(n)) for n in range(4)))
        stage.wait(40)
        before = keys(stage)
        stage.do(HidingAdded(Concealed.AUTHOR, "id2"))
        assert keys(stage) == [key for key in before if key != "k2"]
        stage.do(HidingLifted(Concealed.AUTHOR, "id2"))
        assert keys(stage) == before

    def test_hiding_a_flood_fills_up_with_older_posts(self, stage: Stage):
        stage.receive(*(post(f"old{n}", author(n)) for n in range(8)))
        stage.receive(*(post(f"spam{n}", author(99)) for n in range(30)))
        stage.display = Display(stage.session, stage.clock)
        stage.show(Scene.FEED)
        assert keys(stage) == ["spam29"]
        stage.do(HidingAdded(Concealed.AUTHOR, "id99"))
        assert keys(stage) == [f"old{n}" for n in (7, 6, 5, 4, 3, 2)]

    def test_a_flood_of_one_author_is_one_card(self, stage: Stage):
        stage.register(person(1), person(2))
        stage.show(Scene.FEED)
        stage.receive(post("a", author(2)), *(post(f"f{n}", author(1)) for n in range(4)))
        stage.wait(60)
        assert [(card.key, len(card.folded)) for card in feed(stage).cards] == [("f3", 3), ("a", 0)]

    def test_a_restart_shows_the_newest_at_once(self, stage: Stage):
        stage.receive(*(post(f"k{n}", author(n)) for n in range(30)))
        stage.display = Display(stage.session, stage.clock)
        stage.show(Scene.FEED)
        assert keys(stage) == [f"k{n}" for n in range(29, 23, -1)]

    def test_the_question_is_pinned(self, stage: Stage):
        stage.show(Scene.FEED)
        stage.do(QuestionOpened(2))
        assert feed(stage).question.text == "What about 2?"

    def test_a_lost_connection_is_told_with_its_age(self, stage: Stage):
        stage.show(Scene.FEED)
        stage.do(SourceStateChanged("s", FeedState.STREAMING), actor=Actor.FEED)
        stage.do(SourceStateChanged("s", FeedState.WAITING), actor=Actor.FEED)
        stage.wait(120)
        stage.do(SourceStateChanged("s", FeedState.CONNECTING), actor=Actor.FEED)
        stage.wait(65)
        assert feed(stage).offline_minutes == 3
        stage.do(SourceStateChanged("s", FeedState.POLLING), actor=Actor.FEED)
        assert feed(stage).offline_minutes == 0


class TestFrozen:
    @pytest.fixture
    def frozen(self, stage: Stage) -> Stage:
        stage.register(*(person(n) for n in range(4)))
        stage.show(Scene.FEED)
        stage.receive(*(post(f"k{n}", author(n)) for n in range(4)))
        stage.wait(60)
        stage.show(Scene.FEED, Mode.FROZEN)
        return stage

    def test_it_stays(self, frozen: Stage):
        before = feed(frozen)
        frozen.receive(post("new", author(1)))
        frozen.do(QuestionOpened(1))
        frozen.wait(60)
        assert feed(frozen) == before
        frozen.show(Scene.PAIRS, Mode.FROZEN)
        assert feed(frozen) == before

    def test_what_may_not_be_seen_any_more_goes(self, frozen: Stage):
        assert keys(frozen) == ["k3", "k2", "k1", "k0"]
        frozen.do(HidingAdded(Concealed.POST, "k3"))
        assert keys(frozen) == ["k2", "k1", "k0"]
        frozen.do(PostsDeleted(("k2",)), actor=Actor.FEED)
        assert keys(frozen) == ["k1", "k0"]
        frozen.do(AttendeesChanged((person(1, consent=Consent.NOT_ON_SCREEN),)))
        assert keys(frozen) == ["k0"]
        frozen.do(AttendeesChanged((person(0, consent=Consent.HANDLE_ONLY),)))
        assert feed(frozen).cards[0].name == ""

    def test_nothing_older_moves_up_into_a_frozen_picture(self, stage: Stage):
        stage.receive(*(post(f"k{n}", author(n)) for n in range(12)))
        stage.display = Display(stage.session, stage.clock)
        stage.show(Scene.FEED)
        before = keys(stage)
        stage.show(Scene.FEED, Mode.FROZEN)
        stage.do(HidingAdded(Concealed.POST, before[0]))
        assert keys(stage) == before[1:]

    def test_names_in_a_frozen_list_go_with_their_consent(self, stage: Stage):
        stage.register(person(1, "Ana"), person(2, "Ben"))
        stage.pair(("a1", "a2"))
        stage.show(Scene.PAIRS)
        assert [entry.name for entry in pairs(stage).entries] == ["Ana", "Ben"]
        stage.show(Scene.PAIRS, Mode.FROZEN)
        stage.do(AttendeesChanged((person(2, "Ben", consent=Consent.NOT_ON_RECORD),)))
        (entry,) = pairs(stage).entries
        assert (entry.name, entry.buddies, entry.unnamed) == ("Ana", (), 1)

    def test_black_in_between_forgets_the_old_picture(self, frozen: Stage):
        frozen.receive(post("new", author(1)))
        frozen.show(Scene.FEED, Mode.BLACK)
        frozen.show(Scene.FEED, Mode.FROZEN)
        assert keys(frozen)[0] == "new"

    def test_a_session_opened_while_frozen_shows_what_there_is(self, frozen: Stage):
        frozen.display = Display(frozen.session, frozen.clock)
        assert keys(frozen) == ["k3", "k2", "k1", "k0"]


class TestPairs:
    def test_everybody_is_found_by_their_own_name(self, stage: Stage):
        stage.register(
            person(1, "zoë", Level.EXPERIENCED, table="3"), person(2, "Ábel"), person(3, "Bo", place=Place.REMOTE)
        )
        stage.pair(("a1", "a2", "a3"))
        stage.show(Scene.PAIRS)
        found = [(e.name, e.buddies, e.table, e.is_remote) for e in pairs(stage).entries]
        assert found == [
            ("Ábel", ("zoë", "Bo"), "3", False),
            ("Bo", ("zoë", "Ábel"), "", True),
            ("zoë", ("Ábel", "Bo"), "3", False),
        ]

    def test_who_is_not_on_screen_is_only_counted(self, stage: Stage):
        stage.register(person(1, "Ana"), person(2, "Ben", consent=Consent.NOT_ON_SCREEN))
        stage.pair(("a1", "a2"))
        stage.show(Scene.PAIRS)
        (entry,) = pairs(stage).entries
        assert (entry.name, entry.buddies, entry.unnamed) == ("Ana", (), 1)

    def test_twelve_a_page_and_the_pages_come_round(self, stage: Stage):
        stage.register(*(person(n, f"Name {n:02}") for n in range(60)))
        stage.pair(*((f"a{n}", f"a{n + 1}") for n in range(0, 60, 2)))
        stage.show(Scene.PAIRS)
        stage.show(Scene.PAIRS, number=2)
        seen: list[str] = []
        for page in range(1, 6):
            assert (pairs(stage).page, pairs(stage).pages) == (page, 5)
            assert pairs(stage, 2).page == page % 5 + 1
            seen.extend(entry.name for entry in pairs(stage).entries)
            stage.wait(SECONDS_A_PAGE)
        assert seen == [f"Name {n:02}" for n in range(60)]
        assert pairs(stage).page == 1

    def test_nothing_of_a_draft_is_shown(self, stage: Stage):
        stage.register(person(1), person(2))
        stage.show(Scene.PAIRS)
        assert pairs(stage) == PairsContent((), 0, 0)


class TestQuestion:
    def test_the_time_runs_out_and_over(self, stage: Stage):
        stage.show(Scene.QUESTION)
        assert question(stage).phase is Phase.BEFORE
        stage.do(QuestionOpened(1))
        seen = []
        for seconds in (0, 539, 1, 60, 35):
            stage.wait(seconds)
            seen.append((question(stage).timer, question(stage).remaining))
        assert seen == [
            (TimerState.RUNNING, 600),
            (TimerState.RUNNING, 61),
            (TimerState.WARNING, 60),
            (TimerState.OVERTIME, 0),
            (TimerState.OVERTIME, -35),
        ]
        stage.do(TimerExtended(60))
        stage.do(TimerPaused())
        stage.wait(100)
        assert (question(stage).timer, question(stage).remaining) == (TimerState.PAUSED, 25)
        stage.do(QuestionOpened(None))
        assert question(stage).phase is Phase.AFTER

    def test_responses_are_counted(self, stage: Stage):
        stage.do(QuestionOpened(1))
        stage.show(Scene.QUESTION)
        stage.receive(*(post(f"k{n}", author(n), at=stage.clock.now()) for n in range(3)))
        assert question(stage).responses == 3


def test_a_frame_costs_no_walk_over_the_posts(stage: Stage):
    stage.receive(*(post(f"k{n}", author(n % 300)) for n in range(3000)))
    for number, scene in enumerate((Scene.FEED, Scene.PROGRESS), 1):
        stage.show(scene, number=number)

    class Counted(dict):
        reads = 0

        def __getitem__(self, key):
            Counted.reads += 1
            return super().__getitem__(key)

        def __iter__(self):
            raise AssertionError("walked over all posts")

        values = items = __iter__

    stage.session.timeline.posts = Counted(stage.session.timeline.posts)
    stage.display.frame(1)
    stage.display.frame(2)
    assert Counted.reads < 60


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n\n\nlines\tand  blanks", "two lines and blanks"),
        ("over\u202eride", "override"),
        ("z" + "\u0301" * 50, "z" + "\u0301" * 3),
        ("👩‍👩‍👧 می‌خواهم", "👩‍👩‍👧 می‌خواهم"),
        ("\x00\x07bell", "bell"),
        ("x" * 700, "x" * 599 + "…"),
    ],
)
def test_text_from_outside_is_tidied(text: str, shown: str):
    assert tidy(text) == shown


def test_the_delay_can_be_changed_during_the_hour(stage: Stage):
    stage.show(Scene.FEED)
    stage.display.set_stranger_delay(timedelta(0))
    stage.receive(post("guest", author(7)))
    assert keys(stage) == ["guest"]
    stage.receive(post("late", author(8)))
    stage.display.set_stranger_delay(None)
    stage.wait(60)
    assert keys(stage) == ["guest"]
