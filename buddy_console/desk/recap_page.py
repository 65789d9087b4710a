"""Recap: the numbers and the starred posts by question, as they will be sent round."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from buddy_console.desk.door import Door
from buddy_console.domain.changes import Changes
from buddy_console.domain.message import DomainError
from buddy_console.qt.dialogs import choose_new_file
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme
from buddy_console.recap.markdown import quotable, recap_markdown
from buddy_console.recap.status import responses, status
from buddy_console.recap.tables import PAIRS_HEADER, POSTS_HEADER, pair_rows, post_rows
from buddy_console.roster.csv_out import write_csv, write_text


class RecapPage(QWidget):
    """What can be written to a file, and what it will say. It is read again whenever it is shown."""

    def __init__(self, door: Door, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._door = door
        self._numbers = QLabel()
        self._numbers.setProperty("kind", "title")
        self._numbers.setWordWrap(True)
        self._quotes = QListWidget()
        self._quotes.setAccessibleName(translate("desk", "Starred posts by question"))
        self._quotes.setWordWrap(True)
        self._quotes.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._quotes.setSpacing(GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._numbers)
        layout.addWidget(self._quotes, 1)
        buttons = QHBoxLayout()
        for words, name, work in (
            (translate("desk", "Save the recap…"), "recap.md", self._save_recap),
            (translate("desk", "Save the posts…"), "posts.csv", self._save_posts),
            (translate("desk", "Save the pairs…"), "pairs.csv", self._save_pairs),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _c=False, name=name, work=work: self._start(self._save(name, work)))
            button.setProperty("primary", "true" if name == "recap.md" else "false")
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.reload()

    def apply(self, changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def set_theme(self, theme: Theme) -> None:
        """Everything here is drawn by the style sheet."""

    def reload(self) -> None:
        translate = QCoreApplication.translate
        session = self._door.session
        numbers = status(session)
        self._numbers.setText(
            translate(
                "desk",
                "{posted} of {all} first-timers posted. {here} posts from the registered, {world} from the world.",
            ).format(
                posted=numbers["newbies_posted"],
                all=numbers["newbies"],
                here=numbers["posts_by_registered"],
                world=numbers["posts_by_others"],
            )
        )
        counts = responses(session)
        self._quotes.clear()
        for number, question in enumerate(session.questions, 1):
            words = translate("desk", "{n} responses").format(n=counts[number - 1])
            self._add(f"Q{number}  {question.text}  ·  {words}", heading=True)
            self._add_quotes(number)
        if any(quotable(session, None)):
            self._add(translate("desk", "Under no question"), heading=True)
            self._add_quotes(None)
        if not session.starred:
            self._add(translate("desk", "Star posts with S while the chat runs: they are collected here."))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.reload()

    def _add_quotes(self, question: int | None) -> None:
        for post in quotable(self._door.session, question):
            self._add(f"“{post.text}”\n{post.author.shown_name}")

    def _add(self, text: str, *, heading: bool = False) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if heading:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self._quotes.addItem(item)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._door.scope.start(work, name="save a file")

    async def _save(self, suggestion: str, work: Any) -> None:
        ending = Path(suggestion).suffix
        path = await choose_new_file(self, QCoreApplication.translate("desk", "Save"), f"*{ending}", suggestion)
        if path is None:
            return
        try:
            work(path)
        except DomainError as error:
            self._door.notify(spoken(error))
        else:
            self._door.notify(QCoreApplication.translate("desk", "Saved as {name}.").format(name=path.name))

    def _save_recap(self, path: Path) -> None:
        write_text(path, recap_markdown(self._door.session))

    def _save_posts(self, path: Path) -> None:
        write_csv(path, POSTS_HEADER, post_rows(self._door.session))

    def _save_pairs(self, path: Path) -> None:
        session = self._door.session
        write_csv(path, PAIRS_HEADER, pair_rows(session.pairs, session.attendees))
