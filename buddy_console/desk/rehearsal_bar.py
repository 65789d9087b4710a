"""The strip that steers a rehearsal: play, pause, speed, and jumps from question to question."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from buddy_console.desk.words import minutes
from buddy_console.qt.theme import GRID
from buddy_console.service.rehearsal import Rehearsal

SPEEDS = (1, 2, 5, 10, 20, 60)


class RehearsalBar(QFrame):
    """``start_over`` is asked for a jump back: what has happened is undone only by playing it again."""

    def __init__(
        self, rehearsal: Rehearsal, start_over: Callable[[float], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._rehearsal = rehearsal
        self._start_over = start_over
        self.setProperty("strip", "true")
        self._play = QPushButton()
        self._play.setMinimumWidth(10 * GRID)
        self._play.clicked.connect(self._toggle)
        self._speed = QComboBox()
        self._speed.setAccessibleName(translate("desk", "Speed"))
        for speed in SPEEDS:
            self._speed.addItem(f"{speed} ×", speed)
        nearest = min(SPEEDS, key=lambda speed: abs(speed - rehearsal.clock.speed))
        self._speed.setCurrentIndex(SPEEDS.index(nearest))
        self._speed.currentIndexChanged.connect(self._set_speed)
        self._place = QSlider(Qt.Orientation.Horizontal)
        self._place.setAccessibleName(translate("desk", "Place in the recording"))
        self._place.setRange(0, int(rehearsal.duration))
        self._place.setPageStep(60)
        self._place.sliderReleased.connect(lambda: self.go(self._place.value()))
        self._place.actionTriggered.connect(self._stepped)
        self._time = QLabel()
        self._time.setMinimumWidth(14 * GRID)
        ahead = QPushButton(translate("desk", "To the next question"))
        ahead.clicked.connect(self._next_question)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        layout.setSpacing(GRID)
        layout.addWidget(QLabel(translate("desk", "Rehearsal")))
        layout.addWidget(self._play)
        layout.addWidget(self._speed)
        layout.addWidget(self._place, 1)
        layout.addWidget(self._time)
        layout.addWidget(ahead)
        for widget in (self._play, self._speed, self._place, ahead):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tick()

    def tick(self) -> None:
        rehearsal = self._rehearsal
        translate = QCoreApplication.translate
        self._play.setText(translate("desk", "Play") if rehearsal.clock.is_paused else translate("desk", "Pause"))
        if not self._place.isSliderDown():
            self._place.setValue(int(rehearsal.position))
        self._time.setText(f"{minutes(int(rehearsal.position))} / {minutes(int(rehearsal.duration))}")

    def _toggle(self) -> None:
        clock = self._rehearsal.clock
        if clock.is_paused:
            clock.resume()
        else:
            clock.pause()
        self.tick()

    def _set_speed(self, place: int) -> None:
        self._rehearsal.clock.set_speed(float(SPEEDS[place]))

    def _stepped(self, _action: int) -> None:
        if not self._place.isSliderDown():
            self.go(self._place.sliderPosition())

    def _next_question(self) -> None:
        ahead = [start for start in self._rehearsal.question_starts() if start > self._rehearsal.position]
        self.go(ahead[0] if ahead else self._rehearsal.duration)

    def go(self, seconds: float) -> None:
        """Jump to a place in the recording."""
        if seconds + 1 < self._rehearsal.position:
            self._start_over(seconds)
        else:
            self._rehearsal.jump(seconds)
            self.tick()
