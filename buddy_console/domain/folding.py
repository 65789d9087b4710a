"""How each event changes the session: one small function for each kind, none of which can fail."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from buddy_console.domain import events as ev
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.pairing.model import Pair, Proposal
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
    returning = any(attendee.id in session.registered_at for attendee in event.attendees)
    for attendee in event.attendees:
        session.attendees[attendee.id] = attendee
        session.registered_at.setdefault(attendee.id, at)
        changes.attendees.add(attendee.id)
    if returning:
        # Whoever is put back by an undo stands where they stood.
        order = (i for i in session.registered_at if i in session.attendees)
        session.attendees = {attendee_id: session.attendees[attendee_id] for attendee_id in order}
    changes.attendees |= session.link_all()


def _attendees_changed(session: Session, event: ev.AttendeesChanged, _at: datetime, changes: Changes) -> None:
    relink = False
    for attendee in event.attendees:
        before = session.attendees.get(attendee.id)
        if before is None:
            # Removed by somebody else since the action that is being undone.
            continue
        relink = relink or before.accounts != attendee.accounts
        session.attendees[attendee.id] = attendee
        changes.attendees.add(attendee.id)
    if relink:
        changes.attendees |= session.link_all()


def _attendees_removed(session: Session, event: ev.AttendeesRemoved, _at: datetime, changes: Changes) -> None:
    for attendee_id in event.ids:
        session.attendees.pop(attendee_id, None)
        changes.attendees.add(attendee_id)
    changes.attendees |= session.link_all()
    if any(attendee_id in session.pair_of for attendee_id in event.ids):
        _hold(session, session.pairs, changes)
    if session.draft is not None:
        _keep_draft(session, session.draft, changes)


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
    _keep_draft(session, event.proposal, changes)


def _keep_draft(session: Session, draft: Proposal | None, changes: Changes) -> None:
    if draft is not None:
        pairs = tuple(_without_strangers(draft.pairs, session.attendees))
        floating = tuple(member for member in draft.floating if member in session.attendees)
        draft = replace(draft, pairs=pairs, floating=floating)
    session.draft = draft
    changes.topics |= Topic.DRAFT


def _pairs_published(session: Session, event: ev.PairsPublished, _at: datetime, changes: Changes) -> None:
    _hold(session, event.pairs, changes)


def _hold(session: Session, pairs: tuple[Pair, ...], changes: Changes) -> None:
    """These pairs hold, without those who are not registered any more."""
    before = session.pair_of
    session.pairs = tuple(_without_strangers(pairs, session.attendees))
    session.pair_of = {member: pair for pair in session.pairs for member in pair.members}
    changes.attendees.update(
        member
        for member in before.keys() | session.pair_of.keys()
        if before.get(member) != session.pair_of.get(member) and member in session.attendees
    )
    changes.topics |= Topic.PAIRS


def _without_strangers(pairs: Iterable[Pair], registered: Container[str]) -> Iterator[Pair]:
    for pair in pairs:
        members = tuple(member for member in pair.members if member in registered)
        if len(members) > 1:
            yield pair if members == pair.members else replace(pair, members=members)


def _question_opened(session: Session, event: ev.QuestionOpened, at: datetime, changes: Changes) -> None:
    openings = (*session.schedule.openings, Opening(event.number, at))
    timer = None
    if event.number is not None and event.number <= len(session.questions):
        timer = planned(session.questions[event.number - 1], at)
    session.timeline.schedule = Schedule(openings, timer)
    changes.topics |= Topic.SCHEDULE
    # A server's clock may run ahead of this one.
    later = [key for key, post in session.posts.items() if post.created_at >= at]
    if later:
        session.timeline.refile(later)
        _touch_refiled(session, later, changes)


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
    refiled: dict[str, None] = {}
    renamed = False
    for post in event.posts:
        if post.key in timeline.posts:
            continue
        renamed |= _meet(session, post.author)
        refiled.update(dict.fromkeys(timeline.add(post)))
        if post.key in changes.deleted:
            # Deleted and there again within a step: to whoever listens it has changed.
            changes.deleted.remove(post.key)
            changes.edited.append(post.key)
        else:
            changes.received.append(post.key)
        _touch_writers(session, post, changes)
    if renamed:
        changes.attendees |= session.link_all()
    if refiled:
        new = set(changes.received)
        _touch_refiled(session, [key for key in refiled if key not in new], changes)


def _posts_edited(session: Session, event: ev.PostsEdited, _at: datetime, changes: Changes) -> None:
    renamed = False
    for post in event.posts:
        before = session.posts.get(post.key)
        if before is not None:
            _touch_writers(session, before, changes)
            renamed |= _meet(session, post.author)
            refiled = session.timeline.replace(post)
            changes.edited.append(post.key)
            _touch_writers(session, session.posts[post.key], changes)
            _touch_refiled(session, refiled, changes)
    if renamed:
        changes.attendees |= session.link_all()


def _posts_deleted(session: Session, event: ev.PostsDeleted, _at: datetime, changes: Changes) -> None:
    for key in event.keys:
        post = session.posts.get(key)
        if post is not None:
            _touch_writers(session, post, changes)
            _touch_refiled(session, session.timeline.remove(key), changes)
            changes.deleted.append(key)
    changes.edited = [key for key in changes.edited if key in session.posts]


def _meet(session: Session, author: Author) -> bool:
    """Recognise an author seen for the first time; True when a known one has another handle now."""
    known = session.timeline.authors.get(author.id)
    if known is None:
        session.timeline.authors[author.id] = author
        session.link_author(author)
    return known is not None and known.handle != author.handle


def _touch_refiled(session: Session, keys: Iterable[str], changes: Changes) -> None:
    """Posts that another post, or the schedule, files anew: they look different, and so do their authors."""
    for key in keys:
        changes.edited.append(key)
        attendee = session.attendee_of(session.posts[key].author)
        if attendee is not None:
            changes.attendees.add(attendee.id)


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
    changes.attendees |= session.link_all()
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
    _touch_post(session, event.key, changes)


def _post_unstarred(session: Session, event: ev.PostUnstarred, _at: datetime, changes: Changes) -> None:
    session.starred.pop(event.key, None)
    _touch_post(session, event.key, changes)


def _touch_post(session: Session, key: str, changes: Changes) -> None:
    # It may have been deleted between the star and its undoing.
    if key in session.posts:
        changes.edited.append(key)


def _hiding_added(session: Session, event: ev.HidingAdded, at: datetime, changes: Changes) -> None:
    session.hidden[event.what][event.value] = at
    changes.topics |= Topic.HIDING


def _hiding_lifted(session: Session, event: ev.HidingLifted, _at: datetime, changes: Changes) -> None:
    session.hidden[event.what].pop(event.value, None)
    changes.topics |= Topic.HIDING


def _output_changed(session: Session, event: ev.OutputChanged, _at: datetime, changes: Changes) -> None:
    session.outputs[event.output.number] = event.output
    changes.topics |= Topic.OUTPUTS


def _output_removed(session: Session, event: ev.OutputRemoved, _at: datetime, changes: Changes) -> None:
    session.outputs.pop(event.number, None)
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
    ev.OutputRemoved: _output_removed,
}
