"""Running counts for the progress scene: kept up from changes, never recounted a frame."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from buddy_console.domain.attendees import Place
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.events import Actor
from buddy_console.domain.session import Session

_NO_QUESTION: Final = 0
_BY_HOST: Final = -1


class Counts:
    """Responses by question, posts from the room and from elsewhere, and how many first-timers have posted."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.responses: Counter[int] = Counter()
        self._filed: dict[str, int] = {}
        self._posts_of: dict[str, int] = {}
        self._in_room = 0
        self._by_hosts = 0
        self._recount()

    @property
    def in_room(self) -> int:
        return self._in_room

    @property
    def elsewhere(self) -> int:
        return max(len(self._filed) - self._by_hosts - self._in_room, 0)

    def first_timers(self) -> tuple[int, int]:
        """How many of those who are new and here have posted, and how many they are."""
        posted = total = 0
        for attendee in self._session.attendees.values():
            if attendee.is_newbie:
                has_posted = self._posts_of.get(attendee.id, 0) > 0
                posted += has_posted
                total += has_posted or attendee.is_arrived
        return posted, total

    def update(self, changes: Changes) -> list[str]:
        """Take in a step; returns the keys of the posts that take part only since then, in order."""
        if changes.topics & (Topic.FILING | Topic.DESCRIPTION):
            self._recount()
            return []
        joined = [key for key in (*changes.received, *changes.edited) if self._count(key)]
        for key in changes.deleted:
            self._discount(key)
        from_feed = changes.actor is Actor.FEED
        self._count_attendees(
            changes.attendees if from_feed else self._session.attendees.keys() | changes.attendees
        )
        return joined

    def _recount(self) -> None:
        self._filed.clear()
        self.responses.clear()
        self._by_hosts = 0
        for key in self._session.posts:
            self._count(key)
        self._posts_of.clear()
        self._count_attendees(self._session.attendees.keys())

    def _count(self, key: str) -> bool:
        """Count a post as it is filed now; True if it did not take part before."""
        before = self._discount(key)
        timeline = self._session.timeline
        post = timeline.posts.get(key)
        if post is None or not timeline.is_on_tag(key):
            return False
        number = _BY_HOST if timeline.is_host(post.author) else timeline.filings[key].question or _NO_QUESTION
        self._filed[key] = number
        self._by_hosts += number == _BY_HOST
        if number > 0:
            self.responses[number] += 1
        return before is None

    def _discount(self, key: str) -> int | None:
        number = self._filed.pop(key, None)
        if number is not None:
            self._by_hosts -= number == _BY_HOST
            if number > 0:
                self.responses[number] -= 1
        return number

    def _count_attendees(self, ids: Iterable[str]) -> None:
        session = self._session
        for attendee_id in ids:
            attendee = session.attendees.get(attendee_id)
            if attendee is None:
                self._posts_of.pop(attendee_id, None)
            else:
                self._posts_of[attendee_id] = sum(len(tally.on_tag) for tally in session.tallies_of(attendee_id))
        self._in_room = sum(
            posts
            for attendee_id, posts in self._posts_of.items()
            if posts and session.attendees[attendee_id].place is Place.IN_ROOM
        )
