"""A program that writes to a session file until it is killed, and confirms each step on its standard output.

``writer.py FILE`` writes as one process. ``writer.py FILE KILLS SEED`` forks one writer after another, kills each
with SIGKILL after a random number of confirmations or at a random moment, and prints a line for each.
"""

import contextlib
import os
import random
import select
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from buddy_console.domain.events import Actor, AttendeesRegistered, PostsReceived, Step
from buddy_console.journal.errors import InUseError
from buddy_console.journal.journal import Journal
from domain.builders import at, person, post


def step(number: int) -> Step:
    """What the step of that number holds, always the same: ten posts, or three people."""
    if number % 5:
        posts = tuple(post(f"k{number}-{n}", text=f"A{n} step {number} #chat" * 9) for n in range(10))
        return Step(number, at(number), Actor.FEED, (PostsReceived(posts),))
    people = tuple(person(f"p{number}-{n}") for n in range(3))
    return Step(number, at(number), Actor.DESK, (AttendeesRegistered(people),))


def write(path: Path, confirmed: int) -> None:
    """Append for ever; the number of each step goes to the descriptor once it is on the disk."""
    with Journal.open(path) as journal:
        number = sum(1 for _ in journal.steps())
        while True:
            number += 1
            journal.append(step(number))
            os.write(confirmed, f"{number}\n".encode())


def kill_writers(path: Path, kills: int, chance: random.Random) -> None:
    for _ in range(kills):
        print(_killed_writer(path, chance), flush=True)


def _killed_writer(path: Path, chance: random.Random) -> int:
    """Fork a writer and kill it; the last step that it confirmed, 0 if it came to none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        # A child must never come back into the loop of its parent.
        with contextlib.suppress(BaseException):
            write(path, writing)
        os._exit(1)
    os.close(writing)
    heard = b""
    wanted = chance.randrange(0, 12)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while heard.count(b"\n") < wanted and (more := pipe.read(65536)):
            heard += more
        # Then anywhere within the next few milliseconds: in the middle of a commit, or of opening the file.
        select.select([], [], [], chance.random() * 0.004)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := pipe.read(65536):
            heard += more
    numbers = heard.split()
    return int(numbers[-1]) if numbers else 0


def main() -> int:
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        kill_writers(path, int(sys.argv[2]), random.Random(int(sys.argv[3])))
        return 0
    try:
        write(path, sys.stdout.fileno())
    except InUseError as error:
        print(error)
        return 3


if __name__ == "__main__":
    sys.exit(main())
