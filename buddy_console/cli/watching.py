"""`buddy-console watch`: posts with a hashtag as JSON lines, from servers or from a recording."""

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Sequence
from contextlib import ExitStack

from buddy_console import cli
from buddy_console.domain.deliveries import Delivery, StateChanged
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError
from buddy_console.domain.posts import fold_tag
from buddy_console.feeds.http import check_server_address, open_client
from buddy_console.feeds.json_lines import line
from buddy_console.feeds.mastodon import MastodonSource
from buddy_console.feeds.replay import ReplaySource
from buddy_console.feeds.runner import follow_all
from buddy_console.feeds.source import Source
from buddy_console.feeds.timing import SystemTiming
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import SystemClock
from buddy_console.service.intake import Intake
from buddy_console.service.rehearsal import posts_with_times, recorded_steps
from buddy_console.service.session_service import SessionService


def watch(arguments: argparse.Namespace) -> int:
    """Print until the time is up or Ctrl+C; what the sources do is told on standard error."""
    with ExitStack() as stack:
        service: SessionService | None = None
        if arguments.into is not None:
            journal = stack.enter_context(Journal.open(arguments.into))
            service = SessionService(journal, SystemClock())
        tag = fold_tag(arguments.tag or (service.session.hashtag if service is not None else ""))
        if arguments.replay is None and not arguments.mastodon:
            raise DomainError(
                QT_TRANSLATE_NOOP("cli", "Say where to look: --mastodon https://SERVER, or --replay.")
            )
        if arguments.mastodon and not tag:
            raise DomainError(QT_TRANSLATE_NOOP("cli", "Say which hashtag to look for: --tag TAG."))
        return asyncio.run(_watch(arguments, tag, _Printer(service)))


async def _watch(arguments: argparse.Namespace, tag: str, printer: "_Printer") -> int:
    timing = SystemTiming()
    servers = [check_server_address(url) for url in dict.fromkeys(arguments.mastodon)]
    async with open_client() as client:
        sources: list[Source] = [
            MastodonSource(server, tag, client, timing, random.Random(), id=str(server)) for server in servers
        ]
        if arguments.replay is not None:
            delivered = posts_with_times(recorded_steps(arguments.replay))
            # How the connections fared that day is past; the replay begins with the first post.
            recorded = [(at, delivery) for at, delivery in delivered if not isinstance(delivery, StateChanged)]
            sources.append(ReplaySource(recorded, timing, speed=arguments.speed))
        try:
            async with asyncio.timeout(arguments.seconds):
                await follow_all(sources, printer, timing)
        except TimeoutError:
            pass
    return cli.DONE if printer.anything_worked else cli.REFUSED


class _Printer:
    """Prints a batch, and records it where a session was given: what is printed is already safe."""

    def __init__(self, service: SessionService | None) -> None:
        self._known: dict[str, str] = {}
        self._intake = None
        if service is not None:
            self._known = {key: post.network for key, post in service.session.posts.items()}
            self._intake = Intake(service, lambda error: _tell(str(error)))
        self._failed: set[str] = set()
        self._live: set[str] = set()

    @property
    def anything_worked(self) -> bool:
        """Whether a source was live at some time, or none had a failure."""
        return bool(self._live) or not self._failed

    def __call__(self, batch: Sequence[Delivery]) -> None:
        if self._intake is not None:
            self._intake(batch)
        lines = []
        for delivery in batch:
            if isinstance(delivery, StateChanged):
                self._note(delivery)
                continue
            fields = line(delivery, self._known)
            if fields is not None:
                lines.append(json.dumps(fields, ensure_ascii=False))
        if lines:
            sys.stdout.write("\n".join(lines) + "\n")
            sys.stdout.flush()

    def _note(self, change: StateChanged) -> None:
        (self._live if change.state.is_live else self._failed).add(change.source)
        detail = "" if change.detail is None else f": {change.detail}"
        _tell(f"{change.source} {change.state.value}{detail}")


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
