"""Pairs rearranged by hand: two people change places, or one joins another pair."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.domain.pairing import explain
from buddy_console.domain.pairing.model import Pair, in_order


def swap(pairs: Sequence[Pair], a_id: str, b_id: str, attendees: Mapping[str, Attendee]) -> tuple[Pair, ...]:
    """``a`` and ``b`` change places.

    Raises:
        DomainError: one of them is in no pair, both are in the same, or a pair is locked.

    """
    from_pair, to_pair = _pair_of(pairs, a_id, attendees), _pair_of(pairs, b_id, attendees)
    if from_pair.id == to_pair.id:
        both = explain.names([attendees[a_id], attendees[b_id]])
        template = QT_TRANSLATE_NOOP("domain", "{names} are buddies already. Choose people of two pairs.")
        raise DomainError(Message(template, {"names": both}))
    exchanged = {a_id: b_id, b_id: a_id}
    return tuple(
        _by_hand(pair, [exchanged.get(member, member) for member in pair.members], attendees)
        if pair.id in {from_pair.id, to_pair.id}
        else pair
        for pair in pairs
    )


def move(
    pairs: Sequence[Pair], person_id: str, to_pair_id: str, attendees: Mapping[str, Attendee]
) -> tuple[Pair, ...]:
    """The person joins another pair; somebody who is in no pair yet may join as well.

    Raises:
        DomainError: a buddy would be left alone, a pair is locked, or the pair is gone.

    """
    person = _known(person_id, attendees)
    target = next((pair for pair in pairs if pair.id == to_pair_id), None)
    if target is None:
        raise DomainError(QT_TRANSLATE_NOOP("domain", "That pair is gone. The others are unchanged."))
    if person_id in target.members:
        return tuple(pairs)
    _refuse_locked(target, attendees)
    if any(person_id in pair.members for pair in pairs):
        _refuse_to_leave_alone(_pair_of(pairs, person_id, attendees), person, attendees)
    moved = []
    for pair in pairs:
        if pair.id == to_pair_id:
            moved.append(_by_hand(pair, [*pair.members, person_id], attendees))
        elif person_id in pair.members:
            moved.append(_by_hand(pair, [m for m in pair.members if m != person_id], attendees))
        else:
            moved.append(pair)
    return tuple(moved)


def _by_hand(pair: Pair, members: Sequence[str], attendees: Mapping[str, Attendee]) -> Pair:
    ordered = in_order([attendees[member] for member in members])
    return replace(pair, members=tuple(member.id for member in ordered), reason=explain.by_hand(ordered))


def _known(person_id: str, attendees: Mapping[str, Attendee]) -> Attendee:
    if person_id not in attendees:
        raise DomainError(QT_TRANSLATE_NOOP("domain", "That person is not registered any more."))
    return attendees[person_id]


def _pair_of(pairs: Sequence[Pair], person_id: str, attendees: Mapping[str, Attendee]) -> Pair:
    person = _known(person_id, attendees)
    for pair in pairs:
        if person_id in pair.members:
            _refuse_locked(pair, attendees)
            return pair
    template = QT_TRANSLATE_NOOP("domain", "{name} is in no pair yet. Move {name} into a pair instead.")
    raise DomainError(Message(template, {"name": person.name}))


def _refuse_locked(pair: Pair, attendees: Mapping[str, Attendee]) -> None:
    if pair.locked:
        members = explain.names([attendees[member] for member in pair.members])
        template = QT_TRANSLATE_NOOP("domain", "{names} are locked together. Unlock them first.")
        raise DomainError(Message(template, {"names": members}))


def _refuse_to_leave_alone(pair: Pair, person: Attendee, attendees: Mapping[str, Attendee]) -> None:
    if len(pair.members) == 2:
        left = next(member for member in pair.members if member != person.id)
        template = QT_TRANSLATE_NOOP(
            "domain", "{left} would be alone if {name} left. Swap {name} with somebody instead."
        )
        raise DomainError(Message(template, {"left": attendees[left].name, "name": person.name}))
