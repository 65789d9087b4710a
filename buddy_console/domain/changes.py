"""What a step touched, told once to every listener."""

from dataclasses import dataclass, field
from enum import Flag, auto

from buddy_console.domain.events import Actor


class Topic(Flag):
    """Parts of the session that are small enough to be read again whole."""

    NONE = 0
    DESCRIPTION = auto()
    QUESTIONS = auto()
    SOURCES = auto()
    WISHES = auto()
    DRAFT = auto()
    PAIRS = auto()
    SCHEDULE = auto()
    HIDING = auto()
    OUTPUTS = auto()
    FILING = auto()  # many posts were filed anew


@dataclass(slots=True)
class Changes:
    """Ids of attendees and keys of posts that a step touched, and who asked for it.

    What is received or edited is in the session, and what is deleted is not: a post that was deleted and is back
    within the step is edited.
    """

    actor: Actor
    attendees: set[str] = field(default_factory=set)
    received: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    topics: Topic = Topic.NONE
