"""Counts that are kept up step by step are the counts of the whole session."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from wall_stage import Stage, author, person, post

from buddy_console.domain.attendees import Level, Place, Presence
from buddy_console.domain.events import (
    Actor,
    AttendeesChanged,
    AttendeesRemoved,
    PostFiled,
    PostsDeleted,
    PostsEdited,
    QuestionOpened,
    SessionDescribed,
)
from buddy_console.wall.counts import Counts

PEOPLE = 4
keys = st.integers(0, 15).map("k{}".format)
markers = st.sampled_from(["hello", "A1 yes", "A2 no", "nothing #tag"])
tags = st.sampled_from([("tag",), (), ("other",)])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), keys, st.integers(0, 6), markers, tags),
        st.tuples(st.just("edit"), keys, markers, tags),
        st.tuples(st.just("delete"), keys),
        st.tuples(st.just("file"), keys, st.one_of(st.none(), st.integers(1, 3))),
        st.tuples(st.just("move"), st.integers(0, PEOPLE - 1), st.sampled_from(Place)),
        st.tuples(st.just("remove"), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("register"), st.integers(0, PEOPLE - 1), st.sampled_from(Level)),
        st.tuples(st.just("hashtag"), st.sampled_from(["tag", "other"])),
        st.tuples(st.just("open"), st.integers(1, 3)),
    ),
    max_size=40,
)


def take(stage: Stage, step: tuple) -> None:
    session = stage.session
    match step:
        case ("receive", key, number, text, tags) if key not in session.posts:
            stage.receive(post(key, author(number), text, stage.clock.now(), tags=tags))
        case ("edit", key, text, tags) if key in session.posts:
            old = session.posts[key]
            stage.do(PostsEdited((post(key, old.author, text, tags=tags),)), actor=Actor.FEED)
        case ("delete", key) if key in session.posts:
            stage.do(PostsDeleted((key,)), actor=Actor.FEED)
        case ("file", key, question) if key in session.posts:
            stage.do(PostFiled(key, question))
        case ("move", number, place) if f"a{number}" in session.attendees:
            stage.do(AttendeesChanged((person(number, place=place),)))
        case ("remove", number) if f"a{number}" in session.attendees:
            stage.do(AttendeesRemoved((f"a{number}",)))
        case ("register", number, level) if f"a{number}" not in session.attendees:
            stage.register(person(number, level=level))
        case ("hashtag", tag):
            stage.do(SessionDescribed("", tag))
        case ("open", number):
            stage.do(QuestionOpened(number))


@given(steps)
def test_running_counts_equal_a_fresh_count(steps: list[tuple]):
    stage = Stage()
    stage.describe()
    running = Counts(stage.session)
    stage.listeners.append(running.update)
    for step in steps:
        stage.clock.moment += timedelta(seconds=1)
        take(stage, step)
    fresh = Counts(stage.session)
    assert +running.responses == +fresh.responses
    assert (running.in_room, running.elsewhere) == (fresh.in_room, fresh.elsewhere)
    assert running.first_timers() == fresh.first_timers()


def test_first_timers_are_those_who_came_or_have_posted():
    stage = Stage()
    stage.describe()
    stage.register(
        person(0),
        person(1),
        person(2, presence=Presence.EXPECTED),
        person(3, presence=Presence.EXPECTED),
        person(4, level=Level.EXPERIENCED),
    )
    stage.receive(post("k0", author(0)), post("k1", author(3)), post("k2", author(4)), post("k3", author(9)))
    counts = Counts(stage.session)
    assert counts.first_timers() == (2, 3)
    assert (counts.in_room, counts.elsewhere) == (3, 1)
