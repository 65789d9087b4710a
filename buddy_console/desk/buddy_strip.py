"""Says who has arrived and has no buddy, and where one key would place them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.pairing.latecomers import place, rehomed
from buddy_console.domain.pairing.model import Spare
from buddy_console.domain.session import Session
from buddy_console.qt.theme import GRID


@dataclass(frozen=True, slots=True)
class Lonely:
    """The first person without a buddy, with whom they would be placed, and how many wait besides.

    ``forsaken`` says that they sit with newbies only, since their experienced buddy did not come.
    """

    attendee: Attendee
    buddies: tuple[Attendee, ...]
    others: int
    forsaken: bool = False


def first_lonely(session: Session) -> Lonely | None:
    """Who is to be placed next; None before pairs are published. Whoever floats by policy has no need of it."""
    if not session.pairs:
        return None
    unpaired = session.unpaired()
    newbies = [attendee for attendee in unpaired if attendee.is_newbie]
    experienced = [attendee for attendee in unpaired if not attendee.is_newbie]
    if experienced and session.policy.spare is Spare.FLOAT and not _buddies_for(experienced[0], session):
        experienced = []
    waiting = newbies + experienced
    if waiting:
        return Lonely(waiting[0], _buddies_for(waiting[0], session), len(waiting) - 1)
    return _first_forsaken(session)


def _first_forsaken(session: Session) -> Lonely | None:
    arrived = {a.id: a for a in session.attendees.values() if a.is_arrived}
    for pair in session.pairs:
        moved = rehomed(pair, session.pairs, arrived, wishes=session.wishes, policy=session.policy)
        first = next((arrived[m] for m in pair.members if m in arrived), None)
        if moved is not None and first is not None:
            beside = next(other.members for other in moved if first.id in other.members)
            buddies = tuple(arrived[m] for m in beside if m in arrived and m != first.id)
            return Lonely(first, buddies, len(pair.members) - 1, forsaken=True)
    return None


def _buddies_for(attendee: Attendee, session: Session) -> tuple[Attendee, ...]:
    """With whom the attendee would be placed; nobody, where there is no place or the policy wants none."""
    arrived = {a.id: a for a in session.attendees.values() if a.is_arrived}
    pairs = place(attendee, session.pairs, arrived, wishes=session.wishes, policy=session.policy)
    found = next((pair for pair in pairs if attendee.id in pair.members), None)
    members = () if found is None else found.members
    return tuple(arrived[m] for m in members if m in arrived and m != attendee.id)


def lonely_sentence(lonely: Lonely) -> str:
    translate = QCoreApplication.translate
    values = {"name": lonely.attendee.name, "buddies": " & ".join(buddy.name for buddy in lonely.buddies)}
    if lonely.forsaken:
        return translate(
            "desk", "{name} sits with nobody experienced: F9 places them with {buddies}, and the others elsewhere."
        ).format(**values)
    if not lonely.buddies:
        said = translate("desk", "{name} has no buddy yet, and there is nobody to pair with.").format(**values)
    else:
        said = translate("desk", "{name} has no buddy yet: F9 places them with {buddies}.").format(**values)
    if not lonely.others:
        return said
    more = (
        translate("desk", "One more is waiting.")
        if lonely.others == 1
        else translate("desk", "%n more are waiting.", None, lonely.others)
    )
    return f"{said} {more}"


class BuddyStrip(QFrame):
    """A line that is there only while somebody needs a buddy."""

    accepted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lonely: Lonely | None = None
        self.sentence = QLabel()
        self.sentence.setProperty("banner", "warning")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self._button = QPushButton(QCoreApplication.translate("desk", "Place (F9)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.accepted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self._button)
        self.reload()

    @property
    def person(self) -> Attendee | None:
        """Who is placed next."""
        return None if self._lonely is None else self._lonely.attendee

    def reload(self) -> None:
        self._lonely = first_lonely(self._session)
        self.setVisible(self._lonely is not None)
        if self._lonely is not None:
            self.sentence.setText(lonely_sentence(self._lonely))
            self._button.setVisible(bool(self._lonely.buddies))
