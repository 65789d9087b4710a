"""The shapes of Mastodon's answers, as far as they are used; every field may be missing or null."""

from typing import Any

import msgspec


class Account(msgspec.Struct):
    id: str | int | None = None
    username: str | None = None
    acct: str | None = None
    display_name: str | None = None
    uri: str | None = None
    url: str | None = None


class Attachment(msgspec.Struct):
    type: str | None = None
    url: str | None = None
    preview_url: str | None = None
    remote_url: str | None = None
    description: str | None = None


class Tag(msgspec.Struct):
    name: str | None = None


class Status(msgspec.Struct):
    """A post on the wire. ``id`` is opaque and valid on the answering server only."""

    id: str | int | None = None
    uri: str | None = None
    url: str | None = None
    created_at: str | None = None
    edited_at: str | None = None
    account: Account | None = None
    content: str | None = None
    spoiler_text: str | None = None
    sensitive: bool | None = None
    visibility: str | None = None
    language: str | None = None
    media_attachments: list[Attachment] | None = None
    tags: list[Tag] | None = None
    reblog: "Status | None" = None
    in_reply_to_id: str | int | None = None


class Urls(msgspec.Struct):
    streaming: str | None = None
    streaming_api: str | None = None


class Access(msgspec.Struct):
    """Who may read: ``public``, ``authenticated`` or ``disabled``."""

    local: str | None = None
    remote: str | None = None


class TimelinesAccess(msgspec.Struct):
    hashtag_feeds: Access | None = None


class Configuration(msgspec.Struct):
    urls: Urls | None = None
    timelines_access: TimelinesAccess | None = None


class Instance(msgspec.Struct):
    """What a server says of itself; ``domain`` and ``configuration`` in version 2, ``uri`` and ``urls`` in 1."""

    version: str | None = None
    domain: str | None = None
    account_domain: str | None = None
    uri: str | None = None
    urls: Urls | None = None
    configuration: Configuration | None = None


def statuses(body: bytes) -> list[Status]:
    """A page of posts; one that cannot be read is left out, the others are kept.

    Raises:
        msgspec.DecodeError: it is not a list at all.

    """
    try:
        return msgspec.json.decode(body, type=list[Status])
    except msgspec.ValidationError:
        kept = (status(raw) for raw in msgspec.json.decode(body, type=list[msgspec.Raw]))
        return [one for one in kept if one is not None]


def status(raw: bytes | str | msgspec.Raw) -> Status | None:
    """One post, or None if it cannot be read."""
    try:
        return msgspec.json.decode(raw, type=Status)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=Any)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
