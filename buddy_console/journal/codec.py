"""Events and posts as JSON for the journal, each body with the version of its shape."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, get_args

import msgspec

from buddy_console.domain.events import Event
from buddy_console.domain.posts import Post

VERSION = 1

_KINDS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Event)}


class NewerBodyError(Exception):
    """A body in a shape that only a newer version of the program knows."""


class UnknownBodyError(ValueError):
    """A body that is not an event or a post of any shape that this program knows."""


def _encode_more(value: object) -> object:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TypeError(type(value).__name__)


_encoder = msgspec.json.Encoder(enc_hook=_encode_more)
_post_decoder = msgspec.json.Decoder(Post)
_decoders: dict[str, Callable[[bytes], Any]] = {
    name: msgspec.json.Decoder(kind).decode for name, kind in _KINDS.items()
}


def encode(value: object) -> bytes:
    """The JSON of an event or a post, in UTF-8."""
    return _encoder.encode(value)


def decode_event(kind: str, version: int, body: bytes) -> Event:
    """The event of a stored body.

    Raises:
        NewerBodyError: its version is newer than this program's.
        UnknownBodyError: it is no event.

    """
    if version > VERSION:
        raise NewerBodyError(f"{kind} version {version}")
    decode = _decoders.get(kind)
    if decode is None:
        raise UnknownBodyError(kind)
    try:
        event: Event = decode(body)
    except msgspec.DecodeError as error:
        raise UnknownBodyError(f"{kind}: {error}") from error
    return event


def decode_post(body: bytes) -> Post:
    """The post of a stored body.

    Raises:
        UnknownBodyError: the body is not a post.

    """
    try:
        return _post_decoder.decode(body)
    except msgspec.DecodeError as error:
        raise UnknownBodyError(f"Post: {error}") from error
