"""How each event changes the session: one small function for each kind, none of which can fail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from buddy_console.domain import events as ev
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.posts import Author, Post, fold_tag
from buddy_console.domain.questions import Opening, Schedule, Timer, planned
from buddy_console.domain.session import Session

Fold = Callable[[Session, Any, datetime, Changes], None]


def fold_event(session: Session, event: ev.Event, at: datetime, changes: Changes) -> None:
    _FOLDS[type(event)](session, event, at, changes)


def _session_described(session: Session, event: ev.SessionDescribed, _at: datetime, changes: Changes) -> None:
    session.description = event
    session.timeline.hashtag = fold_tag(event.hashtag)
    session.timeline.hosts = frozenset(
        name for host in event.hosts for name in (host.author_id, f"{host.network}:{host.handle}") if name
    )
    _refile(session, changes)
    changes.topics |= Topic.DESCRIPTION


def _questions_written(session: Session, event: ev.QuestionsWritten, _at: datetime, changes: Changes) -> None:
    session.timeline.questions = event.questions
    _refile(session, changes)
    changes.topics |= Topic.QUESTIONS


def _sources_chosen(session: Session, event: ev.SourcesChosen, _at: datetime, changes: Changes) -> None:
    session.sources = event.sources
    changes.topics |= Topic.SOURCES


def _source_state(session: Session, event: ev.SourceStateChanged, at: datetime, changes: Changes) -> None:
    session.feed_states[event.source_id] = (event, at)
    changes.topics |= Topic.SOURCES


def _gap_noticed(session: Session, event: ev.GapNoticed, _at: datetime, changes: Changes) -> None:
    session.gaps.append((event.since, event.until))
    changes.topics |= Topic.SOURCES


def _attendees_registered(session: Session, event: ev.AttendeesRegistered, at: datetime, changes: Changes) -> None:
    for attendee in event.attendees:
        session.attendees[attendee.id] = attendee
        session.registered_at.setdefault(attendee.id, at)
        changes.attendees.add(attendee.id)
    session.link_all()


def _attendees_changed(session: Session, event: ev.AttendeesChanged, _at: datetime, changes: Changes) -> None:
    relink = False
    for attendee in event.attendees:
        before = session.attendees[attendee.id]
        relink = relink or before.accounts != attendee.accounts
        session.attendees[attendee.id] = attendee
        changes.attendees.add(attendee.id)
    if relink:
        session.link_all()


def _attendees_removed(session: Session, event: ev.AttendeesRemoved, _at: datetime, changes: Changes) -> None:
    for attendee_id in event.ids:
        session.attendees.pop(attendee_id, None)
        changes.attendees.add(attendee_id)
    session.link_all()


def _seen_on_phone(session: Session, event: ev.SeenOnPhone, at: datetime, changes: Changes) -> None:
    session.seen_on_phone[event.attendee_id] = at
    changes.attendees.add(event.attendee_id)


def _seen_taken_back(session: Session, event: ev.SeenOnPhoneTakenBack, _at: datetime, changes: Changes) -> None:
    session.seen_on_phone.pop(event.attendee_id, None)
    changes.attendees.add(event.attendee_id)


def _wishes_changed(session: Session, event: ev.WishesChanged, _at: datetime, changes: Changes) -> None:
    session.wishes = event.wishes
    changes.topics |= Topic.WISHES


def _policy_changed(session: Session, event: ev.PolicyChanged, _at: datetime, changes: Changes) -> None:
    session.policy = event.policy
    changes.topics |= Topic.WISHES


def _pairs_drafted(session: Session, event: ev.PairsDrafted, _at: datetime, changes: Changes) -> None:
    session.draft = event.proposal
    changes.topics |= Topic.DRAFT


def _pairs_published(session: Session, event: ev.PairsPublished, _at: datetime, changes: Changes) -> None:
    before = session.pair_of
    session.pairs = event.pairs
    session.pair_of = {member: pair for pair in event.pairs for member in pair.members}
    changes.attendees.update(
        member
        for member in before.keys() | session.pair_of.keys()
        if before.get(member) != session.pair_of.get(member) and member in session.attendees
    )
    changes.topics |= Topic.PAIRS


def _question_opened(session: Session, event: ev.QuestionOpened, at: datetime, changes: Changes) -> None:
    openings = (*session.schedule.openings, Opening(event.number, at))
    timer = None
    if event.number is not None and event.number <= len(session.questions):
        timer = planned(session.questions[event.number - 1], at)
    session.timeline.schedule = Schedule(openings, timer)
    changes.topics |= Topic.SCHEDULE


def _timer_paused(session: Session, _event: ev.TimerPaused, at: datetime, changes: Changes) -> None:
    _set_timer(session, lambda timer: Timer(timer.started_at, timer.seconds, at), changes)


def _timer_resumed(session: Session, _event: ev.TimerResumed, at: datetime, changes: Changes) -> None:
    _set_timer(session, lambda timer: timer.resumed(at), changes)


def _timer_extended(session: Session, event: ev.TimerExtended, _at: datetime, changes: Changes) -> None:
    _set_timer(
        session,
        lambda timer: Timer(timer.started_at, timer.seconds + event.seconds, timer.paused_at),
        changes,
    )


def _schedule_restored(session: Session, event: ev.ScheduleRestored, _at: datetime, changes: Changes) -> None:
    refile = event.schedule.openings != session.schedule.openings
    session.timeline.schedule = event.schedule
    changes.topics |= Topic.SCHEDULE
    if refile:
        _refile(session, changes)


def _set_timer(session: Session, turn: Callable[[Timer], Timer], changes: Changes) -> None:
    schedule = session.schedule
    if schedule.timer is not None:
        session.timeline.schedule = Schedule(schedule.openings, turn(schedule.timer))
    changes.topics |= Topic.SCHEDULE


def _posts_received(session: Session, event: ev.PostsReceived, _at: datetime, changes: Changes) -> None:
    timeline = session.timeline
    for post in event.posts:
        if post.key in timeline.posts:
            continue
        is_new_author = post.author.id not in timeline.authors
        timeline.add(post)
        changes.received.append(post.key)
        if is_new_author:
            session.link_author(post.author)
        _touch_writers(session, post, changes)


def _posts_edited(session: Session, event: ev.PostsEdited, _at: datetime, changes: Changes) -> None:
    for post in event.posts:
        if post.key in session.posts:
            session.timeline.replace(post)
            changes.edited.append(post.key)
            _touch_writers(session, post, changes)


def _posts_deleted(session: Session, event: ev.PostsDeleted, _at: datetime, changes: Changes) -> None:
    for key in event.keys:
        post = session.posts.get(key)
        if post is not None:
            _touch_writers(session, post, changes)
            session.timeline.remove(key)
            changes.deleted.append(key)


def _touch_writers(session: Session, post: Post, changes: Changes) -> None:
    """The author's standing may change, and that of the author of the post it answers."""
    writers = [post.author]
    parent = session.timeline.parent_of(post)
    if parent is not None:
        writers.append(session.posts[parent].author)
    for writer in writers:
        attendee = session.attendee_of(writer)
        if attendee is not None:
            changes.attendees.add(attendee.id)


def _author_renamed(session: Session, event: ev.AuthorRenamed, _at: datetime, changes: Changes) -> None:
    author = session.timeline.authors.get(event.author_id)
    if author is None:
        return
    session.timeline.authors[author.id] = Author(author.id, author.network, event.handle, author.name)
    session.link_all()
    attendee = session.attendee_of(author)
    if attendee is not None:
        changes.attendees.add(attendee.id)


def _post_filed(session: Session, event: ev.PostFiled, _at: datetime, changes: Changes) -> None:
    if event.automatic:
        session.timeline.by_hand.pop(event.key, None)
    else:
        session.timeline.by_hand[event.key] = event.question
    post = session.posts.get(event.key)
    if post is not None:
        session.timeline.refile([event.key])
        _touch_writers(session, post, changes)
        changes.edited.append(event.key)


def _post_starred(session: Session, event: ev.PostStarred, at: datetime, changes: Changes) -> None:
    session.starred[event.key] = at
    changes.edited.append(event.key)


def _post_unstarred(session: Session, event: ev.PostUnstarred, _at: datetime, changes: Changes) -> None:
    session.starred.pop(event.key, None)
    changes.edited.append(event.key)


def _hiding_added(session: Session, event: ev.HidingAdded, at: datetime, changes: Changes) -> None:
    session.hidden[event.what][event.value] = at
    changes.topics |= Topic.HIDING


def _hiding_lifted(session: Session, event: ev.HidingLifted, _at: datetime, changes: Changes) -> None:
    session.hidden[event.what].pop(event.value, None)
    changes.topics |= Topic.HIDING


def _output_changed(session: Session, event: ev.OutputChanged, _at: datetime, changes: Changes) -> None:
    session.outputs[event.output.number] = event.output
    changes.topics |= Topic.OUTPUTS


def _refile(session: Session, changes: Changes) -> None:
    if session.posts:
        session.timeline.refile()
        changes.attendees.update(session.attendees)
        changes.topics |= Topic.FILING


_FOLDS: dict[type, Fold] = {
    ev.SessionDescribed: _session_described,
    ev.QuestionsWritten: _questions_written,
    ev.SourcesChosen: _sources_chosen,
    ev.SourceStateChanged: _source_state,
    ev.GapNoticed: _gap_noticed,
    ev.AttendeesRegistered: _attendees_registered,
    ev.AttendeesChanged: _attendees_changed,
    ev.AttendeesRemoved: _attendees_removed,
    ev.SeenOnPhone: _seen_on_phone,
    ev.SeenOnPhoneTakenBack: _seen_taken_back,
    ev.WishesChanged: _wishes_changed,
    ev.PolicyChanged: _policy_changed,
    ev.PairsDrafted: _pairs_drafted,
    ev.PairsPublished: _pairs_published,
    ev.QuestionOpened: _question_opened,
    ev.TimerPaused: _timer_paused,
    ev.TimerResumed: _timer_resumed,
    ev.TimerExtended: _timer_extended,
    ev.ScheduleRestored: _schedule_restored,
    ev.PostsReceived: _posts_received,
    ev.PostsEdited: _posts_edited,
    ev.PostsDeleted: _posts_deleted,
    ev.AuthorRenamed: _author_renamed,
    ev.PostFiled: _post_filed,
    ev.PostStarred: _post_starred,
    ev.PostUnstarred: _post_unstarred,
    ev.HidingAdded: _hiding_added,
    ev.HidingLifted: _hiding_lifted,
    ev.OutputChanged: _output_changed,
}
