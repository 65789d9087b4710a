"""Sentences of the inner layers in the user's language."""

from PySide6.QtCore import QCoreApplication

from buddy_console.domain.message import DomainError, Message

_CONTEXTS = ("domain", "feeds", "journal", "roster", "service", "cli")


def spoken(message: Message | DomainError | str) -> str:
    """The sentence in the language of the interface, its values filled in."""
    if isinstance(message, DomainError):
        message = message.message
    if isinstance(message, str):
        return _translated(message, -1)
    count = message.values.get("n", -1)
    template = _translated(message.template, count if isinstance(count, int) else -1)
    values = {
        name: spoken(value) if isinstance(value, Message) else value for name, value in message.values.items()
    }
    return template.format(**values)


def _translated(template: str, count: int) -> str:
    for context in _CONTEXTS:
        found = QCoreApplication.translate(context, template, None, count)
        if found != template:
            return found
    return template
