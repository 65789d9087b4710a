"""What the cells of one column mean: level, place and consent, as words, as ticks, or as yes and no."""

from collections.abc import Iterable, Sequence
from typing import Final

from buddy_console.domain.attendees import Consent, Level, Place
from buddy_console.roster.words import CONSENTS, LEVEL_TITLES, LEVELS, PLACES, TICKS, key, keys, meaning, yes_or_no

_SCREEN_WORDS: Final = keys(
    "screen|wall|leinwand|bildschirm|écran|pantalla|schermo|ecrã|tela|scherm|projector|beamer"
)


class Answers:
    """Reads the answers of one column; its title says what a yes means, its cells whether a blank is a no."""

    def __init__(self, title: str, cells: Iterable[str]) -> None:
        self.level_of_yes = meaning(LEVEL_TITLES, title)
        self.place_of_yes = meaning(PLACES, title)
        self.refused = (
            Consent.NOT_ON_SCREEN if _SCREEN_WORDS.intersection(key(title).split()) else Consent.NOT_ON_RECORD
        )
        self.blank_is_no = _only_ticks(cells)

    def level(self, text: str) -> Level | None:
        """The level that the text means, or None where it means neither."""
        found = meaning(LEVELS, text)
        if self.level_of_yes is None:
            return found
        answer = self._yes_or_no(text)
        # “Yes, I am new” names its level; a plain yes is about the title.
        if answer is None or (found is not None and " " in key(text)):
            return found
        return self.level_of_yes if answer else self.level_of_yes.other

    def place(self, text: str) -> Place | None:
        """The place that the text means, or None where it means neither."""
        found = meaning(PLACES, text)
        if found is not None or self.place_of_yes is None:
            return found
        answer = self._yes_or_no(text)
        if answer is None:
            return None
        return self.place_of_yes if answer else self.place_of_yes.other

    def consent(self, text: str) -> Consent | None:
        """The consent that the text means, or None; a no is about the screen if the title is, else about all."""
        found = meaning(CONSENTS, text)
        if found is not None:
            return found
        answer = self._yes_or_no(text)
        if answer is None:
            return None
        return Consent.FULL if answer else self.refused

    def says(self, text: str) -> bool:
        """Whether the cell is an answer at all: filled in, or left without a tick among ticks."""
        return bool(text) or self.blank_is_no

    def _yes_or_no(self, text: str) -> bool | None:
        return False if not text and self.blank_is_no else yes_or_no(text)


def _only_ticks(cells: Iterable[str]) -> bool:
    filled: Sequence[str] = [cell.strip().casefold() for cell in cells if cell.strip()]
    return bool(filled) and TICKS.issuperset(filled)
