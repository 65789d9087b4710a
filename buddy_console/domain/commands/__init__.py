"""What people ask for: commands in the imperative, each of which decides on events or refuses."""

from datetime import datetime
from typing import Protocol

from buddy_console.domain.events import Event
from buddy_console.domain.session import Session


class Command(Protocol):
    """Looks at the session as it is, and says what is to happen.

    Raises:
        DomainError: the session refuses, with a sentence for the facilitator.

    """

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]: ...
