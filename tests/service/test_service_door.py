"""The one door: decide, append, apply, publish; a refusal or a full disk leaves everything as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from buddy_console.domain import deliveries as dl
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.asking import OpenQuestion
from buddy_console.domain.commands.posting import TakeDeliveries, ToggleStar, WritePaperPost
from buddy_console.domain.commands.preparing import DescribeSession, WriteQuestions
from buddy_console.domain.commands.registering import RegisterAttendees, ToggleSeenOnPhone
from buddy_console.domain.events import Actor
from buddy_console.domain.message import DomainError
from buddy_console.journal.errors import DamagedError, JournalError
from buddy_console.journal.journal import Journal
from buddy_console.service.session_service import SessionService, new_id
from domain.builders import person, post, questions
from domain.observing import folded
from fake_clock import FakeClock


@pytest.fixture
def service(tmp_path: Path, clock: FakeClock) -> Iterator[SessionService]:
    with Journal.open(tmp_path / "talk.buddy") as journal:
        service = SessionService(journal, clock)
        service.do(DescribeSession("Talk", "chat"))
        service.do(WriteQuestions(questions(3)))
        service.do(RegisterAttendees((person("ana"), person("ben"))))
        yield service


def _written(service: SessionService) -> int:
    with Journal.read(service.journal.path) as reader:
        return sum(1 for _ in reader.steps())


def _fill_the_disk(service: SessionService) -> None:
    connection = service.journal._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")


def _make_room(service: SessionService) -> None:
    service.journal._connection.execute("PRAGMA max_page_count=100000")


def _big_batch(name: str = "big") -> TakeDeliveries:
    return TakeDeliveries([dl.Created(post(f"{name}{n}", text="x" * 900 + " #chat")) for n in range(100)])


def test_a_step_is_on_the_disk_when_the_door_returns(service: SessionService) -> None:
    changes = service.do(OpenQuestion(2))
    assert changes is not None
    assert Topic.SCHEDULE in changes.topics
    assert _written(service) == service.session.steps == 4


def test_the_file_is_the_session(service: SessionService, clock: FakeClock) -> None:
    service.do(OpenQuestion(1))
    service.do(TakeDeliveries([dl.Created(post("one"))]), Actor.FEED)
    service.undo()
    service.journal.close()
    with Journal.open(service.journal.path) as journal:
        assert folded(SessionService(journal, clock).session) == folded(service.session)


def test_a_step_and_what_it_holds_have_one_time(tmp_path: Path) -> None:
    class Ticking(FakeClock):
        """Each look at it takes a second."""

        def now(self):
            self.pass_seconds(1)
            return super().now()

    with Journal.open(tmp_path / "t.buddy") as journal:
        service = SessionService(journal, Ticking())
        service.do(RegisterAttendees((person("ana"),)))
        service.do(WritePaperPost("ana", "by hand", "note"))
        (_, last) = journal.steps()
    assert service.session.posts["note"].created_at == last.at


def test_a_refused_command_changes_nothing_and_writes_nothing(service: SessionService) -> None:
    heard: list[Changes] = []
    service.subscribe(heard.append)
    before = folded(service.session)
    with pytest.raises(DomainError):
        service.do(OpenQuestion(9))
    assert (folded(service.session), _written(service), heard) == (before, 3, [])


def test_a_command_that_changes_nothing_is_no_step(service: SessionService) -> None:
    heard: list[Changes] = []
    service.subscribe(heard.append)
    assert service.do(DescribeSession("Talk", "chat")) is None
    assert (_written(service), heard) == (3, [])


def test_nothing_to_undo_or_redo_is_said_in_a_sentence(service: SessionService) -> None:
    with pytest.raises(DomainError, match="There is nothing to redo"):
        service.redo()
    for _ in range(3):
        service.undo()
    with pytest.raises(DomainError, match="There is nothing to undo"):
        service.undo()
    for _ in range(3):
        service.redo()
    with pytest.raises(DomainError, match="There is nothing to redo"):
        service.redo()
    assert list(service.session.attendees) == ["ana", "ben"]


def test_a_full_disk_leaves_the_session_as_it_was(service: SessionService) -> None:
    heard: list[Changes] = []
    service.subscribe(heard.append)
    before = folded(service.session)
    _fill_the_disk(service)
    with pytest.raises(JournalError) as refused:
        service.do(_big_batch(), Actor.FEED)
    assert "talk.buddy" in str(refused.value)
    assert (folded(service.session), _written(service), heard) == (before, 3, [])
    _make_room(service)
    changes = service.do(_big_batch(), Actor.FEED)
    assert changes is not None
    assert len(changes.received) == 100
    assert _written(service) == 4


def test_an_undo_that_cannot_be_written_can_be_tried_again(service: SessionService) -> None:
    service.do(_big_batch("one"), Actor.FEED)
    _fill_the_disk(service)
    service.journal._connection.execute("PRAGMA query_only=ON")
    before = folded(service.session)
    with pytest.raises(JournalError):
        service.undo()
    assert folded(service.session) == before
    service.journal._connection.execute("PRAGMA query_only=OFF")
    _make_room(service)
    service.undo()
    assert not service.session.attendees


def test_listeners_hear_every_step_once_and_in_order(service: SessionService) -> None:
    """The first listener acts in turn; the second hears of the first step before it hears of that answer."""
    heard: list[tuple[str, str, int]] = []

    def answering(changes: Changes) -> None:
        heard.append(("first", changes.actor, service.session.steps))
        if "one" in changes.received:
            service.do(ToggleStar("one"))

    def listening(changes: Changes) -> None:
        heard.append(("second", changes.actor, service.session.steps))

    service.subscribe(answering)
    service.subscribe(listening)
    service.do(TakeDeliveries([dl.Created(post("one"))]), Actor.FEED)
    assert heard == [("first", "feed", 4), ("second", "feed", 5), ("first", "desk", 5), ("second", "desk", 5)]


def test_who_unsubscribes_hears_no_more(service: SessionService) -> None:
    heard: list[str] = []
    stop = service.subscribe(lambda _changes: heard.append("a"))
    service.subscribe(lambda _changes: heard.append("b"))
    service.do(OpenQuestion(1))
    stop()
    stop()
    service.do(OpenQuestion(2))
    assert heard == ["a", "b", "b"]


def test_a_window_that_another_listener_closes_hears_no_more_of_this_step_either(service: SessionService) -> None:
    heard: list[str] = []
    stops = []
    service.subscribe(lambda _changes: stops[0]())
    stops.append(service.subscribe(lambda _changes: heard.append("closed")))
    service.subscribe(lambda _changes: heard.append("open"))
    service.do(OpenQuestion(1))
    assert heard == ["open"]


def test_a_listener_that_subscribes_another_does_not_disturb(service: SessionService) -> None:
    heard: list[str] = []
    service.subscribe(lambda _changes: service.subscribe(lambda _more: heard.append("new")) and None)
    service.do(OpenQuestion(1))
    assert heard == []
    service.do(OpenQuestion(2))
    assert heard == ["new"]


def test_a_fault_in_one_view_does_not_blind_another(service: SessionService) -> None:
    heard: list[Changes] = []

    def faulty(_changes: Changes) -> None:
        raise LookupError("a fault in a view")

    service.subscribe(faulty)
    service.subscribe(heard.append)
    with pytest.raises(LookupError, match="a fault in a view"):
        service.do(OpenQuestion(1))
    assert len(heard) == 1
    assert service.session.schedule.open_number == 1
    with pytest.raises(LookupError):
        service.do(ToggleSeenOnPhone("ana"))
    assert len(heard) == 2
    assert _written(service) == 5


def test_a_session_whose_steps_are_damaged_is_moved_aside_and_opens_again(
    service: SessionService, clock: FakeClock
) -> None:
    path = service.journal.path
    service.journal._connection.execute("UPDATE event SET body = x'00' WHERE step = 3")
    service.journal.close()
    with Journal.open(path) as journal, pytest.raises(DamagedError) as refused:
        SessionService(journal, clock)
    assert refused.value.kept_as.exists()
    with Journal.open(path) as journal:
        again = SessionService(journal, clock)
        assert (again.session.steps, len(again.session.questions)) == (2, 3)


def test_ids_never_collide() -> None:
    assert len({new_id() for _ in range(5000)}) == 5000
