"""Real processes, really killed: nothing that was confirmed is lost, and the file opens."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from buddy_console.domain.events import Step
from buddy_console.journal.errors import InUseError
from buddy_console.journal.journal import Journal
from journal.writer import step

WRITER = Path(__file__).parent / "writer.py"
HAS_FORK = hasattr(signal, "SIGKILL") and sys.platform != "win32"


def _steps(path: Path) -> list[Step]:
    with Journal.open(path) as journal:
        return list(journal.steps())


def _command(*arguments: object) -> list[str]:
    return [sys.executable, str(WRITER), *map(str, arguments)]


def _is_whole(steps: list[Step], confirmed: int) -> None:
    assert [one.number for one in steps] == list(range(1, len(steps) + 1))
    assert steps == [step(number) for number in range(1, len(steps) + 1)]
    assert len(steps) >= confirmed


@pytest.mark.skipif(not HAS_FORK, reason="needs fork and SIGKILL; the test below does the same with fewer")
@pytest.mark.parametrize("seed", range(5))
def test_writers_killed_at_any_moment_lose_nothing(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "talk.buddy"
    run = subprocess.run(_command(path, 50, seed), capture_output=True, text=True, check=True, timeout=120)
    confirmed = [int(line) for line in run.stdout.split()]
    assert len(confirmed) == 50
    assert run.stderr == ""
    # Each writer goes on where the one before it was killed, or not at all.
    reached = [number for number in confirmed if number]
    assert reached == sorted(set(reached))
    assert len(reached) > 25
    _is_whole(_steps(path), max(confirmed))
    assert sorted(file.name for file in tmp_path.glob("*damaged*")) == []


@pytest.mark.skipif(not HAS_FORK, reason="needs fork and SIGKILL")
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_new_file_survives_a_kill_while_it_is_made(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "talk.buddy"
    run = subprocess.run(_command(path, 1, seed), capture_output=True, text=True, check=True, timeout=60)
    _is_whole(_steps(path), int(run.stdout))


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_process_loses_nothing_and_gives_the_file_free(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "talk.buddy"
    writer = subprocess.Popen(_command(path), stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer:
        heard = [writer.stdout.readline() for _ in range(random.Random(seed).randrange(1, 15))]
        with pytest.raises(InUseError) as refused:
            Journal.open(path)
        assert "talk.buddy" in str(refused.value)
        with Journal.read(path) as reader:
            seen = list(reader.steps())
        writer.kill()
        heard += writer.stdout.readlines()
    _is_whole(seen, 1)
    # A last line may be cut off by the kill.
    _is_whole(_steps(path), int([line for line in heard if line.endswith("\n")][-1]))


def test_a_second_program_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "talk.buddy"
    with Journal.open(path) as journal:
        journal.append(step(1))
        run = subprocess.run(_command(path), capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 3
        assert run.stdout.startswith("“talk.buddy” is open in another Buddy Console.")
        journal.append(step(2))
    _is_whole(_steps(path), 2)
