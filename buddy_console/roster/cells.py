"""The text of a cell: made harmless, shortened, and split where it holds several answers."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from buddy_console.domain.attendees import fold

MAX_TEXT: Final = 200
FORMULA_SIGNS: Final = ("=", "+", "-", "@")

# Overrides of direction, zero-width blanks and the byte order mark; joiners stay, scripts need them.
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u061c\u200e\u200f]")
_GUARD = re.compile(r"'(?=[=+\-@\t\r])")
_SEVERAL = re.compile(r"[;,\n\r/|]+")
_HANDLES_APART = re.compile(r"[;,|\n\r]+|\s+(?=https?://)|(?:\s+(?:and|und|et|y|e|en|&|/)\s+)(?=@|https?://)")
_NEXT_HANDLE = re.compile(r"\s+(?=@\w)")
_SERVER_APART = re.compile(r"(?<!\S)(@?\w+)\s+(@(?!\S+\.bsky\.social\Z)\w[\w\-]*(?:\.[\w\-]+)+)\Z")
_MAIL_HOSTS: Final = (
    "gmail.com|googlemail.com|outlook.com|hotmail.com|live.com|icloud.com|me.com|yahoo.com|proton.me|"
    "protonmail.com|aol.com|gmx.de|gmx.net|gmx.at|gmx.ch|web.de|t-online.de|posteo.de|mailbox.org|orange.fr|"
    "free.fr|laposte.net|wanadoo.fr|libero.it|ziggo.nl|bluewin.ch|sapo.pt|uol.com.br"
)
_MAIL = re.compile(
    rf"[^@\s]+@(?:{_MAIL_HOSTS.replace('.', '[.]')}|(?:outlook|hotmail|yahoo|live)[.]\S+)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell made harmless, and what was done to it."""

    text: str
    had_controls: bool = False
    was_cut: bool = False

    @property
    def formula_sign(self) -> str:
        """The sign that makes a spreadsheet take the text for a formula, or ''."""
        return self.text[0] if len(self.text) > 1 and self.text.startswith(FORMULA_SIGNS) else ""


def clean(raw: str, limit: int = MAX_TEXT) -> Cleaned:
    """One line of text in composed form with single blanks, at most ``limit`` characters, nothing hidden in it."""
    unguarded = _GUARD.sub("", raw, count=1) if raw.startswith("'") else raw
    text = " ".join(unguarded.split())
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return Cleaned(text)
    kept = "".join(c for c in _HIDDEN.sub("", text) if unicodedata.category(c) not in {"Cc", "Cs"})
    had_controls = len(kept) < len(_HIDDEN.sub("", text)) or _overrides_direction(text)
    # Composing can go on for ever in one character of a hostile text, so it is cut first.
    composed = unicodedata.normalize("NFC", " ".join(kept.split())[: limit * 4])
    return Cleaned(composed[:limit].strip(), had_controls, len(composed) > limit)


def _overrides_direction(text: str) -> bool:
    return any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in text)


def is_nobody(name: str) -> bool:
    """Whether a name consists of nothing but marks and blanks."""
    return all(unicodedata.category(c)[0] in "PZCM" or c in FORMULA_SIGNS for c in name)


def split_words(raw: str) -> tuple[str, ...]:
    """The answers in a cell between semicolons, commas, bars, slashes or line ends, each once."""
    pieces: dict[str, str] = {}
    for piece in _SEVERAL.split(raw):
        text = clean(piece, 60).text
        if text:
            pieces.setdefault(fold(text), text)
    return tuple(pieces.values())


def split_handles(raw: str) -> list[str]:
    """The handles in a cell. “@ana @server.social” stays one handle with a blank, “@ana @ana_b” are two."""
    handles: list[str] = []
    for piece in _HANDLES_APART.split(raw):
        joined = _SERVER_APART.sub(r"\1\2", piece.strip())
        handles += [part for part in _NEXT_HANDLE.split(joined) if part]
    return handles


def is_mail_address(text: str) -> bool:
    """Whether the text is an e-mail address of a well-known provider rather than a handle."""
    return _MAIL.match(text) is not None
