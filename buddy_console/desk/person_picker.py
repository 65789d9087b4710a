"""A panel to choose an attendee by typing, with room for a post on paper; it never blocks anything."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.words import pair_label
from buddy_console.domain.attendees import matches
from buddy_console.domain.session import Session
from buddy_console.qt.theme import GRID

_MOST_SHOWN = 50


class PersonPicker(QFrame):
    """`ask` opens it; Enter chooses, Esc closes. The answer is called with an attendee's id and the text typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._session = session
        self._answer: Callable[[str, str], None] | None = None
        self.setProperty("card", "true")
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._field = QLineEdit()
        self._field.setPlaceholderText(translate("desk", "Type a name"))
        self._field.setAccessibleName(translate("desk", "Whose post is it?"))
        self._people = QListWidget()
        self._people.setAccessibleName(translate("desk", "Attendees that fit"))
        self._people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._people.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._people.setMaximumHeight(20 * GRID)
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(translate("desk", "What the person said or wrote. Ctrl+Enter adds it."))
        self._text.setAccessibleName(translate("desk", "Text of the post"))
        self._text.setMaximumHeight(12 * GRID)
        self._text.setTabChangesFocus(True)
        self._take = QPushButton(translate("desk", "OK"))
        self._take.setProperty("primary", "true")
        cancel = QPushButton(translate("desk", "Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (self._title, self._field, self._people, self._text):
            layout.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._take)
        layout.addLayout(buttons)
        self._field.textChanged.connect(self._show_fitting)
        self._field.returnPressed.connect(self._entered)
        self._people.itemActivated.connect(lambda _item: self._entered())
        self._take.clicked.connect(self._finish)
        cancel.clicked.connect(self.close_panel)
        self._field.installEventFilter(self)
        self._text.installEventFilter(self)
        self.hide()

    def ask(self, title: str, answer: Callable[[str, str], None], *, with_text: bool = False) -> None:
        """Open with a question; ``answer`` is called once, with the id and the text, if somebody is chosen."""
        self._answer = answer
        self._title.setText(title)
        self._text.setVisible(with_text)
        self._text.clear()
        self._field.clear()
        self._show_fitting("")
        self.show()
        self._field.setFocus()

    def close_panel(self) -> None:
        self._answer = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close_panel()
                return True
            if watched is self._field and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                row = min(max(self._people.currentRow() + step, 0), self._people.count() - 1)
                self._people.setCurrentRow(row)
                return True
            entered = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self._text and entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._finish()
                return True
        return super().eventFilter(watched, event)

    def _show_fitting(self, typed: str) -> None:
        self._people.clear()
        fitting = (a for a in self._session.attendees.values() if matches(a, typed))
        for attendee in sorted(fitting, key=lambda a: a.name.casefold())[:_MOST_SHOWN]:
            item = QListWidgetItem(
                pair_label(self._session, attendee)
                if attendee.id not in self._session.pair_of
                else f"{attendee.name} · {pair_label(self._session, attendee)}"
            )
            item.setData(Qt.ItemDataRole.UserRole, attendee.id)
            self._people.addItem(item)
        self._people.setCurrentRow(0)

    def _entered(self) -> None:
        if self._text.isVisible() and not self._text.toPlainText().strip():
            self._text.setFocus()
        else:
            self._finish()

    def _finish(self) -> None:
        item = self._people.currentItem()
        answer = self._answer
        if item is None or answer is None:
            return
        self.close_panel()
        answer(item.data(Qt.ItemDataRole.UserRole), self._text.toPlainText())
