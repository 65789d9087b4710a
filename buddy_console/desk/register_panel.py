"""The door: a field, what Enter will do, and the people, so that a walk-in takes five seconds."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from buddy_console.desk import register_hints as hints
from buddy_console.desk.door import Door
from buddy_console.desk.elided_label import ElidedLabel
from buddy_console.desk.people_model import PeopleModel
from buddy_console.desk.people_table import PeopleTable
from buddy_console.desk.register_field import RegisterField
from buddy_console.desk.typed_person import TypedPerson, account_typed, read_person
from buddy_console.domain.attendees import Attendee, Level, Place, Presence
from buddy_console.domain.changes import Topic
from buddy_console.domain.commands.registering import (
    ChangeAttendee,
    MarkAbsent,
    MarkAllArrived,
    RegisterAttendees,
    ToggleArrived,
)
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme
from buddy_console.service.session_service import new_id


class RegisterPanel(QWidget):
    """Finds, marks and adds people. What is typed means the current row; with no row, a new person."""

    import_asked = Signal()
    list_pasted = Signal(str)
    escaped = Signal()

    def __init__(self, door: Door, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._typed = TypedPerson()
        self._level, self._place = Level.NEWBIE, Place.IN_ROOM
        self.field = RegisterField()
        self.model = PeopleModel(door.session, self)
        self.table = PeopleTable(self.model, theme)
        self.hint, self.keys, self.counts = ElidedLabel(), _small(), _small()
        self.everybody = QPushButton(QCoreApplication.translate("desk", "Mark all arrived"))
        self.everybody.setToolTip(QCoreApplication.translate("desk", "All who are expected, in one step"))
        self._arrange()
        self.field.textChanged.connect(self._read_field)
        self.field.entered.connect(self.enter)
        self.field.stepped.connect(self.table.step)
        self.field.list_pasted.connect(self.list_pasted)
        self.field.escaped.connect(self._escape)
        self.table.box_clicked.connect(self._click_box)
        self.table.editing_ended.connect(self.field.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._say)
        self.model.modelReset.connect(self._say)
        self.model.table_typed.connect(self._set_table)
        self.everybody.clicked.connect(lambda: self._door.do(MarkAllArrived()))
        self._show_buddies()
        self._tell_counts()
        self._say()

    # What the page asks

    def refresh(self, people: Collection[str], topics: Topic) -> None:
        """Show again what a step changed: these people, and these parts of the session."""
        if people:
            self.model.refresh(people)
            self._tell_counts()
            self._say()
        if people or Topic.PAIRS in topics:
            self.model.refresh_buddies()
            self._show_buddies()

    def reload(self) -> None:
        self.model.reload()
        self._show_buddies()
        self._tell_counts()
        self._say()

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)

    def person(self) -> Attendee | None:
        """Whom the keys are about: the current row."""
        found = self.table.current_id()
        return None if found is None else self._door.session.attendees.get(found)

    # Keys

    def enter(self, as_new: bool = False) -> None:
        """Mark the current person arrived, or not after all; or add who was typed."""
        person = self.person()
        if person is None or (as_new and self._typed.words):
            self._add()
        else:
            self._arrive(person)

    def change_level(self) -> None:
        person = self.person()
        if person is not None:
            self._door.do(ChangeAttendee(replace(person, level=person.level.other)))
        elif self._typed.words:
            self._level = self._level.other
            self._say()

    def change_place(self) -> None:
        person = self.person()
        if person is not None:
            self._door.do(ChangeAttendee(replace(person, place=person.place.other)))
        elif self._typed.words:
            self._place = self._place.other
            self._say()

    def edit_table(self) -> None:
        if not self.table.edit_table():
            self._door.notify(QCoreApplication.translate("desk", "Choose or add a person first, then F4."))

    def toggle_absent(self) -> None:
        """Not coming, or expected again: the same key takes it back."""
        person = self.person()
        if person is None:
            return
        if person.presence is Presence.ABSENT:
            self._door.do(ChangeAttendee(replace(person, presence=Presence.EXPECTED)))
            return
        done = QCoreApplication.translate("desk", "{name} is not coming.").format(name=person.name)
        if self._door.do(MarkAbsent(person.id), done):
            self._ready(person.id)

    # What they do

    def _arrive(self, person: Attendee) -> None:
        account, complaint = account_typed(self._typed, self._door.session.description.home_server)
        if complaint is not None:
            self._door.notify(spoken(complaint))
        if account is not None and account not in person.accounts:
            more = replace(person, accounts=(*person.accounts, account), presence=Presence.ARRIVED)
            done = self._door.do(ChangeAttendee(more))
        else:
            done = self._door.do(ToggleArrived(person.id))
        if done:
            self._tell_arrival(person.id)
            self._ready(person.id)

    def _tell_arrival(self, attendee_id: str) -> None:
        session = self._door.session
        if session.attendees[attendee_id].is_arrived:
            self._door.notify(hints.arrival_sentence(session, attendee_id))
        else:
            sentence = QCoreApplication.translate("desk", "{name} is not here yet after all.")
            self._door.notify(sentence.format(name=session.attendees[attendee_id].name))

    def _add(self) -> None:
        if not self._typed.called:
            self._door.notify(hints.hint_for_nobody())
            return
        account, complaint = account_typed(self._typed, self._door.session.description.home_server)
        new = Attendee(
            id=new_id(),
            name=self._typed.called,
            level=self._level,
            place=self._place,
            accounts=() if account is None else (account,),
            presence=Presence.ARRIVED,
        )
        namesakes = self.model.namesakes(new.name)
        if not self._door.do(RegisterAttendees((new,))):
            return
        told = [hints.arrival_sentence(self._door.session, new.id)]
        if namesakes:
            told.append(hints.namesake_sentence(new.name, namesakes + 1))
        if complaint is not None:
            told.append(spoken(complaint))
        self._door.notify(" ".join(told))
        self._ready(new.id)

    def _ready(self, attendee_id: str) -> None:
        """The field is empty for the next person; the keys are still about the last one."""
        self.field.setText("")
        self.table.go_to(attendee_id)

    def _click_box(self, attendee_id: str) -> None:
        if self._door.do(ToggleArrived(attendee_id)):
            self._tell_arrival(attendee_id)

    def _set_table(self, attendee_id: str, typed: str) -> None:
        person = self._door.session.attendees.get(attendee_id)
        if person is not None:
            self._door.do(ChangeAttendee(replace(person, table=" ".join(typed.split()))))

    def _escape(self) -> None:
        if self.field.text():
            self.field.setText("")
        else:
            self.table.go_to(None)
            self.escaped.emit()

    # What is said

    def _read_field(self, text: str) -> None:
        self._typed = read_person(text)
        if self.model.find(self._typed):
            if self._typed.words:
                self.table.go_to_first()
            else:
                self._level, self._place = Level.NEWBIE, Place.IN_ROOM
                self.table.go_to(None)
        self._say()

    def _say(self) -> None:
        person = self.person()
        home_server = self._door.session.description.home_server
        if person is not None:
            said = hints.hint_for_known(person, self._typed, home_server), hints.keys_for_known(self._typed)
        elif self._typed.called:
            said = hints.hint_for_new(self._typed, self._level, self._place, home_server), hints.keys_for_new()
        else:
            said = hints.hint_for_nobody(), hints.keys_for_nobody()
        self.hint.setText(said[0])
        self.keys.setText(said[1])
        self.field.setAccessibleDescription(said[0])
        self.table.set_empty_words(hints.nobody_shown(self._typed))

    def _show_buddies(self) -> None:
        """Before pairs are published the room for buddies belongs to the names."""
        self.table.show_buddies(bool(self._door.session.pairs))

    def _tell_counts(self) -> None:
        people = self._door.session.attendees.values()
        self.counts.setText(hints.counts_sentence(self._door.session))
        self.everybody.setVisible(any(person.presence is Presence.EXPECTED for person in people))

    def _arrange(self) -> None:
        choose = QPushButton(QCoreApplication.translate("desk", "Import a list…"))
        choose.clicked.connect(self.import_asked)
        for button in (choose, self.everybody):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.field, 1)
        top.addWidget(choose)
        bottom.addWidget(self.counts, 1)
        bottom.addWidget(self.everybody)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        hint = QVBoxLayout()
        hint.setSpacing(GRID // 4)
        hint.addWidget(self.hint)
        hint.addWidget(self.keys)
        layout.addLayout(hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(bottom)


def _small() -> ElidedLabel:
    label = ElidedLabel()
    label.setProperty("type", "small")
    label.setProperty("muted", "true")
    return label
