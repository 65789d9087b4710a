"""Moderation and consent: which posts, names and texts an audience may see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from buddy_console.domain.accounts import BLUESKY, MASTODON, MATRIX, PAPER, Account
from buddy_console.domain.attendees import Attendee, Consent
from buddy_console.domain.posts import Author, Post, Span
from buddy_console.domain.session import Session

MASK: Final = "@…"
_UNSEEN: Final = frozenset({Consent.NOT_ON_SCREEN, Consent.NOT_ON_RECORD})
_MENTION = re.compile(r"[@＠]([\w.\-]*\w(?:[@＠:][\w\-]+(?:\.[\w\-]+)*)?)")


@dataclass(frozen=True, slots=True)
class ShownAuthor:
    """What may be shown of a post's author; '' stands for what is withheld. ``handle`` has no leading ``@``."""

    name: str
    handle: str


def may_appear(attendee: Attendee) -> bool:
    """Whether the attendee agreed to be on a screen at all, by name or by handle."""
    return attendee.consent not in _UNSEEN


def writer(session: Session, author: Author) -> Attendee | None:
    """The attendee behind an author, also behind the author of a paper post; None for the rest of the world."""
    if author.network == PAPER:
        return session.attendees.get(author.id.removeprefix(f"{PAPER}:"))
    return session.attendee_of(author)


def may_show_post(session: Session, post: Post) -> bool:
    """Whether a post may be on an audience's screen now.

    It takes part, nobody hid it, its author or its server, it is not held back as sensitive, and its author, if
    registered, agreed. A paper post is shown only while the person who wrote it is registered.
    """
    if post.is_held or not session.timeline.is_on_tag(post.key) or session.is_hidden(post):
        return False
    attendee = writer(session, post.author)
    return post.network != PAPER if attendee is None else may_appear(attendee)


def shown_author(session: Session, post: Post, names: frozenset[str] | None = None) -> ShownAuthor:
    """Name and handle of a post's author as far as consent goes; both '' where nothing may be shown."""
    author = session.timeline.authors.get(post.author.id, post.author)
    attendee = writer(session, author)
    if attendee is None:
        names = unseen_names(session) if names is None else names
        return ShownAuthor(_masked(author.shown_name, names), _masked(_bare(author.handle), names))
    if not may_appear(attendee):
        return ShownAuthor("", "")
    name_agreed = attendee.consent is Consent.FULL
    if author.network == PAPER:
        # The author of a paper post has the attendee's name in place of a handle.
        return ShownAuthor(attendee.name if name_agreed else "", _handle_of(attendee))
    return ShownAuthor(author.shown_name if name_agreed else "", _bare(author.handle))


def shown_name(attendee: Attendee) -> str:
    """What a list of people calls the attendee: the name, only the handle, or '' for one who is left out."""
    if attendee.consent is Consent.FULL:
        return attendee.name
    handle = _handle_of(attendee) if may_appear(attendee) else ""
    return f"@{handle}" if handle else ""


def shown_text(session: Session, post: Post, names: frozenset[str] | None = None) -> str:
    """A post's text with every mention of a registered person who may not appear made unreadable.

    Mentions are found by handle and by the spans that the network marked. A post that quotes such a person in
    free words, by name or by what was said, cannot be known; only hiding it by hand helps there.
    """
    names = unseen_names(session) if names is None else names
    return _masked(_without_spans(post, names), names) if names else post.text


def shown_alt(session: Session, post: Post, names: frozenset[str] | None = None) -> str:
    """The descriptions of a post's media, in order, masked as the text is."""
    names = unseen_names(session) if names is None else names
    return _masked(" · ".join(media.alt for media in post.media if media.alt), names)


def unseen_names(session: Session) -> frozenset[str]:
    """Every casefolded spelling of the accounts of the attendees who may not appear, and their stable ids.

    Who shows many posts at once takes it once and hands it to the functions above.
    """
    authors = session.timeline.authors
    accounts: list[Account] = []
    for attendee in session.attendees.values():
        if may_appear(attendee):
            continue
        accounts.extend(attendee.accounts)
        renamed = (authors.get(account.author_id) for account in attendee.accounts if account.author_id)
        accounts.extend(Account(author.network, author.handle, author.id) for author in renamed if author)
    return frozenset(name for account in accounts for name in _spellings(account))


def _handle_of(attendee: Attendee) -> str:
    return _bare(attendee.accounts[0].handle) if attendee.accounts else ""


def _bare(handle: str) -> str:
    return handle.lstrip("@")


def _spellings(account: Account) -> Iterator[str]:
    handle = _bare(account.handle).casefold()
    yield handle
    if account.author_id:
        yield account.author_id.casefold()
    # People write the short form of a name too, and software shortens mentions to it.
    if account.network in (MASTODON, MATRIX):
        yield re.split("[@:]", handle, maxsplit=1)[0]
    elif account.network == BLUESKY:
        yield handle.partition(".")[0]


def _masked(text: str, names: frozenset[str]) -> str:
    if not names or not text:
        return text
    text = _MENTION.sub(lambda found: MASK if _names_one_of(found[1], names) else found[0], text)
    return _whole_handles(names).sub(MASK, text)


def _names_one_of(mention: str, names: frozenset[str]) -> bool:
    name = mention.casefold().replace("＠", "@")
    return name in names or re.split("[@:]", name, maxsplit=1)[0] in names


@lru_cache(maxsize=8)
def _whole_handles(names: frozenset[str]) -> re.Pattern[str]:
    """Handles that name their server are masked without the ``@`` too, for instance within an address."""
    whole = sorted((re.escape(name) for name in names if "@" in name or "." in name or ":" in name), key=len)
    return re.compile(rf"(?<![\w.])@?(?:{'|'.join(reversed(whole)) or '(?!)'})(?![\w])", re.IGNORECASE)


def _without_spans(post: Post, names: frozenset[str]) -> str:
    text = post.text
    for span in sorted(post.spans, key=lambda span: span.start, reverse=True):
        if span.kind == "mention" and _points_at(span, names):
            text = text[: span.start] + MASK + text[span.end :]
    return text


def _points_at(span: Span, names: frozenset[str]) -> bool:
    target = span.target.casefold()
    last = re.split(r"[/#]", target.rstrip("/"))[-1]
    return target in names or _bare(target) in names or _names_one_of(_bare(last), names)
