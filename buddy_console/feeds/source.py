"""What every network offers: a source that is followed and hands on whole batches of deliveries."""

from collections.abc import Callable, Sequence
from typing import Protocol

from buddy_console.domain.deliveries import Delivery

Deliver = Callable[[Sequence[Delivery]], None]


class Source(Protocol):
    """A place posts come from. ``id`` is unique among the sources followed together."""

    id: str

    async def follow(self, deliver: Deliver) -> None:
        """Deliver until cancelled, or until there is nothing more to come.

        One call for each page or socket chunk, never one for each of several posts. Reconnecting, waiting and
        saying so in `StateChanged` is the source's own business; an exception out of here is a bug.
        """
        ...
