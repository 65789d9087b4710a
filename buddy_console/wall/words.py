"""The words on the wall and beside its thumbnails, with their plural forms."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from buddy_console.domain.outputs import Mode, Scene
from buddy_console.wall.frames import PairEntry, Phase, TimerState


def clock_text(seconds: int) -> str:
    """A duration as ``7:05``, or with a minus sign in overtime."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


def state_words(mode: Mode, since: datetime | None, now: datetime) -> str:
    """What an output does and for how long: ``FROZEN 2:14``; live needs no time."""
    word = {
        Mode.LIVE: QCoreApplication.translate("wall", "LIVE"),
        Mode.FROZEN: QCoreApplication.translate("wall", "FROZEN"),
        Mode.BLACK: QCoreApplication.translate("wall", "BLACK"),
        Mode.WHITE: QCoreApplication.translate("wall", "WHITE"),
    }[mode]
    if mode is Mode.LIVE or since is None:
        return word
    elapsed = max(int((now - since).total_seconds()), 0)
    return QCoreApplication.translate("wall", "{state} {time}").format(state=word, time=clock_text(elapsed))


def scene_words(scene: Scene) -> str:
    return {
        Scene.WELCOME: QCoreApplication.translate("wall", "Welcome"),
        Scene.PAIRS: QCoreApplication.translate("wall", "Pairs"),
        Scene.QUESTION: QCoreApplication.translate("wall", "Question"),
        Scene.FEED: QCoreApplication.translate("wall", "Feed"),
        Scene.PROGRESS: QCoreApplication.translate("wall", "Progress"),
        Scene.CALM: QCoreApplication.translate("wall", "Calm"),
    }[scene]


def output_words(number: int) -> str:
    return QCoreApplication.translate("wall", "Wall {number}").format(number=number)


def arrived_words(count: int) -> str:
    return QCoreApplication.translate("wall", "%n already here", None, count) if count else ""


def buddies_words(entry: PairEntry) -> str:
    """Whom a person sits with; somebody who does not want to be on a screen is only counted."""
    if not entry.buddies:
        return QCoreApplication.translate("wall", "with a buddy") if entry.unnamed else ""
    names = QCoreApplication.translate("wall", ", ", "between two names").join(entry.buddies)
    if entry.unnamed:
        more = QCoreApplication.translate("wall", "with {names} and %n more", None, entry.unnamed)
        return more.format(names=names)
    return QCoreApplication.translate("wall", "with {names}").format(names=names)


def seat_words(entry: PairEntry) -> str:
    """Where a person sits. A table that is only a number or a letter is called a table."""
    if entry.is_remote:
        return QCoreApplication.translate("wall", "online")
    if len(entry.table) <= 3 and entry.table.isalnum():
        return QCoreApplication.translate("wall", "Table {table}").format(table=entry.table)
    return entry.table


def page_words(page: int, pages: int) -> str:
    if pages < 2:
        return ""
    return QCoreApplication.translate("wall", "{page} of {pages}").format(page=page, pages=pages)


def heading_words(phase: Phase, number: int, count: int) -> str:
    match phase:
        case Phase.BEFORE:
            return QCoreApplication.translate("wall", "We start soon")
        case Phase.AFTER:
            return QCoreApplication.translate("wall", "That was the last question")
        case Phase.OPEN:
            words = QCoreApplication.translate("wall", "Question {number} of {count}")
            return words.format(number=number, count=count)


def timer_words(state: TimerState) -> str:
    return {
        TimerState.NONE: "",
        TimerState.RUNNING: QCoreApplication.translate("wall", "left"),
        TimerState.PAUSED: QCoreApplication.translate("wall", "paused"),
        TimerState.WARNING: QCoreApplication.translate("wall", "last minute"),
        TimerState.OVERTIME: QCoreApplication.translate("wall", "over time"),
    }[state]


def responses_words(count: int) -> str:
    return QCoreApplication.translate("wall", "Responses: %n", None, count)


def answer_words(number: int, hashtag: str) -> str:
    """How to take part in a question."""
    if not hashtag:
        return QCoreApplication.translate("wall", "Begin your answer with A{number}").format(number=number)
    words = QCoreApplication.translate("wall", "Begin with A{number} and add #{hashtag}")
    return words.format(number=number, hashtag=hashtag)


def more_words(count: int) -> str:
    return QCoreApplication.translate("wall", "… and %n more", None, count) if count else ""


def offline_words(minutes: int) -> str:
    if not minutes:
        return ""
    return QCoreApplication.translate("wall", "No connection for %n min. What was here stays here.", None, minutes)


def picture_words(alt: str) -> str:
    return QCoreApplication.translate("wall", "Picture: {alt}").format(alt=alt) if alt else ""


def posted_words(posted: int, total: int) -> str:
    return QCoreApplication.translate("wall", "{posted} of {total}").format(posted=posted, total=total)
