"""Intake: hands the feeds' batches to the door, and keeps what could not be written for the next try."""

from collections.abc import Callable, Sequence

from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.deliveries import Delivery
from buddy_console.domain.events import Actor
from buddy_console.journal.errors import JournalError
from buddy_console.service.session_service import SessionService

MOST_KEPT = 20_000


class Intake:
    """Call it with a batch. While the journal cannot be written, up to 20,000 deliveries wait in memory."""

    def __init__(self, service: SessionService, on_trouble: Callable[[JournalError], None]) -> None:
        self._service = service
        self._on_trouble = on_trouble
        self._waiting: list[Delivery] = []

    def __call__(self, batch: Sequence[Delivery]) -> None:
        deliveries = [*self._waiting, *batch] if self._waiting else batch
        try:
            self._service.do(TakeDeliveries(deliveries), Actor.FEED)
        except JournalError as error:
            self._waiting = list(deliveries)[-MOST_KEPT:]
            self._on_trouble(error)
        else:
            self._waiting = []
