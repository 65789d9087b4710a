"""Pair: draft, publish, rearrange by hand, and the wishes and policy that pairing keeps to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from buddy_console.domain.commands.registering import known
from buddy_console.domain.events import Event, PairsDrafted, PairsPublished, PolicyChanged, WishesChanged
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.domain.pairing.latecomers import place, rehomed
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, Wish, WishKind
from buddy_console.domain.pairing.swap import move, swap
from buddy_console.domain.session import Session


@dataclass(frozen=True, slots=True)
class DraftPairs:
    """Keep a proposal that was computed for everybody who had arrived."""

    proposal: Proposal

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        _refuse_stale(session, self.proposal)
        return (PairsDrafted(self.proposal),)


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        return (PairsDrafted(None),) if session.draft is not None else ()


@dataclass(frozen=True, slots=True)
class PublishPairs:
    """Make the draft hold. Whoever came since the draft joins the best place there is."""

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        draft = session.draft
        if draft is None or not draft.pairs:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "There is no draft to publish. Press Pair first."))
        arrived = {a.id: a for a in session.attendees.values() if a.is_arrived}
        pairs = _only(draft.pairs, arrived.keys())
        placed = {member for pair in pairs for member in pair.members} | set(draft.floating)
        for attendee in arrived.values():
            if attendee.id not in placed:
                pairs = place(attendee, pairs, arrived, wishes=session.wishes, policy=session.policy)
        return (PairsPublished(pairs), PairsDrafted(None))


@dataclass(frozen=True, slots=True)
class AcceptPlace:
    """Give somebody without a buddy the best place there is among the published pairs.

    A newbie whose pair has nobody experienced left is placed anew, together with the others of that pair.
    """

    attendee_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        attendee = known(session, self.attendee_id)
        if not attendee.is_arrived:
            template = QT_TRANSLATE_NOOP("domain", "{name} has not arrived yet.")
            raise DomainError(Message(template, {"name": attendee.name}))
        arrived = {a.id: a for a in session.attendees.values() if a.is_arrived}
        own = session.pair_of.get(attendee.id)
        if own is not None:
            moved = rehomed(own, session.pairs, arrived, wishes=session.wishes, policy=session.policy)
            return () if moved is None else (PairsPublished(moved),)
        pairs = place(attendee, session.pairs, arrived, wishes=session.wishes, policy=session.policy)
        if pairs == session.pairs:
            template = QT_TRANSLATE_NOOP("domain", "There is nobody yet to pair {name} with.")
            raise DomainError(Message(template, {"name": attendee.name}))
        return (PairsPublished(pairs),)


@dataclass(frozen=True, slots=True)
class SwapMembers:
    """Two people change places, in the draft while there is one, else in the published pairs."""

    a_id: str
    b_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        return _rearranged(session, swap(_working_pairs(session), self.a_id, self.b_id, session.attendees))


@dataclass(frozen=True, slots=True)
class MoveMember:
    """One person joins another pair."""

    attendee_id: str
    pair_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        pairs = move(_working_pairs(session), self.attendee_id, self.pair_id, session.attendees)
        return _rearranged(session, pairs)


@dataclass(frozen=True, slots=True)
class ToggleLock:
    """A locked pair stays together in every further draft."""

    pair_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        pairs = tuple(
            replace(pair, locked=not pair.locked) if pair.id == self.pair_id else pair
            for pair in _working_pairs(session)
        )
        return _rearranged(session, pairs)


@dataclass(frozen=True, slots=True)
class MakeWish:
    """Keep two people together, or apart; a contrary wish about the same two is replaced."""

    kind: WishKind
    a_id: str
    b_id: str

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        known(session, self.a_id)
        known(session, self.b_id)
        if self.a_id == self.b_id:
            raise DomainError(QT_TRANSLATE_NOOP("domain", "Choose two different people."))
        first, second = sorted((self.a_id, self.b_id))
        wish = Wish(self.kind, (first, second))
        others = tuple(w for w in session.wishes if w.members != wish.members)
        return () if wish in session.wishes else (WishesChanged((*others, wish)),)


@dataclass(frozen=True, slots=True)
class DropWish:
    wish: Wish

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        kept = tuple(wish for wish in session.wishes if wish != self.wish)
        return (WishesChanged(kept),) if kept != session.wishes else ()


@dataclass(frozen=True, slots=True)
class SetPolicy:
    policy: Policy

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        return (PolicyChanged(self.policy),) if self.policy != session.policy else ()


def _working_pairs(session: Session) -> tuple[Pair, ...]:
    return session.draft.pairs if session.draft is not None else session.pairs


def _rearranged(session: Session, pairs: tuple[Pair, ...]) -> tuple[Event, ...]:
    if pairs == _working_pairs(session):
        return ()
    if session.draft is not None:
        return (PairsDrafted(replace(session.draft, pairs=pairs)),)
    return (PairsPublished(pairs),)


def _only(pairs: Sequence[Pair], ids: Collection[str]) -> tuple[Pair, ...]:
    kept = []
    for pair in pairs:
        members = tuple(m for m in pair.members if m in ids)
        if len(members) > 1:
            kept.append(pair if members == pair.members else replace(pair, members=members))
    return tuple(kept)


def _refuse_stale(session: Session, proposal: Proposal) -> None:
    members = [member for pair in proposal.pairs for member in pair.members] + list(proposal.floating)
    if any(member not in session.attendees for member in members):
        raise DomainError(
            QT_TRANSLATE_NOOP("domain", "The list changed while pairs were being made. Press Pair again.")
        )
