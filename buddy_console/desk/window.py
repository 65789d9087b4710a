"""The desk's window: four places that follow the hour, a strip for sentences, and the keys."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.door import Door
from buddy_console.desk.keys import Key, KeySheet, install
from buddy_console.desk.live_page import LivePage
from buddy_console.desk.prepare_page import CheckAddress, PreparePage
from buddy_console.desk.recap_page import RecapPage
from buddy_console.desk.register_page import RegisterPage
from buddy_console.desk.style import desk_style
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.asking import ExtendTimer, StepQuestion
from buddy_console.domain.commands.showing import ShowScene, ToggleMode
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.qt.theme import GRID, Theme, palette, style_sheet

_NOTICE_SECONDS = 8


class PlaceOf(IntEnum):
    """The places of the window, in the order of the hour."""

    PREPARE = 0
    REGISTER = 1
    LIVE = 2
    RECAP = 3


class DeskWindow(QMainWindow):
    """Closing only asks: ``on_close`` decides."""

    def __init__(
        self,
        make_door: Callable[[Callable[[str], None]], Door],
        theme: Theme,
        *,
        check_address: CheckAddress,
        on_close: Callable[[], None],
    ) -> None:
        super().__init__()
        self._on_close = on_close
        self._notice = QLabel()
        self._notice_timer = QTimer(self)
        self._notice_timer.setSingleShot(True)
        self._notice_timer.timeout.connect(self._clear_notice)
        self.door = door = make_door(self.notify)
        self.prepare = PreparePage(door, theme, check_address)
        self.register = RegisterPage(door, theme)
        self.live = LivePage(door, theme)
        self.recap = RecapPage(door, theme)
        self._pages: tuple[PreparePage, RegisterPage, LivePage, RecapPage] = (
            self.prepare,
            self.register,
            self.live,
            self.recap,
        )
        self._title = QLabel()
        self._status = QLabel()
        self._stack = QStackedWidget()
        self._rail = QButtonGroup(self)
        self._strips = QVBoxLayout()
        self._arrange()
        self._sheet = KeySheet(self)
        self._shortcuts = install(self._keys(), self)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self.set_theme(theme)
        self._unsubscribe = door.service.subscribe(self.apply)
        self._show_head()
        self.go_to(PlaceOf.PREPARE if not door.session.attendees else PlaceOf.REGISTER)
        self.resize(1366, 768)

    # Building

    def _arrange(self) -> None:
        centre = QWidget()
        self.setCentralWidget(centre)
        columns = QHBoxLayout(centre)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._make_rail())
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        columns.addLayout(body, 1)
        body.addWidget(self._make_head())
        for page in self._pages:
            self._stack.addWidget(page)
        body.addWidget(self._stack, 1)
        body.addLayout(self._strips)
        self._notice.setProperty("notice", "true")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.setAccessibleName(QCoreApplication.translate("desk", "Notice"))
        self._notice.hide()
        body.addWidget(self._notice)

    def _make_head(self) -> QWidget:
        head = QFrame()
        head.setProperty("strip", "true")
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        for label in (self._title, self._status):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("kind", "heading")
        self._status.setProperty("kind", "muted")
        row.addWidget(self._title, 1)
        row.addWidget(self._status)
        return head

    def _make_rail(self) -> QWidget:
        translate = QCoreApplication.translate
        rail = QFrame()
        rail.setProperty("rail", "true")
        rail.setFixedWidth(11 * GRID)
        column = QVBoxLayout(rail)
        column.setContentsMargins(GRID // 2, GRID, GRID // 2, GRID)
        column.setSpacing(GRID // 2)
        names = (
            translate("desk", "Prepare"),
            translate("desk", "Register\nand pair"),
            translate("desk", "Live"),
            translate("desk", "Recap"),
        )
        for place, name in zip(PlaceOf, names, strict=True):
            button = QPushButton(name)
            button.setCheckable(True)
            button.setProperty("rail", "true")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(name.replace("\n", " "))
            button.setToolTip(f"Ctrl+{place + 1}")
            button.setMinimumHeight(8 * GRID)
            self._rail.addButton(button, place)
            column.addWidget(button)
        self._rail.idClicked.connect(lambda place: self.go_to(PlaceOf(place)))
        column.addStretch(1)
        keys = QPushButton(translate("desk", "Keys\nF1"))
        keys.setProperty("rail", "true")
        keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys.clicked.connect(self.toggle_keys)
        column.addWidget(keys)
        return rail

    def _keys(self) -> list[Key]:
        translate = QCoreApplication.translate
        door, live = self.door, self.live
        return [
            Key(("Ctrl+1",), translate("desk", "Prepare"), lambda: self.go_to(PlaceOf.PREPARE)),
            Key(("Ctrl+2",), translate("desk", "Register and pair"), lambda: self.go_to(PlaceOf.REGISTER)),
            Key(("Ctrl+3",), translate("desk", "Live"), lambda: self.go_to(PlaceOf.LIVE)),
            Key(("Ctrl+4",), translate("desk", "Recap"), lambda: self.go_to(PlaceOf.RECAP)),
            Key(("B", "."), translate("desk", "Audience screens black, and back"), self._mode(Mode.BLACK)),
            Key(("W",), translate("desk", "Audience screens white, and back"), self._mode(Mode.WHITE)),
            Key(("F",), translate("desk", "Freeze the audience screens, and go on"), self._mode(Mode.FROZEN)),
            Key(("K",), translate("desk", "Calm scene"), lambda: door.do(ShowScene(Scene.CALM))),
            Key(("Alt+1",), translate("desk", "Screen: welcome"), lambda: door.do(ShowScene(Scene.WELCOME))),
            Key(("Alt+2",), translate("desk", "Screen: pairs"), lambda: door.do(ShowScene(Scene.PAIRS))),
            Key(("Alt+3",), translate("desk", "Screen: question"), lambda: door.do(ShowScene(Scene.QUESTION))),
            Key(("Alt+4",), translate("desk", "Screen: posts"), lambda: door.do(ShowScene(Scene.FEED))),
            Key(("Alt+5",), translate("desk", "Screen: progress"), lambda: door.do(ShowScene(Scene.PROGRESS))),
            Key(("PgDown",), translate("desk", "Next question"), lambda: door.do(StepQuestion(1))),
            Key(("PgUp",), translate("desk", "Previous question"), lambda: door.do(StepQuestion(-1))),
            Key(("+",), translate("desk", "A minute more"), lambda: door.do(ExtendTimer())),
            Key(("S",), translate("desk", "Star the chosen post"), live.star),
            Key(("Del",), translate("desk", "Take the chosen post off every screen"), self._hide_post),
            Key(("C",), translate("desk", "Say who wrote the chosen post"), live.claim_current),
            Key(("N",), translate("desk", "Type in a post on paper"), self._write_paper),
            *(
                Key((str(n),), translate("desk", "File the chosen post under Q{n}").format(n=n), self._file(n))
                for n in range(1, 10)
            ),
            Key(("Ctrl+Z",), translate("desk", "Undo"), door.undo),
            Key(("Ctrl+Shift+Z", "Ctrl+Y"), translate("desk", "Do again"), door.redo),
            Key(("F1",), translate("desk", "Keys"), self.toggle_keys),
        ]

    def _mode(self, mode: Mode) -> Callable[[], object]:
        return lambda: self.door.do(ToggleMode(mode))

    def _file(self, number: int) -> Callable[[], object]:
        return lambda: self.live.file_current(number) if self._is_live else None

    # Following the session

    def apply(self, changes: Changes) -> None:
        """Hand one step on to every page; called by the service, once a step."""
        for page in self._pages:
            page.apply(changes)
        if changes.topics & (Topic.DESCRIPTION | Topic.SOURCES | Topic.OUTPUTS):
            self._show_head()

    def on_second(self, act: Callable[[], object]) -> None:
        """Do this every second too."""
        self._second.timeout.connect(act)

    def tick(self) -> None:
        """Every second, and when a test says so."""
        self.live.tick(self.door.service.clock.now())
        self._show_head()

    def set_theme(self, theme: Theme) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme) + desk_style(theme))
        for page in self._pages:
            page.set_theme(theme)

    def notify(self, sentence: str) -> None:
        """Show a sentence for some seconds, without stopping anybody."""
        self._notice.setText(sentence)
        self._notice.show()
        self._notice_timer.start(_NOTICE_SECONDS * 1000)

    def take_key(self, event: QKeyEvent) -> bool:
        """A key pressed in another window of the program: do what it does here."""
        pressed = QKeySequence(event.keyCombination())
        for shortcut in self._shortcuts:
            if shortcut.key() == pressed:
                shortcut.activated.emit()
                return True
        return False

    @property
    def notice_text(self) -> str:
        return self._notice.text()

    def add_strip(self, strip: QWidget) -> None:
        """Put a strip above the notices, for example that of a rehearsal."""
        self._strips.addWidget(strip)

    def go_to(self, place: PlaceOf) -> None:
        self._stack.setCurrentIndex(place)
        self._rail.button(place).setChecked(True)
        if place is PlaceOf.REGISTER:
            self.register.focus()
        elif place is PlaceOf.LIVE:
            self.live.feed.setFocus()

    def close_down(self) -> None:
        """Let go of the session: nothing of this window runs after it."""
        self._unsubscribe()
        self._second.stop()
        self._notice_timer.stop()
        for shortcut in self._shortcuts:
            # Two windows that know the same key would keep it from each other until this one is deleted.
            shortcut.setEnabled(False)
        self.register.close_down()

    def toggle_keys(self) -> None:
        translate = QCoreApplication.translate
        everywhere = [(" ".join(_shown(s) for s in key.sequences), key.words) for key in self._keys()]
        filing = [entry for entry in everywhere if len(entry[0]) == 1 and entry[0].isdecimal()]
        rest = [entry for entry in everywhere if entry not in filing]
        rest.append(("F5 Esc", translate("desk", "Nothing on the audience screens: a clicker may press them")))
        rest.append(("1 … 9", translate("desk", "File the chosen post under that question")))
        registering = [(_shown(keys), words) for keys, words in self.register.actions()]
        self._sheet.fill(
            [(translate("desk", "Everywhere"), rest), (translate("desk", "Register and pair"), registering)]
        )
        self._sheet.toggle()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._on_close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._sheet.hide()
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    @property
    def _is_live(self) -> bool:
        return self._stack.currentIndex() == PlaceOf.LIVE

    def _hide_post(self) -> None:
        if self._is_live:
            self.live.hide_post()

    def _write_paper(self) -> None:
        self.go_to(PlaceOf.LIVE)
        self.live.write_paper()

    def _clear_notice(self) -> None:
        self._notice.hide()

    def _show_head(self) -> None:
        session = self.door.session
        described = session.description
        title = described.title or QCoreApplication.translate("desk", "New session")
        tag = f"  #{described.hashtag}" if described.hashtag else ""
        self._title.setText(title + tag)
        self.setWindowTitle(f"{title} – Buddy Console")
        live = sum(state.state.is_live for state, _ in session.feed_states.values())
        self._status.setText(
            QCoreApplication.translate("desk", "{live} of {all} sources live").format(
                live=live, all=len(session.sources)
            )
            if session.sources
            else ""
        )


def _shown(sequence: str) -> str:
    return sequence.replace("PgDown", "PgDn")
