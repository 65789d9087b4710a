"""`buddy-console new`: a session file from a title, a hashtag, questions and a sign-up list."""

import argparse
import sys

from buddy_console import cli
from buddy_console.cli.roster_file import read_roster
from buddy_console.domain.accounts import MASTODON
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.commands.preparing import ChooseSources, DescribeSession, WriteQuestions
from buddy_console.domain.commands.registering import RegisterAttendees
from buddy_console.domain.events import Source
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.domain.questions import Question
from buddy_console.feeds.http import check_server_address
from buddy_console.journal.journal import Journal
from buddy_console.service.clock import SystemClock
from buddy_console.service.session_service import SessionService, new_id


def new_session(arguments: argparse.Namespace) -> int:
    """Make the file; nothing is left behind when the list or the hashtag is refused."""
    path = arguments.session
    if path.exists():
        template = QT_TRANSLATE_NOOP("cli", "“{name}” exists already; it was not changed. Choose another name.")
        raise DomainError(Message(template, {"name": path.name}))
    people: tuple[Attendee, ...] = ()
    complete = True
    if arguments.roster is not None:
        people, complete = read_roster(arguments.roster, new_id)
    sources = tuple(Source(new_id(), MASTODON, str(check_server_address(url))) for url in arguments.mastodon)
    questions = tuple(Question(text, arguments.minutes) for text in arguments.question)
    with Journal.open(path) as journal:
        service = SessionService(journal, SystemClock())
        try:
            service.do(DescribeSession(arguments.title, arguments.tag))
            service.do(WriteQuestions(questions))
            service.do(ChooseSources(sources))
            if people:
                service.do(RegisterAttendees(people))
        except DomainError:
            journal.close()
            path.unlink(missing_ok=True)
            raise
    sys.stderr.write(f"{path}: {len(people)} people, {len(questions)} questions\n")
    return cli.DONE if complete else cli.PARTLY
