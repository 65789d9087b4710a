"""The window of one output: a read-only picture that never takes the facilitator's screen unasked."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QSize, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QImage, QKeyEvent, QScreen
from PySide6.QtQuick import QQuickView

from buddy_console.qt.theme import DARK, Theme
from buddy_console.resources import resource
from buddy_console.wall import words
from buddy_console.wall.scene_model import SceneModel

OnKey = Callable[[QKeyEvent], bool]


class WallWindow(QQuickView):
    """Shows a `SceneModel`. ``on_key`` gets every key pressed here and says whether it knew it.

    `present` covers a screen; `present_in_window` is an ordinary window for a laptop with one screen. When the
    screen goes away the window hides at once, and comes back with it. The window owns the model.
    """

    screen_lost = Signal()
    screen_back = Signal()

    def __init__(
        self,
        model: SceneModel,
        on_key: OnKey,
        theme: Theme = DARK,
        *,
        motion: bool = True,
        text_scale: float = 1.0,
    ) -> None:
        super().__init__()
        # As a child it lives longer than the scene that is bound to it.
        model.setParent(self)
        self._on_key = on_key
        self._covers: str | None = None
        self._is_waiting = False
        self.setTitle(words.output_words(model.number))
        self.setColor(QColor(theme.window))
        self.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.resize(QSize(1280, 720))
        self.setMinimumSize(QSize(320, 180))
        self.setInitialProperties(
            {
                "wall": model,
                "theme": {**asdict(theme), "accent": theme.accent},
                "motion": motion,
                "textScale": text_scale,
            }
        )
        self.setSource(QUrl.fromLocalFile(str(resource("qml", "Wall.qml"))))
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_removed)
            app.screenAdded.connect(self._screen_added)

    def set_motion(self, on: bool) -> None:
        self.rootObject().setProperty("motion", on)

    def set_text_scale(self, scale: float) -> None:
        """Larger letters for a deep room; 1.0 is 64 of 1080 lines."""
        self.rootObject().setProperty("textScale", scale)

    def set_theme(self, theme: Theme) -> None:
        self.setColor(QColor(theme.window))
        self.rootObject().setProperty("theme", {**asdict(theme), "accent": theme.accent})

    def present(self, screen: QScreen) -> None:
        """Cover the screen, without a frame and without taking the keyboard from the desk."""
        self._covers = _identity(screen)
        self._is_waiting = False
        had_focus = QGuiApplication.focusWindow()
        self.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.show()
        if had_focus is not None:
            had_focus.requestActivate()

    def present_in_window(self) -> None:
        """Show an ordinary window that can be moved, sized and covered."""
        self._covers = None
        self._is_waiting = False
        self.setFlags(Qt.WindowType.Window)
        self.unsetCursor()
        self.resize(QSize(960, 540))
        self.show()

    def release(self) -> None:
        """Take the scene down before the program ends; the window is of no use afterwards."""
        self.hide()
        self.setSource(QUrl())

    def grab(self) -> QImage:
        """The picture as it is now, also while the window is hidden; a null image once it was released."""
        if self.status() is not QQuickView.Status.Ready:
            return QImage()
        # A window that is not shown tells its content nothing about a new size.
        self.rootObject().setSize(QSizeF(self.size()))
        return self.grabWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._on_key(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()

    def _screen_removed(self, screen: QScreen) -> None:
        """Qt tells of it before it moves windows to the screen that is left."""
        if self._covers == _identity(screen) and self.isVisible():
            self.hide()
            self._is_waiting = True
            self.screen_lost.emit()

    def _screen_added(self, screen: QScreen) -> None:
        if self._is_waiting and self._covers == _identity(screen):
            self.present(screen)
            self.screen_back.emit()


def text_scale(depth: float, screen_height: float) -> float:
    """How much larger letters must be in a room ``depth`` metres deep before a picture ``screen_height`` high.

    The ordinary 64 of 1080 lines are read well from eight times the height of the picture; nobody needs less
    than that, and half as much again is the most for which the scenes have room.
    """
    return min(max(depth / (8 * screen_height), 1.0), 1.5)


def _identity(screen: QScreen) -> str:
    """What stays the same when a screen is plugged in again."""
    return f"{screen.manufacturer()}|{screen.model()}|{screen.serialNumber()}|{screen.name()}"
