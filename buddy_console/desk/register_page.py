"""Register and pair: the door on one side, the pairs on the other, and the import of a list in their place."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from buddy_console.desk.door import Door
from buddy_console.desk.pairs_panel import PairsPanel
from buddy_console.desk.register_field import is_list
from buddy_console.desk.register_panel import RegisterPanel
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.changes import Changes
from buddy_console.domain.pairing.model import WishKind
from buddy_console.qt.dialogs import choose_file
from buddy_console.qt.theme import GRID, Theme

if TYPE_CHECKING:
    from buddy_console.desk.import_panel import ImportPanel


class RegisterPage(QWidget):
    """The place of the desk where people are registered and paired; the field keeps the focus."""

    def __init__(self, door: Door, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._worker = ThreadPoolExecutor(1, "register")
        self._seen: dict[str, Attendee] = {}
        self._first_of_wish: tuple[WishKind, str] | None = None
        self._import: ImportPanel | None = None
        self.register = RegisterPanel(door, theme)
        self.pairs = PairsPanel(door, theme, self._worker)
        self._layers = QStackedLayout(self)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._add_shortcuts()
        self.register.import_asked.connect(self.choose_list)
        self.register.list_pasted.connect(self.open_list)
        self.register.escaped.connect(self._forget_wish)
        self.pairs.earlier_asked.connect(self._choose_earlier)
        self.pairs.board.typed.connect(self._type)
        self.pairs.board.escaped.connect(self.focus)
        self._see(door.session.attendees)

    # What the window asks

    def apply(self, changes: Changes) -> None:
        """Show what a step changed. People who only posted are nothing new here."""
        attendees = self._door.session.attendees
        people = {i for i in changes.attendees if self._seen.get(i) is not attendees.get(i)}
        self._see(people)
        self.register.refresh(people, changes.topics)
        self.pairs.refresh(people, changes.topics)

    def reload(self) -> None:
        self._seen.clear()
        self._see(self._door.session.attendees)
        self.register.reload()
        self.pairs.reload()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.register.set_theme(theme)
        self.pairs.set_theme(theme)
        if self._import is not None:
            self._import.set_theme(theme)

    def focus(self) -> None:
        """Put the focus where the next key belongs."""
        if self._import is not None and self._layers.currentWidget() is self._import:
            self._import.take_button.setFocus()
        else:
            self.register.field.setFocus()

    def close_down(self) -> None:
        self.pairs.close_down()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def actions(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The keys of this place and what they do, for the sheet of keys."""
        translate = QCoreApplication.translate
        return [
            ("Enter", translate("desk", "Mark arrived or take it back; add whoever is not found")),
            ("Ctrl+Enter", translate("desk", "Add as a new person, though the name is known")),
            ("F2", translate("desk", "Newbie or experienced")),
            ("F3", translate("desk", "In the room or remote")),
            ("F4", translate("desk", "Table")),
            ("F6", translate("desk", "Pair: make a draft")),
            ("F7", translate("desk", "Publish the draft")),
            ("F8", translate("desk", "Not coming, or expected again")),
            ("F9", translate("desk", "Place whoever has no buddy")),
            ("Ctrl+T", translate("desk", "Keep two people together")),
            ("Ctrl+Shift+T", translate("desk", "Keep two people apart")),
            ("Ctrl+O", translate("desk", "Import a list")),
            ("Tab", translate("desk", "To the board of pairs")),
            ("X", translate("desk", "On the board: mark a person, then swap with another")),
            ("L", translate("desk", "On the board: lock the pair")),
        ]

    # Import

    def choose_list(self) -> None:
        self._door.scope.start(self._choose_list(), name="choose list")

    def open_list(self, source: Path | str) -> None:
        """Show what is in a file, or in a pasted text, before anybody is registered."""
        panel = self._import_panel()
        self._layers.setCurrentWidget(panel)
        panel.open(source)
        panel.setFocus()

    async def _choose_list(self) -> None:
        translate = QCoreApplication.translate
        kinds = translate("desk", "Lists (*.csv *.tsv *.txt *.xlsx);;All files (*)")
        path = await choose_file(self, translate("desk", "Import a list"), kinds)
        if path is not None:
            self.open_list(path)

    def _import_panel(self) -> "ImportPanel":
        if self._import is None:
            # The readers of lists are imported when one is read.
            from buddy_console.desk.import_panel import ImportPanel

            self._import = ImportPanel(self._door, self._theme, self._worker)
            self._import.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
            self._import.closed.connect(self._close_import)
            self._layers.addWidget(self._import)
        return self._import

    def _close_import(self) -> None:
        self._layers.setCurrentWidget(self._split)
        self.register.table.go_to(None)
        self.focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if is_list(data) or (len(data.urls()) == 1 and data.urls()[0].isLocalFile()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        event.acceptProposedAction()
        self.open_list(Path(data.urls()[0].toLocalFile()) if data.urls() else data.text())

    # Wishes, and earlier sessions

    def _keep(self, kind: WishKind) -> None:
        """Two people selected make a wish at once; one is remembered until the key is pressed on another."""
        chosen = self.register.table.selected_ids()
        if len(chosen) != 2 and self._first_of_wish is not None and self._first_of_wish[0] is kind:
            chosen = [self._first_of_wish[1], *(chosen[:1])]
        self._first_of_wish = None
        if len(chosen) == 2:
            self.pairs.make_wish(kind, chosen[0], chosen[1])
        elif len(chosen) == 1:
            self._first_of_wish = (kind, chosen[0])
            self._tell_first(kind, self._door.session.attendees[chosen[0]].name)
        else:
            self._door.notify(
                QCoreApplication.translate("desk", "Choose one person, then press the key again on the other.")
            )

    def _tell_first(self, kind: WishKind, name: str) -> None:
        translate = QCoreApplication.translate
        if kind is WishKind.TOGETHER:
            sentence = translate("desk", "{name}: find the other person and press Ctrl+T again. Esc forgets it.")
        else:
            sentence = translate(
                "desk", "{name}: find the other person and press Ctrl+Shift+T again. Esc forgets it."
            )
        self._door.notify(sentence.format(name=name))

    def _forget_wish(self) -> None:
        self._first_of_wish = None

    def _choose_earlier(self) -> None:
        self._door.scope.start(self._add_earlier(), name="choose earlier session")

    async def _add_earlier(self) -> None:
        translate = QCoreApplication.translate
        title = translate("desk", "Avoid the partners of an earlier session")
        path = await choose_file(self, title, translate("desk", "Sessions (*.buddy)"))
        if path is not None:
            self.avoid_partners_of(path)

    def avoid_partners_of(self, path: Path) -> None:
        """From the next draft on, who were partners in this session file are not again."""
        maker = self.pairs.maker
        maker.earlier = (*(p for p in maker.earlier if p != path), path)
        self.pairs.wishes.tell_earlier(len(maker.earlier))
        self._door.notify(
            QCoreApplication.translate("desk", "F6 makes a draft that avoids the partners of that session.")
        )

    # Inside

    def _see(self, people: Collection[str]) -> None:
        attendees = self._door.session.attendees
        for attendee_id in people:
            if attendee_id in attendees:
                self._seen[attendee_id] = attendees[attendee_id]
            else:
                self._seen.pop(attendee_id, None)

    def _type(self, text: str) -> None:
        """A letter that means nothing on the board belongs in the field."""
        self.register.field.setFocus()
        self.register.field.insert(text)

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self._split.addWidget(self.register)
        self._split.addWidget(self.pairs)
        # Whatever the panels ask for, each has about half.
        self._split.setSizes([10_000, 10_000])
        for at in range(2):
            self._split.setStretchFactor(at, 1)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(2 * GRID)
        self._split.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._layers.addWidget(self._split)
        self.setFocusProxy(self.register.field)

    def _add_shortcuts(self) -> None:
        keys = {
            "F2": self.register.change_level,
            "F3": self.register.change_place,
            "F4": self.register.edit_table,
            "F6": self.pairs.pair,
            "F7": self.pairs.publish,
            "F8": self.register.toggle_absent,
            "F9": self.pairs.place_lonely,
            "Ctrl+T": lambda: self._keep(WishKind.TOGETHER),
            "Ctrl+Shift+T": lambda: self._keep(WishKind.APART),
            "Ctrl+O": self.choose_list,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._split)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
