"""Sentences for people: an English template and its values, so that a view can translate it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, the translation tool looks for this name
    """Mark a template for translation and hand it back unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named places, for example ``Message("{name} has arrived.", {"name": "Ana"})``.

    A value may itself be a ``Message``. The value named ``n``, where there is one, chooses the plural form.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        # A sentence read back from a journal has its inner sentences as plain mappings.
        if any(isinstance(value, dict) for value in self.values.values()):
            object.__setattr__(self, "values", {name: _revived(value) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.template.format(**self.values)


def _revived(value: object) -> object:
    if isinstance(value, dict) and value.keys() == {"template", "values"}:
        return Message(value["template"], value["values"])
    return value


class DomainError(Exception):
    """The session refuses something, for a reason that a facilitator can act on."""

    def __init__(self, message: Message | str) -> None:
        self.message = message if isinstance(message, Message) else Message(message)
        super().__init__(str(self.message))
