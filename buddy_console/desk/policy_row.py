"""What the facilitator decides for uneven numbers: three choices in a row."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

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
            self.most.addItem(translate("desk", "no limit") if number == _NO_LIMIT else str(number), number)
        self.spare = QComboBox()
        self.spare.addItem(translate("desk", "double up"), Spare.DOUBLE_UP.value)
        self.spare.addItem(translate("desk", "help everywhere"), Spare.FLOAT.value)
        self.stands_in = QCheckBox(translate("desk", "I stand in"))
        self.stands_in.setToolTip(translate("desk", "You help the pairs yourself when nobody here is experienced"))
        most = QLabel(translate("desk", "Newbies a buddy, at most"))
        spare = QLabel(translate("desk", "Spare experienced"))
        for label, combo in ((most, self.most), (spare, self.spare)):
            label.setBuddy(combo)
            combo.setAccessibleName(label.text())
            combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stands_in.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (most, self.most, spare, self.spare, self.stands_in):
            layout.addWidget(widget)
        layout.addStretch(1)
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
                self.most.addItem(str(most), most)
            self.most.setCurrentIndex(self.most.findData(most))
            self.spare.setCurrentIndex(self.spare.findData(policy.spare.value))
            self.stands_in.setChecked(policy.stands_in)
