"""The bytes of a text file as text, whichever of the usual encodings they are in."""

import codecs
import unicodedata
from typing import Final

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.errors import RosterError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT: Final = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"PK\x03\x04")
_SAMPLE: Final = 4096


def decode(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """The text of a file called ``name`` and the notes to show: UTF-8, UTF-16, UTF-32, else Windows-1252.

    Raises:
        RosterError: the bytes are not text, or in none of these encodings.

    """
    if data.startswith(_NOT_TEXT):
        raise not_a_sheet(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data[len(mark) :], encoding, name), name), ()
    encoding = _utf16_without_mark(data[:_SAMPLE])
    if encoding:
        return _checked(_decoded(data, encoding, name), name), ()
    try:
        return _checked(data.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        text = _checked(_decoded(data, "cp1252", name), name)
    warning = QT_TRANSLATE_NOOP(
        "roster", "“{name}” is not in UTF-8 and was read as Windows-1252. Check the letters with accents."
    )
    return text, (Message(warning, {"name": name}),)


def not_a_sheet(name: str) -> RosterError:
    sentence = QT_TRANSLATE_NOOP("roster", "“{name}” is not a sheet. Save the list as .xlsx or .csv first.")
    return RosterError(Message(sentence, {"name": name}))


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        sentence = QT_TRANSLATE_NOOP(
            "roster",
            "The letters of “{name}” cannot be read: it is not in UTF-8, UTF-16 or Windows-1252. "
            "Save it again as “CSV UTF-8”.",
        )
        raise RosterError(Message(sentence, {"name": name})) from error


def _utf16_without_mark(sample: bytes) -> str:
    """The byte order where every other byte is mostly zero, as in Western text in UTF-16; else ''."""
    half = len(sample) // 2
    if half < 2:
        return ""
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _checked(text: str, name: str) -> str:
    """The text unless a tenth of its beginning is control characters, which no list is made of."""
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(c) == "Cc" and not c.isspace() for c in sample)
    if controls * 10 > len(sample):
        raise not_a_sheet(name)
    return text
