"""The state of a session as plain data for scripts."""

from datetime import UTC, datetime
from typing import Any

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.participation import Rung
from buddy_console.domain.session import Session


def status(session: Session) -> dict[str, Any]:
    """Attendees with their rungs, pairs, questions and counts; times in RFC 3339, in UTC."""
    registered = sum(session.standing_of(attendee_id).posts for attendee_id in session.attendees)
    newbies = [a for a in session.attendees.values() if a.is_newbie]
    return {
        "title": session.description.title,
        "hashtag": session.description.hashtag,
        "attendees": [_attendee(session, attendee) for attendee in session.attendees.values()],
        "pairs": [
            {"pair": pair.number, "members": [session.attendees[m].name for m in pair.members]}
            for pair in session.pairs
        ],
        "questions": [
            {"number": number, "text": question.text, "responses": count}
            for (number, question), count in zip(enumerate(session.questions, 1), responses(session), strict=True)
        ],
        "newbies": len(newbies),
        "newbies_posted": sum(session.standing_of(a.id).rung.has_posted for a in newbies),
        "posts_by_registered": registered,
        "posts_by_others": session.timeline.on_tag_count - registered,
    }


def responses(session: Session) -> list[int]:
    """How many posts are filed under each question, by anybody but the hosts."""
    counts = [0] * len(session.questions)
    for tally in session.timeline.tallies.values():
        for number, count in tally.by_question.items():
            if number <= len(counts):
                counts[number - 1] += count
    return counts


def rfc3339(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _attendee(session: Session, attendee: Attendee) -> dict[str, Any]:
    standing = session.standing_of(attendee.id)
    pair = session.pair_of.get(attendee.id)
    return {
        "name": attendee.name,
        "level": attendee.level.value,
        "place": attendee.place.value,
        "table": attendee.table,
        "presence": attendee.presence.value,
        "pair": None if pair is None else pair.number,
        "accounts": [account.handle for account in attendee.accounts],
        "rung": Rung(standing.rung).value,
        "since": rfc3339(standing.since),
        "posts": standing.posts,
    }
