"""The pairs: make a draft, rearrange it, publish it, and see why and what could not be kept."""

from collections.abc import Collection
from concurrent.futures import Executor

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from buddy_console.desk.buddy_strip import BuddyStrip
from buddy_console.desk.door import Door
from buddy_console.desk.pair_board import PairBoard
from buddy_console.desk.pair_board_model import PairBoardModel
from buddy_console.desk.pair_maker import PairMaker
from buddy_console.desk.policy_row import PolicyRow
from buddy_console.desk.wishes_panel import WishesPanel, wish_sentence
from buddy_console.domain.changes import Topic
from buddy_console.domain.commands.pairing import (
    AcceptPlace,
    DiscardDraft,
    DropWish,
    MakeWish,
    MoveMember,
    PublishPairs,
    SetPolicy,
    SwapMembers,
    ToggleLock,
)
from buddy_console.domain.pairing.model import Policy, Wish, WishKind
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme


class PairsPanel(QWidget):
    """Shows the draft while there is one, clearly marked, else what is published."""

    earlier_asked = Signal()

    def __init__(self, door: Door, theme: Theme, worker: Executor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._door = door
        self.maker = PairMaker(door, worker, self)
        self.model = PairBoardModel(door.session, self)
        self.board = PairBoard(self.model, theme)
        self.strip = BuddyStrip(door.session)
        self.policy = PolicyRow(door.session)
        self.wishes = WishesPanel(door.session, theme)
        self.state, self.why, self.empty = QLabel(), QLabel(), QLabel()
        self.draft_mark = QLabel(translate("desk", "DRAFT, only you see it"))
        self.draft_mark.setProperty("banner", "warning")
        self.draft_mark.setFixedHeight(4 * GRID)
        self.pair_button = QPushButton(translate("desk", "Pair (F6)"))
        self.publish_button = QPushButton(translate("desk", "Publish (F7)"))
        self.discard_button = QPushButton(translate("desk", "Discard"))
        self.progress = QProgressBar()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.reload()

    # What the page asks

    def refresh(self, people: Collection[str], topics: Topic) -> None:
        """Show again what a step changed: these people, and these parts of the session."""
        if people or topics & (Topic.PAIRS | Topic.DRAFT | Topic.WISHES):
            self.reload()

    def reload(self) -> None:
        self.model.reload()
        self.strip.reload()
        self.policy.reload()
        self.wishes.reload(self.maker.met)
        self._tell_state()
        self._tell_why()

    def set_theme(self, theme: Theme) -> None:
        self.board.set_theme(theme)
        self.wishes.set_theme(theme)

    def close_down(self) -> None:
        self.maker.close()

    # What the keys do

    def pair(self) -> None:
        self.maker.start()

    def publish(self) -> None:
        translate = QCoreApplication.translate
        if self._door.do(PublishPairs()):
            count = len(self._door.session.pairs)
            done = (
                translate("desk", "One pair is published.")
                if count == 1
                else translate("desk", "%n pairs are published.", None, count)
            )
            self._door.notify(done)

    def place_lonely(self) -> None:
        person = self.strip.person
        if person is None:
            self._door.notify(QCoreApplication.translate("desk", "Everybody who is here has a buddy."))
        elif self._door.do(AcceptPlace(person.id)):
            self.board.show_person(person.id)

    def make_wish(self, kind: WishKind, a_id: str, b_id: str) -> None:
        if self._door.do(MakeWish(kind, a_id, b_id)):
            first, second = sorted((a_id, b_id))
            self._door.notify(wish_sentence(self._door.session, Wish(kind, (first, second))))

    def _swap(self, a_id: str, b_id: str) -> None:
        if self._door.do(SwapMembers(a_id, b_id)):
            self.board.show_person(a_id)

    def _move(self, attendee_id: str, pair_id: str) -> None:
        if self._door.do(MoveMember(attendee_id, pair_id)):
            self.board.show_person(attendee_id)

    def _set_policy(self, policy: Policy) -> None:
        session = self._door.session
        done = (
            QCoreApplication.translate("desk", "F6 makes a new draft by these rules.")
            if session.draft or session.pairs
            else ""
        )
        self._door.do(SetPolicy(policy), done)

    # What is said

    def _tell_state(self) -> None:
        translate = QCoreApplication.translate
        session = self._door.session
        drafted, published = session.draft is not None, bool(session.pairs)
        count = len(session.draft.pairs if session.draft is not None else session.pairs)
        self.draft_mark.setVisible(drafted)
        self.state.setVisible(published and not drafted)
        self.state.setText(
            translate("desk", "One pair, published")
            if count == 1
            else translate("desk", "%n pairs, published", None, count)
        )
        self._set_main(self.publish_button, drafted)
        self._set_main(self.pair_button, not drafted and not published and self._here() > 1)
        self.publish_button.setEnabled(drafted)
        again = drafted or published
        self.pair_button.setText(translate("desk", "Pair again (F6)") if again else translate("desk", "Pair (F6)"))
        self.discard_button.setVisible(drafted)
        self._stack.setCurrentWidget(self.board if count else self.empty)
        self.empty.setText(self._empty_sentence())
        for button in (self.pair_button, self.publish_button):
            button.style().polish(button)

    def _set_main(self, button: QPushButton, is_main: bool) -> None:
        button.setProperty("primary", "true" if is_main else "false")

    def _empty_sentence(self) -> str:
        translate = QCoreApplication.translate
        here = self._here()
        if here < 2:
            return translate("desk", "No pairs yet.\nMark people as arrived, then press F6.")
        return translate("desk", "No pairs yet.\nF6 pairs the %n people who are here.", None, here)

    def _here(self) -> int:
        return sum(attendee.is_arrived for attendee in self._door.session.attendees.values())

    def _tell_why(self) -> None:
        translate = QCoreApplication.translate
        pair = self.board.current_pair()
        marked = self._door.session.attendees.get(self.model.marked or "")
        if marked is not None:
            sentence = translate(
                "desk", "{name} is marked: X swaps, T keeps together, A keeps apart, Esc lets go."
            )
            self.why.setText(sentence.format(name=marked.name))
        elif pair is not None and pair.reason is not None:
            self.why.setText(spoken(pair.reason))
        elif self.model.rowCount():
            self.why.setText(
                translate("desk", "Choose a pair to see why it was made. Drag a person onto another to swap them.")
            )
        else:
            self.why.setText("")
        floating = self._floating()
        if floating:
            self.why.setText(f"{self.why.text()}\n{floating}")

    def _floating(self) -> str:
        session = self._door.session
        if session.draft is None or not session.draft.floating:
            return ""
        names = [
            session.attendees[member].name for member in session.draft.floating if member in session.attendees
        ]
        return QCoreApplication.translate("desk", "Free to help everywhere: {names}").format(
            names=", ".join(names)
        )

    def _show_progress(self, share: float) -> None:
        self.progress.setVisible(share < 1)
        self.progress.setValue(round(share * 100))

    # Building

    def _connect(self) -> None:
        self.pair_button.clicked.connect(self.pair)
        self.publish_button.clicked.connect(self.publish)
        self.discard_button.clicked.connect(lambda: self._door.do(DiscardDraft()))
        self.strip.accepted.connect(self.place_lonely)
        self.policy.changed.connect(self._set_policy)
        self.maker.progressed.connect(self._show_progress)
        self.model.swap_asked.connect(self._swap)
        self.model.move_asked.connect(self._move)
        self.board.lock_asked.connect(lambda pair_id: self._door.do(ToggleLock(pair_id)))
        self.board.wish_asked.connect(self.make_wish)
        self.board.pair_shown.connect(self._tell_why)
        self.wishes.dropped.connect(lambda wish: self._door.do(DropWish(wish)))
        self.wishes.earlier_asked.connect(self.earlier_asked)

    def _arrange(self) -> None:
        translate = QCoreApplication.translate
        title = QLabel(translate("desk", "Pairs"))
        title.setProperty("type", "title")
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(translate("desk", "Pairs are being made"))
        self.progress.setVisible(False)
        for button in (self.pair_button, self.publish_button, self.discard_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("muted", "true")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        # Two lines, so that the board does not move from pair to pair.
        self.why.setMinimumHeight(6 * GRID)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(title)
        head.addWidget(self.draft_mark)
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.discard_button, self.pair_button, self.publish_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        for widget in (self.policy, self.strip, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.why)
        layout.addWidget(self.wishes)
