"""Pairing: what a proposal takes at each size and ratio, and as a multiple of the bare search by SciPy."""

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from scipy.optimize import linear_sum_assignment

from buddy_console.domain.attendees import Attendee, Level
from buddy_console.domain.pairing.assignment import assign
from buddy_console.domain.pairing.latecomers import place
from buddy_console.domain.pairing.problem import Problem, Solution, Solver
from buddy_console.domain.pairing.propose import propose
from buddy_console.service.large_pairing import assign_large
from pairing_people import by_id, plain_room, room, somebody

SMALL = [(15, 45), (30, 30), (17, 43), (50, 10)]
MEDIUM = [(125, 375), (250, 250), (120, 380), (430, 70), (300, 200), (1, 499), (0, 500)]
LARGE = [(250, 750), (500, 500), (400, 600), (150, 850)]
HUGE = [(1250, 3750), (2500, 2500), (1300, 3700)]


def run() -> list[tuple[str, str]]:
    rows = []
    for ratios, times in ((SMALL, 15), (MEDIUM, 5), (LARGE, 1)):
        for ratio in ratios:
            rows.append(_own(*ratio, room(*ratio), "", times))
            if ratio in {(250, 250), (500, 500)}:
                rows.append(_own(*ratio, plain_room(*ratio), ", names only", times))
    rows += [_huge(*ratio) for ratio in HUGE]
    rows += [_late(), _program()]
    return rows


def _own(experienced: int, newbies: int, people: list[Attendee], more: str, times: int) -> tuple[str, str]:
    seen: list[Problem] = []
    proposal = propose(people, solve=_watched(seen, assign))
    taken = _median(lambda: propose(people), times)
    gap = "gap 0" if proposal.gap == 0 else f"bound {proposal.bound / max(1, proposal.cost):.3f} of the cost"
    figure = f"{taken * 1000:.1f} ms, {gap}"
    if seen:
        searching = _median(lambda: assign(seen[0]), times) / _median(_bare_search(seen[0]), times)
        figure += f", its solver {searching:.1f} times SciPy's"
    return f"{experienced}:{newbies}{more}", figure


def _huge(experienced: int, newbies: int) -> tuple[str, str]:
    people = room(experienced, newbies)
    started = perf_counter()
    proposal = propose(people, solve=assign_large)
    return f"{experienced}:{newbies} with SciPy", f"{perf_counter() - started:.1f} s, gap {proposal.gap}"


def _late() -> tuple[str, str]:
    people = room(125, 375)
    pairs = propose(people).pairs
    newcomer = somebody(9999, Level.NEWBIE)
    known = by_id([*people, newcomer])
    return "a late newbie joins 500", f"{_median(lambda: place(newcomer, pairs, known), 9) * 1000:.1f} ms"


def _program() -> tuple[str, str]:
    """A whole program that pairs 1,000 people without any extra, its start included."""
    program = (
        "from random import Random\n"
        "from buddy_console.domain.attendees import Attendee, Level\n"
        "from buddy_console.domain.pairing.propose import propose\n"
        "chance = Random(1)\n"
        "people = [Attendee(f'a{i}', f'P{i}', list(Level)[i > 400], table=str(chance.randrange(125)),"
        " languages=(chance.choice(('de', 'en', 'fr')),)) for i in range(1000)]\n"
        "assert propose(people).gap == 0\n"
    )
    started = perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return "a program that pairs 401:599, start included", f"{perf_counter() - started:.1f} s"


def _watched(seen: list[Problem], solve: Solver) -> Solver:
    def watched(problem: Problem, progress: Callable[[float], None] | None = None, /) -> Solution:
        seen.append(problem)
        return solve(problem, progress)

    return watched


def _bare_search(problem: Problem) -> Callable[[], object]:
    """SciPy's search alone, one column a place, optional places made dearer than all the rest."""
    rows = np.array(problem.rows(), dtype=float)
    optional = np.flatnonzero(problem.may) if problem.optional else np.array([], dtype=int)
    hubs = np.concatenate([np.repeat(np.arange(len(problem.must)), problem.must), optional])
    matrix = rows[:, hubs]
    matrix[:, sum(problem.must) :] += rows.max() + 1
    return lambda: linear_sum_assignment(matrix)


def _median(act: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        act()
        taken.append(perf_counter() - started)
    return median(taken)
