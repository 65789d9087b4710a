"""The session is the fold of its journal, and tells its listeners everything that a step touched."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from buddy_console.domain import deliveries as dl
from buddy_console.domain import events as ev
from buddy_console.domain.accounts import BLUESKY, MASTODON, PAPER, Account
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.commands.posting import TakeDeliveries, WritePaperPost
from buddy_console.domain.pairing.model import Pair, Proposal
from buddy_console.domain.participation import Rung
from buddy_console.domain.posts import Author
from buddy_console.domain.session import Session
from buddy_console.journal.journal import Journal
from domain.acts import Act, lively_acts
from domain.builders import at, author, fold, person, post, questions
from domain.driver import BEGINNING, Driver
from domain.observing import folded

FEED = ev.Actor.FEED


@settings(max_examples=60)
@given(st.booleans(), st.lists(lively_acts(), max_size=40))
def test_a_session_folded_from_its_file_is_the_same(began: bool, acts: list[Act]) -> None:
    driver = Driver(BEGINNING if began else ())
    for number, act in enumerate(acts):
        driver.do(act)
        if number % 9 == 8 and driver.session.undo_stack:
            driver.undo()
        if number % 27 == 26 and driver.session.redo_stack:
            driver.redo()
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "talk.buddy") as journal:
        for step in driver.steps:
            journal.append(step)
        again = Session()
        for step in journal.steps():
            again.apply(step)
    assert folded(again) == folded(driver.session)


@settings(max_examples=150)
@given(st.lists(lively_acts(), max_size=40))
def test_listeners_hear_of_everything_that_looks_different(acts: list[Act]) -> None:
    driver = Driver()
    for act in acts:
        before = _looks(driver.session)
        changes = driver.do(act)
        assert _untold(before, _looks(driver.session), changes) == []


def _looks(session: Session) -> tuple[dict[str, object], dict[str, object], dict[Topic, object]]:
    """What a view shows of each attendee, of each post, and of each part that is read again whole."""
    timeline = session.timeline
    attendees: dict[str, object] = {
        i: (who, session.standing_of(i), session.pair_of.get(i)) for i, who in session.attendees.items()
    }
    posts: dict[str, object] = {
        key: (one, timeline.filings[key], timeline.is_on_tag(key), key in session.starred)
        for key, one in session.posts.items()
    }
    topics: dict[Topic, object] = {
        Topic.DESCRIPTION: session.description,
        Topic.QUESTIONS: session.questions,
        Topic.SOURCES: (session.sources, dict(session.feed_states), tuple(session.gaps)),
        Topic.WISHES: (session.wishes, session.policy),
        Topic.DRAFT: session.draft,
        Topic.PAIRS: session.pairs,
        Topic.SCHEDULE: session.schedule,
        Topic.HIDING: tuple(tuple(values) for values in session.hidden.values()),
        Topic.OUTPUTS: dict(session.outputs),
    }
    return attendees, posts, topics


def _untold(
    before: tuple[dict[str, object], dict[str, object], dict[Topic, object]],
    after: tuple[dict[str, object], dict[str, object], dict[Topic, object]],
    changes: Changes | None,
) -> list[str]:
    told = changes or Changes(ev.Actor.DESK)
    untold = []
    for attendee_id in before[0].keys() | after[0].keys():
        if before[0].get(attendee_id) != after[0].get(attendee_id) and attendee_id not in told.attendees:
            untold.append(f"attendee {attendee_id}")
    for key in before[1].keys() | after[1].keys():
        if key not in before[1]:
            heard = key in told.received
        elif key not in after[1]:
            heard = key in told.deleted
        else:
            heard = before[1][key] == after[1][key] or key in told.edited or Topic.FILING in told.topics
        if not heard:
            untold.append(f"post {key}")
    untold += [str(topic) for topic in after[2] if before[2][topic] != after[2][topic] and not topic & told.topics]
    untold += [f"post {key} is told of as deleted and is here" for key in set(told.deleted) & after[1].keys()]
    gone = set(told.received + told.edited) - after[1].keys()
    return untold + [f"post {key} is told of and not here" for key in gone]


def _news(session: Session, *events: ev.Event, actor: ev.Actor = FEED) -> Changes:
    """The changes of one step, after checking that they tell of everything."""
    before = _looks(session)
    changes = session.apply(ev.Step(session.steps + 1, at(40), actor, events))
    assert _untold(before, _looks(session), changes) == []
    return changes


def test_listeners_hear_of_replies_that_a_late_or_deleted_question_files_anew() -> None:
    session = _registered(person("ana"), person("ben"))
    fold(session, ev.SessionDescribed("Talk", "chat", (Account(MASTODON, "host@one.example"),)))
    _deliver(session, dl.Created(post("reply", text="well", reply_to="native-q")))
    changes = _news(session, ev.PostsReceived((post("q", "host", "Q2 #chat"),)))
    assert (changes.received, changes.edited, changes.attendees) == (["q"], ["reply"], {"ana"})
    changes = _news(session, ev.PostsEdited((post("q", "host", "Q3 #chat", edited_at=at(2)),)))
    assert (changes.edited, changes.attendees) == (["q", "reply"], {"ana"})
    changes = _news(session, ev.PostsDeleted(("q",)))
    assert (changes.deleted, changes.edited, changes.attendees) == (["q"], ["reply"], {"ana"})
    assert session.standing_of("ana").rung is Rung.OFF_TAG


def test_a_new_post_is_told_of_once_however_often_it_is_filed() -> None:
    session = _registered(person("ana"))
    fold(session, ev.SessionDescribed("Talk", "chat", (Account(MASTODON, "host@one.example"),)))
    both = (post("reply", text="well", reply_to="native-q"), post("q", "host", "Q2 #chat"))
    changes = _news(session, ev.PostsReceived(both))
    assert (changes.received, changes.edited) == (["reply", "q"], [])
    changes = _news(session, ev.PostsDeleted(("q", "reply")))
    assert (changes.deleted, changes.edited) == (["q", "reply"], [])


def test_a_post_that_is_deleted_and_back_in_one_step_is_told_of_as_another_version() -> None:
    session = _registered(person("ana"))
    _deliver(session, dl.Created(post("one")))
    events = TakeDeliveries([dl.Deleted("one"), dl.Created(post("one", text="A2 #chat"))]).decide(session, at(9))
    changes = _news(session, *events)
    assert (changes.received, changes.edited, changes.deleted) == ([], ["one"], [])
    assert session.standing_of("ana").by_question == {2: 1}


def test_listeners_hear_whose_posts_go_to_somebody_else() -> None:
    session = _registered(person("ana"), person("ben"))
    _deliver(session, dl.Created(post("one", "cleo")))
    fold(session, ev.AttendeesChanged((person("ana", accounts=person("cleo").accounts),)))
    taking = person("ben", accounts=(Account(MASTODON, "cleo@one.example", author("cleo").id),))
    assert _news(session, ev.AttendeesChanged((taking,)), actor=ev.Actor.DESK).attendees == {"ana", "ben"}
    assert _news(session, ev.AttendeesRemoved(("ben",)), actor=ev.Actor.DESK).attendees == {"ana", "ben"}
    assert _news(session, ev.AttendeesRegistered((taking,)), actor=ev.Actor.DESK).attendees == {"ana", "ben"}
    _news(session, ev.AuthorRenamed(author("cleo").id, "cleo-new@one.example"))


def test_a_star_taken_back_after_the_post_was_deleted_names_no_post() -> None:
    session = _registered()
    _deliver(session, dl.Created(post("one")))
    fold(session, ev.PostStarred("one"))
    _deliver(session, dl.Deleted("one"))
    assert _news(session, ev.PostUnstarred("one"), actor=ev.Actor.UNDO).edited == []


def test_listeners_hear_of_the_pairs_that_somebody_leaves_by_being_removed() -> None:
    session = _registered(person("ana"), person("ben"), person("cleo"))
    fold(session, ev.PairsPublished((Pair("p1", 1, ("ana", "ben")),)))
    changes = _news(session, ev.AttendeesRemoved(("ana",)), actor=ev.Actor.PHONE)
    assert changes.attendees == {"ana", "ben"}
    assert Topic.PAIRS in changes.topics


def _registered(*people: object) -> Session:
    session = Session()
    fold(session, ev.SessionDescribed("Talk", "chat"), ev.QuestionsWritten(questions(3)))
    fold(session, ev.AttendeesRegistered(people), minutes=1)  # type: ignore[arg-type]
    return session


def _deliver(session: Session, *deliveries: dl.Delivery, minutes: float = 5) -> None:
    fold(session, *TakeDeliveries(deliveries).decide(session, at(minutes)), minutes=minutes, actor=FEED)


def test_the_rungs_of_the_ladder_with_the_time_of_each() -> None:
    session = _registered(person("ana"), person("ben"), person("cleo", accounts=()))
    assert session.standing_of("cleo").rung is Rung.NO_ACCOUNT
    assert (session.standing_of("ana").rung, session.standing_of("ana").since) == (Rung.SILENT, at(1))
    _deliver(session, dl.Created(post("stray", text="no tag", minutes=3)))
    assert (session.standing_of("ana").rung, session.standing_of("ana").since) == (Rung.OFF_TAG, at(3))
    fold(session, ev.SeenOnPhone("ana"), minutes=4)
    assert (session.standing_of("ana").rung, session.standing_of("ana").since) == (Rung.UNSEEN, at(4))
    _deliver(session, dl.Created(post("first", text="A1 #chat", minutes=5)))
    standing = session.standing_of("ana")
    assert (standing.rung, standing.since, standing.posts, standing.by_question) == (
        Rung.POSTED,
        at(5),
        1,
        {1: 1},
    )
    _deliver(session, dl.Created(post("reply", "ben", reply_to="native-first", minutes=6)))
    assert (session.standing_of("ana").rung, session.standing_of("ana").since) == (Rung.ANSWERED, at(6))
    _deliver(session, dl.Deleted("reply"), dl.Deleted("first"))
    assert session.standing_of("ana").rung is Rung.UNSEEN


def test_a_paper_post_counts_for_its_attendee() -> None:
    session = _registered(person("ana", accounts=()))
    fold(session, *WritePaperPost("ana", "A2: by hand", "note").decide(session, at(5)), minutes=5)
    assert session.standing_of("ana").rung is Rung.POSTED
    assert session.standing_of("ana").by_question == {2: 1}
    assert session.attendee_of(session.posts["note"].author) == session.attendees["ana"]


def test_nobody_on_a_network_can_pose_as_a_paper_post() -> None:
    session = _registered(person("ana", accounts=()))
    stranger = Author(f"{PAPER}:ana", MASTODON, "stranger@two.example", "Ana")
    _deliver(session, dl.Created(post("fake", author=stranger)))
    assert session.attendee_of(stranger) is None


def test_a_renamed_account_stays_the_same_person() -> None:
    session = _registered(person("ana"))
    _deliver(session, dl.Created(post("one")))
    _deliver(session, dl.AuthorChanged(author("ana").id, "anna@one.example"))
    newer = Author(author("ana").id, MASTODON, "anna@one.example", "Anna")
    _deliver(session, dl.Created(post("two", author=newer)))
    assert session.standing_of("ana").posts == 2


def test_somebody_who_registers_after_posting_is_still_known_after_a_rename() -> None:
    session = _registered()
    _deliver(session, dl.Created(post("one")))
    fold(session, ev.AttendeesRegistered((person("ana"),)), minutes=6)
    assert session.standing_of("ana").posts == 1
    _deliver(session, dl.AuthorChanged(author("ana").id, "anna@one.example"))
    assert session.standing_of("ana").posts == 1


def test_a_new_handle_that_only_a_post_shows_is_noticed() -> None:
    session = _registered()
    _deliver(session, dl.Created(post("one")))
    fold(session, ev.AttendeesRegistered((person("ana"),)), minutes=6)
    newer = Author(author("ana").id, MASTODON, "anna@one.example", "Anna")
    _deliver(session, dl.Created(post("two", author=newer)))
    assert session.standing_of("ana").posts == 2


def test_a_stranger_who_takes_a_given_up_handle_is_a_stranger() -> None:
    ana = person("ana", accounts=(Account(BLUESKY, "ana.bsky.social"),))
    session = _registered(ana)
    real = Author("did:plc:real", BLUESKY, "ana.bsky.social", "Ana")
    _deliver(session, dl.Created(post("one", author=real, network=BLUESKY)))
    assert session.attendees["ana"].accounts[0].author_id == "did:plc:real"
    _deliver(session, dl.AuthorChanged("did:plc:real", "ana.example"))
    taker = Author("did:plc:taker", BLUESKY, "ana.bsky.social", "Not Ana")
    _deliver(session, dl.Created(post("two", author=taker, network=BLUESKY)))
    assert session.attendee_of(taker) is None
    assert session.standing_of("ana").posts == 1


def test_a_bare_name_fits_any_server_unless_two_people_have_it() -> None:
    bare = Account(MASTODON, "ana")
    session = _registered(person("ana", accounts=(bare,)))
    _deliver(session, dl.Created(post("one")))
    assert session.attendees["ana"].accounts == (Account(MASTODON, "ana@one.example", author("ana").id),)
    session = _registered(person("ana", accounts=(bare,)), person("other", accounts=(bare,)))
    _deliver(session, dl.Created(post("one")))
    assert session.attendee_of(author("ana")) is None


def test_whoever_is_removed_leaves_pairs_and_draft() -> None:
    session = _registered(person("ana"), person("ben"), person("cleo"))
    pairs = (Pair("p1", 1, ("ana", "ben", "cleo")),)
    fold(session, ev.PairsPublished(pairs), ev.PairsDrafted(Proposal(pairs, ("ana",))))
    fold(session, ev.AttendeesRemoved(("ana",)), actor=ev.Actor.PHONE)
    assert session.pairs == (Pair("p1", 1, ("ben", "cleo")),)
    assert session.draft == Proposal(session.pairs)
    fold(session, ev.AttendeesRemoved(("ben",)), actor=ev.Actor.PHONE)
    assert (session.pairs, session.pair_of, session.unpaired()) == ((), {}, [session.attendees["cleo"]])


def test_hiding_goes_by_stable_id() -> None:
    session = _registered()
    one, two = post("one"), post("two", "ben")
    _deliver(session, dl.Created(one), dl.Created(two))
    fold(session, ev.HidingAdded(ev.Concealed.AUTHOR, one.author.id))
    assert (session.is_hidden(one), session.is_hidden(two)) == (True, False)
    fold(session, ev.HidingAdded(ev.Concealed.SERVER, "one.example"))
    assert session.is_hidden(two)
    fold(session, ev.HidingLifted(ev.Concealed.SERVER, "one.example"), ev.HidingAdded(ev.Concealed.POST, "two"))
    assert session.is_hidden(two)
