"""Server-sent events from chunks of bytes, within bounds."""

from dataclasses import dataclass
from typing import Final

_LIMIT: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerEvent:
    name: str
    data: bytes


class EventTooLargeError(Exception):
    """A line or an event is longer than the limit; the connection is of no more use."""


class EventDecoder:
    """Takes chunks as they come from the socket, and gives the events completed in each.

    Lines end in CR, LF or both; those that begin with a colon are comments, and Mastodon's ``:thump`` comes
    without an empty line after it (https://html.spec.whatwg.org/multipage/server-sent-events.html).
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._rest = bytearray()
        self._name = ""
        self._data: list[bytes] = []
        self._size = 0

    def take(self, chunk: bytes) -> list[ServerEvent]:
        """The events completed by a chunk.

        Raises:
            EventTooLargeError: more than the limit without an end.

        """
        self._rest += chunk
        if b"\n" not in chunk and b"\r" not in chunk and self._rest[-1 - len(chunk) : -len(chunk)] != b"\r":
            return self._within_limit([])
        lines, held_back = bytes(self._rest), b""
        if b"\r" in lines:
            held_back = b"\r" if lines.endswith(b"\r") else b""
            lines = lines.removesuffix(held_back).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *whole, rest = lines.split(b"\n")
        self._rest = bytearray(rest + held_back)
        events = [event for line in whole if (event := self._line(line)) is not None]
        return self._within_limit(events)

    def _within_limit(self, events: list[ServerEvent]) -> list[ServerEvent]:
        if len(self._rest) + self._size > self._limit:
            raise EventTooLargeError
        return events

    def _line(self, line: bytes) -> ServerEvent | None:
        if not line:
            return self._dispatch()
        field, _, value = line.partition(b":")
        value = value[1:] if value[:1] == b" " else value
        if field == b"event":
            self._name = value[:100].decode("utf-8", errors="replace")
        elif field == b"data":
            self._data.append(value)
            self._size += len(value)
            if self._size > self._limit:
                raise EventTooLargeError
        return None

    def _dispatch(self) -> ServerEvent | None:
        event = ServerEvent(self._name, b"\n".join(self._data)) if self._data or self._name else None
        self._name, self._data, self._size = "", [], 0
        return event
