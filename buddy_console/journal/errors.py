"""What can go wrong with a session file, each with a sentence for the facilitator."""

from pathlib import Path

from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message


class JournalError(DomainError):
    """The session file cannot be opened, read or written."""


class NotASessionError(JournalError):
    """The file is something else; it was left as it is."""


class NewerFileError(JournalError):
    """The file was written by a newer version of the program; it was left as it is."""


class InUseError(JournalError):
    """Another program has the session open for writing."""


class DamagedError(JournalError):
    """The file is damaged. It was moved to ``kept_as``; nothing was deleted."""

    def __init__(self, message: Message, kept_as: Path) -> None:
        super().__init__(message)
        self.kept_as = kept_as


def not_a_session(path: Path) -> NotASessionError:
    template = QT_TRANSLATE_NOOP(
        "journal", "“{name}” is not a session file. It was not changed; choose a file that ends in .buddy."
    )
    return NotASessionError(Message(template, {"name": path.name}))


def newer_file(path: Path) -> NewerFileError:
    template = QT_TRANSLATE_NOOP(
        "journal",
        "“{name}” was made by a newer Buddy Console. It was not changed; open it with the newer version.",
    )
    return NewerFileError(Message(template, {"name": path.name}))


def in_use(path: Path) -> InUseError:
    template = QT_TRANSLATE_NOOP(
        "journal",
        "“{name}” is open in another Buddy Console. Close it there first; reading the file still works.",
    )
    return InUseError(Message(template, {"name": path.name}))


def cannot_read(path: Path, reason: str) -> JournalError:
    template = QT_TRANSLATE_NOOP("journal", "“{name}” cannot be opened: {reason}.")
    return JournalError(Message(template, {"name": path.name, "reason": reason}))


def cannot_write(path: Path, reason: str) -> JournalError:
    template = QT_TRANSLATE_NOOP(
        "journal",
        "“{name}” cannot be written: {reason}. The last action was not done; all before it is safe.",
    )
    return JournalError(Message(template, {"name": path.name, "reason": reason}))


def damaged(path: Path, kept_as: Path, steps: int) -> DamagedError:
    template = QT_TRANSLATE_NOOP(
        "journal",
        "“{name}” is damaged. It is kept as “{kept}”, and the {n} steps that can be read are in “{name}” again.",
    )
    return DamagedError(Message(template, {"name": path.name, "kept": kept_as.name, "n": steps}), kept_as)
