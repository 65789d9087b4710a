"""The session: all its state, folded from steps and changed by nothing but `apply`."""

from collections.abc import Iterator
from datetime import datetime

from buddy_console.domain.accounts import MASTODON, PAPER, Account
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.changes import Changes
from buddy_console.domain.events import (
    Actor,
    AttendeesChanged,
    Concealed,
    Event,
    SessionDescribed,
    Source,
    SourceStateChanged,
    Step,
)
from buddy_console.domain.outputs import Output
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Wish
from buddy_console.domain.participation import Standing, standing
from buddy_console.domain.posts import Author, Post
from buddy_console.domain.questions import Question, Schedule
from buddy_console.domain.timeline import Tally, Timeline


class Session:
    """The state of one event. Read it freely; change it only through the service's one door."""

    def __init__(self) -> None:
        self.steps = 0
        self.started_at: datetime | None = None
        self.description = SessionDescribed("", "")
        self.sources: tuple[Source, ...] = ()
        self.feed_states: dict[str, tuple[SourceStateChanged, datetime]] = {}
        self.gaps: list[tuple[datetime | None, datetime]] = []
        self.attendees: dict[str, Attendee] = {}
        self.registered_at: dict[str, datetime] = {}
        self.seen_on_phone: dict[str, datetime] = {}
        self.wishes: tuple[Wish, ...] = ()
        self.policy = Policy()
        self.draft: Proposal | None = None
        self.pairs: tuple[Pair, ...] = ()
        self.pair_of: dict[str, Pair] = {}
        self.timeline = Timeline()
        self.starred: dict[str, datetime] = {}
        self.hidden: dict[Concealed, dict[str, datetime]] = {what: {} for what in Concealed}
        self.outputs: dict[int, Output] = {1: Output(1)}
        self.undo_stack: list[tuple[Event, ...]] = []
        self.redo_stack: list[tuple[Event, ...]] = []
        self._attendee_of_author: dict[str, str] = {}
        self._authors_of: dict[str, set[str]] = {}
        self._account_index: dict[str, str] = {}

    @property
    def hashtag(self) -> str:
        return self.timeline.hashtag

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.timeline.questions

    @property
    def schedule(self) -> Schedule:
        return self.timeline.schedule

    @property
    def posts(self) -> dict[str, Post]:
        return self.timeline.posts

    def apply(self, step: Step) -> Changes:
        """Fold a step into the state and say what it touched. Cannot refuse: `decide` has done so before."""
        from buddy_console.domain.folding import fold_event
        from buddy_console.domain.undo import carry_over, inverse

        changes = Changes(step.actor)
        self.started_at = self.started_at or step.at
        undoable = step.actor in (Actor.DESK, Actor.UNDO, Actor.REDO)
        inverses: list[Event] = []
        for event in step.events:
            if undoable:
                inverses[:0] = inverse(self, event)
            elif isinstance(event, AttendeesChanged):
                carry_over(self, event)
            fold_event(self, event, step.at, changes)
        self.steps = step.number
        if undoable:
            self._stack(step.actor, tuple(inverses))
        return changes

    def _stack(self, actor: Actor, inverses: tuple[Event, ...]) -> None:
        # What was taken back leaves its stack even when it changed nothing any more, or it would stay on top.
        if actor is Actor.UNDO:
            self.undo_stack.pop()
        elif actor is Actor.REDO:
            self.redo_stack.pop()
        elif inverses:
            self.redo_stack.clear()
        if inverses:
            (self.redo_stack if actor is Actor.UNDO else self.undo_stack).append(inverses)

    # Who wrote what

    def attendee_of(self, author: Author) -> Attendee | None:
        """The attendee known to be this author, or None for the rest of the world."""
        attendee_id = self._attendee_of_author.get(author.id)
        return None if attendee_id is None else self.attendees.get(attendee_id)

    def find_account(self, author: Author) -> str | None:
        """The id of the attendee who registered this author's account: by stable id, else by handle."""
        found = self._account_index.get(author.id)
        if found is not None:
            return found
        handle = author.handle.casefold()
        found = self._account_index.get(f"{author.network}:{handle}")
        if found is None and author.network == MASTODON:
            found = self._account_index.get(f"{MASTODON}:{handle.partition('@')[0]}")
        if found is None and author.network == PAPER:
            writer = author.id.removeprefix(f"{PAPER}:")
            found = writer if writer in self.attendees else None
        return found

    def tallies_of(self, attendee_id: str) -> Iterator[Tally]:
        for author_id in self._authors_of.get(attendee_id, ()):
            tally = self.timeline.tallies.get(author_id)
            if tally is not None:
                yield tally

    def standing_of(self, attendee_id: str) -> Standing:
        """Where the attendee stands on the ladder of participation now."""
        return standing(
            self.attendees[attendee_id],
            self.tallies_of(attendee_id),
            self.registered_at.get(attendee_id),
            self.seen_on_phone.get(attendee_id),
        )

    def link_author(self, author: Author) -> str | None:
        """Remember which attendee a newly seen author is; returns the attendee's id."""
        attendee_id = self.find_account(author)
        if attendee_id is not None:
            self._attendee_of_author[author.id] = attendee_id
            self._authors_of.setdefault(attendee_id, set()).add(author.id)
        return attendee_id

    def link_all(self) -> set[str]:
        """Match accounts and authors anew, after accounts changed; returns whose authors are others now."""
        before = self._authors_of
        index: dict[str, str] = {}
        bare: dict[str, list[str]] = {}
        for attendee in self.attendees.values():
            for account in attendee.accounts:
                index.setdefault(_name_of(account), attendee.id)
                if account.network == MASTODON and "@" not in account.handle and account.author_id is None:
                    bare.setdefault(f"{MASTODON}:{account.handle}", []).append(attendee.id)
        for name, ids in bare.items():
            # A bare name fits a user of any server; with two people of that name it proves nothing.
            if len(ids) > 1:
                index.pop(name, None)
        self._account_index = index
        self._attendee_of_author.clear()
        self._authors_of = {}
        for author in self.timeline.authors.values():
            self.link_author(author)
        return {i for i in before.keys() | self._authors_of.keys() if before.get(i) != self._authors_of.get(i)}

    # Small questions that several readers ask

    def is_hidden(self, post: Post) -> bool:
        hidden = self.hidden
        return (
            post.key in hidden[Concealed.POST]
            or post.author.id in hidden[Concealed.AUTHOR]
            or (bool(hidden[Concealed.SERVER]) and post.author.server in hidden[Concealed.SERVER])
        )

    def unpaired(self) -> list[Attendee]:
        """Those who have arrived and are in no published pair."""
        return [a for a in self.attendees.values() if a.is_arrived and a.id not in self.pair_of]


def _name_of(account: Account) -> str:
    """By what an account is recognised: once its id is known, a stranger who takes its old handle is not it."""
    return account.author_id or f"{account.network}:{account.handle.casefold()}"
