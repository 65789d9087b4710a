"""The intake: while the file cannot be written posts wait, and afterwards none is lost and none is there twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain.deliveries import Created, Deleted, Delivery, FeedState, StateChanged
from buddy_console.journal.errors import JournalError
from buddy_console.journal.journal import Journal
from buddy_console.service.intake import MOST_KEPT, Intake
from buddy_console.service.session_service import SessionService
from domain.builders import post
from fake_clock import FakeClock


@pytest.fixture
def service(tmp_path: Path, clock: FakeClock) -> Iterator[SessionService]:
    with Journal.open(tmp_path / "talk.buddy") as journal:
        yield SessionService(journal, clock)


def _lock(service: SessionService, locked: bool) -> None:
    service.journal._connection.execute(f"PRAGMA query_only={'ON' if locked else 'OFF'}")


def _batch(*keys: object) -> list[Delivery]:
    return [Created(post(f"k{key}")) for key in keys]


def test_a_batch_is_one_step(service: SessionService) -> None:
    troubles: list[JournalError] = []
    intake = Intake(service, troubles.append)
    intake(_batch(1, 2, 3))
    intake(_batch(2, 3))
    intake([])
    assert (service.session.steps, list(service.session.posts), troubles) == (1, ["k1", "k2", "k3"], [])


def test_batches_wait_while_the_file_cannot_be_written(service: SessionService) -> None:
    troubles: list[JournalError] = []
    intake = Intake(service, troubles.append)
    intake(_batch(1))
    _lock(service, locked=True)
    intake(_batch(2, 3))
    intake([*_batch(3, 4), Deleted("k2")])
    assert list(service.session.posts) == ["k1"]
    assert [str(trouble)[:11] for trouble in troubles] == ["“talk.buddy"] * 2
    _lock(service, locked=False)
    intake([])
    assert list(service.session.posts) == ["k1", "k3", "k4"]
    intake(_batch(5))
    assert list(service.session.posts) == ["k1", "k3", "k4", "k5"]
    assert (service.session.steps, len(troubles)) == (3, 2)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.integers(0, 20), max_size=6), st.none() | st.integers(0, 20)),
        max_size=15,
    )
)
def test_none_is_lost_and_none_is_there_twice(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[bool, list[int], int | None]]
) -> None:
    """As many posts in the end as when the file can be written all the time, with the same deliveries."""
    ends = []
    for troubled in (True, False):
        with Journal.open(tmp_path_factory.mktemp("intake") / "talk.buddy") as journal:
            service = SessionService(journal, FakeClock())
            troubles: list[JournalError] = []
            intake = Intake(service, troubles.append)
            for locked, keys, other in batches:
                _lock(service, locked=troubled and locked)
                news = _batch(*keys)
                if other is not None:
                    state = tuple(FeedState)[other % len(FeedState)]
                    news += [StateChanged("s1", state), Deleted(f"k{other}")]
                intake(news)
            _lock(service, locked=False)
            intake([])
            states = {source: event for source, (event, _) in service.session.feed_states.items()}
            ends.append((set(service.session.posts), states))
    assert ends[0] == ends[1]


def test_the_memory_has_an_end_and_keeps_the_newest(service: SessionService) -> None:
    troubles: list[JournalError] = []
    intake = Intake(service, troubles.append)
    _lock(service, locked=True)
    half = MOST_KEPT // 2
    for start in (0, half, 2 * half):
        intake(_batch(*range(start, start + half)))
    _lock(service, locked=False)
    intake([])
    assert list(service.session.posts) == [f"k{number}" for number in range(half, half + MOST_KEPT)]
