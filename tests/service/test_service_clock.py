"""The clock of a rehearsal: never backwards, at any speed, and still while paused."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from buddy_console.service.clock import RehearsalClock, SystemClock
from domain.builders import START, at


class Seconds:
    """A monotonic clock that a test moves by hand."""

    def __init__(self) -> None:
        self.value = 1000.0

    def __call__(self) -> float:
        return self.value


def test_it_begins_at_the_start_and_runs_at_its_speed() -> None:
    seconds = Seconds()
    clock = RehearsalClock(START, speed=10, seconds=seconds)
    assert clock.now() == START
    seconds.value += 6
    assert clock.now() == at(1)
    clock.set_speed(1)
    assert (clock.now(), clock.speed) == (at(1), 1)
    seconds.value += 60
    assert clock.now() == at(2)


def test_it_stands_still_while_it_is_paused() -> None:
    seconds = Seconds()
    clock = RehearsalClock(START, seconds=seconds)
    seconds.value += 60
    clock.pause()
    assert clock.is_paused
    seconds.value += 600
    assert clock.now() == at(1)
    clock.set_speed(60)
    clock.pause()
    clock.resume()
    assert not clock.is_paused
    seconds.value += 1
    assert clock.now() == at(2)


def test_it_can_be_set_ahead_and_never_back() -> None:
    seconds = Seconds()
    clock = RehearsalClock(START, seconds=seconds)
    clock.set_ahead(at(10))
    clock.set_ahead(at(5))
    assert clock.now() == at(10)
    seconds.value += 60
    assert clock.now() == at(11)
    clock.pause()
    clock.set_ahead(at(20))
    assert clock.now() == at(20)


def test_a_held_moment_is_shown_while_the_clock_runs_on() -> None:
    seconds = Seconds()
    clock = RehearsalClock(at(10), seconds=seconds)
    with clock.held_at(at(3)):
        seconds.value += 60
        assert clock.now() == at(3)
        assert clock.running_now() == at(11)
        clock.set_speed(2)
    assert clock.now() == at(11)
    seconds.value += 60
    assert clock.now() == at(13)


_GESTURES = st.one_of(
    st.tuples(st.just("wait"), st.floats(0, 500)),
    st.tuples(st.just("speed"), st.sampled_from([0.0, 0.5, 1.0, 4.0, 60.0])),
    st.tuples(st.just("ahead"), st.floats(-60, 120)),
    st.tuples(st.sampled_from(["pause", "resume"]), st.just(0.0)),
)


@given(st.lists(_GESTURES, max_size=40))
def test_whatever_is_done_to_it_it_never_goes_back(gestures: list[tuple[str, float]]) -> None:
    seconds = Seconds()
    clock = RehearsalClock(START, seconds=seconds)
    before = clock.now()
    for gesture, value in gestures:
        paused = clock.is_paused
        match gesture:
            case "wait":
                seconds.value += value
            case "speed":
                clock.set_speed(value)
            case "ahead":
                clock.set_ahead(START + timedelta(minutes=value))
            case "pause":
                clock.pause()
            case _:
                clock.resume()
        now = clock.now()
        assert now >= before
        if paused and gesture != "ahead":
            assert now == before
        before = now


def test_the_clock_of_the_system_is_in_utc() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second
