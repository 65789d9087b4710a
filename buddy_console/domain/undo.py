"""The inverse of each event that a facilitator can cause, taken from the state just before it."""

from dataclasses import fields, replace
from typing import Any

from buddy_console.domain import events as ev
from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.session import Session


def inverse(session: Session, event: ev.Event) -> tuple[ev.Event, ...]:
    """The events that take ``event`` back; () for what only a network can cause."""
    before = _setting_before(session, event)
    if before is not None:
        return (before,)
    match event:
        case ev.AttendeesRegistered() | ev.AttendeesChanged() | ev.AttendeesRemoved():
            return _attendees(session, event)
        case ev.OutputRemoved(number):
            return (ev.OutputChanged(session.outputs[number]),) if number in session.outputs else ()
        case ev.SeenOnPhone(attendee_id):
            return () if attendee_id in session.seen_on_phone else (ev.SeenOnPhoneTakenBack(attendee_id),)
        case ev.SeenOnPhoneTakenBack(attendee_id):
            return (ev.SeenOnPhone(attendee_id),) if attendee_id in session.seen_on_phone else ()
        case _:
            return _posts(session, event)


def _setting_before(session: Session, event: ev.Event) -> ev.Event | None:
    """For an event that sets one thing whole: the event that sets it as it is now."""
    match event:
        case ev.SessionDescribed():
            return session.description
        case ev.QuestionsWritten():
            return ev.QuestionsWritten(session.questions)
        case ev.SourcesChosen():
            return ev.SourcesChosen(session.sources)
        case ev.WishesChanged():
            return ev.WishesChanged(session.wishes)
        case ev.PolicyChanged():
            return ev.PolicyChanged(session.policy)
        case ev.PairsDrafted():
            return ev.PairsDrafted(session.draft)
        case ev.PairsPublished():
            return ev.PairsPublished(session.pairs)
        case ev.OutputChanged(output):
            before = session.outputs.get(output.number)
            return ev.OutputRemoved(output.number) if before is None else ev.OutputChanged(before)
        case _:
            return _schedule_before(session, event)


def _schedule_before(session: Session, event: ev.Event) -> ev.Event | None:
    timing = (ev.QuestionOpened, ev.TimerPaused, ev.TimerResumed, ev.TimerExtended, ev.ScheduleRestored)
    return ev.ScheduleRestored(session.schedule) if isinstance(event, timing) else None


def _attendees(
    session: Session, event: ev.AttendeesRegistered | ev.AttendeesChanged | ev.AttendeesRemoved
) -> tuple[ev.Event, ...]:
    known = session.attendees
    if isinstance(event, ev.AttendeesRegistered):
        return (ev.AttendeesRemoved(tuple(a.id for a in event.attendees)),)
    if isinstance(event, ev.AttendeesChanged):
        changed = tuple(known[a.id] for a in event.attendees if a.id in known)
        return (ev.AttendeesChanged(changed),) if changed else ()
    removed = tuple(known[i] for i in event.ids if i in known)
    if not removed:
        return ()
    restored: list[ev.Event] = [ev.AttendeesRegistered(removed)]
    if any(attendee.id in session.pair_of for attendee in removed):
        restored.append(ev.PairsPublished(session.pairs))
    if session.draft is not None:
        restored.append(ev.PairsDrafted(session.draft))
    return tuple(restored)


def _posts(session: Session, event: ev.Event) -> tuple[ev.Event, ...]:
    timeline = session.timeline
    match event:
        case ev.PostsReceived(posts):
            return (ev.PostsDeleted(tuple(post.key for post in posts)),)
        case ev.PostsDeleted(keys):
            return (ev.PostsReceived(tuple(timeline.posts[key] for key in keys if key in timeline.posts)),)
        case ev.PostFiled(key):
            if key in timeline.by_hand:
                return (ev.PostFiled(key, timeline.by_hand[key]),)
            return (ev.PostFiled(key, automatic=True),)
        case ev.PostStarred(key):
            return () if key in session.starred else (ev.PostUnstarred(key),)
        case ev.PostUnstarred(key):
            return (ev.PostStarred(key),) if key in session.starred else ()
        case ev.HidingAdded(what, value):
            return () if value in session.hidden[what] else (ev.HidingLifted(what, value),)
        case ev.HidingLifted(what, value):
            return (ev.HidingAdded(what, value),) if value in session.hidden[what] else ()
        case _:
            return ()


def carry_over(session: Session, event: ev.AttendeesChanged) -> None:
    """Keep in what can be undone and redone what a feed or a phone is about to change in an attendee."""
    for after in event.attendees:
        before = session.attendees.get(after.id)
        if before is None:
            continue
        for stack in (session.undo_stack, session.redo_stack):
            stack[:] = [tuple(_carried(one, before, after) for one in entry) for entry in stack]


def _carried(event: ev.Event, before: Attendee, after: Attendee) -> ev.Event:
    if not isinstance(event, (ev.AttendeesChanged, ev.AttendeesRegistered)):
        return event
    attendees = tuple(_with_news(a, before, after) if a.id == after.id else a for a in event.attendees)
    return replace(event, attendees=attendees)


def _with_news(attendee: Attendee, before: Attendee, after: Attendee) -> Attendee:
    news: dict[str, Any] = {
        name: getattr(after, name)
        for name in (part.name for part in fields(Attendee))
        if getattr(before, name) != getattr(after, name)
    }
    if "accounts" in news:
        news["accounts"] = _accounts_with_news(attendee.accounts, before.accounts, after.accounts)
    return replace(attendee, **news)


def _accounts_with_news(
    accounts: tuple[Account, ...], before: tuple[Account, ...], after: tuple[Account, ...]
) -> tuple[Account, ...]:
    if len(before) == len(after):
        recognised = dict(zip(before, after, strict=True))
        return tuple(recognised.get(account, account) for account in accounts)
    kept = tuple(account for account in accounts if account in after or account not in before)
    return (*kept, *(account for account in after if account not in before))
