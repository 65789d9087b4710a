"""People as numbers: cost factors by class, and ties that depend on who people are, not when they came."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.pairing import affinity
from buddy_console.domain.pairing.affinity import Tiers
from buddy_console.domain.pairing.problem import TIE_PRIME, Factor


def factors(satellites: Sequence[Attendee], hubs: Sequence[Attendee], tiers: Tiers) -> tuple[Factor, ...]:
    """``affinity.points`` for every satellite with every hub, as a sum of tables over few classes."""

    def by(facts: Callable[[Attendee], Hashable], points: Callable[..., int]) -> Factor:
        return _factor([facts(a) for a in satellites], [facts(a) for a in hubs], points)

    def places(a: object, b: object) -> int:
        return 0 if a is b else tiers.place

    return (
        by(lambda a: frozenset(a.languages), lambda a, b: affinity.language_points(a, b, tiers)),
        by(lambda a: a.place, places),
        by(affinity.networks_of, lambda a, b: affinity.networks_points(a, b, tiers)),
        by(lambda a: fold(a.organisation), affinity.organisation_points),
        by(affinity.interests_of, affinity.interests_points),
        by(affinity.table_of, affinity.table_points),
    )


def _factor(
    satellite_facts: Sequence[Hashable], hub_facts: Sequence[Hashable], points: Callable[..., int]
) -> Factor:
    satellite_classes = _classes(satellite_facts)
    hub_classes = _classes(hub_facts)
    table = [[points(a, b) for b in hub_classes] for a in satellite_classes]
    return Factor(
        [satellite_classes[fact] for fact in satellite_facts], [hub_classes[fact] for fact in hub_facts], table
    )


def _classes(facts: Iterable[Hashable]) -> dict[Hashable, int]:
    return {fact: number for number, fact in enumerate(dict.fromkeys(facts))}


def ties(attendees: Sequence[Attendee], seed: int) -> Mapping[str, int]:
    """A number from 1 to ``TIE_PRIME - 1`` for each id, drawn from the seed and from who the person is.

    Only people whose name, level, table and organisation are all the same are told apart by their ids, so
    that neither the order of a list nor the ids given on import change who is paired with whom.
    """
    descriptions = {a.id: "\x1f".join(_description(a)) for a in attendees}
    seen = Counter(descriptions.values())
    return {
        attendee_id: tie(seed, text if seen[text] == 1 else f"{text}\x1f{attendee_id}")
        for attendee_id, text in descriptions.items()
    }


def _description(attendee: Attendee) -> list[str]:
    return [attendee.name, attendee.level, attendee.place, attendee.table, attendee.organisation]


def tie(seed: int, text: str) -> int:
    digest = blake2b(f"{seed}\x1f{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return 1 + int.from_bytes(digest, "big") % (TIE_PRIME - 1)
