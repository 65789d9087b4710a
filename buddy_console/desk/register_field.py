"""The one field at the door: it keeps the focus, and passes on the keys that are meant for the list."""

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget


class RegisterField(QLineEdit):
    """A line to type in. Several pasted lines are a list, and never end up in the line."""

    entered = Signal(bool)
    """Enter was pressed; True with Ctrl, which asks for a new person."""
    stepped = Signal(int)
    list_pasted = Signal(str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self.setAccessibleName(translate("desk", "Find or add a person"))
        self.setPlaceholderText(translate("desk", "Type a name. Paste a list."))
        self.setMaxLength(500)

    def event(self, event: QEvent) -> bool:
        """While the line is empty, undo and redo are the session's and not the line's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.text()
            and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().mimeData(), event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not self.text() and (
            event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(lambda: self._paste(QGuiApplication.clipboard().mimeData(), None))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        if is_list(event.mimeData()):
            event.acceptProposedAction()
            self.list_pasted.emit(event.mimeData().text())
        else:
            super().dropEvent(event)

    def _paste(self, data: QMimeData | None, event: QKeyEvent | None) -> None:
        if data is not None and is_list(data):
            self.list_pasted.emit(data.text())
        elif event is not None:
            super().keyPressEvent(event)
        else:
            self.paste()


def is_list(data: QMimeData) -> bool:
    """Whether a text has more than one line with something in it, cells of a sheet, or several recipients."""
    if not data.hasText() or data.hasUrls():
        return False
    text = data.text()
    return "\t" in text.strip() or text.count("<") > 1 or sum(bool(line.strip()) for line in text.splitlines()) > 1
