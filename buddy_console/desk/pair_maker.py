"""Makes drafts of pairs: at once for a small room, in a thread for a large one."""

import asyncio
import copy
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from buddy_console.desk.door import Door
from buddy_console.domain.commands.pairing import DraftPairs
from buddy_console.domain.message import DomainError
from buddy_console.domain.pairing.model import Proposal
from buddy_console.domain.session import Session
from buddy_console.qt.sentences import spoken

MOST_AT_ONCE = 100
_TASK = "pair"

Made = tuple[Proposal, frozenset[frozenset[str]]]
"""A draft, and who of those in it were partners in an earlier session."""
Work = Callable[[], Made]


class PairMaker(QObject):
    """`start` makes a draft of all who have arrived; partners in the session files ``earlier`` are avoided."""

    progressed = Signal(float)
    """From 0 to 1, only for work that takes longer than ``patience`` in seconds; 1 ends it."""

    def __init__(self, door: Door, worker: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._worker = worker
        self._closing = False
        self.patience = 1.0
        self._share = 0.0
        self.earlier: tuple[Path, ...] = ()
        self.met: frozenset[frozenset[str]] = frozenset()

    def start(self) -> None:
        session = self._door.session
        here = sum(attendee.is_arrived for attendee in session.attendees.values())
        if here < 2:
            self._door.notify(
                QCoreApplication.translate("desk", "Two people must have arrived before you can pair.")
            )
        elif here <= MOST_AT_ONCE and not self.earlier:
            self._keep(self._attempt(self._work()))
        else:
            self._door.scope.start(self._in_thread(self._work()), name=_TASK)

    def close(self) -> None:
        """Give up what still runs; nothing of it is kept."""
        self._closing = True

    def _work(self) -> Work:
        # The session goes on while the thread works: what it reads must stand still.
        snapshot = copy.copy(self._door.session)
        snapshot.attendees = dict(snapshot.attendees)
        # Each press of Pair breaks ties anew, and the same session gives the same draft.
        return partial(_proposed, snapshot, snapshot.steps, self.earlier, self._report)

    async def _in_thread(self, work: Work) -> None:
        self._share = 0.0
        done = asyncio.get_running_loop().run_in_executor(self._worker, work)
        await asyncio.wait({done}, timeout=self.patience)
        while not done.done():
            self.progressed.emit(min(self._share, 0.99))
            await asyncio.wait({done}, timeout=0.1)
        self.progressed.emit(1.0)
        self._keep(self._attempt(done.result))

    def _attempt(self, work: Work) -> Made | None:
        try:
            return work()
        except DomainError as error:
            self._door.notify(spoken(error))
            return None

    def _keep(self, made: Made | None) -> None:
        if made is None:
            return
        proposal, self.met = made
        before = {frozenset(pair.members) for pair in self._door.session.pairs}
        self._door.do(DraftPairs(proposal), _draft_sentence(proposal, before))

    def _report(self, share: float) -> None:
        """Called by the thread."""
        if self._closing:
            raise _GivenUpError
        self._share = share


class _GivenUpError(Exception):
    """The desk is closing."""


def _proposed(session: Session, seed: int, earlier: tuple[Path, ...], progress: Callable[[float], None]) -> Made:
    # The solver is imported after the first paint.
    from buddy_console.service.pairing import met_before, propose_for

    met = frozenset(met_before(session.attendees.values(), earlier))
    return propose_for(session, seed=seed, met=met, progress=progress), met


def _draft_sentence(proposal: Proposal, published: set[frozenset[str]]) -> str:
    translate = QCoreApplication.translate
    if not published:
        return translate("desk", "A draft that nobody else sees. F7 publishes it.")
    left = len(published - {frozenset(pair.members) for pair in proposal.pairs})
    if not left:
        return translate("desk", "A draft that leaves all published pairs as they are. F7 publishes it.")
    if left == 1:
        return translate("desk", "A draft that would change one published pair. F7 publishes it.")
    return translate("desk", "A draft that would change %n published pairs. F7 publishes it.", None, left)
