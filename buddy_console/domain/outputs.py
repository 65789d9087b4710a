"""Outputs: what each audience screen shows, and in which mode, kept in the session."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scene(StrEnum):
    WELCOME = "welcome"
    PAIRS = "pairs"
    QUESTION = "question"
    FEED = "feed"
    PROGRESS = "progress"
    CALM = "calm"


class Mode(StrEnum):
    LIVE = "live"
    FROZEN = "frozen"
    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Output:
    """An audience screen, numbered from 1. ``since`` is when it entered its mode."""

    number: int
    scene: Scene = Scene.WELCOME
    mode: Mode = Mode.LIVE
    since: datetime | None = None
