"""What the keys will do now with the person typed or found, in one sentence."""

from PySide6.QtCore import QCoreApplication

from buddy_console.desk.typed_person import TypedPerson, account_typed
from buddy_console.desk.words import level_word, pair_names, place_word
from buddy_console.domain.attendees import Attendee, Level, Place, Presence
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.session import Session
from buddy_console.qt.sentences import spoken

_LONGEST_NAME = 32


def hint_for_nobody() -> str:
    return QCoreApplication.translate("desk", "Type a name. Enter marks who has arrived, or adds a new person.")


def hint_for_new(typed: TypedPerson, level: Level, place: Place, home_server: str) -> str:
    """What Enter adds; a handle that cannot be read is said at once."""
    translate = QCoreApplication.translate
    account, complaint = account_typed(typed, home_server)
    values = {"name": short(typed.called), "level": level_word(level), "place": place_word(place)}
    if complaint is not None:
        added = translate("desk", "Enter adds {name} as {level}, {place}.").format(**values)
        return f"{added} {spoken(complaint)}"
    if account is not None:
        sentence = translate("desk", "Enter adds {name} as {level}, {place}, with {handle}.")
        return sentence.format(handle=account.handle, **values)
    return translate("desk", "Enter adds {name} as {level}, {place}.").format(**values)


def hint_for_known(attendee: Attendee, typed: TypedPerson, home_server: str) -> str:
    translate = QCoreApplication.translate
    account, complaint = account_typed(typed, home_server)
    if complaint is not None:
        return spoken(complaint)
    if account is not None and account not in attendee.accounts:
        sentence = (
            translate("desk", "Enter gives {name} the account {handle}.")
            if attendee.is_arrived
            else translate("desk", "Enter: {name} has arrived, with the account {handle}.")
        )
        return sentence.format(name=short(attendee.name), handle=account.handle)
    sentence = {
        Presence.EXPECTED: translate("desk", "Enter: {name} has arrived ({level}, {place})."),
        Presence.ARRIVED: translate("desk", "{name} is here ({level}, {place}). Enter takes that back."),
        Presence.ABSENT: translate("desk", "Enter: {name} has come after all ({level}, {place})."),
    }[attendee.presence]
    return sentence.format(
        name=short(attendee.name), level=level_word(attendee.level), place=place_word(attendee.place)
    )


def keys_for_known(typed: TypedPerson) -> str:
    translate = QCoreApplication.translate
    keys = translate("desk", "F2 level   F3 place   F4 table   F8 not coming")
    if not typed.words:
        return keys
    return translate("desk", "Ctrl+Enter adds “{name}” as a new person   {keys}").format(
        name=short(typed.called), keys=keys
    )


def keys_for_new() -> str:
    return QCoreApplication.translate("desk", "F2 level   F3 place   A handle may follow: Ana Sousa, @ana@server")


def keys_for_nobody() -> str:
    return QCoreApplication.translate("desk", "↑ ↓ choose somebody   Paste a list to import it   F1 all keys")


def nobody_shown(typed: TypedPerson) -> str:
    """What stands in the table while it has no rows."""
    translate = QCoreApplication.translate
    if typed.words:
        return translate("desk", "Nobody on the list fits.\nEnter adds {name}.").format(name=short(typed.called))
    return translate("desk", "Nobody is on the list yet.\nType a name and press Enter, or import a list.")


def short(name: str) -> str:
    """A name for the middle of a sentence."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def arrival_sentence(session: Session, attendee_id: str) -> str:
    """What became of somebody who has just arrived."""
    translate = QCoreApplication.translate
    attendee = session.attendees[attendee_id]
    pair = session.pair_of.get(attendee_id)
    if pair is not None:
        others = Pair(pair.id, pair.number, tuple(member for member in pair.members if member != attendee_id))
        sentence = translate("desk", "{name} has arrived: pair {number}, with {others}.")
        return sentence.format(name=attendee.name, number=pair.number, others=pair_names(session, others))
    if session.pairs:
        return translate("desk", "{name} has arrived and has no buddy yet.").format(name=attendee.name)
    return translate("desk", "{name} has arrived.").format(name=attendee.name)


def namesake_sentence(name: str, count: int) -> str:
    """Said when people of one name are on the list; ``count`` has the new one in it."""
    sentence = QCoreApplication.translate("desk", "{count} people are called {name}; they are kept apart.")
    return sentence.format(count=count, name=name)


def counts_sentence(session: Session) -> str:
    """How many are on the list and here, for the line below the table."""
    translate = QCoreApplication.translate
    people = session.attendees.values()
    here = [attendee for attendee in people if attendee.is_arrived]
    newbies = sum(attendee.is_newbie for attendee in here)
    parts = [
        translate("desk", "{here} of {all} are here").format(here=len(here), all=len(people)),
        translate("desk", "{count} experienced").format(count=len(here) - newbies),
        translate("desk", "One newbie") if newbies == 1 else translate("desk", "%n newbies", None, newbies),
    ]
    absent = sum(attendee.presence is Presence.ABSENT for attendee in people)
    remote = sum(attendee.place is Place.REMOTE for attendee in here)
    if remote:
        parts.append(translate("desk", "{count} remote").format(count=remote))
    if absent:
        parts.append(translate("desk", "{count} not coming").format(count=absent))
    return " · ".join(parts)
