"""Prepare: title and hashtag, the questions, and where posts come from."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.door import Door
from buddy_console.desk.words import server_name, state_word
from buddy_console.domain.accounts import MASTODON, normalise_handle
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.preparing import ChooseSources, DescribeSession, WriteQuestions
from buddy_console.domain.events import Source
from buddy_console.domain.message import DomainError
from buddy_console.domain.questions import Question
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme
from buddy_console.service.session_service import new_id

CheckAddress = Callable[[str], str]
"""Turns what was typed into a server's address; raises a DomainError with the reason."""


class PreparePage(QWidget):
    """Every field is saved when it is left; there is no button to forget."""

    def __init__(
        self, door: Door, theme: Theme, check_address: CheckAddress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._check_address = check_address
        self._filling = False
        translate = QCoreApplication.translate
        self._title = _field(translate("desk", "Title"), translate("desk", "First posts: learning out loud"))
        self._hashtag = _field(translate("desk", "Hashtag"), "#BuddyDay")
        self._host = _field(translate("desk", "Your own account"), translate("desk", "@me@example.social"))
        self._home = _field(translate("desk", "Server for short handles"), "example.social")
        self._questions = self._make_questions()
        self._sources = QListWidget()
        self._sources.setAccessibleName(translate("desk", "Sources of posts"))
        self._sources.setMaximumHeight(20 * GRID)
        self._address = _field(
            translate("desk", "Server to add"), translate("desk", "A Mastodon server: example.social")
        )
        self._advice = QLabel()
        self._advice.setWordWrap(True)
        self._advice.setProperty("kind", "muted")
        self._arrange()
        for field in (self._title, self._hashtag, self._host, self._home):
            field.editingFinished.connect(self._describe)
        self._address.returnPressed.connect(self._add_source)
        self._questions.itemChanged.connect(lambda _item: self._write_questions())
        self.reload()

    def _make_questions(self) -> QTableWidget:
        translate = QCoreApplication.translate
        table = QTableWidget(0, 2)
        table.setHorizontalHeaderLabels([translate("desk", "Question"), translate("desk", "Minutes")])
        table.setAccessibleName(translate("desk", "Questions"))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(1, 12 * GRID)
        table.verticalHeader().setDefaultSectionSize(5 * GRID)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        return table

    def _arrange(self) -> None:
        translate = QCoreApplication.translate
        form = QFormLayout()
        form.setSpacing(GRID)
        for words, field in (
            (translate("desk", "&Title"), self._title),
            (translate("desk", "&Hashtag"), self._hashtag),
            (translate("desk", "Your own &account"), self._host),
            (translate("desk", "Se&rver for short handles"), self._home),
        ):
            form.addRow(words, field)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(_heading(translate("desk", "The session")))
        left.addLayout(form)
        left.addSpacing(2 * GRID)
        left.addWidget(_heading(translate("desk", "Where posts come from")))
        add = QHBoxLayout()
        add.addWidget(self._address, 1)
        add.addWidget(_button(translate("desk", "Add"), self._add_source))
        add.addWidget(_button(translate("desk", "Remove"), self._remove_source))
        left.addLayout(add)
        left.addWidget(self._sources)
        left.addWidget(self._advice)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(_heading(translate("desk", "Questions")))
        right.addWidget(self._questions, 1)
        row = QHBoxLayout()
        for words, act in (
            (translate("desk", "Add a question"), self._add_question),
            (translate("desk", "Move up"), lambda: self._move_question(-1)),
            (translate("desk", "Move down"), lambda: self._move_question(1)),
            (translate("desk", "Remove"), self._remove_question),
        ):
            row.addWidget(_button(words, act))
        row.addStretch(1)
        right.addLayout(row)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        columns.setSpacing(4 * GRID)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)

    def apply(self, changes: Changes) -> None:
        if changes.topics & (Topic.DESCRIPTION | Topic.QUESTIONS | Topic.SOURCES | Topic.SCHEDULE):
            self.reload()

    def set_theme(self, theme: Theme) -> None:
        """Everything here is drawn by the style sheet."""

    def reload(self) -> None:
        """Show the session as it is; a field that is being typed in is left alone."""
        self._filling = True
        session = self._door.session
        described = session.description
        hosts = ", ".join(account.handle for account in described.hosts)
        hashtag = f"#{described.hashtag}" if described.hashtag else ""
        for field, text in (
            (self._title, described.title),
            (self._hashtag, hashtag),
            (self._host, hosts),
            (self._home, described.home_server),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self._show_questions()
        self._show_sources()
        self._filling = False

    def _show_questions(self) -> None:
        questions = self._door.session.questions
        table = self._questions
        if self._typed_questions() == questions:
            return
        table.setRowCount(len(questions))
        for row, question in enumerate(questions):
            table.setItem(row, 0, QTableWidgetItem(question.text))
            minutes = QTableWidgetItem(str(question.minutes))
            minutes.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, 1, minutes)

    def _show_sources(self) -> None:
        session = self._door.session
        row = self._sources.currentRow()
        self._sources.clear()
        for source in session.sources:
            known = session.feed_states.get(source.id)
            state = "" if known is None else " · " + state_word(known[0].state)
            self._sources.addItem(f"{server_name(source.address)}{state}")
        self._sources.setCurrentRow(row)
        translate = QCoreApplication.translate
        if not session.description.hashtag:
            self._advice.setText(translate("desk", "Choose a hashtag first; then the posts come by themselves."))
        elif not session.sources:
            self._advice.setText(
                translate(
                    "desk", "Without a server the session works with posts on paper. Add one to follow the chat."
                )
            )
        else:
            self._advice.setText(
                translate("desk", "Add the servers that your people are on: each shows only what it has heard of.")
            )

    def _describe(self) -> None:
        if self._filling:
            return
        hosts = []
        for typed in self._host.text().split(","):
            if typed.strip():
                try:
                    hosts.append(normalise_handle(typed, default_server=self._home.text().strip()))
                except DomainError as error:
                    self._door.notify(spoken(error))
        self._door.do(DescribeSession(self._title.text(), self._hashtag.text(), tuple(hosts), self._home.text()))

    def _typed_questions(self) -> tuple[Question, ...]:
        typed = []
        for row in range(self._questions.rowCount()):
            text, minutes = self._questions.item(row, 0), self._questions.item(row, 1)
            digits = "".join(c for c in minutes.text() if c.isdecimal())[:4] if minutes is not None else ""
            typed.append(Question(text.text() if text is not None else "", int(digits or 10)))
        return tuple(typed)

    def _write_questions(self) -> None:
        if not self._filling:
            self._door.do(WriteQuestions(self._typed_questions()))

    def _add_question(self) -> None:
        self._filling = True
        row = self._questions.rowCount()
        self._questions.insertRow(row)
        text = QTableWidgetItem("")
        self._questions.setItem(row, 0, text)
        self._questions.setItem(row, 1, QTableWidgetItem("10"))
        self._filling = False
        self._questions.setCurrentCell(row, 0)
        self._questions.editItem(text)

    def _move_question(self, by: int) -> None:
        row, count = self._questions.currentRow(), self._questions.rowCount()
        target = row + by
        if 0 <= row < count and 0 <= target < count:
            questions = list(self._typed_questions())
            questions[row], questions[target] = questions[target], questions[row]
            self._door.do(WriteQuestions(tuple(questions)))
            self._questions.setCurrentCell(target, 0)

    def _remove_question(self) -> None:
        row = self._questions.currentRow()
        if row >= 0:
            questions = self._typed_questions()
            if row >= len(self._door.session.questions):
                self._questions.removeRow(row)
            self._door.do(WriteQuestions(questions[:row] + questions[row + 1 :]))

    def _add_source(self) -> None:
        if not self._address.text().strip():
            return
        try:
            address = self._check_address(self._address.text())
        except DomainError as error:
            self._door.notify(spoken(error))
            return
        source = Source(new_id(), MASTODON, address)
        if self._door.do(ChooseSources((*self._door.session.sources, source))):
            self._address.clear()

    def _remove_source(self) -> None:
        row = self._sources.currentRow()
        sources = self._door.session.sources
        if 0 <= row < len(sources):
            self._door.do(ChooseSources(sources[:row] + sources[row + 1 :]))


def _field(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(example)
    return field


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "heading")
    return label


def _button(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(lambda _checked=False: act())
    return button
