"""The posts of a session: in order, filed under questions, answered by each other, and tallied by author."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from buddy_console.domain.accounts import PAPER
from buddy_console.domain.posts import Author, Post
from buddy_console.domain.questions import (
    UNFILED,
    Filing,
    FilingRule,
    Question,
    Schedule,
    asked_question,
    marked_question,
)

Moment = tuple[datetime, str]
"""When, and the key of the post."""


@dataclass(slots=True)
class Tally:
    """What one author has written, by key with its time, and how it is filed. Host posts are in no tally.

    ``answers`` maps each of the author's posts that somebody else answered to the moment of the first answer.
    """

    on_tag: dict[str, datetime] = field(default_factory=dict)
    off_tag: dict[str, datetime] = field(default_factory=dict)
    by_question: dict[int, int] = field(default_factory=dict)
    answers: dict[str, datetime] = field(default_factory=dict)
    firsts: dict[str, Moment] = field(default_factory=dict)

    def first(self, kind: str) -> Moment | None:
        """The earliest entry of ``on_tag``, ``off_tag`` or ``answers``: kept, and sought anew after a removal."""
        known = self.firsts.get(kind)
        if known is None:
            entries: dict[str, datetime] = getattr(self, kind)
            if not entries:
                return None
            known = self.firsts[kind] = min((moment, key) for key, moment in entries.items())
        return known

    def note(self, kind: str, key: str, moment: datetime) -> None:
        entries: dict[str, datetime] = getattr(self, kind)
        entries[key] = moment
        known = self.firsts.get(kind)
        if known is not None and (moment, key) < known:
            self.firsts[kind] = (moment, key)

    def forget(self, kind: str, key: str) -> None:
        entries: dict[str, datetime] = getattr(self, kind)
        if entries.pop(key, None) is not None and self.firsts.get(kind, (None, ""))[1] == key:
            del self.firsts[kind]


class Timeline:
    """Posts by key in the order of their arrival; adding and removing cost the same at any size."""

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self.authors: dict[str, Author] = {}
        self.filings: dict[str, Filing] = {}
        self.by_hand: dict[str, int | None] = {}
        self.tallies: dict[str, Tally] = {}
        self.on_tag_count = 0
        self.asked: dict[str, int] = {}
        self.hashtag = ""
        self.questions: tuple[Question, ...] = ()
        self.schedule = Schedule()
        self.hosts: frozenset[str] = frozenset()
        self._on_tag: set[str] = set()
        self._replies: dict[str, list[str]] = {}
        self._native: dict[tuple[str, str], str] = {}
        self._awaited: dict[tuple[str, str], list[str]] = {}

    def add(self, post: Post) -> None:
        """Take in a post whose key is not known yet."""
        key = post.key
        self.posts[key] = post
        self.authors[post.author.id] = post.author
        self._native[post.origin, post.native_id] = key
        if post.reply_to is not None:
            parent = self.parent_of(post)
            if parent is None:
                self._awaited.setdefault((post.origin, post.reply_to), []).append(key)
            else:
                self._replies.setdefault(parent, []).append(key)
        for name in (post.native_id, key) if self._awaited else ():
            for child in self._awaited.pop((post.origin, name), ()):
                self._replies.setdefault(key, []).append(child)
        self._count(post)
        for child in self._replies.get(key, ()):
            self._recount(self.posts[child])

    def replace(self, post: Post) -> None:
        """Take a new version of a post that is known."""
        self._discount(self.posts[post.key])
        self.posts[post.key] = post
        self._count(post)

    def remove(self, key: str) -> None:
        post = self.posts[key]
        self._discount(post)
        parent = self.parent_of(post)
        if parent is not None and parent in self._replies:
            self._replies[parent].remove(key)
            self._answers_of(parent)
        del self.posts[key], self.filings[key]
        self._native.pop((post.origin, post.native_id), None)

    def refile(self, keys: Iterable[str] | None = None) -> None:
        """Apply the rules again, to all posts or to some."""
        for key in list(self.posts if keys is None else keys):
            self._recount(self.posts[key])

    def parent_of(self, post: Post) -> str | None:
        """The key of the post that this one replies to, if it is here."""
        if post.reply_to is None:
            return None
        return post.reply_to if post.reply_to in self.posts else self._native.get((post.origin, post.reply_to))

    def replies_to(self, key: str) -> Iterator[Post]:
        return (self.posts[child] for child in self._replies.get(key, ()))

    def is_host(self, author: Author) -> bool:
        return author.id in self.hosts or f"{author.network}:{author.handle.casefold()}" in self.hosts

    def is_on_tag(self, key: str) -> bool:
        """Whether the post takes part: it has the hashtag, was handed in on paper, or answers the host."""
        return key in self._on_tag

    def _count(self, post: Post) -> None:
        key = post.key
        if self.is_host(post.author):
            self._count_host(post)
            return
        filing = self.filings[key] = self._file(post)
        tally = self.tallies.setdefault(post.author.id, Tally())
        if self.hashtag in post.tags or post.network == PAPER or _is_adopted(filing):
            self._on_tag.add(key)
            self.on_tag_count += 1
            tally.note("on_tag", key, post.created_at)
            if filing.question is not None:
                tally.by_question[filing.question] = tally.by_question.get(filing.question, 0) + 1
        else:
            tally.note("off_tag", key, post.created_at)
        if key in self._replies:
            self._answers_of(key)
        parent = self.parent_of(post)
        if parent is not None:
            self._answers_of(parent)

    def _count_host(self, post: Post) -> None:
        self.filings[post.key] = UNFILED
        self._on_tag.add(post.key)
        self.on_tag_count += 1
        number = asked_question(post.text, self.questions)
        if number is not None:
            self.asked[post.key] = number
        parent = self.parent_of(post)
        if parent is not None:
            self._answers_of(parent)

    def _discount(self, post: Post) -> None:
        key = post.key
        filing = self.filings[key]
        self.asked.pop(key, None)
        if key in self._on_tag:
            self._on_tag.remove(key)
            self.on_tag_count -= 1
        tally = self.tallies.get(post.author.id)
        if tally is None:
            return
        if key in tally.on_tag and filing.question is not None:
            tally.by_question[filing.question] -= 1
        for kind in ("on_tag", "off_tag", "answers"):
            tally.forget(kind, key)

    def _recount(self, post: Post) -> None:
        self._discount(post)
        self._count(post)

    def _answers_of(self, parent: str) -> None:
        """Keep the moment at which somebody other than its author first answered a post."""
        post = self.posts.get(parent)
        tally = None if post is None else self.tallies.get(post.author.id)
        if post is None or tally is None:
            return
        moments = [
            reply.created_at
            for child in self._replies.get(parent, ())
            if (reply := self.posts.get(child)) is not None and reply.author.id != post.author.id
        ]
        tally.forget("answers", parent)
        if moments:
            tally.note("answers", parent, min(moments))

    def _file(self, post: Post) -> Filing:
        if post.key in self.by_hand:
            return Filing(self.by_hand[post.key], FilingRule.BY_HAND)
        if not self.questions:
            return UNFILED
        number = marked_question(post.text, len(self.questions))
        if number is not None:
            return Filing(number, FilingRule.MARKER)
        parent = self.parent_of(post)
        if parent is not None and parent in self.asked:
            return Filing(self.asked[parent], FilingRule.REPLY)
        number = self.schedule.open_at(post.created_at)
        return Filing(number, FilingRule.TIME) if number is not None else UNFILED


def _is_adopted(filing: Filing) -> bool:
    """Whether a post without the hashtag takes part: it answers the host, or was filed by hand."""
    return filing.question is not None and filing.rule in (FilingRule.REPLY, FilingRule.BY_HAND)
