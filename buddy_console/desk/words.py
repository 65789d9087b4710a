"""The desk's words for the domain's values, in the user's language."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from buddy_console.domain.attendees import Attendee, Level, Place
from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.pairing.model import Pair
from buddy_console.domain.participation import Rung
from buddy_console.domain.questions import Filing, FilingRule
from buddy_console.domain.session import Session


def level_word(level: Level) -> str:
    translate = QCoreApplication.translate
    return translate("desk", "newbie") if level is Level.NEWBIE else translate("desk", "experienced")


def place_word(place: Place) -> str:
    translate = QCoreApplication.translate
    return translate("desk", "in the room") if place is Place.IN_ROOM else translate("desk", "remote")


def rung_word(rung: Rung) -> str:
    translate = QCoreApplication.translate
    return {
        Rung.NO_ACCOUNT: translate("desk", "no account"),
        Rung.SILENT: translate("desk", "not posted yet"),
        Rung.OFF_TAG: translate("desk", "posted without the hashtag"),
        Rung.UNSEEN: translate("desk", "seen on the phone only"),
        Rung.POSTED: translate("desk", "posted"),
        Rung.ANSWERED: translate("desk", "posted and answered"),
    }[rung]


def scene_word(scene: Scene) -> str:
    translate = QCoreApplication.translate
    return {
        Scene.WELCOME: translate("desk", "Welcome"),
        Scene.PAIRS: translate("desk", "Pairs"),
        Scene.QUESTION: translate("desk", "Question"),
        Scene.FEED: translate("desk", "Feed"),
        Scene.PROGRESS: translate("desk", "Progress"),
        Scene.CALM: translate("desk", "Calm"),
    }[scene]


def mode_word(mode: Mode) -> str:
    translate = QCoreApplication.translate
    return {
        Mode.LIVE: translate("desk", "LIVE"),
        Mode.FROZEN: translate("desk", "FROZEN"),
        Mode.BLACK: translate("desk", "BLACK"),
        Mode.WHITE: translate("desk", "WHITE"),
    }[mode]


def state_word(state: FeedState) -> str:
    translate = QCoreApplication.translate
    return {
        FeedState.CONNECTING: translate("desk", "connecting"),
        FeedState.POLLING: translate("desk", "live, asked every few seconds"),
        FeedState.STREAMING: translate("desk", "live, streaming"),
        FeedState.WAITING: translate("desk", "waiting to try again"),
        FeedState.NEEDS_LOGIN: translate("desk", "needs a login"),
        FeedState.NOT_PUBLISHED: translate("desk", "does not publish hashtags"),
        FeedState.STOPPED: translate("desk", "stopped"),
    }[state]


def filing_words(filing: Filing) -> str:
    translate = QCoreApplication.translate
    return {
        FilingRule.BY_HAND: translate("desk", "Filed by hand"),
        FilingRule.MARKER: translate("desk", "Filed by what it says"),
        FilingRule.REPLY: translate("desk", "Filed as a reply to the question"),
        FilingRule.TIME: translate("desk", "Filed by the time it was written"),
        FilingRule.NONE: "",
    }[filing.rule]


def pair_names(session: Session, pair: Pair) -> str:
    """The members' names, experienced first: ``Ana & Bo``."""
    names = [session.attendees[m].name for m in pair.members if m in session.attendees]
    return " & ".join(names)


def pair_label(session: Session, attendee: Attendee) -> str:
    """What stands beside a registered author's post: ``Pair 7 · Ana & Bo``."""
    pair = session.pair_of.get(attendee.id)
    if pair is None:
        return QCoreApplication.translate("desk", "{name} · no buddy").format(name=attendee.name)
    return QCoreApplication.translate("desk", "Pair {number} · {names}").format(
        number=pair.number, names=pair_names(session, pair)
    )


def server_name(address: str) -> str:
    """A source's address as people say it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def minutes(seconds: int) -> str:
    """Seconds as ``2:14``; overtime as ``+0:30``."""
    sign = "+" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"


def elapsed(since: datetime | None, now: datetime) -> str:
    """How long ago as ``2:14``."""
    return "" if since is None else minutes(max(0, int((now - since).total_seconds())))
