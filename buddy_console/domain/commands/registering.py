"""Register: attendees in, arrived, changed, absent, and recognised by their accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee, Presence
from buddy_console.domain.events import (
    AttendeesChanged,
    AttendeesRegistered,
    AttendeesRemoved,
    Event,
    PairsPublished,
    SeenOnPhone,
    SeenOnPhoneTakenBack,
)
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError
from buddy_console.domain.pairing.latecomers import place, release
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.posts import Author
from buddy_console.domain.session import Session

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class RegisterAttendees:
    """New attendees with ids of their own. Those who have arrived join a pair if pairs are published."""

    attendees: tuple[Attendee, ...]

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        new = tuple(_tidied(attendee) for attendee in self.attendees)
        if any(not attendee.name for attendee in new):
            raise DomainError(QT_TRANSLATE_NOOP("domain", "Type a name first."))
        if not new:
            return ()
        return (AttendeesRegistered(new), *_places(session, new))


@dataclass(frozen=True, slots=True)
class ChangeAttendee:
    """The attendee as it is to be, its id unchanged."""

    attendee: Attendee

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        before = known(session, self.attendee.id)
        after = _tidied(self.attendee)
        if not after.name:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "Type a name first."))
        if before == after:
            return ()
        events: tuple[Event, ...] = (AttendeesChanged((after,)),)
        if after.is_arrived and not before.is_arrived:
            return (*events, *_places(session, (after,)))
        if before.is_arrived and not after.is_arrived and after.id in session.pair_of:
            return (*events, PairsPublished(_without(session, after.id)))
        return events


@dataclass(frozen=True, slots=True)
class ToggleArrived:
    """Arrived, or not after all: the same gesture takes it back."""

    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        attendee = known(session, self.attendee_id)
        presence = Presence.EXPECTED if attendee.is_arrived else Presence.ARRIVED
        return ChangeAttendee(replace(attendee, presence=presence)).decide(session, now)


@dataclass(frozen=True, slots=True)
class MarkAllArrived:
    """Everybody on the list who is not known to be absent is here."""

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        expected = (a for a in session.attendees.values() if a.presence is Presence.EXPECTED)
        arrived = tuple(replace(a, presence=Presence.ARRIVED) for a in expected)
        return (AttendeesChanged(arrived), *_places(session, arrived)) if arrived else ()


@dataclass(frozen=True, slots=True)
class MarkAbsent:
    """A no-show: the partner is freed, and the desk suggests the best place left."""

    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        attendee = known(session, self.attendee_id)
        events = ChangeAttendee(replace(attendee, presence=Presence.ABSENT)).decide(session, now)
        if not attendee.is_arrived and attendee.id in session.pair_of:
            return (*events, PairsPublished(_without(session, attendee.id)))
        return events


@dataclass(frozen=True, slots=True)
class RemoveAttendee:
    """Somebody registered by mistake. Their posts stay, as those of an unknown author."""

    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        known(session, self.attendee_id)
        events: tuple[Event, ...] = ()
        if self.attendee_id in session.pair_of:
            events = (PairsPublished(_without(session, self.attendee_id)),)
        return (*events, AttendeesRemoved((self.attendee_id,)))


@dataclass(frozen=True, slots=True)
class ClaimAuthor:
    """This author is that attendee: all of the author's posts follow."""

    author_id: str
    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        attendee = known(session, self.attendee_id)
        author = session.timeline.authors.get(self.author_id)
        if author is None:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "That author is not in this session any more."))
        owner = session.attendee_of(author)
        if owner is not None and owner.id == attendee.id:
            return ()
        changed: list[Attendee] = []
        if owner is not None:
            kept = tuple(a for a in owner.accounts if not _is_account_of(a, author))
            changed.append(replace(owner, accounts=kept))
        account = Account(author.network, author.handle.casefold(), author.id)
        own = tuple(a for a in attendee.accounts if not _is_account_of(a, author))
        changed.append(replace(attendee, accounts=(*own, account)))
        return (AttendeesChanged(tuple(changed)),)


@dataclass(frozen=True, slots=True)
class ToggleSeenOnPhone:
    """The facilitator saw the post on the attendee's own screen, or takes that back."""

    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        known(session, self.attendee_id)
        if self.attendee_id in session.seen_on_phone:
            return (SeenOnPhoneTakenBack(self.attendee_id),)
        return (SeenOnPhone(self.attendee_id),)


def known(session: Session, attendee_id: str) -> Attendee:
    """The attendee of that id.

    Raises:
        DomainError: nobody has it, for example because the registration was undone meanwhile.

    """
    attendee = session.attendees.get(attendee_id)
    if attendee is None:
        raise DomainError(QT_TRANSLATE_NOOP("domain", "That person is not registered any more."))
    return attendee


def _tidied(attendee: Attendee) -> Attendee:
    name = " ".join(attendee.name.replace("\0", "").split())[:MAX_NAME]
    return attendee if name == attendee.name else replace(attendee, name=name)


def _is_account_of(account: Account, author: Author) -> bool:
    if account.author_id is not None:
        return account.author_id == author.id
    return account.network == author.network and account.handle.casefold() == author.handle.casefold()


def _places(session: Session, newcomers: Iterable[Attendee]) -> tuple[Event, ...]:
    """Late arrivals join the best places there are, once pairs are published."""
    arrived = [a for a in newcomers if a.is_arrived and a.id not in session.pair_of]
    if not session.pairs or not arrived:
        return ()
    pairs: tuple[Pair, ...] = session.pairs
    attendees = {a.id: a for a in session.attendees.values() if a.is_arrived}
    for newcomer in arrived:
        attendees[newcomer.id] = newcomer
        pairs = place(newcomer, pairs, attendees, wishes=session.wishes, policy=session.policy)
    return () if pairs == session.pairs else (PairsPublished(pairs),)


def _without(session: Session, attendee_id: str) -> tuple[Pair, ...]:
    pairs, _ = release(attendee_id, session.pairs, session.attendees, wishes=session.wishes)
    return pairs
