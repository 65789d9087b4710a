"""`buddy-console pair`: pairs a sign-up list into a file, or publishes pairs in a session."""

import argparse
import itertools
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from buddy_console import cli
from buddy_console.cli.progress import ProgressLine
from buddy_console.cli.roster_file import read_roster
from buddy_console.domain.attendees import Attendee, Presence
from buddy_console.domain.message import DomainError, Message
from buddy_console.domain.pairing.model import Pair, Policy, Spare
from buddy_console.domain.pairing.propose import propose
from buddy_console.recap.tables import PAIRS_HEADER, pair_rows
from buddy_console.roster.csv_out import write_csv, write_rows
from buddy_console.service.pairing import met_before, propose_for, solver_for


def pair(arguments: argparse.Namespace) -> int:
    if arguments.list.suffix.casefold() == ".buddy":
        return _pair_session(arguments)
    ids = itertools.count(1)
    people, complete = read_roster(arguments.list, lambda: f"row{next(ids)}")
    everybody = [replace(person, presence=Presence.ARRIVED) for person in people]
    with ProgressLine("pairing") as progress:
        proposal = propose(
            everybody,
            policy=_policy(arguments),
            met=met_before(everybody, arguments.met),
            seed=arguments.seed,
            solve=solver_for(len(everybody)),
            progress=progress,
        )
    _tell(proposal.unmet)
    _write(arguments.output, proposal.pairs, {person.id: person for person in everybody})
    return cli.DONE if complete else cli.PARTLY


def _pair_session(arguments: argparse.Namespace) -> int:
    from buddy_console.domain.commands.pairing import DraftPairs, PublishPairs, SetPolicy
    from buddy_console.domain.commands.registering import MarkAllArrived
    from buddy_console.journal.journal import Journal
    from buddy_console.service.clock import SystemClock
    from buddy_console.service.session_service import SessionService

    if not arguments.list.is_file():
        raise DomainError(Message("There is no file “{name}”.", {"name": str(arguments.list)}))
    with Journal.open(arguments.list) as journal:
        service = SessionService(journal, SystemClock())
        session = service.session
        if session.pairs and not arguments.again:
            raise DomainError("Pairs are published already and stay as they are; --again pairs anew.")
        if not any(attendee.is_arrived for attendee in session.attendees.values()):
            sys.stderr.write("Nobody is marked as arrived: everybody on the list is taken as here.\n")
            service.do(MarkAllArrived())
        service.do(SetPolicy(_policy(arguments)))
        met = met_before(session.attendees.values(), arguments.met)
        with ProgressLine("pairing") as progress:
            proposal = propose_for(session, seed=arguments.seed, met=met, progress=progress)
        if not proposal.pairs:
            raise DomainError("There are not enough people to make a pair.")
        service.do(DraftPairs(proposal))
        service.do(PublishPairs())
        _tell(proposal.unmet)
        _write(arguments.output, session.pairs, session.attendees)
    return cli.DONE


def _policy(arguments: argparse.Namespace) -> Policy:
    return Policy(most_newbies=arguments.most_newbies, spare=Spare(arguments.spare))


def _tell(sentences: Sequence[Message]) -> None:
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")


def _write(output: Path | None, pairs: Sequence[Pair], attendees: Mapping[str, Attendee]) -> None:
    rows = pair_rows(pairs, attendees)
    if output is None:
        write_rows(sys.stdout, PAIRS_HEADER, rows)
    else:
        write_csv(output, PAIRS_HEADER, rows)
        sys.stderr.write(f"{output}: {len(pairs)} pairs\n")
