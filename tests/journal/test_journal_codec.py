"""Every kind of event, and every post, comes back from JSON as it was."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain.events import Event, Step
from buddy_console.domain.message import Message
from buddy_console.domain.posts import Post
from buddy_console.journal.codec import NewerBodyError, UnknownBodyError, decode_event, decode_post, encode

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_MOMENTS = st.datetimes(timezones=st.just(UTC))
_PLAIN = st.builds(Message, _WORDS, st.dictionaries(_WORDS, _WORDS | st.integers(-9, 9), max_size=2))
_SENTENCES = _PLAIN | st.builds(Message, _WORDS, st.dictionaries(_WORDS, _PLAIN, max_size=2))

st.register_type_strategy(str, _WORDS)
st.register_type_strategy(datetime, _MOMENTS)
st.register_type_strategy(Message, _SENTENCES)
st.register_type_strategy(int, st.integers(-(2**40), 2**40))


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
@settings(max_examples=25)
@given(st.data())
def test_every_kind_of_event_comes_back(kind: type, data: st.DataObject) -> None:
    event = data.draw(st.from_type(kind))
    assert decode_event(kind.__name__, 1, encode(event)) == event


@settings(max_examples=60)
@given(st.from_type(Post))
def test_a_post_comes_back(post: Post) -> None:
    assert decode_post(encode(post)) == post


def test_a_sentence_within_a_sentence_can_still_be_said() -> None:
    inner = Message("{first} and {second}", {"first": "Ana", "second": "Ben"})
    event = decode_event(
        "SourceStateChanged",
        1,
        encode({"source_id": "s", "state": "waiting", "detail": Message("{names} wait.", {"names": inner})}),
    )
    assert str(event.detail) == "Ana and Ben wait."


def test_what_cannot_be_read_is_told_apart_from_what_is_newer() -> None:
    with pytest.raises(NewerBodyError):
        decode_event("PostStarred", 2, b'{"key":"k"}')
    with pytest.raises(NewerBodyError):
        decode_event("SomethingNew", 2, b"{}")
    for kind, body in (("SomethingNew", b"{}"), ("PostStarred", b"{}"), ("PostStarred", b'{"key"'), ("Step", b"")):
        with pytest.raises(UnknownBodyError):
            decode_event(kind, 1, body)
    with pytest.raises(UnknownBodyError):
        decode_post(b'{"key":"k"}')


def test_a_field_that_a_newer_program_added_does_no_harm() -> None:
    event = decode_event("PostStarred", 1, b'{"key":"k","colour":"gold"}')
    assert (type(event).__name__, event.key) == ("PostStarred", "k")


def test_a_step_has_no_body_of_its_own() -> None:
    assert Step.__name__ not in {kind.__name__ for kind in get_args(Event)}
