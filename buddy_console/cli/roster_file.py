"""Reads a sign-up list for a command, and says on standard error what is wrong with it, row by row."""

import sys
from collections.abc import Callable
from pathlib import Path

from buddy_console.domain.attendees import Attendee
from buddy_console.roster.columns import guess_columns
from buddy_console.roster.people import read_people
from buddy_console.roster.table import read_table


def read_roster(path: Path, new_id: Callable[[], str]) -> tuple[tuple[Attendee, ...], bool]:
    """The people on the list, and whether every row could be taken.

    Raises:
        RosterError: the list cannot be read at all.

    """
    table = read_table(path)
    preview = read_people(table, guess_columns(table), new_id=new_id)
    for note in preview.notes:
        sys.stderr.write(f"{note}\n")
    for problem in preview.problems:
        sys.stderr.write(f"{path.name}, row {problem.row}, {problem.column}: {problem.sentence}\n")
    return preview.people, not any(problem.fatal for problem in preview.problems)
