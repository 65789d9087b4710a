"""Server-sent events are the same however the bytes are cut, and bounded."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.feeds.sse import EventDecoder, EventTooLargeError, ServerEvent

STREAM = (
    b':)\n:thump\nevent: update\ndata: {"a": 1}\n\n:thump\n:thump\r\nevent:delete\r\ndata:12\r\n\r\n\n\n'
    b"data: one\rdata: two\r\rid: 7\nretry: 5\n\nevent: update\ndata: \xc3\xa4\n\nevent: half"
)  # fmt: skip
EVENTS = [
    ServerEvent("update", b'{"a": 1}'),
    ServerEvent("delete", b"12"),
    ServerEvent("", b"one\ntwo"),
    ServerEvent("update", b"\xc3\xa4"),
]


def take_all(decoder: EventDecoder, chunks: list[bytes]) -> list[ServerEvent]:
    return [event for chunk in chunks for event in decoder.take(chunk)]


@given(st.lists(st.integers(0, len(STREAM)), max_size=30))
def test_cut_anywhere(cuts: list[int]) -> None:
    decoder = EventDecoder()
    places = [0, *sorted(cuts), len(STREAM)]
    chunks = [STREAM[start:end] for start, end in pairwise(places)]
    assert take_all(decoder, chunks) == EVENTS


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_any_bytes(chunks: list[bytes]) -> None:
    take_all(EventDecoder(), chunks)


@pytest.mark.parametrize("chunk", [b"x" * 50, b"data: " + b"x" * 44 + b"\n", b"data: xxxx\n" * 10])
def test_an_endless_event_is_refused(chunk: bytes) -> None:
    decoder = EventDecoder(limit=120)
    with pytest.raises(EventTooLargeError):
        take_all(decoder, [chunk] * 4)
