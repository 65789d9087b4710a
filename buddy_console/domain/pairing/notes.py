"""What the numbers did to the pairs: nobody experienced, more newbies than the policy allows, somebody alone."""

from collections.abc import Iterator, Mapping, Sequence

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.domain.pairing import explain
from buddy_console.domain.pairing.model import Pair, Policy


def on_numbers(
    alone: str | None, pairs: Sequence[Pair], people: Mapping[str, Attendee], policy: Policy
) -> Iterator[Message]:
    """One sentence for each thing that the policy or the levels wanted and the numbers did not allow."""
    if alone is not None:
        template = QT_TRANSLATE_NOOP("domain", "{name} is the only one here: there is nobody to pair with yet.")
        yield Message(template, {"name": people[alone].name})
    elif people and all(person.is_newbie for person in people.values()):
        if policy.stands_in:
            yield Message(QT_TRANSLATE_NOOP("domain", "Nobody here is experienced: the facilitator stands in."))
        else:
            yield Message(QT_TRANSLATE_NOOP("domain", "Nobody here is experienced: newbies help each other."))
    else:
        for pair in pairs:
            yield from _on_load([people[member] for member in pair.members], policy)


def _on_load(members: Sequence[Attendee], policy: Policy) -> Iterator[Message]:
    newbies = [member for member in members if member.is_newbie]
    experienced = len(members) - len(newbies)
    if not experienced:
        template = QT_TRANSLATE_NOOP("domain", "{names} have nobody experienced with them: the others are taken.")
        yield Message(template, {"names": explain.names(newbies)})
    elif policy.most_newbies is not None and len(newbies) > policy.most_newbies * experienced:
        template = QT_TRANSLATE_NOOP(
            "domain", "{name} has {n} newbies, more than the {most} you allow: one would be alone otherwise."
        )
        values = {"name": members[0].name, "n": len(newbies), "most": policy.most_newbies}
        yield Message(template, values)
