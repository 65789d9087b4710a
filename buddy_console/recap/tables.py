"""Pairs and posts as rows for a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence

from buddy_console.domain.attendees import Attendee, Consent
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.session import Session
from buddy_console.recap.status import rfc3339

PAIRS_HEADER = ("pair", "name", "level", "place", "table", "reason")
POSTS_HEADER = (
    "created_at",
    "question",
    "network",
    "author",
    "name",
    "attendee",
    "pair",
    "text",
    "url",
    "starred",
    "hidden",
)


def pair_rows(pairs: Sequence[Pair], attendees: Mapping[str, Attendee]) -> Iterator[tuple[str, ...]]:
    """One row a person, under `PAIRS_HEADER`."""
    for pair in pairs:
        for member in pair.members:
            who = attendees[member]
            reason = "" if pair.reason is None else str(pair.reason)
            yield (str(pair.number), who.name, who.level.value, who.place.value, who.table, reason)


def post_rows(session: Session) -> Iterator[tuple[str, ...]]:
    """One row a post in the order of writing, under `POSTS_HEADER`; nothing of people who are not on record."""
    for post in sorted(session.posts.values(), key=lambda post: (post.created_at, post.key)):
        attendee = session.attendee_of(post.author)
        if attendee is not None and attendee.consent is Consent.NOT_ON_RECORD:
            continue
        pair = None if attendee is None else session.pair_of.get(attendee.id)
        question = session.timeline.filings[post.key].question
        by_handle = attendee is not None and attendee.consent is Consent.HANDLE_ONLY
        yield (
            rfc3339(post.created_at) or "",
            "" if question is None else str(question),
            post.network,
            post.author.handle,
            "" if by_handle else post.author.shown_name,
            "" if attendee is None or by_handle else attendee.name,
            "" if pair is None else str(pair.number),
            post.text,
            post.url or "",
            "yes" if post.key in session.starred else "",
            "yes" if session.is_hidden(post) else "",
        )
