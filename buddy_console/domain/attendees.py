"""Attendees: who is registered, what they know, where they are and what may be shown of them."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from buddy_console.domain.accounts import Account

# Letters that no decomposition takes apart, and the marks that keyboards and word processors swap.
_LOOKALIKES: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("‘’ʼ‛′", "'")
    | dict.fromkeys("‐‒–—−", "-")
)


class Level(StrEnum):
    EXPERIENCED = "experienced"
    NEWBIE = "newbie"

    @property
    def other(self) -> "Level":
        return Level.NEWBIE if self is Level.EXPERIENCED else Level.EXPERIENCED


class Place(StrEnum):
    IN_ROOM = "in_room"
    REMOTE = "remote"

    @property
    def other(self) -> "Place":
        return Place.REMOTE if self is Place.IN_ROOM else Place.IN_ROOM


class Presence(StrEnum):
    """Whether somebody came: expected from the list, arrived, or not coming after all."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    ABSENT = "absent"


class Consent(StrEnum):
    FULL = "full"
    HANDLE_ONLY = "handle_only"
    NOT_ON_SCREEN = "not_on_screen"
    NOT_ON_RECORD = "not_on_record"


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person registered. ``table`` and ``organisation`` are free text; ``languages`` are casefolded words."""

    id: str
    name: str
    level: Level
    place: Place = Place.IN_ROOM
    table: str = ""
    organisation: str = ""
    languages: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    consent: Consent = Consent.FULL
    presence: Presence = Presence.EXPECTED
    interests: tuple[str, ...] = ()

    @property
    def is_newbie(self) -> bool:
        return self.level is Level.NEWBIE

    @property
    def is_arrived(self) -> bool:
        return self.presence is Presence.ARRIVED


def fold(text: str) -> str:
    """The form in which names are compared: accents, case, width, invisible marks and kinds of dash ignored."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return "".join(kept).translate(_LOOKALIKES)


def matches(attendee: Attendee, typed: str) -> bool:
    """Whether every word typed occurs in the attendee's name or handles."""
    haystack = fold(" ".join([attendee.name, *(account.handle for account in attendee.accounts)]))
    return all(word.lstrip("@") in haystack for word in fold(typed).split())
