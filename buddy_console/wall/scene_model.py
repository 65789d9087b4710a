"""One output's frame as properties and list models, so that QML binds and decides nothing."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from buddy_console.domain.outputs import Mode, Scene
from buddy_console.wall import words
from buddy_console.wall.display import Display
from buddy_console.wall.frames import (
    Bar,
    Content,
    FeedCard,
    FeedContent,
    Frame,
    PairEntry,
    PairsContent,
    Phase,
    ProgressContent,
    QuestionContent,
    TimerState,
    WelcomeContent,
)
from buddy_console.wall.rows_model import RowsModel

_NO_QUESTION = QuestionContent(Phase.BEFORE, 0, 0, "", TimerState.NONE, 0, 0.0, 0)


class SceneModel(QObject):
    """What output ``number`` shows. `refresh` reads it anew: call it once a step, and once a second."""

    changed = Signal()
    """Something on the screen is different."""

    shown_changed = Signal()
    footer_changed = Signal()
    welcome_changed = Signal()
    pairs_changed = Signal()
    question_changed = Signal()
    feed_changed = Signal()
    progress_changed = Signal()

    def __init__(self, display: Display, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._number = number
        self._frame = Frame(number, Scene.WELCOME, Mode.LIVE, None, None)
        self._entries = RowsModel(("name", "buddies", "seat"), lambda row: row["id"], self)
        self._cards = RowsModel(
            ("name", "handle", "text", "picture", "badge", "isPaper", "more"), lambda row: row["key"], self
        )
        self._bars = RowsModel(("label", "count", "share", "isOpen"), lambda row: row["label"], self)
        self._words: dict[str, dict[str, Any]] = {}
        self._fill(self._frame)
        self.refresh()

    @property
    def frame(self) -> Frame:
        return self._frame

    @property
    def number(self) -> int:
        return self._number

    def refresh(self) -> None:
        """Read the frame that is due; says so only when it differs from the last one."""
        frame = self._display.frame(self._number)
        if frame == self._frame:
            return
        before, self._frame = self._frame, frame
        # The content comes first and what selects it last, so that no scene is built from the one before.
        self._fill(frame)
        if (before.scene, before.mode, before.since) != (frame.scene, frame.mode, frame.since):
            self.shown_changed.emit()
        self.changed.emit()

    def _fill(self, frame: Frame) -> None:
        content = frame.content
        self._set("footer", _footer(frame))
        self._set("welcome", _welcome(content))
        self._set("question", _question(_question_of(content), frame.hashtag))
        self._set("pairs", _pairs(content))
        self._set("feed", _feed(content))
        self._set("progress", _progress(content))
        self._entries.replace([_entry(e) for e in content.entries] if isinstance(content, PairsContent) else [])
        self._cards.replace([_card(c) for c in content.cards] if isinstance(content, FeedContent) else [])
        self._bars.replace([_bar(b) for b in content.bars] if isinstance(content, ProgressContent) else [])

    def _set(self, name: str, values: dict[str, Any]) -> None:
        if self._words.get(name) != values:
            self._words[name] = values
            getattr(self, f"{name}_changed").emit()

    scene = Property(str, lambda self: self._frame.scene.value, notify=shown_changed)
    mode = Property(str, lambda self: self._frame.mode.value, notify=shown_changed)
    footer = Property(dict, lambda self: self._words["footer"], notify=footer_changed)
    welcome = Property(dict, lambda self: self._words["welcome"], notify=welcome_changed)
    pairs = Property(dict, lambda self: self._words["pairs"], notify=pairs_changed)
    question = Property(dict, lambda self: self._words["question"], notify=question_changed)
    feed = Property(dict, lambda self: self._words["feed"], notify=feed_changed)
    progress = Property(dict, lambda self: self._words["progress"], notify=progress_changed)
    entries = Property(QObject, lambda self: self._entries, constant=True)
    cards = Property(QObject, lambda self: self._cards, constant=True)
    bars = Property(QObject, lambda self: self._bars, constant=True)


def _footer(frame: Frame) -> dict[str, Any]:
    return {"title": frame.title, "hashtag": f"#{frame.hashtag}" if frame.hashtag else ""}


def _welcome(content: Content | None) -> dict[str, Any]:
    if not isinstance(content, WelcomeContent):
        return {"title": "", "hashtag": "", "arrived": ""}
    hashtag = f"#{content.hashtag}" if content.hashtag else ""
    return {"title": content.title, "hashtag": hashtag, "arrived": words.arrived_words(content.arrived)}


def _question_of(content: Content | None) -> QuestionContent:
    if isinstance(content, FeedContent):
        return content.question
    return content if isinstance(content, QuestionContent) else _NO_QUESTION


def _question(content: QuestionContent, hashtag: str) -> dict[str, Any]:
    is_open = content.phase is Phase.OPEN
    has_timer = content.timer is not TimerState.NONE
    return {
        "phase": content.phase.value,
        "isOpen": is_open,
        "badge": f"Q{content.number}" if is_open else "",
        "heading": words.heading_words(content.phase, content.number, content.count),
        "text": content.text,
        "timer": content.timer.value,
        "time": words.clock_text(content.remaining) if has_timer else "",
        "timeWords": words.timer_words(content.timer),
        "fraction": content.fraction,
        "responses": words.responses_words(content.responses) if is_open else "",
        "how": words.answer_words(content.number, hashtag) if is_open else "",
    }


def _pairs(content: Content | None) -> dict[str, Any]:
    if not isinstance(content, PairsContent):
        return {"page": "", "range": "", "isEmpty": False}
    initials = [entry.name.lstrip("@")[:1].upper() for entry in content.entries]
    span = "" if content.pages < 2 else f"{initials[0]}–{initials[-1]}"
    return {"page": words.page_words(content.page, content.pages), "range": span, "isEmpty": not content.entries}


def _entry(entry: PairEntry) -> Mapping[str, object]:
    return {
        "id": entry.attendee_id,
        "name": entry.name,
        "buddies": words.buddies_words(entry),
        "seat": words.seat_words(entry),
    }


def _feed(content: Content | None) -> dict[str, Any]:
    if not isinstance(content, FeedContent):
        return {"offline": "", "isEmpty": False}
    return {"offline": words.offline_words(content.offline_minutes), "isEmpty": not content.cards}


def _card(card: FeedCard) -> Mapping[str, object]:
    handle = f"@{card.handle}" if card.handle else ""
    return {
        "key": card.key,
        "name": card.name or handle,
        "handle": handle if card.name else "",
        "text": card.text,
        "picture": words.picture_words(card.alt),
        "badge": f"A{card.question}" if card.question else "",
        "isPaper": card.is_paper,
        "more": words.more_words(len(card.folded)),
    }


def _progress(content: Content | None) -> dict[str, Any]:
    if not isinstance(content, ProgressContent):
        return {"posted": 0, "total": 0, "count": "", "inRoom": 0, "elsewhere": 0, "isEmpty": False}
    return {
        "posted": content.posted,
        "total": content.first_timers,
        "count": words.posted_words(content.posted, content.first_timers),
        "inRoom": content.in_room,
        "elsewhere": content.elsewhere,
        "isEmpty": not content.first_timers,
    }


def _bar(bar: Bar) -> Mapping[str, object]:
    return {"label": f"Q{bar.question}", "count": bar.count, "share": bar.share, "isOpen": bar.is_open}
