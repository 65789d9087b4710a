"""Hostile text made harmless: no control characters, no bidi that spills over, no more than fits."""

import re
from typing import Final

TEXT_LIMIT: Final = 10_000
NAME_LIMIT: Final = 500
_CLOSERS: Final = 60

# C0 without newline, C1, interlinear annotation, and halves of surrogate pairs, which no file can hold.
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufff9-\ufffb\ud800-\udfff]")
_SEPARATORS: Final = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_BIDI: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_DEFUSED: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u200b")
_POP_EMBEDDING: Final = "\u202c"
_POP_ISOLATE: Final = "\u2069"
_ISOLATES: Final = "\u2066\u2067\u2068"


def strip_controls(text: str) -> str:
    """Without control characters; every line break is a newline, a tab is a blank."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub("", _SEPARATORS.sub("\n", text).replace("\t", " "))


def bounded(text: str, limit: int) -> str:
    """At most ``limit`` code points, with an ellipsis where it was cut, and every bidi embedding closed."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() or not _BIDI.search(text):
        return text
    closers = _missing_closers(text)
    if len(closers) > _CLOSERS or len(text) + len(closers) > limit:
        return text.translate(_DEFUSED)
    return text + closers


def plain_line(text: str | None, limit: int = NAME_LIMIT) -> str:
    """Text for one line, a name for example."""
    return bounded(" ".join(strip_controls((text or "")[: limit * 8]).split()), limit)


def plain_lines(text: str | None, limit: int = TEXT_LIMIT) -> str:
    return bounded(strip_controls((text or "")[: limit * 8]).strip(), limit)


def _missing_closers(text: str) -> str:
    """What closes the embeddings and isolates still open at the end, innermost first (UAX #9, BD9 and BD11)."""
    stack: list[str] = []
    for found in _BIDI.finditer(text):
        mark = found.group()
        if mark == _POP_EMBEDDING:
            if stack and stack[-1] == _POP_EMBEDDING:
                stack.pop()
        elif mark == _POP_ISOLATE:
            if _POP_ISOLATE in stack:
                while stack.pop() != _POP_ISOLATE:
                    pass
        else:
            stack.append(_POP_ISOLATE if mark in _ISOLATES else _POP_EMBEDDING)
        if len(stack) > _CLOSERS:
            break
    return "".join(reversed(stack))
