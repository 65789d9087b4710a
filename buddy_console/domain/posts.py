"""Posts and their authors, in the one shape that every network is mapped to."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a post. ``id`` is the network's stable id; handles change, ids do not."""

    id: str
    network: str
    handle: str
    name: str

    @property
    def shown_name(self) -> str:
        return self.name or self.handle

    @property
    def server(self) -> str:
        """The author's home server in lower case, or ''."""
        local, sign, server = self.handle.lstrip("@").rpartition("@" if "@" in self.handle.lstrip("@") else ":")
        return server.casefold() if sign and local else ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a post's text: code points from ``start`` to ``end``, exclusive."""

    start: int
    end: int
    kind: Literal["link", "mention", "hashtag"]
    target: str


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or other medium. ``alt`` is the author's description, None where there is none."""

    kind: Literal["image", "gifv", "video", "audio", "file"]
    url: str | None = None
    preview: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a network delivers it. All times are aware and in UTC; all text is plain.

    ``key`` is the origin's identifier and the same whichever server delivered it; ``origin`` is the server this
    copy came from, and ``native_id`` its opaque id there. ``tags`` are folded by `fold_tag`.
    """

    key: str
    network: str
    origin: str
    native_id: str
    url: str | None
    author: Author
    created_at: datetime
    received_at: datetime
    text: str
    tags: tuple[str, ...] = ()
    reply_to: str | None = None
    edited_at: datetime | None = None
    spans: tuple[Span, ...] = ()
    media: tuple[Media, ...] = ()
    content_warning: str = ""
    sensitive: bool = False
    language: str = ""
    boosted_by: Author | None = None

    @property
    def is_held(self) -> bool:
        """Whether it stays off the audience's screens until somebody lets it through."""
        return self.sensitive or bool(self.content_warning)


_TAG = re.compile(r"#([\w·]+)")


def fold_tag(tag: str) -> str:
    """A hashtag as it is compared: NFKC, case folded, without ``#``."""
    return unicodedata.normalize("NFKC", tag).casefold().lstrip("#")


def tags_in(text: str) -> tuple[str, ...]:
    """The hashtags written in a text, folded, in order, each once."""
    return tuple(dict.fromkeys(fold_tag(match) for match in _TAG.findall(text)))
