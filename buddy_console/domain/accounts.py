"""Accounts on a network: the handle as typed, the handle as compared, and the network's stable id."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message

MASTODON: Final = "mastodon"
BLUESKY: Final = "bluesky"
X: Final = "x"
MATRIX: Final = "matrix"
PAPER: Final = "paper"
NETWORKS: Final = (MASTODON, BLUESKY, X, MATRIX)

_ALIASES: Final = {
    **dict.fromkeys(("masto", "fedi", "fediverse"), MASTODON),
    **dict.fromkeys(("bsky", "blue sky", "bsky.app", "bsky.social"), BLUESKY),
    **dict.fromkeys(("twitter", "x.com", "twitter.com", "x (twitter)", "twitter (x)"), X),
    **dict.fromkeys(("x/twitter", "twitter/x", "x / twitter", "twitter / x"), X),
    **dict.fromkeys(("element", "matrix.org"), MATRIX),
}
_MAX_TYPED: Final = 600
_WRAPPING: Final = "<>\"'“”„‘’«»‹›,; "
_EDGES: Final = _WRAPPING + "/@"
_X_HOSTS: Final = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "m.twitter.com", "mobile.x.com"})
_MATRIX_HOSTS: Final = frozenset({"matrix.to", "app.element.io"})
_BLUESKY_HOST: Final = "bsky.app"
_BLUESKY_ENDING: Final = ".bsky.social"
_ELSEWHERE: Final = ("instagram.com", "facebook.com", "linkedin.com", "youtube.com", "tiktok.com", "github.com")
_PAGES: Final = frozenset(
    {"home", "explore", "search", "hashtag", "intent", "i", "about", "public", "tags", "login"}
)
_USER_FOLDERS: Final = frozenset({"users", "u", "profile", "author"})

_LOCAL = re.compile(r"\w(?:[\w.\-]{0,126}[\w\-])?\Z")
_MATRIX_LOCAL = re.compile(r"[^\s:@]{1,254}\Z")
_X_NAME = re.compile(r"[a-z0-9_]{1,20}\Z")
_BLUESKY_NAME = re.compile(r"(?=.{1,253}\Z)[^\W_](?:[^\W_]|-)*(?:\.(?:[^\W_]|-)+)*\Z")
_DID = re.compile(r"did:[a-z]+:[\w.:%\-]{1,200}\Z")
_SERVER = re.compile(r"(?=.{1,253}\Z)[\w\-]+(\.[\w\-]+)*(:\d{1,5})?\Z")
_ADDRESS = re.compile(r"(?:[a-z]+://|www\.|[\w\-]+(?:\.[\w\-]+)+(?::\d+)?/)\S", re.IGNORECASE)
_MATRIX_USER = re.compile(r"@[^\s/?#]+:[^\s/?#]+")


@dataclass(frozen=True, slots=True)
class Account:
    """A network, a handle in its compared form, and the stable id once a post of it was seen."""

    network: str
    handle: str
    author_id: str | None = None


def network_of(word: str) -> str:
    """The network that a word means (``Twitter`` is ``x``), or the word itself, casefolded."""
    plain = " ".join(unicodedata.normalize("NFKC", word).casefold().split())
    return _ALIASES.get(plain, plain)


def normalise_handle(typed: str, network: str = "", default_server: str = "") -> Account:
    """Read a handle in any shape: ``@x``, ``x@server``, ``@u:server``, a profile address, with blanks.

    ``network`` is the roster's column where there is one, or the name of a Mastodon server; without it the
    shape decides, and a bare name is taken for Mastodon. ``default_server`` completes a bare Mastodon name.
    An address of X, Bluesky or Matrix says by itself which network it is. A Bluesky name without a dot is
    completed with ``.bsky.social``. On a network that is not in ``NETWORKS`` the handle is only casefolded.

    Raises:
        DomainError: the text cannot be a handle on that network.

    """
    text = _clean(typed).strip(_WRAPPING)
    network = network_of(network)
    if "." in network and _SERVER.match(network):
        network, default_server = MASTODON, network
    if len(typed) > _MAX_TYPED:
        account = None
    elif _ADDRESS.match(text):
        account = _from_address(text.replace(" ", ""), network)
    else:
        account = _from_name(text, network or _guess_network(text), default_server)
    if account is None:
        raise _refusal(text[:60], network)
    return account


def _refusal(shown: str, network: str) -> DomainError:
    if not network:
        sentence = QT_TRANSLATE_NOOP(
            "domain", "“{handle}” is not a handle. The person is kept without an account."
        )
        return DomainError(Message(sentence, {"handle": shown}))
    sentence = QT_TRANSLATE_NOOP(
        "domain", "“{handle}” cannot be a handle on {network}. The person is kept without an account."
    )
    return DomainError(Message(sentence, {"handle": shown, "network": network.capitalize()}))


def _clean(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed[: _MAX_TYPED + 1])
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc", "Cs"})
    return " ".join("".join(kept).split())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text.casefold())


def _guess_network(text: str) -> str:
    bare = text.strip(_EDGES).casefold()
    local, sign, server = bare.partition("@")
    if bare.startswith("did:"):
        return BLUESKY
    if sign:
        return X if server in _X_HOSTS else MASTODON
    if bare.startswith("matrix:"):
        return MATRIX
    server = local.partition(":")[2]
    if server and ("." in server or text.startswith("@")):
        return MATRIX
    return BLUESKY if bare.endswith(_BLUESKY_ENDING) else MASTODON


def _from_name(text: str, network: str, default_server: str) -> Account | None:
    bare = _fold(text).strip(_EDGES)
    if network not in NETWORKS:
        return Account(network, bare) if 0 < len(bare) <= 128 and not _ADDRESS.match(bare) else None
    bare = bare.replace(" ", "").strip(_EDGES).rstrip(".")
    if network == MATRIX:
        return _on_matrix(bare.removeprefix("matrix:u/"))
    if network == BLUESKY:
        return _on_bluesky(bare, text.replace(" ", "").strip(_EDGES))
    if network == MASTODON:
        return _on_mastodon(bare.removeprefix("acct:"), default_server)
    local, _, server = bare.partition("@")
    return Account(X, local) if _X_NAME.match(local) and (not server or server in _X_HOSTS) else None


def _on_matrix(bare: str) -> Account | None:
    local, _, server = bare.partition(":")
    known = _MATRIX_LOCAL.match(local) and _SERVER.match(server)
    return Account(MATRIX, f"@{local}:{server}") if known else None


def _on_bluesky(bare: str, as_typed: str) -> Account | None:
    # The identifier keeps its case and is the network's stable id itself.
    if bare.startswith("did:"):
        return Account(BLUESKY, as_typed, as_typed) if _DID.match(as_typed) else None
    name = bare if "." in bare else bare + _BLUESKY_ENDING
    return Account(BLUESKY, name) if bare and _BLUESKY_NAME.match(name) else None


def _on_mastodon(bare: str, default_server: str) -> Account | None:
    local, _, typed_server = bare.partition("@")
    if not _LOCAL.match(local):
        return None
    server = _server_name(typed_server)
    if typed_server:
        return Account(MASTODON, f"{local}@{server}") if _SERVER.match(server) else None
    server = _server_name(_fold(default_server))
    return Account(MASTODON, f"{local}@{server}" if _SERVER.match(server) else local)


def _server_name(text: str) -> str:
    """The server as networks show it: no scheme, no trailing dot, letters instead of ``xn--``."""
    server = text.partition("://")[2] or text
    server = server.strip(_EDGES).rstrip(".")
    if "xn--" not in server:
        return server
    try:
        return _fold(server.encode("ascii").decode("idna"))
    except UnicodeError:
        return server


def _from_address(text: str, network: str) -> Account | None:
    try:
        parts = urlsplit(text if "://" in text else "https://" + text)
        host = parts.netloc.rpartition("@")[2].casefold().removeprefix("www.")
    except ValueError:
        return None
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if host in _MATRIX_HOSTS:
        user = _MATRIX_USER.search(unquote(parts.fragment))
        return _from_name(user[0], MATRIX, "") if user else None
    if host in _X_HOSTS:
        return _from_name(steps[0], X, "") if steps and steps[0].casefold() not in _PAGES else None
    if host.endswith(_BLUESKY_ENDING) and not steps:
        return _from_name(host, BLUESKY, "")
    if steps[:1] == ["profile"] and len(steps) > 1 and (host == _BLUESKY_HOST or network == BLUESKY):
        return _from_name(steps[1], BLUESKY, "")
    if network not in {"", MASTODON} or host == _BLUESKY_HOST or ("." + host).endswith(_dotted(_ELSEWHERE)):
        return None
    return _from_fediverse(steps, host) if _SERVER.match(host) else None


def _dotted(hosts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("." + host for host in hosts)


def _from_fediverse(steps: list[str], host: str) -> Account | None:
    """The account behind the path of an address: ``/@a``, ``/@a@b``, ``/users/a``, ``/b/@a`` of a web client."""
    server = host
    for step in steps:
        if step.startswith("@"):
            name = step.strip(_EDGES)
            return _from_name(name if "@" in name else f"{name}@{server}", MASTODON, "")
        server = step if "." in step else host
    if len(steps) == 2 and steps[0] in _USER_FOLDERS:
        return _from_name(f"{steps[1]}@{host}", MASTODON, "")
    if len(steps) == 1 and steps[0] not in _PAGES:
        return _from_name(f"{steps[0]}@{host}", MASTODON, "")
    return None
