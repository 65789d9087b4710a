"""The rows of the desk's feed: all posts, or those of one pair, as cards."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication

from buddy_console.desk.words import filing_words, pair_label
from buddy_console.domain.accounts import PAPER
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.qt.post_card import PostCard

_RESET_TOPICS = Topic.DESCRIPTION | Topic.FILING | Topic.HIDING | Topic.PAIRS | Topic.QUESTIONS


class FeedRows:
    """Oldest first. Rows are added at the end and never move; a deleted post leaves a row that says so."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._keys: list[str] = []
        self._row_of: dict[str, int] = {}
        self._only: frozenset[str] | None = None
        self.reload()

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> str:
        return self._keys[index]

    def show_only(self, attendees: frozenset[str] | None) -> None:
        """Show the posts of these attendees, or of everybody when None. The caller resets the view."""
        self._only = attendees
        self.reload()

    def reload(self) -> None:
        posts = self._session.posts
        self._keys = [key for key, post in posts.items() if self._fits(post)]
        self._row_of = {key: row for row, key in enumerate(self._keys)}

    def take(
        self, changes: Changes, appended: Callable[[int], None], changed: Callable[[Collection[int]], None]
    ) -> None:
        """Follow a step: one call of ``appended`` at most, and one of ``changed``."""
        posts = self._session.posts
        new = [key for key in changes.received if key in posts and self._fits(posts[key])]
        known = self._row_of
        # A post that was deleted and is back, by undo, has its row still.
        touched: Collection[int] = {
            known[key] for key in (*changes.edited, *changes.deleted, *new) if key in known
        }
        if changes.topics & _RESET_TOPICS or (changes.attendees and not changes.received):
            touched = range(len(self._keys))
        fresh = [key for key in new if key not in known]
        if fresh:
            for row, key in enumerate(fresh, len(self._keys)):
                known[key] = row
            self._keys.extend(fresh)
            appended(len(fresh))
        if touched:
            changed(touched)

    def card(self, index: int, /) -> PostCard:
        key = self._keys[index]
        session = self._session
        post = session.posts.get(key)
        if post is None:
            gone = QCoreApplication.translate("desk", "This post was deleted.")
            return PostCard(key, "", "", "", gone, hidden=True)
        attendee = session.attendee_of(post.author)
        filing = session.timeline.filings[key]
        first = attendee is not None and attendee.is_newbie and session.standing_of(attendee.id).first_post == key
        return PostCard(
            key=key,
            name=post.author.shown_name,
            handle="" if post.network == PAPER else post.author.handle,
            time_text=post.created_at.astimezone().strftime("%H:%M"),
            text=post.text,
            spans=post.spans,
            badge="" if attendee is None else pair_label(session, attendee),
            question="" if filing.question is None else f"Q{filing.question}",
            filed_by=filing_words(filing),
            url=post.url or "",
            first_post=first,
            starred=key in session.starred,
            hidden=session.is_hidden(post),
            edited=post.edited_at is not None,
            paper=post.network == PAPER,
            held=post.is_held,
        )

    def _fits(self, post: Post) -> bool:
        if self._only is None:
            return True
        attendee = self._session.attendee_of(post.author)
        return attendee is not None and attendee.id in self._only
