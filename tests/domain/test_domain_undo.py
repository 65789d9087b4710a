"""Undo and redo: one step back is the session as it was, however much the network delivers in between."""

from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain import deliveries as dl
from buddy_console.domain import events as ev
from buddy_console.domain.accounts import MASTODON, Account
from buddy_console.domain.attendees import Level, Presence
from buddy_console.domain.commands.posting import TakeDeliveries
from buddy_console.domain.outputs import Mode, Output
from buddy_console.domain.pairing.model import Pair, Proposal
from buddy_console.domain.session import Session
from domain.acts import Act, facilitator_acts, lively_acts, network_acts
from domain.builders import at, author, fold, person, post
from domain.driver import BEGINNING, Driver
from domain.observing import contradictions, observed

DESK, FEED, PHONE = ev.Actor.DESK, ev.Actor.FEED, ev.Actor.PHONE


@settings(max_examples=150)
@given(st.lists(lively_acts(), max_size=25), facilitator_acts())
def test_one_step_back_and_forth(before: list[Act], act: Act) -> None:
    driver = Driver()
    for earlier in before:
        driver.do(earlier)
    was, depth = observed(driver.session), len(driver.session.undo_stack)
    if driver.do(act) is None:
        return
    became = observed(driver.session)
    assert len(driver.session.undo_stack) == depth + 1
    driver.undo()
    assert observed(driver.session) == was
    assert len(driver.session.undo_stack) == depth
    driver.redo()
    assert observed(driver.session) == became
    driver.undo()
    assert observed(driver.session) == was


@settings(max_examples=60)
@given(st.lists(facilitator_acts(), max_size=30), st.data())
def test_as_many_steps_back_as_were_made_lead_to_the_beginning(acts: list[Act], data: st.DataObject) -> None:
    driver = Driver(())
    states = [observed(driver.session)]
    for act in (*BEGINNING, *acts):
        if driver.do(act) is not None:
            states.append(observed(driver.session))
    assert len(driver.session.undo_stack) == len(states) - 1
    for state in reversed(states[:-1]):
        driver.undo()
        assert observed(driver.session) == state
    assert not driver.session.undo_stack
    again = data.draw(st.integers(0, len(states) - 1))
    for state in states[1 : again + 1]:
        driver.redo()
        assert observed(driver.session) == state


@settings(max_examples=100)
@given(st.lists(facilitator_acts(), max_size=20), st.lists(network_acts(), min_size=1, max_size=8))
def test_what_the_network_brought_is_kept(acts: list[Act], batches: list[Act]) -> None:
    driver = Driver()
    done = [act for act in acts if driver.do(act) is not None]
    for batch in batches:
        driver.do(batch)
    arrived = {key: one for key, one in driver.session.posts.items() if not key.startswith("paper")}
    states, gaps = dict(driver.session.feed_states), list(driver.session.gaps)
    while driver.session.undo_stack:
        driver.undo()
        assert contradictions(driver.session) == []
    assert {key: one for key, one in driver.session.posts.items() if not key.startswith("paper")} == arrived
    assert (driver.session.feed_states, driver.session.gaps) == (states, gaps)
    assert len(driver.session.redo_stack) <= len(done) + len(BEGINNING)


@settings(max_examples=100)
@given(st.lists(lively_acts() | st.sampled_from(["undo", "redo", "phone"]), max_size=40))
def test_however_it_goes_back_and_forth_nothing_breaks(acts: list[Act | str]) -> None:
    driver = Driver()
    by_phone = False
    for act in acts:
        if isinstance(act, Act):
            driver.do(act, PHONE if by_phone and act.actor is DESK else None)
            by_phone = False
        elif act == "undo" and driver.session.undo_stack:
            depth = len(driver.session.undo_stack)
            driver.undo()
            assert len(driver.session.undo_stack) == depth - 1
        elif act == "redo" and driver.session.redo_stack:
            depth = len(driver.session.redo_stack)
            driver.redo()
            assert len(driver.session.redo_stack) == depth - 1
        by_phone = act == "phone"
        assert contradictions(driver.session) == []


def _room() -> Session:
    session = Session()
    fold(session, ev.SessionDescribed("Talk", "chat"))
    fold(session, ev.AttendeesRegistered((person("ana"), person("ben"), person("cleo"))))
    return session


def _undo(session: Session) -> None:
    fold(session, *session.undo_stack[-1], actor=ev.Actor.UNDO)


def _redo(session: Session) -> None:
    fold(session, *session.redo_stack[-1], actor=ev.Actor.REDO)


def _change(session: Session, who: str, actor: ev.Actor, **parts: object) -> None:
    attendee = session.attendees[who]
    values = {name: getattr(attendee, name) for name in attendee.__slots__} | parts
    fold(session, ev.AttendeesChanged((type(attendee)(**values),)), actor=actor)  # type: ignore[arg-type]


def test_an_undone_change_keeps_the_id_that_the_network_brought_meanwhile() -> None:
    session = _room()
    _change(session, "ana", DESK, level=Level.EXPERIENCED)
    events = TakeDeliveries([dl.Created(post("one"))]).decide(session, at(1))
    fold(session, *events, actor=FEED)
    _undo(session)
    ana = session.attendees["ana"]
    assert (ana.level, ana.accounts) == (
        Level.NEWBIE,
        (Account(MASTODON, "ana@one.example", author("ana").id),),
    )
    _redo(session)
    assert session.attendees["ana"].level is Level.EXPERIENCED


def test_an_undone_arrival_keeps_the_account_that_was_typed_on_a_phone_meanwhile() -> None:
    session = _room()
    _change(session, "ana", DESK, presence=Presence.EXPECTED)
    typed = (*session.attendees["ana"].accounts, Account(MASTODON, "ana@two.example"))
    _change(session, "ana", PHONE, accounts=typed)
    _undo(session)
    assert session.attendees["ana"].presence is Presence.ARRIVED
    assert session.attendees["ana"].accounts == typed


def test_an_account_added_at_the_desk_goes_with_the_undo_while_the_recognised_one_stays() -> None:
    session = _room()
    own = session.attendees["ana"].accounts
    _change(session, "ana", DESK, accounts=(*own, Account(MASTODON, "ana@two.example")))
    fold(session, *TakeDeliveries([dl.Created(post("one"))]).decide(session, at(1)), actor=FEED)
    _undo(session)
    assert session.attendees["ana"].accounts == (Account(MASTODON, "ana@one.example", author("ana").id),)


def test_undoing_a_change_of_somebody_whom_a_phone_removed_does_nothing_and_is_over() -> None:
    session = _room()
    _change(session, "ana", DESK, level=Level.EXPERIENCED)
    fold(session, ev.AttendeesRemoved(("ana",)), actor=PHONE)
    depth = len(session.undo_stack)
    _undo(session)
    assert "ana" not in session.attendees
    assert len(session.undo_stack) == depth - 1


def test_a_star_that_a_phone_took_back_does_not_block_the_undo() -> None:
    session = _room()
    fold(session, ev.PostsReceived((post("one"),)), actor=FEED)
    fold(session, ev.PostStarred("one"))
    fold(session, ev.PostUnstarred("one"), actor=PHONE)
    _undo(session)
    assert len(session.undo_stack) == 2
    _undo(session)
    assert not session.attendees


def test_whoever_is_put_back_stands_where_they_stood_and_owns_what_they_owned() -> None:
    session = _room()
    shared = session.attendees["ana"].accounts
    _change(session, "ben", DESK, accounts=shared)
    fold(session, ev.PostsReceived((post("one"),)), actor=FEED)
    fold(session, ev.AttendeesRemoved(("ana",)))
    assert session.attendee_of(author("ana")) == session.attendees["ben"]
    _undo(session)
    assert list(session.attendees) == ["ana", "ben", "cleo"]
    assert session.attendee_of(author("ana")) == session.attendees["ana"]


def test_whoever_is_put_back_is_in_the_pair_and_in_the_draft_again() -> None:
    session = _room()
    pairs = (Pair("p1", 1, ("ana", "ben", "cleo")),)
    fold(session, ev.PairsPublished(pairs))
    fold(session, ev.PairsDrafted(Proposal(pairs, ("ana",))))
    fold(session, ev.AttendeesRemoved(("ana",)))
    assert session.pairs[0].members == ("ben", "cleo")
    _undo(session)
    assert (session.pairs, session.draft) == (pairs, Proposal(pairs, ("ana",)))
    _redo(session)
    assert session.draft == Proposal(session.pairs)


def test_a_second_output_goes_again() -> None:
    session = _room()
    fold(session, ev.OutputChanged(Output(2, mode=Mode.BLACK)))
    _undo(session)
    assert list(session.outputs) == [1]
    _redo(session)
    assert session.outputs[2].mode is Mode.BLACK


def test_something_new_at_the_desk_ends_what_could_be_redone_and_a_post_does_not() -> None:
    session = _room()
    fold(session, ev.SeenOnPhone("ana"))
    _undo(session)
    fold(session, ev.PostsReceived((post("one"),)), actor=FEED)
    assert session.redo_stack
    fold(session, ev.PostStarred("one"))
    assert not session.redo_stack
