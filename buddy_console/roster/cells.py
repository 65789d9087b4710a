"""The text of a cell: made harmless, shortened, and split where it holds several answers."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from buddy_console.domain.attendees import fold

MAX_TEXT: Final = 200
FORMULA_SIGNS: Final = ("=", "+", "-", "@")

# Control characters, halves of characters, and overrides of direction, which can make a name read as another.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# Zero-width blanks and the byte order mark; joiners stay, scripts need them.
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u061c\u200e\u200f]")
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
    text = " ".join((_GUARD.sub("", raw, count=1) if raw.startswith("'") else raw).split())
    had_controls = _CONTROLS.search(text) is not None
    if had_controls or _HIDDEN.search(text):
        text = " ".join(_HIDDEN.sub("", _CONTROLS.sub("", text)).split())
    # Cut first: composing takes long on a hostile text.
    composed = unicodedata.normalize("NFC", text[: limit * 4])
    return Cleaned(composed[:limit].strip(), had_controls, max(len(composed), len(text) // 4) > limit)


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
