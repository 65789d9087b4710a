"""What is typed into the field at the door: a name, with a handle behind it or without."""

import re
from dataclasses import dataclass

from buddy_console.domain.accounts import Account, normalise_handle
from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.message import DomainError, Message

_WRAPPED = re.compile(r"(?P<name>[^<>]*)<(?P<handle>[^<>]*)>?\s*\Z")
_BEHIND_COMMA = re.compile(r"(?P<name>.*?)\s*[,;]\s*(?P<handle>\S*(?:[@/]|\w\.\w)\S*)\Z")
_BARE = re.compile(r"(?P<name>.*?)(?:^|\s)(?P<handle>@\S*|https?://\S*)\Z")


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The name and the handle as they were typed; either may be empty."""

    name: str = ""
    handle: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What people are searched by, folded: the words of the name, or the handle where there is no name."""
        return tuple(word.lstrip("@") for word in fold(self.name or self.handle).split())

    @property
    def called(self) -> str:
        """The name that a new person gets."""
        return self.name or self.handle.strip("@").partition("@")[0]


def read_person(text: str) -> TypedPerson:
    """Read ``Ana Sousa``, ``Ana Sousa, @ana@server``, ``Ana Sousa <ana@server>`` or ``@ana``."""
    text = " ".join(text.split())
    for shape in (_WRAPPED, _BEHIND_COMMA, _BARE):
        found = shape.match(text)
        if found:
            return TypedPerson(found["name"].strip(" ,;"), found["handle"].strip())
    return TypedPerson(text.strip(" ,;"))


def account_typed(typed: TypedPerson, home_server: str) -> tuple[Account | None, Message | None]:
    """The account that was typed, or why there is none: a person is kept without an account."""
    if not typed.handle.strip("@"):
        return None, None
    try:
        return normalise_handle(typed.handle, default_server=home_server), None
    except DomainError as error:
        return None, error.message


def haystack(attendee: Attendee) -> str:
    """The folded text in which words are searched: name and handles."""
    return fold(" ".join((attendee.name, *(account.handle for account in attendee.accounts))))


def fits(searched: str, words: tuple[str, ...]) -> int | None:
    """How well the words fit: 0 where each begins a word of the text, 1 where it is inside one, else None."""
    if not all(word in searched for word in words):
        return None
    return 0 if all(searched.startswith(word) or f" {word}" in searched for word in words) else 1
