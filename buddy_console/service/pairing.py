"""Makes a proposal for a session: who has arrived, whom they met before, and the solver that fits the number."""

from collections.abc import Callable, Iterable
from pathlib import Path

from buddy_console.domain.attendees import Attendee, fold
from buddy_console.domain.pairing.model import Proposal
from buddy_console.domain.pairing.problem import Solver
from buddy_console.domain.pairing.propose import propose
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal

MOST_WITHOUT_EXTRA = 1_000


def propose_for(
    session: Session,
    *,
    seed: int,
    met: Iterable[frozenset[str]] = (),
    progress: Callable[[float], None] | None = None,
) -> Proposal:
    """The best pairs for everybody who has arrived; locked pairs stay.

    Slow above 100 people: call it from a worker thread. It reads the session once, at its start.
    """
    arrived = [a for a in session.attendees.values() if a.is_arrived]
    pairs = session.draft.pairs if session.draft is not None else session.pairs
    return propose(
        arrived,
        wishes=session.wishes,
        policy=session.policy,
        locked=[pair for pair in pairs if pair.locked],
        met=set(met),
        seed=seed,
        solve=solver_for(len(arrived)),
        progress=progress,
    )


def solver_for(people: int) -> Solver | None:
    """The solver for so many people: our own, or SciPy's where ours would take too long.

    Raises:
        DomainError: SciPy is needed and not installed; the sentence names the extra.

    """
    if people <= MOST_WITHOUT_EXTRA:
        return None
    from buddy_console.service.large_pairing import large_solver

    return large_solver()


def met_before(attendees: Iterable[Attendee], earlier: Iterable[Path]) -> set[frozenset[str]]:
    """Who among the attendees were partners in earlier session files, as pairs of their present ids.

    People are recognised by an account, else by their name.

    Raises:
        JournalError: one of the files cannot be read.

    """
    present: dict[str, str] = {}
    for attendee in attendees:
        for name in _marks(attendee):
            present.setdefault(name, attendee.id)
    met: set[frozenset[str]] = set()
    for path in earlier:
        with Journal.read(path) as journal:
            session = Session()
            for step in journal.steps():
                session.apply(step)
        for pair in session.pairs:
            members = [
                next((present[m] for m in _marks(session.attendees[i]) if m in present), None)
                for i in pair.members
            ]
            here = sorted({member for member in members if member is not None})
            met.update(frozenset((a, b)) for place, a in enumerate(here) for b in here[place + 1 :])
    return met


def _marks(attendee: Attendee) -> list[str]:
    return [*(f"{a.network}:{a.handle}" for a in attendee.accounts), fold(" ".join(attendee.name.split()))]
