"""Whether an open stream really delivers: an open connection alone proves nothing."""

from collections.abc import Iterable


class StreamTrust:
    """Compares what polls find with what a stream delivers.

    A post that a poll found and the stream has still not delivered by the next poll makes the stream doubtful,
    until it delivers something that no poll had found before. The poll that fills the gap before the stream was
    opened does not count.
    """

    def __init__(self) -> None:
        self.is_streaming = False
        self.is_doubtful = False
        self._polled: set[str] = set()
        self._is_filling = False
        self._began_streaming = False

    @property
    def is_enough(self) -> bool:
        """Whether seldom polling will do."""
        return self.is_streaming and not self.is_doubtful and not self._polled and not self._is_filling

    def opened(self) -> None:
        self.is_streaming = True
        self._is_filling = True
        self._polled.clear()

    def closed(self) -> None:
        self.is_streaming = False

    def poll_begins(self) -> None:
        self._began_streaming = self.is_streaming

    def poll_found(self, native_ids: Iterable[str]) -> None:
        if not self.is_streaming or not self._began_streaming:
            return
        if self._is_filling:
            self._is_filling = False
            return
        if self._polled:
            self.is_doubtful = True
        self._polled = set(native_ids)

    def streamed(self, native_id: str) -> None:
        if native_id in self._polled:
            self._polled.discard(native_id)
        else:
            self.is_doubtful = False
            self._polled.clear()
