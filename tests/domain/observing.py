"""What can be seen of a session, as plain values that two sessions can be compared by."""

from collections.abc import Iterable
from typing import Any

from buddy_console.domain.session import Session
from buddy_console.domain.timeline import Timeline


def observed(session: Session) -> dict[str, Any]:
    """Everything that a view can show, whatever the number of steps that led there."""
    timeline = session.timeline
    writers = {post.author.id: post.author for post in session.posts.values()}
    return {
        "description": session.description,
        "questions": session.questions,
        "sources": session.sources,
        "feed states": session.feed_states,
        "gaps": session.gaps,
        "attendees": list(session.attendees.values()),
        "seen on phone": set(session.seen_on_phone),
        "wishes": session.wishes,
        "policy": session.policy,
        "draft": session.draft,
        "pairs": session.pairs,
        "pair of": session.pair_of,
        "posts": dict(session.posts),
        "schedule": session.schedule,
        "starred": set(session.starred),
        "hidden": {what: set(values) for what, values in session.hidden.items()},
        "outputs": session.outputs,
        "rungs": {i: _standing(session, i) for i in session.attendees},
        "who wrote": {i: found and found.id for i, found in _attendees_of(session, writers.values())},
        **filed(timeline),
    }


def folded(session: Session) -> dict[str, Any]:
    """Everything observed, and all that a replay of the same steps must bring back exactly."""
    return {
        **observed(session),
        "steps": session.steps,
        "started at": session.started_at,
        "post order": list(session.posts),
        "starred at": session.starred,
        "hidden at": session.hidden,
        "seen at": session.seen_on_phone,
        "standings": {i: session.standing_of(i) for i in session.attendees},
        "undo": session.undo_stack,
        "redo": session.redo_stack,
    }


def filed(timeline: Timeline) -> dict[str, Any]:
    """How the posts are filed and counted; tallies of people without posts are left out."""
    return {
        "filings": dict(timeline.filings),
        "asked": dict(timeline.asked),
        "on tag": {key for key in timeline.posts if timeline.is_on_tag(key)},
        "on tag count": timeline.on_tag_count,
        "tallies": {
            author_id: {
                "on tag": dict(tally.on_tag),
                "off tag": dict(tally.off_tag),
                "by question": {number: count for number, count in tally.by_question.items() if count},
                "answers": dict(tally.answers),
                "firsts": {kind: tally.first(kind) for kind in ("on_tag", "off_tag", "answers")},
            }
            for author_id, tally in timeline.tallies.items()
            if tally.on_tag or tally.off_tag
        },
    }


def rebuilt(timeline: Timeline, order: Iterable[str]) -> Timeline:
    """A timeline with the same settings that takes in the same posts from scratch, in another order."""
    fresh = Timeline()
    fresh.hashtag, fresh.questions, fresh.hosts = timeline.hashtag, timeline.questions, timeline.hosts
    fresh.schedule, fresh.by_hand = timeline.schedule, dict(timeline.by_hand)
    for key in order:
        fresh.add(timeline.posts[key])
    return fresh


def contradictions(session: Session) -> list[str]:
    """What cannot be true of any session, in words; empty when all is well."""
    timeline = session.timeline
    found: list[str] = []
    for author_id, tally in timeline.tallies.items():
        for key in (*tally.on_tag, *tally.off_tag, *tally.answers):
            if key not in timeline.posts:
                found.append(f"{author_id} is credited with {key}, which is not here")
            elif timeline.posts[key].author.id != author_id:
                found.append(f"{author_id} is credited with {key} of somebody else")
        if sum(tally.by_question.values()) > len(tally.on_tag):
            found.append(f"{author_id} has more responses than posts")
        if min(tally.by_question.values(), default=0) < 0:
            found.append(f"{author_id} has fewer than no responses")
        if tally.answers.keys() - tally.on_tag.keys():
            found.append(f"{author_id} was answered for a post that does not count")
    if timeline.filings.keys() != timeline.posts.keys():
        found.append("a post is filed twice or not at all")
    if timeline.on_tag_count != sum(timeline.is_on_tag(key) for key in timeline.posts):
        found.append("the count of posts on the hashtag is wrong")
    members = [member for pair in session.pairs for member in pair.members]
    if len(members) != len(set(members)):
        found.append("somebody is in two pairs")
    if not set(members) <= session.attendees.keys():
        found.append("somebody in a pair is not registered")
    if any(len(pair.members) < 2 for pair in session.pairs):
        found.append("somebody is paired with nobody")
    if 1 not in session.outputs:
        found.append("there is no first output")
    return found


def _standing(session: Session, attendee_id: str) -> tuple[object, ...]:
    # Since when is left out: an undone gesture is done again at another time.
    standing = session.standing_of(attendee_id)
    return standing.rung, standing.posts, standing.by_question, standing.first_post, standing.answered_at


def _attendees_of(session: Session, writers: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    return ((author.id, session.attendee_of(author)) for author in writers)
