"""The one HTTP client, which addresses it may ask, and reading of answers that stays within bounds."""

import ipaddress
import socket
import ssl
from typing import Any, Final, TypeVar

import httpx
import msgspec

from buddy_console import __version__
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.feeds import errors
from buddy_console.feeds.errors import FeedError

_MIB: Final = 1024 * 1024
LIMIT: Final = 8 * _MIB
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
T = TypeVar("T")


def open_client() -> httpx.AsyncClient:
    """The client that all sources share. It never gives up reading by itself: a `Watchdog` does that."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(10.0, read=None),
        headers={"User-Agent": f"BuddyConsole/{__version__}"},
        follow_redirects=False,
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0),
    )


def check_server_address(text: str) -> httpx.URL:
    """The origin meant by an address as typed: ``example.social``, a page there, or ``@me@example.social``.

    Raises:
        FeedError: it is no address, or would be asked without encryption.

    """
    typed = text.strip()
    if "://" not in typed:
        typed = typed.rpartition("@")[2]
        typed = ("http://" if _is_loopback(_host_of("https://" + typed)) else "https://") + typed
    host = _host_of(typed)
    if not host or any(c.isspace() for c in typed):
        raise FeedError(
            Message(
                QT_TRANSLATE_NOOP(
                    "feeds", "“{typed}” is not the address of a server. Try one like example.social."
                ),
                {"typed": text.strip()[:80]},
            )
        )
    url = httpx.URL(typed)
    if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(host)):
        raise FeedError(
            Message(
                QT_TRANSLATE_NOOP("feeds", "{server} is only asked over https. Write https://{server}."),
                {"server": shown(url)},
            )
        )
    return httpx.URL(scheme=url.scheme, host=url.host, port=url.port)


def shown(url: httpx.URL) -> str:
    """The server of an address as a person reads it, with the port only where it is unusual."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return host if url.port in (None, _DEFAULT_PORTS.get(url.scheme)) else f"{host}:{url.port}"


def origin_of(url: httpx.URL) -> str:
    """``scheme://host[:port]``, the form in which posts name the server they came from."""
    return f"{url.scheme}://{shown(url)}"


def redirect_target(asked: httpx.URL, location: str) -> httpx.URL | None:
    """Where a redirection leads, or None if it must not be followed: another scheme, or into this computer."""
    try:
        target = asked.join(location)
    except (httpx.InvalidURL, ValueError):
        return None
    leads_away = target.scheme != asked.scheme or not target.host or leads_inward(asked, target)
    return None if leads_away else target


def leads_inward(server: httpx.URL, target: httpx.URL) -> bool:
    """Whether a server elsewhere names an address in this computer."""
    return _is_loopback(target.host) and not _is_loopback(server.host)


async def read_limited(response: httpx.Response, limit: int = LIMIT) -> bytes:
    """The body of a streamed answer.

    Raises:
        FeedError: it is larger than ``limit`` bytes; no more than that was read.

    """
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > limit:
            raise errors.too_large(shown(response.request.url), max(1, limit // _MIB))
    return bytes(body)


def decode(body: bytes, shape: type[T], server: str) -> T:
    """JSON of the given msgspec shape.

    Raises:
        FeedError: it is something else.

    """
    try:
        return msgspec.json.decode(body, type=shape, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise errors.garbled(server) from None


def is_json_object(body: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(body, type=dict[str, Any]), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def explain(problem: Exception, server: str) -> FeedError:
    """The sentence for a connection that failed."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return errors.no_such_server(server)
        if isinstance(cause, ssl.SSLError):
            return errors.no_trust(server)
        cause = cause.__cause__ or cause.__context__
    if isinstance(problem, httpx.DecodingError):
        return errors.garbled(server)
    if isinstance(problem, httpx.ReadError | httpx.RemoteProtocolError):
        return errors.broken_off(server)
    return errors.no_answer(server)


def _host_of(typed: str) -> str:
    try:
        url = httpx.URL(typed)
    except (httpx.InvalidURL, ValueError):
        return ""
    return "" if url.userinfo else url.host


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
