"""The window covers only what it was asked to cover, hands keys on, and survives its screen."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from wall_stage import Stage

from buddy_console.domain.outputs import Mode, Scene
from buddy_console.wall import words
from buddy_console.wall.scene_model import SceneModel
from buddy_console.wall.thumbnail import Thumbnail
from buddy_console.wall.window import WallWindow, text_scale


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.describe()
    return stage


@pytest.fixture
def keys() -> list[int]:
    return []


@pytest.fixture
def model(stage: Stage, qapp: QApplication) -> SceneModel:
    return SceneModel(stage.display, 1)


@pytest.fixture
def window(model: SceneModel, keys: list[int]):
    def on_key(event: QKeyEvent) -> bool:
        keys.append(event.key())
        return event.key() == Qt.Key.Key_B

    window = WallWindow(model, on_key, motion=False)
    yield window
    window.release()


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Escape, Qt.Key.Key_F5, Qt.Key.Key_F11])
def test_keys_go_to_the_key_map_and_do_nothing_by_themselves(window: WallWindow, keys: list[int], key: Qt.Key):
    window.present_in_window()
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
    assert keys == [key]
    assert event.isAccepted() == (key == Qt.Key.Key_B)
    assert window.isVisible()


def test_closing_only_hides(qapp, window: WallWindow):
    told: list[bool] = []
    connection = qapp.lastWindowClosed.connect(lambda: told.append(True))
    window.present_in_window()
    window.close()
    qapp.processEvents()
    qapp.disconnect(connection)
    assert not window.isVisible()
    assert told == []
    window.present_in_window()
    assert window.isVisible()


def test_an_ordinary_window_has_a_frame_and_covers_no_screen(window: WallWindow):
    window.present_in_window()
    assert not window.flags() & Qt.WindowType.FramelessWindowHint
    screen = QGuiApplication.primaryScreen().geometry()
    assert window.height() < screen.height()


def test_presenting_covers_the_screen_that_was_asked_for(window: WallWindow):
    screen = QGuiApplication.primaryScreen()
    window.present(screen)
    assert window.flags() & Qt.WindowType.FramelessWindowHint
    assert window.geometry() == screen.geometry()
    window.present_in_window()
    assert not window.flags() & Qt.WindowType.FramelessWindowHint


def test_an_unplugged_screen_hides_the_wall_until_it_is_back(qapp, window: WallWindow):
    told: list[str] = []
    window.screen_lost.connect(lambda: told.append("lost"))
    window.screen_back.connect(lambda: told.append("back"))
    screen = QGuiApplication.primaryScreen()
    window.present(screen)
    qapp.screenRemoved.emit(screen)
    assert not window.isVisible()
    qapp.screenAdded.emit(screen)
    assert window.isVisible()
    assert told == ["lost", "back"]


def test_a_screen_that_comes_does_not_open_a_wall_that_was_closed(qapp, window: WallWindow):
    screen = QGuiApplication.primaryScreen()
    window.present(screen)
    window.close()
    qapp.screenRemoved.emit(screen)
    qapp.screenAdded.emit(screen)
    assert not window.isVisible()


def test_letters_grow_with_the_room_within_limits():
    assert text_scale(8, 2) == 1.0
    assert text_scale(20, 2) == 1.25
    assert text_scale(100, 2) == 1.5


class TestThumbnail:
    @pytest.fixture
    def thumbnail(self, qtbot, window: WallWindow, model: SceneModel, stage: Stage) -> Thumbnail:
        thumbnail = Thumbnail(window, model, stage.clock)
        qtbot.addWidget(thumbnail)
        thumbnail.resize(320, thumbnail.heightForWidth(320))
        return thumbnail

    def test_it_shows_a_hidden_wall(self, thumbnail: Thumbnail, window: WallWindow):
        assert not window.isVisible()
        thumbnail.grab_now()
        shown = thumbnail.grab().toImage()
        truth = window.grab().scaledToWidth(320, Qt.TransformationMode.SmoothTransformation)
        for x, y in ((20, 20), (160, 90), (300, 160)):
            assert abs(shown.pixelColor(x, y).lightness() - truth.pixelColor(x, y).lightness()) < 40

    def test_it_says_the_state_and_how_long(self, thumbnail: Thumbnail, stage: Stage, model: SceneModel):
        assert thumbnail.accessibleName() == "Wall 1 · Welcome · LIVE"
        stage.show(Scene.FEED, Mode.FROZEN)
        model.refresh()
        stage.wait(134)
        thumbnail.tick()
        assert thumbnail.accessibleName().endswith("FROZEN 2:14")

    def test_it_takes_one_picture_for_many_changes(self, thumbnail: Thumbnail, stage: Stage, model: SceneModel):
        thumbnail.grab_now()
        before = thumbnail.grab().toImage()
        for scene in Scene:
            stage.show(scene)
            model.refresh()
        stage.show(Scene.WELCOME, Mode.WHITE)
        model.refresh()
        thumbnail.grab_now()
        after = thumbnail.grab().toImage()
        assert after != before
        assert after.pixelColor(160, 90).name() == "#ffffff"

    def test_it_keeps_the_shape_of_the_picture(self, thumbnail: Thumbnail):
        assert thumbnail.heightForWidth(320) - thumbnail.heightForWidth(160) == 90
        assert thumbnail.minimumSizeHint().width() <= thumbnail.sizeHint().width()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (5, "0:05"), (425, "7:05"), (-35, "−0:35"), (4000, "66:40")]
)
def test_durations_read_like_a_clock(seconds: int, text: str):
    assert words.clock_text(seconds) == text
