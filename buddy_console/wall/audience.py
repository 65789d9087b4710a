"""Everything the audience sees, together: the display, its windows, and the panel that the desk shows of them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands import Command
from buddy_console.domain.commands.showing import MAX_OUTPUTS, AddOutput, ShowScene
from buddy_console.domain.outputs import Scene
from buddy_console.qt.theme import GRID, Theme
from buddy_console.service.session_service import SessionService
from buddy_console.wall import words
from buddy_console.wall.display import Display
from buddy_console.wall.scene_model import SceneModel
from buddy_console.wall.thumbnail import Thumbnail
from buddy_console.wall.window import WallWindow

Do = Callable[[Command], object]


class Audience(QObject):
    """Owns a window, a model and a thumbnail for each output of the session. ``panel`` is for the desk."""

    def __init__(
        self, service: SessionService, do: Do, on_key: Callable[[QKeyEvent], bool], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._do = do
        self._on_key = on_key
        self._theme = theme
        self.display = Display(service.session, service.clock)
        self.windows: dict[int, WallWindow] = {}
        self._models: dict[int, SceneModel] = {}
        self._thumbnails: dict[int, Thumbnail] = {}
        self._scenes: dict[int, QComboBox] = {}
        self.panel = QWidget()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._side_by_side = QHBoxLayout()
        self._side_by_side.setSpacing(GRID)
        column.addLayout(self._side_by_side)
        self._second_screen = QPushButton(QCoreApplication.translate("wall", "Add a second screen"))
        self._second_screen.clicked.connect(lambda: self._do(AddOutput()))
        column.addWidget(self._second_screen)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self._unsubscribe = service.subscribe(self._apply)
        self._add_missing()

    def tick(self) -> None:
        """Time passes for the paced feed and the elapsed times, once a second."""
        for model in self._models.values():
            model.refresh()
        for thumbnail in self._thumbnails.values():
            thumbnail.tick()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for window in self.windows.values():
            window.set_theme(theme)
        for thumbnail in self._thumbnails.values():
            thumbnail.set_theme(theme)

    def set_motion(self, on: bool) -> None:
        """Whether scenes and posts enter with movement."""
        for window in self.windows.values():
            window.set_motion(on)

    def grab_thumbnails(self) -> None:
        """Take the thumbnails' pictures now, instead of at their next turn."""
        for thumbnail in self._thumbnails.values():
            thumbnail.grab_now()

    def close_down(self) -> None:
        self._unsubscribe()
        self._second.stop()
        for window in self.windows.values():
            window.release()
            window.deleteLater()

    def _apply(self, changes: Changes) -> None:
        self.display.update(changes)
        if changes.topics & Topic.OUTPUTS:
            self._add_missing()
        for model in self._models.values():
            model.refresh()
        for number, combo in self._scenes.items():
            combo.setCurrentIndex(list(Scene).index(self._service.session.outputs[number].scene))

    def _add_missing(self) -> None:
        for number in self._service.session.outputs:
            if number not in self.windows:
                self._add(number)
        self._second_screen.setVisible(len(self.windows) < MAX_OUTPUTS)

    def _add(self, number: int) -> None:
        model = SceneModel(self.display, number, self)
        window = WallWindow(model, self._on_key, self._theme)
        thumbnail = Thumbnail(window, model, self._service.clock, self._theme)
        thumbnail.setMinimumWidth(14 * GRID)
        self._models[number], self.windows[number], self._thumbnails[number] = model, window, thumbnail
        model.refresh()
        place = QVBoxLayout()
        place.setSpacing(GRID // 2)
        place.addWidget(thumbnail)
        for control in self._controls(number, window):
            place.addWidget(control)
        self._side_by_side.addLayout(place, 1)

    def _controls(self, number: int, window: WallWindow) -> tuple[QWidget, QWidget]:
        translate = QCoreApplication.translate
        scene = self._scenes[number] = QComboBox()
        scene.setAccessibleName(translate("wall", "Scene of screen {number}").format(number=number))
        scene.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        scene.setMinimumContentsLength(6)
        for choice in Scene:
            scene.addItem(words.scene_words(choice), choice)
        scene.setCurrentIndex(list(Scene).index(self._service.session.outputs[number].scene))
        scene.activated.connect(lambda place: self._do(ShowScene(list(Scene)[place], number)))
        show = QPushButton(translate("wall", "Show"))
        show.setToolTip(translate("wall", "Show it on a screen, or take it away again"))
        show.setAccessibleName(translate("wall", "Show screen {number}").format(number=number))
        show.clicked.connect(lambda: self._show_or_hide(number, window))
        for widget in (scene, show):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return scene, show

    def _show_or_hide(self, number: int, window: WallWindow) -> None:
        if window.isVisible():
            window.hide()
            return
        screen = self._audience_screen(number)
        if screen is None:
            window.present_in_window()
        else:
            window.present(screen)

    def _audience_screen(self, number: int) -> QScreen | None:
        """A screen that the desk is not on and no other wall covers; None on a laptop alone."""
        own = self.panel.window().screen()
        taken = {window.screen() for n, window in self.windows.items() if n != number and window.isVisible()}
        free = [screen for screen in QGuiApplication.screens() if screen is not own and screen not in taken]
        return free[0] if free else None
