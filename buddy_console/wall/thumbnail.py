"""A true picture of an output for the desk, with its state in words."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from buddy_console.domain.outputs import Mode
from buddy_console.qt.theme import DARK, GRID, Theme
from buddy_console.service.clock import Clock
from buddy_console.wall import words
from buddy_console.wall.scene_model import SceneModel
from buddy_console.wall.window import WallWindow

_MILLISECONDS = 500


class Thumbnail(QWidget):
    """Shows the very picture of a wall's window, at most twice a second and only after it changed.

    Call `tick` once a second, for the time that the state has lasted. It works while the wall is hidden.
    """

    def __init__(
        self,
        window: WallWindow,
        model: SceneModel,
        clock: Clock,
        theme: Theme = DARK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._model = model
        self._clock = clock
        self._theme = theme
        self._picture = QImage()
        self._words = ""
        self._timer = QTimer(self, interval=_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self._grab_if_seen)
        self.setSizePolicy(QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred))
        model.changed.connect(self._changed)
        window.widthChanged.connect(self._later)
        window.heightChanged.connect(self._later)
        self.tick()

    def sizeHint(self) -> QSize:
        return QSize(320, 180 + self._caption_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 90 + self._caption_height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * 9 // 16 + self._caption_height()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def tick(self) -> None:
        """Say again what the output does and for how long."""
        frame = self._model.frame
        state = words.state_words(frame.mode, frame.since, self._clock.now())
        output = words.output_words(frame.number)
        full = f"{output} · {words.scene_words(frame.scene)} · {state}"
        if full != self.accessibleName():
            # The picture shows the scene; beside it there is room for the state only.
            self._words = f"{output} · {state}"
            self.setAccessibleName(full)
            self.setToolTip(full)
            self.update()

    def grab_now(self) -> None:
        """Take the picture, in the size that is shown."""
        self._timer.stop()
        target = self._picture_rect().size() * self.devicePixelRatio()
        picture = self._window.grab()
        if picture.isNull():
            return
        self._picture = picture.scaled(
            target, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self.grab_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._later()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        mode = self._model.frame.mode
        with QPainter(self) as painter:
            area = self._picture_rect()
            size = self._picture.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRect(area.topLeft(), size)
            spot.moveCenter(area.center())
            painter.drawImage(spot, self._picture)
            # Not live is told by the thick edge and the filled caption, and only then by the colour.
            edge = QColor(theme.edge if mode is Mode.LIVE else theme.orange)
            painter.setPen(QPen(edge, 1 if mode is Mode.LIVE else 3))
            painter.drawRect(spot.adjusted(1, 1, -2, -2))
            caption = QRect(0, area.bottom() + 1, self.width(), self._caption_height())
            if mode is not Mode.LIVE:
                painter.fillRect(caption, QColor(theme.orange))
            painter.setPen(QColor(theme.text if mode is Mode.LIVE else theme.on_fill))
            text = painter.fontMetrics().elidedText(
                self._words, Qt.TextElideMode.ElideMiddle, caption.width() - 2 * GRID
            )
            painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, text)

    def _changed(self) -> None:
        self.tick()
        self._later()

    def _grab_if_seen(self) -> None:
        if self.isVisible():
            self.grab_now()

    def _later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _picture_rect(self) -> QRect:
        return QRect(0, 0, self.width(), max(self.height() - self._caption_height(), 1))

    def _caption_height(self) -> int:
        return self.fontMetrics().height() + GRID
