"""Only servers one may ask are asked, and answers are read within bounds."""

import httpx
import pytest
from feeds_fake_mastodon import FakeMastodon
from hypothesis import given
from hypothesis import strategies as st

from buddy_console.feeds.errors import FeedError
from buddy_console.feeds.http import check_server_address, origin_of, read_limited, redirect_target, shown


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("example.social", "https://example.social"),
        (" https://Example.Social/@ana?x#y ", "https://example.social"),
        ("@ana@example.social", "https://example.social"),
        ("example.social:8443", "https://example.social:8443"),
        ("127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:3000/about", "http://[::1]:3000"),
        ("localhost:3000", "http://localhost:3000"),
        ("https://bücher.example", "https://bücher.example"),
    ],
)
def test_addresses_as_people_type_them(typed: str, origin: str) -> None:
    assert origin_of(check_server_address(typed)) == origin


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "http://example.social", "ftp://x.test", "file:///etc/passwd", "https://", "two words",
     "https://a b",     "http://127.0.0.1.evil.test", "https://me:secret@x.test", "http://localhost.evil.test", "javascript://x"],
)  # fmt: skip
def test_what_is_not_asked_gets_a_sentence(typed: str) -> None:
    with pytest.raises(FeedError) as refused:
        check_server_address(typed)
    assert str(refused.value).endswith(".")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_sentence(typed: str) -> None:
    try:
        url = check_server_address(typed)
    except FeedError:
        return
    assert url.scheme == "https" or url.host in ("localhost", "::1") or url.host.startswith("127.")
    assert shown(url)


@pytest.mark.parametrize(
    ("location", "is_followed"),
    [
        ("/x", True),
        ("https://other.test/x", True),
        ("http://example.social/x", False),
        ("https://127.0.0.1/x", False),
        ("https://localhost/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_redirections_keep_to_the_scheme_and_out_of_this_computer(location: str, is_followed: bool) -> None:
    assert (redirect_target(httpx.URL("https://example.social/a"), location) is not None) == is_followed


@pytest.mark.anyio
async def test_a_huge_body_is_cut_off(server: FakeMastodon, client: httpx.AsyncClient) -> None:
    server.fault = lambda _: "huge"
    async with client.stream("GET", server.origin) as response:
        with pytest.raises(FeedError, match="more than 8 MB"):
            await read_limited(response)
        assert response.num_bytes_downloaded < 10 * 1024 * 1024


@pytest.mark.anyio
async def test_the_program_says_its_name(server: FakeMastodon, client: httpx.AsyncClient) -> None:
    await client.get(server.origin)
    assert server.requests[0].headers["user-agent"].startswith("BuddyConsole/")
