"""Handles in every shape that people type them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buddy_console.domain.accounts import (
    BLUESKY,
    MASTODON,
    MATRIX,
    NETWORKS,
    PAPER,
    Account,
    X,
    network_of,
    normalise_handle,
)
from buddy_console.domain.message import DomainError


@pytest.mark.parametrize(
    ("typed", "network", "expected"),
    [
        ("@x", "", (MASTODON, "x")),
        (" @ Ana @ Server.Social ", "", (MASTODON, "ana@server.social")),
        ("<@ana@server.social>,", "", (MASTODON, "ana@server.social")),
        ("@ana@server.social.", "", (MASTODON, "ana@server.social")),
        ("@ana@server.social/", "", (MASTODON, "ana@server.social")),
        ("acct:ana@server.social", "", (MASTODON, "ana@server.social")),
        ("＠ana＠server.social", "", (MASTODON, "ana@server.social")),
        ("@ana\u202e\u200b", "", (MASTODON, "ana")),
        ("@ana@xn--mnchen-3ya.social", "", (MASTODON, "ana@münchen.social")),
        ("@ana", "mastodon.social", (MASTODON, "ana@mastodon.social")),
        ("@ana", "Fediverse", (MASTODON, "ana")),
        ("https://server.social/@Ana", "", (MASTODON, "ana@server.social")),
        ("<https://server.social/@ana>;", "", (MASTODON, "ana@server.social")),
        ("“x.com/ana”", "", (X, "ana")),
        ("server.social/@ana", "", (MASTODON, "ana@server.social")),
        ("https://www.server.social/@ana@other.org/1234", "", (MASTODON, "ana@other.org")),
        ("https://server.social/web/@ana", "", (MASTODON, "ana@server.social")),
        ("https://elk.example/server.social/@ana", "", (MASTODON, "ana@server.social")),
        ("https://server.social/users/ana", "", (MASTODON, "ana@server.social")),
        ("http://localhost:3000/@ana", "", (MASTODON, "ana@localhost:3000")),
        ("@u:server.org", "", (MATRIX, "@u:server.org")),
        ("u:server.org", "", (MATRIX, "@u:server.org")),
        ("@u:localhost:8448", "", (MATRIX, "@u:localhost:8448")),
        ("@u/v+w=1:server.org", "", (MATRIX, "@u/v+w=1:server.org")),
        ("https://matrix.to/#/@u:server.org", "", (MATRIX, "@u:server.org")),
        ("https://matrix.to/#/%40u%3Aserver.org?via=server.org", "", (MATRIX, "@u:server.org")),
        ("matrix:u/u:server.org", "", (MATRIX, "@u:server.org")),
        ("ana.bsky.social", "", (BLUESKY, "ana.bsky.social")),
        ("@ana", "Bluesky", (BLUESKY, "ana.bsky.social")),
        ("ana.example", "bsky", (BLUESKY, "ana.example")),
        ("bsky.app/profile/ana.example", "", (BLUESKY, "ana.example")),
        ("https://bsky.app/profile/ana.example", "mastodon", (BLUESKY, "ana.example")),
        ("https://ana.bsky.social", "", (BLUESKY, "ana.bsky.social")),
        ("@ana", "Twitter", (X, "ana")),
        ("ana@x.com", "X", (X, "ana")),
        ("@ana@twitter.com", "", (X, "ana")),
        ("twitter.com/ana", "", (X, "ana")),
        ("https://x.com/Ana?s=20", "mastodon", (X, "ana")),
        ("Ana Silva", "zulip", ("zulip", "ana silva")),
        ("Ana", "paper", (PAPER, "ana")),
    ],
)
def test_shapes(typed: str, network: str, expected: tuple[str, str]):
    assert normalise_handle(typed, network) == Account(*expected)


@pytest.mark.parametrize(
    ("typed", "network"),
    [
        ("", ""),
        ("@", ""),
        ("x@y@z", ""),
        ("ana.@server.social", ""),
        ("https://./ana.", ""),
        ("10:30", ""),
        ("a:b:c", ""),
        ("https://[bad", ""),
        ("http://[::1", ""),
        ("https://server.social/", ""),
        ("https://server.social/about", ""),
        ("https://www.linkedin.com/in/ana", ""),
        ("https://www.instagram.com/ana", ""),
        ("https://x.com", "x"),
        ("https://x.com/home", ""),
        ("https://bsky.app/", "bluesky"),
        ("https://matrix.to/#/!room:server.org", ""),
        ("https://server.social/@ana", "x"),
        ("ana", "matrix"),
        ("@ana@server.social", "x"),
        ("ana_b", "bluesky"),
        ("a" * 21, "x"),
        ("@" + "a" * 500, ""),
        ("@ana@" + "a" * 2000 + ".org", ""),
    ],
)
def test_what_is_no_handle_is_refused_with_a_sentence(typed: str, network: str):
    with pytest.raises(DomainError, match="kept without an account"):
        normalise_handle(typed, network)


def test_a_bluesky_identifier_is_its_own_stable_id_and_keeps_its_case():
    assert normalise_handle("https://bsky.app/profile/did:plc:abc") == Account(
        BLUESKY, "did:plc:abc", "did:plc:abc"
    )
    assert normalise_handle("did:web:Ana.Example").author_id == "did:web:Ana.Example"


def test_the_default_server_completes_bare_mastodon_names_only():
    assert normalise_handle("@ana", "", "Server.Social").handle == "ana@server.social"
    assert normalise_handle("@ana", "", "https://server.social/").handle == "ana@server.social"
    assert normalise_handle("@ana@other.org", "", "server.social").handle == "ana@other.org"
    assert normalise_handle("@ana", "x", "server.social").handle == "ana"
    assert normalise_handle("@ana", "", "not a server").handle == "ana"


def test_a_refused_handle_is_shown_without_hidden_characters():
    with pytest.raises(DomainError) as refused:
        normalise_handle("@a\u202e\x00b c@d@e\n" + "x" * 100)
    assert "\u202e" not in str(refused.value)
    assert "\x00" not in str(refused.value)
    assert len(str(refused.value)) < 140


def test_words_for_networks():
    assert [network_of(word) for word in ("Twitter", " X ", "bsky.social", "Masto", "Element")] == [
        X,
        X,
        BLUESKY,
        MASTODON,
        MATRIX,
    ]
    assert network_of("Orkut") == "orkut"


_WORDS = st.text(alphabet="aZ9é@:./-_ <>ß#%[]\u202e\u0130\ufb01\u2100+,;~", max_size=40)
_TYPED = st.one_of(
    st.text(max_size=60),
    _WORDS,
    st.builds(
        "{}{}".format, st.sampled_from(["https://", "x.com/", "https://matrix.to/#/", "xn--", "did:"]), _WORDS
    ),
    st.builds("@{}@xn--{}".format, _WORDS, _WORDS),
)


@given(_TYPED, st.sampled_from(["", *NETWORKS, "twitter", "zulip", "server.social"]), _WORDS)
@example("https://[", "", "")
@example("<@>x", "zulip", "")
@example(";0.0/0", "zulip", "")
@example("@0.0/0", "zulip", "")
def test_any_text_is_an_account_or_refused_and_the_compared_form_stays(typed: str, network: str, server: str):
    try:
        account = normalise_handle(typed, network, server)
    except DomainError:
        return
    assert account.handle
    assert account.author_id or account.handle == normalise_handle(account.handle.upper(), account.network).handle
    assert normalise_handle(account.handle, account.network) == account


@given(
    st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True),
    st.sampled_from(["a.org", "server.social", "x-y.example"]),
)
def test_handles_as_networks_show_them_are_unchanged_but_for_case(name: str, server: str):
    assert normalise_handle(f"@{name}@{server}").handle == f"{name}@{server}".casefold()
    assert normalise_handle(f"@{name}:{server}").handle == f"@{name}:{server}".casefold()
    assert normalise_handle(f"@{name}", "x").handle == name.casefold()
    assert normalise_handle(f"https://{server}/@{name}").handle == f"{name}@{server}".casefold()
