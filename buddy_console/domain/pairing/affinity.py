"""What two people have in common: the exact tiers and the soft points that every pairing is weighed with."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from buddy_console.domain.accounts import NETWORKS
from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.pairing.model import Wish, WishKind

MET_BEFORE = 3_000
SAME_ORGANISATION = 400
EACH_INTEREST_MISSING = 120
INTERESTS_WANTED = 3
EACH_TABLE_APART = 40
FARTHEST_TABLE = 200
# Nothing is known against a match, but one that is known to fit is better.
TABLE_UNKNOWN = 100
NETWORK_UNKNOWN = 100

MOST_SOFT = (
    MET_BEFORE + SAME_ORGANISATION + EACH_INTEREST_MISSING * INTERESTS_WANTED + FARTHEST_TABLE + NETWORK_UNKNOWN
)

Table = tuple[str, str, int | None]

_NUMBERED = re.compile(r"(.*?)(\d{1,6})\Z")


@dataclass(frozen=True, slots=True)
class Tiers:
    """What one breach of a rule costs: each tier outweighs all that lies below it, for everybody together."""

    network: int
    place: int
    language: int
    apart: int

    @classmethod
    def for_people(cls, count: int) -> "Tiers":
        """The tiers for ``count`` people. Python's integers have no limit, so these are exact."""
        links = count + 1
        network = links * MOST_SOFT
        place = links * (network + MOST_SOFT)
        language = links * (place + network + MOST_SOFT)
        return cls(network, place, language, links * (language + place + network + MOST_SOFT))


def networks_of(attendee: Attendee) -> frozenset[str]:
    return frozenset(account.network for account in attendee.accounts if account.network in NETWORKS)


def interests_of(attendee: Attendee) -> frozenset[str]:
    return frozenset(interest.casefold() for interest in attendee.interests)


def shared_languages(a: Attendee, b: Attendee) -> list[str]:
    return sorted(set(a.languages) & set(b.languages))


def have_no_language(a: Attendee, b: Attendee) -> bool:
    """Whether both have named their languages and none is the same."""
    return bool(a.languages and b.languages) and set(a.languages).isdisjoint(b.languages)


def networks_points(a: frozenset[str], b: frozenset[str], tiers: Tiers) -> int:
    if not a or not b:
        return NETWORK_UNKNOWN
    return tiers.network if a.isdisjoint(b) else 0


def language_points(a: frozenset[str], b: frozenset[str], tiers: Tiers) -> int:
    return tiers.language if a and b and a.isdisjoint(b) else 0


def organisation_points(a: str, b: str) -> int:
    return SAME_ORGANISATION if a and a == b else 0


def interests_points(a: frozenset[str], b: frozenset[str]) -> int:
    return EACH_INTEREST_MISSING * (INTERESTS_WANTED - min(INTERESTS_WANTED, len(a & b)))


def table_of(attendee: Attendee) -> Table:
    """The table as text, and split before its number, as in ``Table 4`` or ``B12``."""
    text = fold(attendee.table)
    numbered = _NUMBERED.match(text)
    return (text, numbered[1], int(numbered[2])) if numbered else (text, text, None)


def table_points(a: Table, b: Table) -> int:
    """How far two tables are from each other, by their numbers where they have some."""
    if not a[0] or not b[0]:
        return TABLE_UNKNOWN
    if a[0] == b[0]:
        return 0
    if a[2] is None or b[2] is None or a[1] != b[1]:
        return FARTHEST_TABLE
    return min(FARTHEST_TABLE, EACH_TABLE_APART * abs(a[2] - b[2]))


def points(a: Attendee, b: Attendee, tiers: Tiers) -> int:
    """What it costs to put these two together, wishes and earlier sessions left aside."""
    return (
        language_points(frozenset(a.languages), frozenset(b.languages), tiers)
        + (tiers.place if a.place is not b.place else 0)
        + networks_points(networks_of(a), networks_of(b), tiers)
        + organisation_points(fold(a.organisation), fold(b.organisation))
        + interests_points(interests_of(a), interests_of(b))
        + table_points(table_of(a), table_of(b))
    )


@dataclass(frozen=True, slots=True)
class Links:
    """What is said about certain two: kept apart, together, or partners in an earlier session."""

    apart: frozenset[frozenset[str]] = frozenset()
    together: frozenset[frozenset[str]] = frozenset()
    met: frozenset[frozenset[str]] = frozenset()

    def points(self, a_id: str, b_id: str, tiers: Tiers) -> int:
        both = frozenset((a_id, b_id))
        return (tiers.apart if both in self.apart else 0) + (MET_BEFORE if both in self.met else 0)


def links_of(wishes: Collection[Wish], met: Collection[frozenset[str]]) -> Links:
    """The wishes as sets of two ids."""
    return Links(
        apart=frozenset(frozenset(w.members) for w in wishes if w.kind is WishKind.APART),
        together=frozenset(frozenset(w.members) for w in wishes if w.kind is WishKind.TOGETHER),
        met=frozenset(met),
    )
