"""The posts of a session: in order, filed under questions, answered by each other, and tallied by author."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

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

    ``answers`` maps each post in ``on_tag`` that somebody else answered to the moment of the first answer.
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


@cache
def _filing(question: int | None, rule: FilingRule) -> Filing:
    """There are few filings and many posts: equal ones are one object."""
    return Filing(question, rule)


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
        self._shared: dict[Hashable, Hashable] = {}
        self._native: dict[tuple[str, str], str] = {}
        # Replies by what they name as their parent, whether or not that post is here.
        self._naming: dict[str, dict[str, None]] = {}

    def add(self, post: Post) -> list[str]:
        """Take in a post whose key is not known yet; returns the keys of others that it files anew."""
        self._enter(post)
        self._count(post)
        parent = self.parent_of(post)
        if parent is not None:
            self._note_answer(parent, post)
        return self._refile_replies(post) if post.key in self.asked else []

    def replace(self, post: Post) -> list[str]:
        """Take a new version of a post that is known; returns the keys of others that it files anew."""
        before = self.posts[post.key]
        if post.origin != before.origin:
            # Another server's copy: the names that others know this post by are those of the first one.
            post = replace(post, origin=before.origin, native_id=before.native_id, reply_to=before.reply_to)
        asked = self.asked.get(post.key)
        parents = {self.parent_of(before)}
        self._discount(before)
        self._leave(before)
        self._enter(post)
        self._count(post)
        parents.add(self.parent_of(post))
        for parent in parents:
            self._seek_answer(parent)
        return self._refile_replies(post) if self.asked.get(post.key) != asked else []

    def remove(self, key: str) -> list[str]:
        """Forget a post; returns the keys of others that are filed anew without it."""
        post = self.posts[key]
        parent = self.parent_of(post)
        replies = [reply for reply in self.replies_to(key) if reply.key != key] if key in self.asked else []
        self._discount(post)
        self._leave(post)
        del self.posts[key], self.filings[key]
        self._seek_answer(parent)
        return self._refiled(replies)

    def refile(self, keys: Iterable[str] | None = None) -> None:
        """Apply the rules again, to all posts or to some."""
        posts = [self.posts[key] for key in (self.posts if keys is None else keys)]
        if keys is None:
            # The host's posts first: they say where the replies to them belong.
            self.asked.clear()
            posts.sort(key=lambda post: not self.is_host(post.author))
        for post in posts:
            self._recount(post)

    def parent_of(self, post: Post) -> str | None:
        """The key of the post that this one replies to, if it is here."""
        if post.reply_to is None:
            return None
        return post.reply_to if post.reply_to in self.posts else self._native.get((post.origin, post.reply_to))

    def replies_to(self, key: str) -> Iterator[Post]:
        if not self._naming:
            return
        for name in dict.fromkeys((key, self.posts[key].native_id)):
            for child in self._naming.get(name, ()):
                reply = self.posts[child]
                if self.parent_of(reply) == key:
                    yield reply

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
        if key in self._naming or post.native_id in self._naming:
            self._seek_answer(key)

    def _count_host(self, post: Post) -> None:
        self.filings[post.key] = UNFILED
        self._on_tag.add(post.key)
        self.on_tag_count += 1
        number = asked_question(post.text, self.questions)
        if number is not None:
            self.asked[post.key] = number

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

    def _share(self, post: Post) -> None:
        """Let equal authors, tags and names of servers be one object: it saves nearly half of a post's memory."""
        for name in ("author", "network", "origin", "tags", "language"):
            value = getattr(post, name)
            # The post is as it was to everybody who reads it: what is put in is equal to what was there.
            object.__setattr__(post, name, self._shared.setdefault(value, value))

    def _enter(self, post: Post) -> None:
        self._share(post)
        self.posts[post.key] = post
        self.authors[post.author.id] = post.author
        self._native[post.origin, post.native_id] = post.key
        if post.reply_to is not None:
            self._naming.setdefault(post.reply_to, {})[post.key] = None

    def _leave(self, post: Post) -> None:
        if self._native.get((post.origin, post.native_id)) == post.key:
            del self._native[post.origin, post.native_id]
        if post.reply_to is not None:
            self._naming[post.reply_to].pop(post.key, None)

    def _refile_replies(self, post: Post) -> list[str]:
        return self._refiled(list(self.replies_to(post.key)))

    def _refiled(self, posts: Iterable[Post]) -> list[str]:
        changed = []
        for post in posts:
            before = self.filings[post.key]
            self._recount(post)
            if self.filings[post.key] != before:
                changed.append(post.key)
        return changed

    def _note_answer(self, key: str, reply: Post) -> None:
        """Keep the moment of a reply if it is the first by somebody else to a post that counts."""
        author = self.posts[key].author
        tally = self.tallies.get(author.id)
        if tally is None or key not in tally.on_tag or reply.author.id == author.id:
            return
        known = tally.answers.get(key)
        if known is None or reply.created_at < known:
            tally.note("answers", key, reply.created_at)

    def _seek_answer(self, key: str | None) -> None:
        """Find the first answer to a post again, after the post or a reply to it changed."""
        if key is None or key not in self.posts:
            return
        tally = self.tallies.get(self.posts[key].author.id)
        if tally is not None:
            tally.forget("answers", key)
            for reply in self.replies_to(key):
                self._note_answer(key, reply)

    def _file(self, post: Post) -> Filing:
        if post.key in self.by_hand:
            return _filing(self.by_hand[post.key], FilingRule.BY_HAND)
        if not self.questions:
            return UNFILED
        number = marked_question(post.text, len(self.questions))
        if number is not None:
            return _filing(number, FilingRule.MARKER)
        parent = self.parent_of(post)
        if parent is not None and parent in self.asked:
            return _filing(self.asked[parent], FilingRule.REPLY)
        number = self.schedule.open_at(post.created_at)
        return _filing(number, FilingRule.TIME) if number is not None else UNFILED


def _is_adopted(filing: Filing) -> bool:
    """Whether a post without the hashtag takes part: it answers the host, or was filed by hand."""
    return filing.question is not None and filing.rule in (FilingRule.REPLY, FilingRule.BY_HAND)
