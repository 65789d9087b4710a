"""The right column of Live: the open question, its timer, the counts, and the audience screens."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from buddy_console.desk.door import Door
from buddy_console.desk.words import minutes
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.asking import ExtendTimer, StepQuestion, TogglePause
from buddy_console.domain.session import Session
from buddy_console.qt.theme import GRID
from buddy_console.recap.status import responses

_COUNT_EVERY = 250
"""Milliseconds; numbers that change faster cannot be read."""


class QuestionPanel(QWidget):
    """Shows state and asks the door; `refresh` reads the session, `tick` only the time."""

    def __init__(self, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_EVERY)
        self._counting.timeout.connect(self._show_counts)
        self._number = _label("heading")
        self._text = _label("title", wrap=True)
        self._timer = _label("display")
        self._timer.setAccessibleName(QCoreApplication.translate("desk", "Time left"))
        self._pace = _label("muted", wrap=True)
        self._newbies = QProgressBar()
        self._newbies.setTextVisible(False)
        self._newbies.setFixedHeight(GRID)
        self._newbies_words = _label("body", wrap=True)
        self._newbies.setAccessibleName(QCoreApplication.translate("desk", "Newbies who have posted"))
        self._world = _label("body", wrap=True)
        self._buttons = self._make_buttons()
        self.outputs = QVBoxLayout()
        self.outputs.setSpacing(GRID)
        self._arrange()
        self.refresh()

    def _make_buttons(self) -> dict[str, QPushButton]:
        translate = QCoreApplication.translate
        door = self._door
        made = {
            "back": (translate("desk", "◂ Previous"), lambda: door.do(StepQuestion(-1))),
            "next": (translate("desk", "Next ▸"), lambda: door.do(StepQuestion(1))),
            "pause": (translate("desk", "Pause"), lambda: door.do(TogglePause())),
            "more": (translate("desk", "+1 minute"), lambda: door.do(ExtendTimer())),
            "copy": (translate("desk", "Copy with hashtag"), self._copy),
        }
        buttons = {}
        for name, (words, act) in made.items():
            button = QPushButton(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, act=act: act())
            buttons[name] = button
        buttons["next"].setProperty("primary", "true")
        return buttons

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._number, 1)
        head.addWidget(self._timer)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._pace)
        for names in (("back", "next"), ("pause", "more"), ("copy",)):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for name in names:
                row.addWidget(self._buttons[name])
            column.addLayout(row)
        column.addSpacing(GRID)
        column.addWidget(self._newbies_words)
        column.addWidget(self._newbies)
        column.addWidget(self._world)
        column.addSpacing(GRID)
        column.addLayout(self.outputs)
        column.addStretch(1)

    def take(self, changes: Changes) -> None:
        """Follow a step: the question at once, the counts four times a second at most."""
        if changes.topics & (Topic.SCHEDULE | Topic.QUESTIONS | Topic.DESCRIPTION):
            self._show_question(self._door.session)
            self.tick(self._door.service.clock.now())
        if not self._counting.isActive():
            self._counting.start()

    def refresh(self) -> None:
        """Read the whole session again."""
        self._show_question(self._door.session)
        self._show_counts()
        self.tick(self._door.service.clock.now())

    def tick(self, now: datetime) -> None:
        """Show the time; called every second."""
        timer = self._door.session.schedule.timer
        if timer is None:
            self._timer.setText("")
            self._pace.setText("")
            return
        left = timer.remaining(now)
        self._timer.setText(minutes(left))
        translate = QCoreApplication.translate
        if timer.paused_at is not None:
            words = translate("desk", "Paused")
        elif left < 0:
            words = translate("desk", "Over time: go on when the room is ready")
        elif left <= 60:
            words = translate("desk", "Last minute")
        else:
            words = ""
        self._pace.setText(words)
        state = "over" if left < 0 else "warning" if left <= 60 else ""
        if self._timer.property("state") != state:
            self._timer.setProperty("state", state)
            self._timer.style().unpolish(self._timer)
            self._timer.style().polish(self._timer)
            self._timer.updateGeometry()

    def _show_question(self, session: Session) -> None:
        translate = QCoreApplication.translate
        number = session.schedule.open_number
        count = len(session.questions)
        if not count:
            self._number.setText(translate("desk", "No questions"))
            self._text.setText(translate("desk", "The chat runs without them. Questions are written in Prepare."))
        elif number is None or number > count:
            over = bool(session.schedule.openings)
            self._number.setText(translate("desk", "All questions asked") if over else translate("desk", "Ready"))
            first = session.questions[0].text
            self._text.setText("" if over else translate("desk", "First: {question}").format(question=first))
        else:
            self._number.setText(
                translate("desk", "Question {number} of {count}").format(number=number, count=count)
            )
            self._text.setText(session.questions[number - 1].text)
        running = session.schedule.timer is not None
        paused = running and session.schedule.timer is not None and session.schedule.timer.paused_at is not None
        self._buttons["pause"].setText(translate("desk", "Go on") if paused else translate("desk", "Pause"))
        for name in ("pause", "more", "copy"):
            self._buttons[name].setEnabled(running)
        self._buttons["back"].setEnabled(
            bool(number and number > 1) or (number is None and bool(session.schedule.openings))
        )
        self._buttons["next"].setEnabled(bool(count) and (number is not None or not session.schedule.openings))

    def _show_counts(self) -> None:
        session = self._door.session
        translate = QCoreApplication.translate
        newbies = [a for a in session.attendees.values() if a.is_newbie and a.is_arrived]
        posted = sum(session.standing_of(newbie.id).rung.has_posted for newbie in newbies)
        self._newbies.setRange(0, max(1, len(newbies)))
        self._newbies.setValue(posted)
        self._newbies_words.setText(
            translate("desk", "{posted} of {all} newbies have posted").format(posted=posted, all=len(newbies))
        )
        here = sum(session.standing_of(a.id).posts for a in session.attendees.values())
        world = session.timeline.on_tag_count - here
        text = translate("desk", "{here} posts from the registered, {world} from the world").format(
            here=here, world=world
        )
        number = session.schedule.open_number
        counts = responses(session)
        if number is not None and number <= len(counts):
            text += "\n" + translate("desk", "Responses to this question: {count}").format(
                count=counts[number - 1]
            )
        self._world.setText(text)

    def _copy(self) -> None:
        session = self._door.session
        number = session.schedule.open_number
        if number is None or number > len(session.questions):
            return
        text = f"Q{number} {session.questions[number - 1].text} #{session.description.hashtag}"
        QGuiApplication.clipboard().setText(text)
        self._door.notify(QCoreApplication.translate("desk", "Copied: paste it into any network."))


def _label(kind: str, *, wrap: bool = False) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(wrap)
    return label
