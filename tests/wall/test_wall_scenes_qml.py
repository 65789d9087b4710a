"""Every scene can be painted at every usual size, and no text leaves its place or lies on another."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QApplication
from wall_stage import Stage, author, person, places_of, post, texts_of

from buddy_console.domain.events import QuestionOpened, QuestionsWritten, SessionDescribed
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.questions import Question
from buddy_console.qt.theme import DARK, LIGHT, Theme
from buddy_console.wall.display import Display
from buddy_console.wall.scene_model import SceneModel
from buddy_console.wall.window import WallWindow

ODD = [
    "A" * 300,
    "📚👩‍👩‍👧‍👦🇫🇷" * 30,
    "אני חושבת שהפחד הוא העיקר " * 8,
    "知らないことを聞くのは恥ずかしい" * 12,
    "<b>bold</b><img src='file:///etc/passwd'>&lt;",
    "z" + "\u0301" * 40,
    "Yes.",
    "word " * 90,
]
WindowOn = Callable[..., tuple[SceneModel, WallWindow]]
SIZES = [QSize(1366, 768), QSize(1920, 1080), QSize(1024, 768)]


def stage_with(people: int, odd: bool = False) -> Stage:
    stage = Stage()
    stage.describe()
    if odd:
        stage.do(SessionDescribed("Rencontre internationale " * 8, "ApprentissageSocialEnBibliothèque2026" * 2))
        questions = [Question(ODD[n % 8][:300]) for n in range(30)]
        stage.do(QuestionsWritten(tuple(questions)))
    names = [f"Person {n}" if not odd else f"{ODD[n % 8][:150]} {n}" for n in range(people)]
    table = "The window seats beside the old fireplace" if odd else "3"
    stage.register(*(person(n, names[n], table=table) for n in range(people)))
    stage.pair(*((f"a{n}", f"a{n + 1}") for n in range(0, people - 1, 2)))
    stage.do(QuestionOpened(2))
    tags = (stage.session.hashtag,)
    stage.receive(
        *(
            post(f"k{n}", author(n % 9, names[n % 9] if n % 9 < people else ODD[n % 8]), ODD[n % 8], tags=tags)
            for n in range(people)
        )
    )
    stage.display = Display(stage.session, stage.clock)
    return stage


@pytest.fixture
def window_on(qapp: QApplication) -> Iterator[WindowOn]:
    opened: list[WallWindow] = []

    def window_on(stage: Stage, theme: Theme = DARK, **more: object) -> tuple[SceneModel, WallWindow]:
        model = SceneModel(stage.display, 1)
        opened.append(WallWindow(model, lambda _event: False, theme, motion=False, **more))
        return model, opened[-1]

    yield window_on
    for window in opened:
        window.release()


def assert_tidy(window: WallWindow) -> None:
    root = window.rootObject()
    whole = QRectF(0, 0, window.width(), window.height()).adjusted(-1, -1, 1, 1)
    places = places_of(root)
    assert places
    for text, place in places:
        if all(unicodedata.category(c)[0] in "MCZ" for c in text):
            continue  # marks on nothing have no width of their own
        assert whole.contains(place), (text, place)
    for (text, one), (other_text, other) in combinations(places, 2):
        shared = one.intersected(other)
        assert shared.width() <= 2 or shared.height() <= 2, (text, one, other_text, other)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("scene", Scene)
def test_an_empty_session_has_a_first_screen(window_on: WindowOn, scene: Scene, theme: Theme):
    stage = Stage()
    stage.show(scene)
    _model, window = window_on(stage, theme)
    for size in SIZES[:2]:
        window.resize(size)
        picture = window.grab()
        assert picture.size() == size
        assert_tidy(window)
        colours = {
            picture.pixelColor(x, y).name() for x in range(0, size.width(), 3) for y in range(0, size.height(), 3)
        }
        assert theme.window.lower() in colours
        assert theme.text.lower() in colours


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("people", [4, 60])
@pytest.mark.parametrize("odd", [False, True], ids=["plain", "odd"])
@pytest.mark.parametrize("scene", Scene)
def test_nothing_is_pushed_off_or_over_another(
    window_on: WindowOn, scene: Scene, odd: bool, people: int, scale: float
):
    stage = stage_with(people, odd)
    stage.show(scene)
    model, window = window_on(stage, text_scale=scale)
    for size in SIZES:
        window.resize(size)
        window.grab()
        assert_tidy(window)
    for seconds in (545, 60):
        stage.clock.moment += timedelta(seconds=seconds)
        model.refresh()
        window.grab()
        assert_tidy(window)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=400), min_size=1, max_size=6), name=st.text(max_size=200))
def test_any_text_at_all_stays_in_its_place(window_on: WindowOn, texts: list[str], name: str):
    stage = Stage()
    stage.describe()
    stage.register(person(0, name or "x"), person(1, name or "x"))
    stage.receive(*(post(f"k{n}", author(n % 4, name), text) for n, text in enumerate(texts)))
    stage.display = Display(stage.session, stage.clock)
    stage.show(Scene.FEED)
    _model, window = window_on(stage)
    window.grab()
    assert_tidy(window)


def test_markup_is_shown_as_it_was_written(window_on: WindowOn):
    stage = Stage()
    stage.describe()
    stage.register(person(0))
    stage.show(Scene.FEED)
    stage.receive(post("k", author(0), "<b>5 &lt; 6</b>"))
    _model, window = window_on(stage)
    assert "<b>5 &lt; 6</b>" in texts_of(window.rootObject())


def test_everything_mirrors_for_a_language_from_right_to_left(qapp: QApplication, window_on: WindowOn):
    stage = stage_with(4)
    stage.show(Scene.PAIRS)

    def middle() -> float:
        _model, window = window_on(stage)
        window.resize(SIZES[0])
        window.grab()
        return dict(places_of(window.rootObject()))["#Tag"].center().x()

    before = middle()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        after = middle()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert before > SIZES[0].width() / 2 > after


@pytest.mark.parametrize(("mode", "colour"), [(Mode.BLACK, "#000000"), (Mode.WHITE, "#ffffff")])
def test_black_is_black_and_leaving_it_shows_no_old_picture(window_on: WindowOn, mode: Mode, colour: str):
    stage = stage_with(4)
    stage.show(Scene.FEED)
    model, window = window_on(stage)
    old = window.grab()
    stage.show(Scene.FEED, mode)
    model.refresh()
    dark = window.grab()
    step = 4
    seen = {
        dark.pixelColor(x, y).name() for x in range(0, dark.width(), step) for y in range(0, dark.height(), step)
    }
    assert seen == {colour}
    assert texts_of(window.rootObject()) == []
    stage.show(Scene.CALM)
    model.refresh()
    fresh = window.grab()
    assert fresh not in (old, dark)
    assert not any(text.startswith("A" * 20) for text in texts_of(window.rootObject()))


def test_the_model_speaks_only_of_what_changed(qapp):
    stage = stage_with(4)
    stage.show(Scene.QUESTION)
    model = SceneModel(stage.display, 1)
    heard: list[str] = []
    for name in (
        "changed",
        "shown_changed",
        "footer_changed",
        "question_changed",
        "feed_changed",
        "welcome_changed",
    ):
        getattr(model, name).connect(lambda name=name: heard.append(name))
    model.refresh()
    assert heard == []
    stage.clock.moment += timedelta(seconds=1)
    model.refresh()
    assert heard == ["question_changed", "changed"]


def test_the_window_gives_its_theme_motion_and_size_of_type_to_the_scene(window_on: WindowOn):
    stage = stage_with(4)
    stage.show(Scene.QUESTION)
    _model, window = window_on(stage)
    before = window.grab()
    window.set_theme(LIGHT)
    light = window.grab()
    assert light.pixelColor(2, 2).name() == LIGHT.window.lower()
    window.set_theme(DARK)
    window.set_text_scale(1.5)
    assert window.grab() not in (before, light)
    window.set_motion(True)
    assert window.rootObject().property("motion") is True


def test_with_motion_a_new_post_ends_where_it_would_without(window_on: WindowOn, qtbot):
    stage = stage_with(4)
    stage.show(Scene.FEED)
    model, window = window_on(stage)
    window.set_motion(True)
    window.present_in_window()
    stage.wait(30)
    stage.receive(post("new", author(1), "The newest words"))
    model.refresh()
    still, still_window = window_on(stage)
    still_window.resize(window.size())
    still_window.grab()
    expected = places_of(still_window.rootObject())
    assert "The newest words" in dict(expected)

    def has_settled() -> bool:
        window.grab()
        return places_of(window.rootObject()) == expected

    qtbot.waitUntil(has_settled)
    assert still.frame == model.frame
