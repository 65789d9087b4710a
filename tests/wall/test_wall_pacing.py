"""Posts enter the wall one by one, at a pace that can be read, and never more than it can hold."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from wall_stage import START

from buddy_console.wall.pacing import Arrival, Pace, reading_seconds


def arrival(key: str, seconds: float = 4.0, ready: float = 0.0, *, is_guest: bool = False) -> Arrival:
    return Arrival(key, START + timedelta(seconds=ready), seconds, is_guest)


def after(seconds: float):
    return START + timedelta(seconds=seconds)


def test_the_first_post_enters_at_once_and_the_next_when_it_was_read():
    pace = Pace()
    pace.offer(arrival("a"))
    pace.offer(arrival("b"))
    assert pace.advance(START)
    assert list(pace.shown) == ["a"]
    assert not pace.advance(after(3.9))
    assert pace.advance(after(4))
    assert list(pace.shown) == ["b", "a"]


def test_a_post_that_is_held_back_lets_others_pass():
    pace = Pace()
    pace.offer(arrival("guest", ready=5, is_guest=True))
    pace.offer(arrival("member"))
    pace.advance(START)
    assert list(pace.shown) == ["member"]
    pace.advance(after(4.5))
    assert list(pace.shown) == ["member"]
    pace.advance(after(5))
    assert list(pace.shown) == ["guest", "member"]


def test_in_a_crowd_each_has_half_of_its_time_and_guests_give_way():
    pace = Pace()
    for number in range(40):
        pace.offer(arrival(f"m{number}" if number % 4 == 0 else f"g{number}", is_guest=number % 4 != 0))
    waiting = pace.waiting
    assert len(waiting) == 12
    assert {f"m{number}" for number in range(0, 40, 4)} <= waiting
    pace.advance(START)
    assert not pace.advance(after(1.9))
    assert pace.advance(after(2))


def test_deleted_posts_wait_no_more():
    pace = Pace()
    for key in "abc":
        pace.offer(arrival(key))
    pace.advance(START)
    assert pace.drop({"a", "b"})
    assert not pace.drop({"b"})
    pace.advance(after(60))
    assert pace.shown[0] == "c"


@given(st.text(), st.text())
def test_a_longer_text_takes_no_less_time_and_no_text_takes_for_ever(one: str, other: str):
    assert 3 <= reading_seconds(one) <= reading_seconds(one + other) <= 12


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(3, 12), st.booleans()), min_size=1, max_size=60))
def test_every_post_keeps_its_place_for_at_least_half_of_its_time(arrivals: list[tuple[float, float, bool]]):
    pace = Pace()
    seconds: dict[str, float] = {}
    earliest = now = arrivals[0][0]
    for number, (gap, reading, is_guest) in enumerate(arrivals):
        now += gap
        key = f"k{number}"
        seconds[key] = reading
        pace.offer(arrival(key, reading, now, is_guest=is_guest))
        before = list(pace.shown)
        pace.advance(after(now))
        entered = list(pace.shown)[: len(pace.shown) - len(before)]
        assert list(pace.shown)[len(entered) :] == before
        assert len(pace.waiting) <= 12
        for key in entered[1:] + before[:1] if entered else ():
            earliest += seconds[key] / 2
        assert not entered or now >= earliest - 1e-3
