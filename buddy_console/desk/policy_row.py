"""What the facilitator decides for uneven numbers: three choices in a row."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from buddy_console.domain.pairing.model import Policy, Spare
from buddy_console.domain.session import Session
from buddy_console.qt.theme import GRID

_NO_LIMIT = 0
_MOST = (_NO_LIMIT, 1, 2, 3, 4)


class PolicyRow(QWidget):
    """Asks for a policy by its signal; what it shows is the session's."""

    changed = Signal(Policy)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._session = session
        self.most = QComboBox()
        for number in _MOST:
            self.most.addItem(_most_words(number), number)
        self.spare = QComboBox()
        self.spare.addItem(translate("desk", "Spare experienced double up"), Spare.DOUBLE_UP.value)
        self.spare.addItem(translate("desk", "Spare experienced help everywhere"), Spare.FLOAT.value)
        self.stands_in = QCheckBox(translate("desk", "I stand in"))
        self.stands_in.setToolTip(translate("desk", "You help the pairs yourself when nobody here is experienced"))
        self.most.setAccessibleName(translate("desk", "Most newbies for one buddy"))
        self.spare.setAccessibleName(translate("desk", "What spare experienced people do"))
        for control in (self.most, self.spare, self.stands_in):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for combo in (self.most, self.spare):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.most, 1)
        layout.addWidget(self.spare, 1)
        layout.addWidget(self.stands_in)
        self.most.activated.connect(
            lambda at: self.changed.emit(replace(session.policy, most_newbies=self.most.itemData(at) or None))
        )
        self.spare.activated.connect(
            lambda at: self.changed.emit(replace(session.policy, spare=Spare(self.spare.itemData(at))))
        )
        self.stands_in.clicked.connect(lambda on: self.changed.emit(replace(session.policy, stands_in=on)))
        self.reload()

    def reload(self) -> None:
        policy = self._session.policy
        with QSignalBlocker(self.most), QSignalBlocker(self.spare), QSignalBlocker(self.stands_in):
            most = policy.most_newbies or _NO_LIMIT
            if self.most.findData(most) < 0:
                self.most.addItem(_most_words(most), most)
            self.most.setCurrentIndex(self.most.findData(most))
            self.spare.setCurrentIndex(self.spare.findData(policy.spare.value))
            self.stands_in.setChecked(policy.stands_in)


def _most_words(number: int) -> str:
    translate = QCoreApplication.translate
    if number == _NO_LIMIT:
        return translate("desk", "Any number of newbies each")
    if number == 1:
        return translate("desk", "At most one newbie each")
    return translate("desk", "At most %n newbies each", None, number)
