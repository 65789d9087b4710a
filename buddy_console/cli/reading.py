"""`buddy-console status` and `buddy-console export`: read a session file, also while a desk has it open."""

import argparse
import json
import sys
from pathlib import Path

from buddy_console import cli
from buddy_console.domain.message import DomainError
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from buddy_console.recap.markdown import recap_markdown
from buddy_console.recap.status import status
from buddy_console.recap.tables import PAIRS_HEADER, POSTS_HEADER, pair_rows, post_rows
from buddy_console.roster.csv_out import write_csv, write_text


def read_session(path: Path) -> Session:
    """The state of a session file as it is now.

    Raises:
        JournalError: it cannot be read.

    """
    session = Session()
    with Journal.read(path) as journal:
        for step in journal.steps():
            session.apply(step)
    return session


def print_status(arguments: argparse.Namespace) -> int:
    state = status(read_session(arguments.session))
    if arguments.json:
        json.dump(state, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return cli.DONE
    print(f"{state['title'] or arguments.session.stem}  #{state['hashtag']}")
    print(f"{state['newbies_posted']} of {state['newbies']} newbies have posted")
    print(f"{state['posts_by_registered']} posts by registered people, {state['posts_by_others']} by others")
    for question in state["questions"]:
        print(f"Q{question['number']}  {question['responses']:4}  {question['text']}")
    for attendee in state["attendees"]:
        pair = "" if attendee["pair"] is None else str(attendee["pair"])
        columns = (f"{pair:>4}", f"{attendee['level']:<11}", f"{attendee['rung']:<10}", f"{attendee['posts']:4}")
        print("  ".join((*columns, attendee["name"])))
    return cli.DONE


def export(arguments: argparse.Namespace) -> int:
    if arguments.posts is None and arguments.pairs is None and arguments.recap is None:
        raise DomainError("Say what to export: --posts posts.csv, --pairs pairs.csv or --recap recap.md.")
    session = read_session(arguments.session)
    if arguments.posts is not None:
        write_csv(arguments.posts, POSTS_HEADER, post_rows(session))
    if arguments.pairs is not None:
        write_csv(arguments.pairs, PAIRS_HEADER, pair_rows(session.pairs, session.attendees))
    if arguments.recap is not None:
        write_text(arguments.recap, recap_markdown(session))
    return cli.DONE
