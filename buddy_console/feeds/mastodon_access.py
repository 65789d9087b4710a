"""What a server lets be read, and how, from what it says of itself."""

import re
from dataclasses import dataclass, field
from typing import Final

import httpx

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.feeds import errors
from buddy_console.feeds.errors import FeedError
from buddy_console.feeds.http import check_server_address, leads_inward, shown
from buddy_console.feeds.mastodon_wire import Access, Instance

_DOMAIN: Final = re.compile(r"(?=.{1,253}\Z)[\w\-]+(\.[\w\-]+)*(:\d{1,5})?\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a server: ``domain`` completes handles, ``query`` goes with each page, ``streaming`` is the
    stream's server or None, ``detail`` a sentence about what is missing.
    """

    domain: str
    query: dict[str, str] = field(default_factory=dict)
    streaming: httpx.URL | None = None
    detail: Message | None = None


def how_to_read(about: Instance, server: httpx.URL, *, has_login: bool) -> Reading:
    """How the hashtag can be read.

    Raises:
        LoginNeededError: only with an account there.
        NotPublishedError: not at all.

    """
    configuration = about.configuration
    access = configuration.timelines_access if configuration else None
    query, detail = _half(access.hashtag_feeds if access else None, shown(server), has_login=has_login)
    streaming = _streaming(about, server) if has_login else None
    return Reading(_domain(about, server), query, streaming, detail)


def _half(access: Access | None, server: str, *, has_login: bool) -> tuple[dict[str, str], Message | None]:
    """The query for the part that may be read; a server that says nothing is found out by trying."""
    if access is None:
        return {}, None
    local, remote = (_may_read(said, has_login=has_login) for said in (access.local, access.remote))
    if local and remote:
        return {}, None
    if local:
        template = QT_TRANSLATE_NOOP(
            "feeds", "{server} shows only what its own people write. Add another server for the rest."
        )
        return {"local": "true"}, Message(template, {"server": server})
    if remote:
        template = QT_TRANSLATE_NOOP(
            "feeds", "{server} does not show what its own people write. Add another server for that."
        )
        return {"remote": "true"}, Message(template, {"server": server})
    if "authenticated" in (access.local, access.remote):
        raise errors.login_needed(server)
    raise errors.not_published(server)


def _may_read(said: str | None, *, has_login: bool) -> bool:
    return said != "disabled" and (has_login or said != "authenticated")


def _streaming(about: Instance, server: httpx.URL) -> httpx.URL | None:
    """The stream's server, given as a WebSocket address; the same answers server-sent events."""
    configuration = about.configuration
    given = configuration.urls.streaming if configuration and configuration.urls else None
    given = given or (about.urls.streaming_api if about.urls else None)
    if not given or "://" not in given:
        return None
    try:
        url = check_server_address(re.sub(r"\Aws", "http", given))
    except FeedError:
        return None
    return None if leads_inward(server, url) else url


def _domain(about: Instance, server: httpx.URL) -> str:
    """What follows the @ in the handles of the server's own people; it may differ from its address."""
    for said in (about.account_domain, about.domain, about.uri):
        name = (said or "").partition("://")[2] or said or ""
        if _DOMAIN.match(name.rstrip("/")):
            return name.rstrip("/").casefold()
    return shown(server)
