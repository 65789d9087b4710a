"""The wishes for the pairs: who is to be together or apart, partners to avoid, and what could not be kept."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.people_model import plain_tip
from buddy_console.domain.message import Message
from buddy_console.domain.pairing import explain, notes
from buddy_console.domain.pairing.model import Wish, WishKind
from buddy_console.domain.session import Session
from buddy_console.qt.sentences import spoken
from buddy_console.qt.status_marks import Mark, paint_mark
from buddy_console.qt.theme import GRID, Theme

_WISH = Qt.ItemDataRole.UserRole
_MARK = 14
_MOST_ROWS_SEEN = 4


class WishesPanel(QWidget):
    """What could not be kept comes first, with its mark; then the wishes, which Delete drops."""

    dropped = Signal(Wish)
    earlier_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._session = session
        self._theme = theme
        self._shown: tuple[tuple[str, Wish | None], ...] = ()
        self.title = QLabel()
        self.list = _WishList()
        self.list.setAccessibleName(translate("desk", "Wishes, and what could not be kept"))
        self.earlier = QPushButton()
        self.earlier.setToolTip(
            translate("desk", "Choose earlier session files: who were partners then are not again")
        )
        self._drop = QPushButton(translate("desk", "Drop wish"))
        for button in (self.earlier, self._drop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title, 1)
        head.addWidget(self._drop)
        head.addWidget(self.earlier)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self._drop.clicked.connect(self._drop_current)
        self.list.drop_asked.connect(self._drop_current)
        self.list.currentItemChanged.connect(lambda: self._drop.setVisible(self._current() is not None))
        self.earlier.clicked.connect(self.earlier_asked)
        self.tell_earlier(0)
        self.reload(())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fill()

    def tell_earlier(self, files: int) -> None:
        translate = QCoreApplication.translate
        if not files:
            text = translate("desk", "Avoid earlier partners…")
        elif files == 1:
            text = translate("desk", "Avoiding partners of one session")
        else:
            text = translate("desk", "Avoiding partners of %n sessions", None, files)
        self.earlier.setText(text)

    def reload(self, met: Collection[frozenset[str]]) -> None:
        """Judge the pairs shown on the board anew: swaps by hand may have kept or broken a wish."""
        rows: list[tuple[str, Wish | None]] = [
            (spoken(sentence), None) for sentence in unmet_now(self._session, met)
        ]
        rows += [(wish_sentence(self._session, wish), wish) for wish in self._session.wishes]
        if tuple(rows) != self._shown or not rows:
            self._shown = tuple(rows)
            self._fill()

    def _fill(self) -> None:
        translate = QCoreApplication.translate
        self.list.clear()
        for text, wish in self._shown:
            item = QListWidgetItem(text, self.list)
            item.setData(_WISH, wish)
            item.setToolTip(plain_tip(text))
            item.setData(Qt.ItemDataRole.DecorationRole, _mark(wish, self._theme, self.devicePixelRatioF()))
            item.setSizeHint(QSize(0, 3 * GRID))
        missed = sum(wish is None for _, wish in self._shown)
        wishes = len(self._shown) - missed
        if missed:
            said = (
                translate("desk", "One thing could not be kept")
                if missed == 1
                else translate("desk", "%n things could not be kept", None, missed)
            )
        elif wishes:
            said = (
                translate("desk", "One wish, kept")
                if wishes == 1
                else translate("desk", "%n wishes, all kept", None, wishes)
            )
            if self._session.draft is None and not self._session.pairs:
                said = (
                    translate("desk", "One wish") if wishes == 1 else translate("desk", "%n wishes", None, wishes)
                )
        else:
            said = translate("desk", "Keep two together: Ctrl+T, apart: Ctrl+Shift+T")
        self.title.setText(said)
        self.title.setProperty("muted", "false" if self._shown else "true")
        self.title.style().polish(self.title)
        self.list.setVisible(bool(self._shown))
        self.list.setFixedHeight(min(len(self._shown), _MOST_ROWS_SEEN) * 3 * GRID + GRID)
        self._drop.setVisible(False)

    def _current(self) -> Wish | None:
        item = self.list.currentItem()
        wish = None if item is None else item.data(_WISH)
        return wish if isinstance(wish, Wish) else None

    def _drop_current(self) -> None:
        wish = self._current()
        if wish is not None:
            self.dropped.emit(wish)


class _WishList(QListWidget):
    drop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(_MARK, _MARK))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.drop_asked.emit()
        else:
            super().keyPressEvent(event)


def unmet_now(session: Session, met: Collection[frozenset[str]]) -> tuple[Message, ...]:
    """One sentence for each thing wished for that the draft, or what is published, does not keep."""
    pairs = session.draft.pairs if session.draft is not None else session.pairs
    attendees = session.attendees
    if not pairs or any(member not in attendees for pair in pairs for member in pair.members):
        return ()
    people = {member: attendees[member] for pair in pairs for member in pair.members}
    numbers = notes.on_numbers(None, pairs, people, session.policy)
    return (*numbers, *explain.unmet(pairs, people, session.wishes, met))


def wish_sentence(session: Session, wish: Wish) -> str:
    translate = QCoreApplication.translate
    gone = translate("desk", "somebody who is gone")
    a, b = (session.attendees[m].name if m in session.attendees else gone for m in wish.members)
    if wish.kind is WishKind.TOGETHER:
        return translate("desk", "Together: {a} and {b}").format(a=a, b=b)
    return translate("desk", "Apart: {a} and {b}").format(a=a, b=b)


def _mark(wish: Wish | None, theme: Theme, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(_MARK, _MARK) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    if wish is None:
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, _MARK, _MARK), Mark.NEEDS_HELP, theme)
        painter.end()
    return picture
