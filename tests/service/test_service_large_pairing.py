"""Very many people: SciPy finds the same pairs, and without it a sentence names the extra."""

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain.attendees import Attendee
from buddy_console.domain.pairing.model import Policy
from buddy_console.domain.pairing.propose import propose
from buddy_console.service.large_pairing import assign_large
from pairing_people import plain_room, policies, room, rooms, wishes_for


@settings(max_examples=40)
@given(st.data(), rooms(most=20, fewest=1), policies)
def test_it_makes_the_same_proposal_as_the_solver_of_the_domain(
    data: st.DataObject, people: list[Attendee], policy: Policy
) -> None:
    wishes = data.draw(wishes_for(people, most=2))
    own = propose(people, wishes=wishes, policy=policy)
    assert propose(people, wishes=wishes, policy=policy, solve=assign_large) == own


def test_it_makes_the_same_proposal_for_larger_rooms() -> None:
    for experienced, newbies in [(40, 120), (70, 60), (33, 100)]:
        for people in (room(experienced, newbies), plain_room(experienced, newbies)):
            assert propose(people, solve=assign_large) == propose(people)


def test_progress_is_told() -> None:
    told: list[float] = []
    propose(room(5, 12), solve=assign_large, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_without_scipy_the_sentence_names_the_extra() -> None:
    program = (
        "import sys; sys.modules['scipy'] = None\n"
        "from buddy_console.domain.message import DomainError\n"
        "from buddy_console.service.large_pairing import large_solver\n"
        "try:\n    large_solver()\n"
        "except DomainError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'pip install "buddy-console[large]"' in done.stdout
    assert done.stderr == ""
