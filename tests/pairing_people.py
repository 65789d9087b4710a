"""Rooms full of people for pairing: drawn by a seed for figures, or by Hypothesis for rules."""

from random import Random

from hypothesis import strategies as st

from buddy_console.domain.accounts import BLUESKY, MASTODON, Account, X
from buddy_console.domain.attendees import Attendee, Level, Place, Presence
from buddy_console.domain.pairing.model import Pair, Policy, Spare, Wish, WishKind

LANGUAGES = ("arabic", "english", "french", "german", "spanish")


def somebody(number: int, level: Level, **parts: object) -> Attendee:
    parts.setdefault("presence", Presence.ARRIVED)
    return Attendee(f"a{number:04}", f"Person {number:04}", level, **parts)


def plain_room(experienced: int, newbies: int) -> list[Attendee]:
    """Names and levels, and nothing else known."""
    levels = [Level.EXPERIENCED] * experienced + [Level.NEWBIE] * newbies
    return [somebody(number, level) for number, level in enumerate(levels)]


def room(experienced: int, newbies: int, seed: int = 7) -> list[Attendee]:
    """People of five languages, three networks, twenty organisations, ten interests and a table for eight."""
    chance = Random(seed)
    return [_drawn(person, chance, experienced + newbies) for person in plain_room(experienced, newbies)]


def _drawn(person: Attendee, chance: Random, count: int) -> Attendee:
    accounts = [Account(network, person.id) for network in (MASTODON, BLUESKY, X) if chance.random() < 0.4]
    return Attendee(
        person.id,
        person.name,
        person.level,
        place=Place.IN_ROOM if chance.random() < 0.85 else Place.REMOTE,
        table=f"Table {chance.randrange(max(1, count // 8))}",
        organisation=f"Organisation {chance.randrange(20)}",
        languages=tuple(chance.sample(LANGUAGES, chance.choice([1, 1, 1, 2]))),
        accounts=tuple(accounts),
        presence=Presence.ARRIVED,
        interests=tuple(chance.sample("abcdefghij", 3)),
    )


def by_id(attendees: list[Attendee]) -> dict[str, Attendee]:
    return {attendee.id: attendee for attendee in attendees}


def newbies_and_experienced(pair: Pair, people: dict[str, Attendee]) -> tuple[int, int]:
    newbies = sum(people[member].is_newbie for member in pair.members)
    return newbies, len(pair.members) - newbies


@st.composite
def rooms(draw: st.DrawFn, most: int = 12, fewest: int = 0) -> list[Attendee]:
    """Small rooms in which much is unknown and much is alike, as in real lists."""
    people = []
    for number in range(draw(st.integers(fewest, most))):
        networks = draw(st.lists(st.sampled_from([MASTODON, X]), unique=True, max_size=2))
        person = somebody(
            number,
            draw(st.sampled_from(Level)),
            place=draw(st.sampled_from(Place)),
            table=draw(st.sampled_from(["", "1", "2", "Balcony"])),
            organisation=draw(st.sampled_from(["", "Library"])),
            languages=tuple(draw(st.lists(st.sampled_from(LANGUAGES[:3]), unique=True, max_size=2))),
            accounts=tuple(Account(network, f"p{number}") for network in networks),
            interests=tuple(draw(st.lists(st.sampled_from("ab"), unique=True))),
        )
        people.append(person)
    return people


@st.composite
def wishes_for(draw: st.DrawFn, people: list[Attendee], most: int = 4) -> list[Wish]:
    """Wishes about different two each, as the facilitator can make them."""
    if len(people) < 2:
        return []
    ids = [person.id for person in people]
    two = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
    members = draw(st.lists(two, unique=True, max_size=most))
    return [Wish(draw(st.sampled_from(WishKind)), both) for both in members]


policies = st.builds(Policy, st.sampled_from([None, 1, 2, 3]), st.sampled_from(Spare), st.booleans())
