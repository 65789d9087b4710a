"""Posts of Mastodon and its like in the product's one shape."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from buddy_console.domain.accounts import MASTODON
from buddy_console.domain.posts import Author, Media, Post, fold_tag, tags_in
from buddy_console.feeds.html_text import read_html
from buddy_console.feeds.mastodon_wire import Account, Attachment, Status
from buddy_console.feeds.safe_text import plain_line, plain_lines

_KINDS: Final[dict[str, Literal["image", "gifv", "video", "audio"]]] = {
    "image": "image",
    "gifv": "gifv",
    "video": "video",
    "audio": "audio",
}
_MEDIA: Final = 16
_TAGS: Final = 100
_ID_LIMIT: Final = 1_000
_AHEAD: Final = timedelta(minutes=2)

FindKey = Callable[[str], str | None]


def to_post(status: Status, *, origin: str, domain: str, received_at: datetime, find_key: FindKey) -> Post | None:
    """The post of a status, the inner one of a boost; None if it is not public or has no author or id.

    ``domain`` completes the handles of the server's own people; ``find_key`` knows the keys of posts by their
    id on that server, for replies.
    """
    inner = status.reblog or status
    key = _identifier(inner.uri) or _identifier(inner.url)
    author = to_author(inner.account, domain)
    if inner.visibility != "public" or not key or author is None or inner.id is None:
        return None
    text, spans = read_html(inner.content or "")
    reply_to = find_key(str(inner.in_reply_to_id)) if inner.in_reply_to_id is not None else None
    return Post(
        key=key,
        network=MASTODON,
        origin=origin,
        native_id=str(inner.id),
        url=_web(inner.url) or _web(key),
        author=author,
        created_at=_written_at(inner.created_at, received_at),
        received_at=received_at,
        text=text,
        tags=_tags(inner, text),
        reply_to=reply_to,
        edited_at=read_time(inner.edited_at),
        spans=spans,
        media=tuple(_medium(one) for one in (inner.media_attachments or ())[:_MEDIA]),
        content_warning=plain_lines(inner.spoiler_text, limit=1_000),
        sensitive=bool(inner.sensitive),
        language=plain_line(inner.language, limit=35),
        boosted_by=to_author(status.account, domain) if status.reblog else None,
    )


def to_author(account: Account | None, domain: str) -> Author | None:
    """The author with the handle in full; the id is the address of the account, never its local number."""
    if account is None:
        return None
    identity = _identifier(account.uri) or _identifier(account.url)
    return _author(identity, account.acct or account.username or "", account.display_name or "", domain)


@lru_cache(maxsize=4_096)
def _author(identity: str, acct: str, name: str, domain: str) -> Author | None:
    """One object for an author however much they write, which also keeps memory down."""
    acct = "".join(plain_line(acct, limit=320).split())
    if not identity or not acct:
        return None
    handle = acct if "@" in acct else f"{acct}@{domain}"
    return Author(id=identity, network=MASTODON, handle=handle, name=plain_line(name))


def read_time(text: str | None) -> datetime | None:
    """A moment in UTC from ISO 8601 in any precision; a naive one is taken for UTC; None if it is no time."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _written_at(text: str | None, received_at: datetime) -> datetime:
    written = read_time(text)
    return received_at if written is None or written > received_at + _AHEAD else written


def _tags(status: Status, text: str) -> tuple[str, ...]:
    if status.tags is None:
        return tags_in(text)[:_TAGS]
    named = (_folded(tag.name or "") for tag in status.tags[:_TAGS])
    return tuple(dict.fromkeys(tag for tag in named if tag))


@lru_cache(maxsize=2_048)
def _folded(name: str) -> str:
    return fold_tag(plain_line(name))


def _medium(attachment: Attachment) -> Media:
    return Media(
        kind=_KINDS.get(attachment.type or "", "file"),
        url=_web(attachment.url) or _web(attachment.remote_url),
        preview=_web(attachment.preview_url),
        alt=plain_lines(attachment.description, limit=1_500) or None,
    )


def _identifier(text: str | None) -> str:
    return text if text and len(text) <= _ID_LIMIT and text.isprintable() else ""


def _web(text: str | None) -> str | None:
    """The address, if it is one of the web and nothing else."""
    url = text or ""
    is_web = url.startswith(("https://", "http://")) and len(url) <= 2_000
    return url if is_web and url.isprintable() and " " not in url else None
