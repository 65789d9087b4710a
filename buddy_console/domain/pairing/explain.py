"""The sentences of pairing: why these are buddies, and what could not be kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from buddy_console.domain.attendees import Attendee, Place, fold
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.domain.pairing.affinity import (
    have_no_language,
    interests_of,
    networks_of,
)
from buddy_console.domain.pairing.model import Pair, Wish, WishKind

MOST_FACTS = 3


def names(attendees: Sequence[Attendee]) -> Message:
    """The names as one phrase: ``Ana``, ``Ana and Ben``, ``Ana, Ben and Cem``."""
    if len(attendees) == 1:
        return Message("{name}", {"name": attendees[0].name})
    if len(attendees) == 2:
        template = QT_TRANSLATE_NOOP("domain", "{first} and {second}")
        return Message(template, {"first": attendees[0].name, "second": attendees[1].name})
    template = QT_TRANSLATE_NOOP("domain", "{first}, {rest}")
    return Message(template, {"first": attendees[0].name, "rest": names(attendees[1:])})


def reason(members: Sequence[Attendee], wishes: Collection[Wish] = ()) -> Message:
    """Why these are buddies, in one sentence with their names."""
    facts = list(_facts(members, wishes))[:MOST_FACTS]
    values: dict[str, object] = {"names": names(members)}
    if not facts:
        template = QT_TRANSLATE_NOOP("domain", "{names}: with them together, the whole room fits best.")
    elif len(facts) == 1:
        template = QT_TRANSLATE_NOOP("domain", "{names}: {fact}.")
        values["fact"] = facts[0]
    elif len(facts) == 2:
        template = QT_TRANSLATE_NOOP("domain", "{names}: {fact} and {second}.")
        values.update(fact=facts[0], second=facts[1])
    else:
        template = QT_TRANSLATE_NOOP("domain", "{names}: {fact}, {second} and {third}.")
        values.update(fact=facts[0], second=facts[1], third=facts[2])
    return Message(template, values)


def by_hand(members: Sequence[Attendee]) -> Message:
    return Message(QT_TRANSLATE_NOOP("domain", "{names}: put together by hand."), {"names": names(members)})


def _facts(members: Sequence[Attendee], wishes: Collection[Wish]) -> Iterator[Message]:
    ids = {member.id for member in members}
    if any(wish.kind is WishKind.TOGETHER and ids.issuperset(wish.members) for wish in wishes):
        yield Message(QT_TRANSLATE_NOOP("domain", "to be kept together"))
    newbies = sum(member.is_newbie for member in members)
    if len(members) > 2 and newbies > 1 and newbies < len(members):
        yield Message(QT_TRANSLATE_NOOP("domain", "more of them because there are more newbies"))
    elif len(members) > 2 and newbies == 1:
        yield Message(QT_TRANSLATE_NOOP("domain", "more of them because there are fewer newbies"))
    tables = {fold(member.table) for member in members}
    if len(tables) == 1 and members[0].table:
        yield Message(QT_TRANSLATE_NOOP("domain", "at the same table ({table})"), {"table": members[0].table})
    for language in sorted(set.intersection(*(set(member.languages) for member in members))):
        yield Message(
            QT_TRANSLATE_NOOP("domain", "with a language in common ({language})"),
            {"language": language.capitalize()},
        )
        break
    for network in sorted(frozenset.intersection(*(networks_of(member) for member in members))):
        yield Message(
            QT_TRANSLATE_NOOP("domain", "on the same network ({network})"), {"network": network.capitalize()}
        )
        break
    for interest in sorted(frozenset.intersection(*(interests_of(member) for member in members))):
        yield Message(
            QT_TRANSLATE_NOOP("domain", "with an interest in common ({interest})"), {"interest": interest}
        )
        break
    if all(member.place is Place.REMOTE for member in members):
        yield Message(QT_TRANSLATE_NOOP("domain", "joining from elsewhere"))
    organisations = [fold(member.organisation) for member in members]
    if all(organisations) and len(set(organisations)) == len(organisations):
        yield Message(QT_TRANSLATE_NOOP("domain", "from different organisations"))


def unmet(
    pairs: Sequence[Pair],
    people: Mapping[str, Attendee],
    wishes: Collection[Wish],
    met: Collection[frozenset[str]],
) -> tuple[Message, ...]:
    """One sentence for each wish and each hard rule that these pairs do not keep."""
    pair_of = {member: pair.id for pair in pairs for member in pair.members}
    sentences = list(_broken_wishes(pair_of, people, wishes))
    for pair in pairs:
        members = [people[member] for member in pair.members]
        sentences += _misfits(members)
        sentences += (
            _of(QT_TRANSLATE_NOOP("domain", "{names} were buddies in an earlier session already."), (a, b))
            for a, b in combinations(members, 2)
            if frozenset((a.id, b.id)) in met
        )
    return tuple(sentences)


def _broken_wishes(
    pair_of: Mapping[str, str], people: Mapping[str, Attendee], wishes: Collection[Wish]
) -> Iterator[Message]:
    for wish in sorted(wishes, key=lambda w: (w.kind, w.members)):
        a, b = wish.members
        if a not in people or b not in people:
            continue
        same = pair_of.get(a, a) == pair_of.get(b, b)
        if wish.kind is WishKind.TOGETHER and not same:
            template = QT_TRANSLATE_NOOP("domain", "{names} could not be kept together.")
        elif wish.kind is WishKind.APART and same:
            template = QT_TRANSLATE_NOOP("domain", "{names} could not be kept apart: nobody else is left.")
        else:
            continue
        yield _of(template, (people[a], people[b]))


def _misfits(members: Sequence[Attendee]) -> Iterator[Message]:
    said: set[frozenset[str]] = set()
    for member in reversed(members):
        others = buddies_of(member, members)
        circle = frozenset(other.id for other in (member, *others))
        if not others or circle in said:
            continue
        values = {"name": member.name, "buddies": names(others)}
        if all(have_no_language(member, other) for other in others):
            said.add(circle)
            template = QT_TRANSLATE_NOOP("domain", "{name} has no language in common with {buddies}.")
            yield Message(template, values)
        if all(member.place is not other.place for other in others):
            said.add(circle)
            if member.place is Place.REMOTE:
                template = QT_TRANSLATE_NOOP(
                    "domain", "{name} joins from elsewhere, while {buddies} is in the room: nobody else is left."
                )
            else:
                template = QT_TRANSLATE_NOOP(
                    "domain", "{name} is in the room, while {buddies} joins from elsewhere: nobody else is left."
                )
            yield Message(template, values)


def buddies_of(member: Attendee, members: Sequence[Attendee]) -> list[Attendee]:
    """Those whom a member has to get on with: the other level, or everybody else where there is one level."""
    other_level = [other for other in members if other.level is not member.level]
    return other_level or [other for other in members if other.id != member.id]


def _of(template: str, people: Sequence[Attendee]) -> Message:
    return Message(template, {"names": names(people)})
