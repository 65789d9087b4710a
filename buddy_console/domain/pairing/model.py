"""The words of pairing: pairs, wishes, the facilitator's policy, and a proposal with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.message import Message


class WishKind(StrEnum):
    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Wish:
    """Two attendees who are to be kept together, or apart. ``members`` is sorted."""

    kind: WishKind
    members: tuple[str, str]


class Spare(StrEnum):
    """What experienced attendees do when there are more of them than newbies."""

    DOUBLE_UP = "double_up"  # a second experienced joins a pair
    FLOAT = "float"  # they help where they are needed; they are in no pair


@dataclass(frozen=True, slots=True)
class Policy:
    """What the facilitator decides for uneven numbers.

    ``most_newbies`` is the most newbies one experienced may have, None for no limit: then nobody is without an
    experienced buddy. ``stands_in`` says that the facilitator helps pairs of newbies when there is nobody
    experienced at all.
    """

    most_newbies: int | None = None
    spare: Spare = Spare.DOUBLE_UP
    stands_in: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """Buddies: two or more members' ids, experienced first. People see ``number``; ``id`` never changes."""

    id: str
    number: int
    members: tuple[str, ...]
    locked: bool = False
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft of pairs, and what is known about it.

    ``floating`` are experienced attendees in no pair by policy. ``unmet`` has one sentence for each wish that
    could not be kept. ``cost`` is what the pairs cost and ``bound`` the least that any allowed grouping costs,
    so that ``gap`` is 0 when the draft is proven optimal. It always is where buddies of both levels are found.
    Those who find nobody of the other level are matched among themselves afterwards, and their part of the
    bound is for these people; there, and where several of one level are to be kept together, the gap may be
    above 0 although nothing better exists.
    """

    pairs: tuple[Pair, ...]
    floating: tuple[str, ...] = ()
    unmet: tuple[Message, ...] = ()
    cost: int = 0
    bound: int = 0
    seed: int = 0

    @property
    def gap(self) -> int:
        return self.cost - self.bound


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a no-show leaves to be accepted with one key: all pairs as they would be, and the sentence to show."""

    pairs: tuple[Pair, ...]
    sentence: Message


def in_order(members: Sequence[Attendee]) -> list[Attendee]:
    """The experienced first, then by name."""
    return sorted(members, key=lambda member: (member.is_newbie, fold(member.name), member.id))
