"""Who leads and who joins: units that stay together, hubs with room, and the policy for uneven numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.pairing.affinity import Links
from buddy_console.domain.pairing.model import Policy, Spare

Unit = tuple[Attendee, ...]

MOST_EXPERIENCED = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Hubs that are to get satellites, satellites by unit, and what becomes of those who find no hub.

    ``most`` is the most satellites a hub may have, None for no limit. ``others`` are in no hub by layout.
    """

    hubs: tuple[Unit, ...] = ()
    satellites: tuple[Unit, ...] = ()
    most: int | None = None
    floats: bool = False
    others: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """The places of each hub as ``Problem`` wants them, and how many satellites are to stay without a hub."""

    must: list[int]
    may: list[bool]
    optional: int
    idle: int


def units(attendees: Sequence[Attendee], links: Links) -> list[Unit]:
    """The attendees in their order, those who are to be kept together as one unit, experienced first."""
    leader = {a.id: a.id for a in attendees}
    for both in links.together:
        a, b = both
        if a in leader and b in leader:
            first, second = leader[a], leader[b]
            leader.update({member: first for member, lead in leader.items() if lead == second})
    gathered: dict[str, list[Attendee]] = {}
    for attendee in attendees:
        gathered.setdefault(leader[attendee.id], []).append(attendee)
    return [tuple(sorted(unit, key=lambda a: a.is_newbie)) for unit in gathered.values()]


def lay_out(all_units: Iterable[Unit], policy: Policy, *, anybody_new: bool) -> Layout:
    """Decide who leads: the level there is less of, and every unit that has both levels in it."""
    mixed: list[Unit] = []
    experienced: list[Unit] = []
    newbies: list[Unit] = []
    for unit in all_units:
        kinds = {member.level for member in unit}
        (mixed if len(kinds) > 1 else newbies if unit[0].is_newbie else experienced).append(unit)
    floats = policy.spare is Spare.FLOAT
    if newbies and (mixed or experienced) and len(newbies) >= len(experienced):
        most = None if policy.most_newbies is None else max(1, policy.most_newbies)
        return Layout((*experienced, *mixed), tuple(newbies), most)
    if experienced and (newbies or mixed):
        most = 1 if floats else MOST_EXPERIENCED
        return Layout((*newbies, *mixed), tuple(experienced), most, floats)
    # With nobody new at all there is nobody to float for.
    floating = floats and anybody_new and not newbies
    return Layout(hubs=tuple(mixed), floats=floating, others=(*experienced, *newbies))


def share_out(taken: Sequence[int], count: int, most: int | None, *, floats: bool) -> Room:
    """Spread ``count`` satellites over hubs that have ``taken`` some already, as evenly as can be.

    When the hubs are full the others stay idle. One alone cannot be a pair, so then one hub has one less if
    somebody stays there, and one more if not.
    """
    if most is None or count <= sum(max(0, most - have) for have in taken):
        return _even(taken, count)
    must = [max(0, most - have) for have in taken]
    idle = count - sum(must)
    if idle > 1 or floats:
        return Room(must, [False] * len(must), 0, idle)
    spare = [places > (0 if have else 1) for places, have in zip(must, taken, strict=True)]
    if any(spare):
        fewer = [places - one for places, one in zip(must, spare, strict=True)]
        return Room(fewer, spare, sum(spare) - 1, 2)
    least = min(have + places for have, places in zip(taken, must, strict=True))
    return Room(must, [have + places == least for have, places in zip(taken, must, strict=True)], 1, 0)


def _even(taken: Sequence[int], count: int) -> Room:
    level = min(taken)
    while sum(max(0, level + 1 - have) for have in taken) <= count:
        level += 1
    must = [max(0, level - have) for have in taken]
    return Room(must, [have <= level for have in taken], count - sum(must), 0)
