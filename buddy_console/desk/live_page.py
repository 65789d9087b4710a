"""Live: the grid of pairs by questions, the feed, and the open question, side by side."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.door import Door
from buddy_console.desk.feed_rows import FeedRows
from buddy_console.desk.grid_delegate import ROW_HEIGHT, GridDelegate
from buddy_console.desk.grid_model import GridModel
from buddy_console.desk.person_picker import PersonPicker
from buddy_console.desk.question_panel import QuestionPanel
from buddy_console.desk.words import minutes, server_name, state_word
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.posting import FilePost, Hide, LiftHiding, ToggleStar, WritePaperPost
from buddy_console.domain.commands.registering import ClaimAuthor, ToggleSeenOnPhone
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.events import Concealed
from buddy_console.domain.posts import Post
from buddy_console.qt.feed_view import FeedView
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme
from buddy_console.service.session_service import new_id

_ANSWER_COLUMN = 5 * GRID


class LivePage(QWidget):
    """What the facilitator looks at while people post."""

    def __init__(self, door: Door, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._rows = FeedRows(door.session)
        self._grid_model = GridModel(door.session, self)
        self._delegate = GridDelegate(theme, self)
        self.grid = self._make_grid()
        self.feed = FeedView(self._rows, theme)
        self.feed.setAccessibleName(QCoreApplication.translate("desk", "Posts"))
        self.question = QuestionPanel(door)
        self.picker = PersonPicker(door.session)
        self._banner = QLabel()
        self._banner.setProperty("banner", "warning")
        self._banner.setWordWrap(True)
        self._banner.setTextFormat(Qt.TextFormat.PlainText)
        self._filter_words = QLabel()
        self._filter_words.setTextFormat(Qt.TextFormat.PlainText)
        self._show_all = QPushButton(QCoreApplication.translate("desk", "Show everybody"))
        self._show_all.clicked.connect(lambda: self._filter(None))
        self._arrange()
        self.feed.context_menu.connect(self._open_menu)
        self.feed.activated.connect(self._claim)
        self.reload()

    # Building

    def _make_grid(self) -> QTableView:
        grid = QTableView()
        grid.setModel(self._grid_model)
        grid.setItemDelegate(self._delegate)
        grid.setAccessibleName(QCoreApplication.translate("desk", "Pairs by questions"))
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setShowGrid(False)
        grid.setWordWrap(False)
        grid.setTabKeyNavigation(False)
        grid.verticalHeader().hide()
        grid.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        grid.clicked.connect(self._filter_row)
        grid.activated.connect(self._filter_row)
        self._grid_model.modelReset.connect(self._fit_columns)
        return grid

    def _arrange(self) -> None:
        translate = QCoreApplication.translate
        left = _column(translate("desk", "Pairs by questions"), self.grid)
        middle = QWidget()
        middle_layout = QVBoxLayout(middle)
        middle_layout.setContentsMargins(0, 0, 0, 0)
        middle_layout.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(_heading(translate("desk", "Posts")))
        head.addWidget(self._filter_words, 1)
        head.addWidget(self._show_all)
        middle_layout.addLayout(head)
        middle_layout.addWidget(self._banner)
        middle_layout.addWidget(self.feed, 1)
        middle_layout.addWidget(self.picker)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QScrollArea.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.question.setContentsMargins(0, 0, GRID, 0)
        side.setWidget(self.question)
        side.setMinimumWidth(36 * GRID)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * GRID)
        for widget, stretch in ((left, 5), (middle, 5), (side, 3)):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([520, 390, 300])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(splitter)

    def _fit_columns(self) -> None:
        header = self.grid.horizontalHeader()
        header.setMinimumSectionSize(_ANSWER_COLUMN)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self._grid_model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.grid.setColumnWidth(column, _ANSWER_COLUMN)

    # Following the session

    def apply(self, changes: Changes) -> None:
        """Follow one step: the feed once, the rows that were touched, the question."""
        self._rows.take(changes, self.feed.rows_appended, self.feed.rows_changed)
        self._grid_model.take(changes)
        self.question.take(changes)
        if changes.topics & (Topic.SOURCES | Topic.DESCRIPTION):
            self._show_sources(self._door.service.clock.now())
            self._explain_emptiness()

    def reload(self) -> None:
        self._rows.reload()
        self.feed.reset()
        self._grid_model.reload()
        self.question.refresh()
        self._show_sources(self._door.service.clock.now())
        self._explain_emptiness()
        self._filter(None)

    def tick(self, now: datetime) -> None:
        """Every second: the timer, the age of the last news, and the grid's order while nobody points at it."""
        self.question.tick(now)
        self._show_sources(now)
        if not self.grid.underMouse() and not self.grid.hasFocus():
            self._grid_model.resort()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.feed.set_theme(theme)
        self.grid.viewport().update()

    def _show_sources(self, now: datetime) -> None:
        session = self._door.session
        translate = QCoreApplication.translate
        lines, details = [], []
        for source in session.sources:
            known = session.feed_states.get(source.id)
            if known is None or known[0].state.is_live or known[0].state is FeedState.CONNECTING:
                continue
            state, since = known
            age = minutes(max(0, int((now - since).total_seconds())))
            line = f"{server_name(source.address)}: {state_word(state.state)} ({age})"
            if state.retry_at is not None and state.retry_at > now:
                wait = int((state.retry_at - now).total_seconds())
                line += translate("desk", ", next try in {n} s").format(n=wait)
            lines.append(line)
            if state.detail is not None:
                details.append(spoken(state.detail))
        if lines:
            lines.append(translate("desk", "Posts that came stay; N types one in from paper."))
        text = "\n".join(lines)
        if self._banner.text() != text:
            self._banner.setText(text)
            self._banner.setToolTip("\n".join(details))
        self._banner.setVisible(bool(lines))

    def _explain_emptiness(self) -> None:
        translate = QCoreApplication.translate
        session = self._door.session
        if session.sources:
            tag = session.description.hashtag
            sentence = translate("desk", "Posts with #{tag} appear here as they are written.").format(tag=tag)
        else:
            sentence = translate("desk", "Add a server in Prepare, or type in a post on paper with N.")
        self.feed.set_empty(translate("desk", "No posts yet"), sentence)

    # Acting on posts

    @property
    def shown_posts(self) -> tuple[str, ...]:
        """The keys of the rows, oldest first."""
        return tuple(self._rows.key(row) for row in range(len(self._rows)))

    @property
    def banner_text(self) -> str:
        """What is said of sources in trouble; '' when all is well."""
        return self._banner.text()

    @property
    def current_key(self) -> str | None:
        """The chosen post, else the newest."""
        if self.feed.current_key is not None:
            return self.feed.current_key
        return self._rows.key(len(self._rows) - 1) if len(self._rows) else None

    def star(self) -> None:
        if self.current_key is not None:
            self._door.do(ToggleStar(self.current_key))

    def hide_post(self) -> None:
        key = self.current_key
        if key is not None:
            done = QCoreApplication.translate("desk", "Gone from every screen. Ctrl+Z brings it back.")
            self._door.do(Hide(Concealed.POST, key), done)

    def write_paper(self) -> None:
        title = QCoreApplication.translate("desk", "A post on paper, or spoken: whose?")
        self.picker.ask(title, self._take_paper, with_text=True)

    def claim_current(self) -> None:
        if self.current_key is not None:
            self._claim(self.current_key)

    def file_current(self, number: int | None) -> None:
        if self.current_key is not None:
            self._door.do(FilePost(self.current_key, number))

    def _take_paper(self, attendee_id: str, text: str) -> None:
        number = self._door.session.schedule.open_number
        done = QCoreApplication.translate("desk", "Added, marked as on paper.")
        self._door.do(WritePaperPost(attendee_id, text, f"paper:{new_id()}", number), done)

    def _claim(self, key: object) -> None:
        post = self._door.session.posts.get(str(key))
        if post is None:
            return
        title = QCoreApplication.translate("desk", "Who is {name} ({handle})?").format(
            name=post.author.shown_name, handle=post.author.handle
        )
        self.picker.ask(title, lambda attendee, _text: self._claimed(post, attendee))

    def _claimed(self, post: Post, attendee_id: str) -> None:
        done = QCoreApplication.translate("desk", "All posts by {handle} follow. Ctrl+Z takes it back.").format(
            handle=post.author.handle
        )
        self._door.do(ClaimAuthor(post.author.id, attendee_id), done)

    def _open_menu(self, key: object, where: QPoint) -> None:
        post = self._door.session.posts.get(str(key))
        if post is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in self._menu_entries(post):
            menu.addAction(words).triggered.connect(lambda _checked=False, act=act: act())
        filing = menu.addMenu(QCoreApplication.translate("desk", "File under"))
        for number in range(1, len(self._door.session.questions) + 1):
            filing.addAction(f"Q{number}").triggered.connect(
                lambda _checked=False, number=number: self._door.do(FilePost(post.key, number))
            )
        menu.popup(where)

    def _menu_entries(self, post: Post) -> list[tuple[str, Callable[[], object]]]:
        translate = QCoreApplication.translate
        door, session = self._door, self._door.session
        entries: list[tuple[str, Callable[[], object]]] = [
            (translate("desk", "Star\tS"), lambda: door.do(ToggleStar(post.key))),
            (translate("desk", "Who is this?\tC"), lambda: self._claim(post.key)),
        ]
        if post.key in session.hidden[Concealed.POST]:
            entries.append(
                (translate("desk", "Show again"), lambda: door.do(LiftHiding(Concealed.POST, post.key)))
            )
        else:
            entries.append((translate("desk", "Hide\tDel"), lambda: door.do(Hide(Concealed.POST, post.key))))
        entries.append(
            (
                translate("desk", "Hide everything by this author"),
                lambda: door.do(Hide(Concealed.AUTHOR, post.author.id)),
            )
        )
        server = post.author.server
        if server:
            words = translate("desk", "Hide everything from {server}").format(server=server)
            entries.append((words, lambda: door.do(Hide(Concealed.SERVER, server))))
        attendee = session.attendee_of(post.author)
        if attendee is not None:
            words = translate("desk", "Seen on the phone of {name}").format(name=attendee.name)
            entries.append((words, lambda: door.do(ToggleSeenOnPhone(attendee.id))))
        return entries

    # Filtering by a pair

    def _filter_row(self, index: object) -> None:
        row = self._grid_model.row(index.row())  # type: ignore[attr-defined]
        self._filter(row.members, row.names)

    def _filter(self, members: tuple[str, ...] | None, names: str = "") -> None:
        self._rows.show_only(None if members is None else frozenset(members))
        self.feed.reset()
        self._filter_words.setText(
            "" if members is None else QCoreApplication.translate("desk", "of {names}").format(names=names)
        )
        self._show_all.setVisible(members is not None)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("kind", "heading")
    return label


def _column(title: str, content: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    layout.addWidget(_heading(title))
    layout.addWidget(content, 1)
    return column
