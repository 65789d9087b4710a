"""The Test button says how fast a server answers and how much it has, or what is wrong."""

import pytest

from buddy_console.feeds.probe import probe

pytestmark = pytest.mark.anyio


async def said(server, client, timing) -> str:
    return str(await probe(server.origin, "#Buddy", client, timing=timing))


async def test_posts_and_people_of_this_week(server, client, timing) -> None:
    for i in range(31):
        server.write(author=f"person{i % 12}")
    server.write(author="old", created_at="2025-01-01T00:00:00.000Z", late=500)
    assert (
        await said(server, client, timing)
        == f"{server.url.host}:{server.url.port}: 0.0 s, 31 posts by 12 people this week."
    )


async def test_very_many(server, client, timing) -> None:
    for _ in range(300):
        server.write()
    assert "more than 200 posts" in await said(server, client, timing)


async def test_nothing_yet(server, client, timing) -> None:
    assert "no posts with this hashtag this week" in await said(server, client, timing)


@pytest.mark.parametrize(
    ("access", "sentence"),
    [
        ({"local": "authenticated", "remote": "authenticated"}, "Log in"),
        ({"local": "disabled", "remote": "disabled"}, "does not publish hashtags"),
        ({"local": "public", "remote": "disabled"}, "only what its own people write"),
    ],
)
async def test_what_a_server_does_not_show(access, sentence, server, client, timing) -> None:
    server.access = access
    assert sentence in await said(server, client, timing)


@pytest.mark.parametrize(
    ("fault", "sentence"), [("html", "not like a Mastodon"), ("500", "error 500"), ("empty", "broke off")]
)
async def test_what_is_wrong(fault, sentence, server, client, timing) -> None:
    server.fault = lambda _: fault
    assert sentence in await said(server, client, timing)


async def test_an_address_that_is_none(client, timing) -> None:
    assert "is not the address of a server" in str(await probe("no address", "buddy", client, timing=timing))
