"""Posts: those that sources deliver, those written on paper, and what the facilitator does with each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from buddy_console.domain import deliveries as dl
from buddy_console.domain import events as ev
from buddy_console.domain.accounts import PAPER, Account
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.commands.registering import known
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError
from buddy_console.domain.posts import Author, Post, tags_in
from buddy_console.domain.session import Session

MAX_PAPER = 2_000


@dataclass(frozen=True, slots=True)
class TakeDeliveries:
    """A batch from the sources. What is known already changes nothing; an older version is passed over."""

    deliveries: Sequence[dl.Delivery]

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        received: dict[str, Post] = {}
        edited: dict[str, Post] = {}
        deleted: dict[str, None] = {}
        states: dict[str, dl.StateChanged] = {}
        others: list[ev.Event] = []
        posts = session.posts
        for delivery in self.deliveries:
            match delivery:
                case dl.Created(post) | dl.Edited(post):
                    # After its deletion in the same batch a post is new again, as it is one batch later.
                    if post.key not in posts or post.key in deleted:
                        if post.key not in received or _is_newer(post, received[post.key]):
                            received[post.key] = post
                    elif _is_newer(post, known := edited.get(post.key, posts[post.key])):
                        # A newer version may come by way of a boost: it is the author's all the same.
                        edited[post.key] = replace(post, boosted_by=known.boosted_by)
                case dl.Deleted(key):
                    if key in received:
                        del received[key]
                    elif key in posts:
                        deleted[key] = None
                        edited.pop(key, None)
                case dl.StateChanged(source):
                    states[source] = delivery
                case _:
                    others.extend(_other(session, delivery))
        others.extend(event for state in states.values() for event in _state(session, state))
        events: list[ev.Event] = []
        if deleted:
            events.append(ev.PostsDeleted(tuple(deleted)))
        if received:
            new = tuple(received.values())
            authors = {post.author.id: post.author for post in new}
            events += [ev.PostsReceived(new), *_recognised(session, authors.values())]
        if edited:
            events.append(ev.PostsEdited(tuple(edited.values())))
        return (*events, *others)


@dataclass(frozen=True, slots=True)
class WritePaperPost:
    """A post spoken or written on paper by an attendee, typed in by the facilitator and marked as such."""

    attendee_id: str
    text: str
    key: str
    question: int | None = None

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        attendee = known(session, self.attendee_id)
        if self.question is not None:
            _known_question(session, self.question)
        text = self.text.strip()[:MAX_PAPER]
        if not text:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "Type what the person said or wrote."))
        author = paper_author(attendee)
        post = Post(self.key, PAPER, PAPER, self.key, None, author, now, now, text, tags_in(text))
        events: tuple[ev.Event, ...] = (ev.PostsReceived((post,)),)
        if self.question is not None:
            events = (ev.PostFiled(self.key, self.question), *events)
        return events


@dataclass(frozen=True, slots=True)
class FilePost:
    """File a post under a question by hand; None files it under none."""

    key: str
    question: int | None

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        _known_post(session, self.key)
        if self.question is not None:
            _known_question(session, self.question)
        return (ev.PostFiled(self.key, self.question),)


@dataclass(frozen=True, slots=True)
class ToggleStar:
    key: str

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        _known_post(session, self.key)
        return (ev.PostUnstarred(self.key) if self.key in session.starred else ev.PostStarred(self.key),)


@dataclass(frozen=True, slots=True)
class Hide:
    """Take a post, an author or a server off every audience screen, for good or until it is lifted."""

    what: ev.Concealed
    value: str

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        if not self.value:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "This post has no server that could be hidden."))
        return () if self.value in session.hidden[self.what] else (ev.HidingAdded(self.what, self.value),)


@dataclass(frozen=True, slots=True)
class LiftHiding:
    what: ev.Concealed
    value: str

    def decide(self, session: Session, now: datetime) -> tuple[ev.Event, ...]:
        return (ev.HidingLifted(self.what, self.value),) if self.value in session.hidden[self.what] else ()


def paper_author(attendee: Attendee) -> Author:
    return Author(f"{PAPER}:{attendee.id}", PAPER, attendee.name, attendee.name)


def _known_post(session: Session, key: str) -> Post:
    post = session.posts.get(key)
    if post is None:
        raise DomainError(QT_TRANSLATE_NOOP("domain", "That post was deleted by its author."))
    return post


def _known_question(session: Session, number: int) -> None:
    if not 1 <= number <= len(session.questions):
        raise DomainError(QT_TRANSLATE_NOOP("domain", "There is no such question."))


def _is_newer(post: Post, before: Post) -> bool:
    if post.edited_at is None:
        return False
    return before.edited_at is None or post.edited_at > before.edited_at


def _state(session: Session, change: dl.StateChanged) -> tuple[ev.Event, ...]:
    event = ev.SourceStateChanged(change.source, change.state, change.detail, change.retry_at)
    before = session.feed_states.get(change.source)
    return () if before is not None and before[0] == event else (event,)


def _other(session: Session, delivery: dl.Delivery) -> tuple[ev.Event, ...]:
    match delivery:
        case dl.Gap(source, since, until):
            return (ev.GapNoticed(source, since, until),)
        case dl.AuthorChanged(author_id, handle):
            author = session.timeline.authors.get(author_id)
            if author is None or author.handle == handle:
                return ()
            return (*_recognised(session, (author,)), ev.AuthorRenamed(author_id, handle))
        case _:
            return ()


def _recognised(session: Session, authors: Iterable[Author]) -> tuple[ev.Event, ...]:
    """Keep the stable id of an account once a post of it is seen, so that a new handle changes nothing."""
    changed: dict[str, Attendee] = {}
    for seen in authors:
        # Somebody who was here before is recognised by the handle of that time.
        author = session.timeline.authors.get(seen.id, seen)
        attendee_id = session.find_account(author)
        if attendee_id is None:
            continue
        attendee = changed.get(attendee_id, session.attendees[attendee_id])
        accounts = tuple(
            replace(a, author_id=author.id, handle=author.handle.casefold()) if _fits(a, author) else a
            for a in attendee.accounts
        )
        if accounts != attendee.accounts:
            changed[attendee_id] = replace(attendee, accounts=accounts)
    return (ev.AttendeesChanged(tuple(changed.values())),) if changed else ()


def _fits(account: Account, author: Author) -> bool:
    if account.author_id is not None or account.network != author.network:
        return False
    return author.handle.casefold() in (account.handle, f"{account.handle}@{author.server}")
