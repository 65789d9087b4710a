"""A server's post becomes ours: its key, its author's full handle and stable id, its tags, media and times."""

import json
from datetime import UTC, datetime

import httpx
import msgspec
import pytest
from feeds_posts import NOON
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.domain.posts import Author, Media
from buddy_console.feeds.mastodon_access import how_to_read
from buddy_console.feeds.mastodon_mapping import read_time, to_post
from buddy_console.feeds.mastodon_wire import Instance, status, statuses

WIRE = {
    "id": "01M850X2JCRG721W4V0P01VTR4",
    "uri": "https://home.test/users/ana/statuses/1",
    "url": "https://home.test/@ana/1",
    "created_at": "2026-03-04T11:59:00.799Z",
    "content": "<p>Hello <a class='hashtag' href='https://home.test/tags/x'>#X</a></p>",
    "visibility": "public",
    "spoiler_text": "Long\x07",
    "sensitive": True,
    "language": "pt-BR",
    "account": {
        "id": 7,
        "acct": "Ana",
        "display_name": "Ana :blobcat:\u202e\x00",
        "url": "https://home.test/@ana",
    },
    "tags": [{"name": "Straße"}, {"name": "STRASSE"}, {"name": None}],
    "media_attachments": [
        {"type": "image", "url": "https://m.test/1.png", "preview_url": None, "description": "A cat"},
        {"type": "unknown", "url": None, "remote_url": "https://r.test/2.bin"},
        {"type": "video", "url": "file:///etc/passwd", "description": ""},
    ],
    "something_new": {"a": [1]},
}


def mapped(**changes):
    read = status(json.dumps(WIRE | changes))
    return to_post(read, origin="https://s.test", domain="s.test", received_at=NOON, find_key={"5": "key 5"}.get)


def test_all_of_a_post() -> None:
    post = mapped()
    assert post.key == "https://home.test/users/ana/statuses/1"
    assert (post.native_id, post.origin) == ("01M850X2JCRG721W4V0P01VTR4", "https://s.test")
    assert post.author == Author("https://home.test/@ana", "mastodon", "Ana@s.test", "Ana :blobcat:\u202e\u202c")
    assert post.created_at == datetime(2026, 3, 4, 11, 59, 0, 799_000, tzinfo=UTC)
    assert (post.text, post.tags, post.content_warning) == ("Hello #X", ("strasse",), "Long")
    assert (post.language, post.sensitive, post.is_held) == ("pt-BR", True, True)
    assert post.media == (
        Media("image", "https://m.test/1.png", None, "A cat"),
        Media("file", "https://r.test/2.bin", None, None),
        Media("video", None, None, None),
    )


def test_a_foreign_handle_stays_as_it_is_and_uri_is_the_stable_id() -> None:
    author = mapped(account=WIRE["account"] | {"acct": "bo@far.test", "uri": "https://far.test/u/1"}).author
    assert (author.id, author.handle) == ("https://far.test/u/1", "bo@far.test")


def test_a_boost_is_the_inner_post() -> None:
    post = mapped(reblog=WIRE | {"id": "inner", "uri": "https://far.test/9"}, uri="https://home.test/boost")
    assert (post.key, post.native_id, post.boosted_by.handle) == ("https://far.test/9", "inner", "Ana@s.test")


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": "unlisted"}, {"visibility": "private"}, {"visibility": None}, {"account": None},
        {"id": None}, {"uri": None, "url": None}, {"account": {"acct": "x"}},
        {"reblog": WIRE | {"visibility": "direct"}},
    ],
)  # fmt: skip
def test_what_cannot_or_must_not_be_shown(changes) -> None:
    assert mapped(**changes) is None


def test_nulls_are_well() -> None:
    keep = ("id", "uri", "account", "visibility")
    post = mapped(**dict.fromkeys(WIRE.keys() - set(keep)))
    assert (post.text, post.created_at, post.url, post.tags) == ("", NOON, WIRE["uri"], ())


def test_the_key_falls_back_to_the_url_and_replies_are_resolved() -> None:
    assert mapped(uri=None).key == "https://home.test/@ana/1"
    assert mapped(in_reply_to_id="5").reply_to == "key 5"
    assert mapped(in_reply_to_id=6).reply_to is None


@pytest.mark.parametrize("when", ["2026-03-04T12:05:00Z", "9999-12-31T23:59:59Z", "nonsense", ""])
def test_a_time_in_the_future_or_none_is_ours(when: str) -> None:
    assert mapped(created_at=when).created_at == NOON


@pytest.mark.parametrize(
    "text",
    ["2026-03-04T12:00:00Z", "2026-03-04T12:00:00.000000+00:00", "2026-03-04T14:00:00+02:00", "2026-03-04T12:00"],
)
def test_times_in_every_precision(text: str) -> None:
    assert read_time(text) == NOON
    assert read_time("0001-01-01T00:00:00+14:00") is None


def test_tags_of_a_server_that_gives_none_are_read_from_the_text() -> None:
    assert mapped(tags=None).tags == ("x",)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(WIRE)), inner, max_size=4),
    max_leaves=12,
)


@given(ANY_JSON)
def test_any_json_is_read_or_left_out(value) -> None:
    body = msgspec.json.encode([WIRE, value])
    assert statuses(body)[0].id == WIRE["id"]
    merged = WIRE | value if isinstance(value, dict) else WIRE
    read = status(msgspec.json.encode(merged))
    if read is not None:
        to_post(read, origin="https://s.test", domain="s.test", received_at=NOON, find_key=lambda _: None)


def test_bytes_that_are_no_json() -> None:
    for raw in (b"", b"{", b"\xff", b"[" * 100_000, b"null"):
        assert status(raw) is None


@pytest.mark.parametrize(
    ("about", "domain"),
    [
        ({"domain": "People.test"}, "people.test"),
        ({"domain": "api.test", "account_domain": "people.test"}, "people.test"),
        ({"uri": "https://people.test"}, "people.test"),
        ({"domain": "not a domain"}, "api.test"),
        ({}, "api.test"),
    ],
)
def test_the_domain_of_a_servers_own_people(about, domain) -> None:
    reading = how_to_read(msgspec.convert(about, Instance), httpx.URL("https://api.test"), has_login=False)
    assert reading.domain == domain


def test_a_stream_elsewhere_is_asked_only_over_https() -> None:
    for given_url, expected in (
        ("wss://s.test", "https://s.test"),
        ("ws://s.test", None),
        ("x", None),
        ("ws://localhost:4000", None),
    ):
        about = msgspec.convert({"configuration": {"urls": {"streaming": given_url}}}, Instance)
        streaming = how_to_read(about, httpx.URL("https://api.test"), has_login=True).streaming
        assert (str(streaming) if streaming else None) == expected
