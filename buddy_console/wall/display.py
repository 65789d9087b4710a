"""The display model: what each output shows now, from its scene and mode, with consent and hiding applied."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.moderation import may_show_post, writer
from buddy_console.domain.outputs import Mode, Output, Scene
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.service.clock import Clock
from buddy_console.wall import scenes
from buddy_console.wall.counts import Counts
from buddy_console.wall.frames import (
    CalmContent,
    Content,
    FeedContent,
    Frame,
    PairEntry,
    PairsContent,
)
from buddy_console.wall.pacing import ENOUGH, Arrival, Pace, reading_seconds

SECONDS_A_PAGE = 12
STRANGER_DELAY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The last frame that an output showed live, and the posts that were on it as they were then."""

    frame: Frame
    groups: tuple[tuple[Post, ...], ...] = ()


class Display:
    """Frames of a session's outputs. Call `update` with every step's changes, and `frame` to draw a screen.

    Posts of registered attendees take their turn at once; those of others after ``stranger_delay``, in which the
    facilitator can hide them, and never while it is None.
    """

    def __init__(self, session: Session, clock: Clock, stranger_delay: timedelta | None = STRANGER_DELAY) -> None:
        self._session = session
        self._clock = clock
        self._stranger_delay = stranger_delay
        self._counts = Counts(session)
        self._pace = Pace()
        self._entries: tuple[PairEntry, ...] | None = None
        self._seen: dict[int, _Seen] = {}
        self._pairs_since: dict[int, datetime] = {}
        self._offline_since: datetime | None = None
        self._builders: dict[Scene, Callable[[int, datetime], Content]] = {
            Scene.WELCOME: lambda _number, _now: scenes.welcome(session),
            Scene.PAIRS: self._pairs,
            Scene.QUESTION: lambda _number, now: scenes.question(session, self._counts, now),
            Scene.FEED: lambda _number, now: self._feed(now),
            Scene.PROGRESS: lambda _number, _now: scenes.progress(session, self._counts),
            Scene.CALM: lambda _number, _now: CalmContent(),
        }
        self._refill(())
        self._note_sources(clock.now())

    def set_stranger_delay(self, delay: timedelta | None) -> None:
        """How long a stranger's post is held back from now on; None holds all that are not on the wall yet."""
        self._stranger_delay = delay
        if delay is None:
            self._pace.hold_guests()

    def update(self, changes: Changes) -> None:
        """Take in what a step touched. The work grows with the step, not with the session."""
        now = self._clock.now()
        joined = self._counts.update(changes)
        self._offer(joined, now)
        if changes.topics & (Topic.FILING | Topic.DESCRIPTION):
            self._refill(())
        elif changes.topics & Topic.HIDING or self._pace.drop(changes.deleted):
            self._refill(self._pace.shown)
        if changes.attendees or changes.topics & Topic.PAIRS:
            self._entries = None
        if changes.topics & Topic.SOURCES:
            self._note_sources(now)
        for output in self._session.outputs.values() if changes.topics & Topic.OUTPUTS else ():
            if output.mode in (Mode.BLACK, Mode.WHITE):
                self._seen.pop(output.number, None)

    def frame(self, output_number: int) -> Frame:
        """What the output shows now."""
        output = self._session.outputs.get(output_number, Output(output_number))
        now = self._clock.now()
        self._pace.advance(now)
        if output.scene is not Scene.PAIRS:
            self._pairs_since.pop(output_number, None)
        if output.mode in (Mode.BLACK, Mode.WHITE):
            self._seen.pop(output_number, None)
            return Frame(output_number, output.scene, output.mode, output.since, None)
        if output.mode is Mode.LIVE or output_number not in self._seen:
            self._seen[output_number] = self._live(output, now)
        seen = self._seen[output_number]
        if output.mode is Mode.FROZEN:
            return self._still_allowed(seen, output)
        return seen.frame

    def _live(self, output: Output, now: datetime) -> _Seen:
        content = self._builders[output.scene](output.number, now)
        described = self._session.description
        frame = Frame(
            output.number,
            output.scene,
            output.mode,
            output.since,
            content,
            scenes.tidy(described.title, 200),
            described.hashtag,
        )
        if not isinstance(content, FeedContent):
            return _Seen(frame)
        posts = self._session.posts
        return _Seen(frame, tuple(tuple(posts[key] for key in (card.key, *card.folded)) for card in content.cards))

    def _still_allowed(self, seen: _Seen, output: Output) -> Frame:
        """A frozen frame: as it was, without what has been hidden, deleted or withdrawn since."""
        content = seen.frame.content
        session = self._session
        if isinstance(content, FeedContent):
            content = replace(content, cards=scenes.cards_again(session, content.cards, seen.groups))
        elif isinstance(content, PairsContent):
            entries = (self._still_named(entry) for entry in content.entries)
            content = replace(content, entries=tuple(entry for entry in entries if entry.name))
        return replace(seen.frame, mode=output.mode, since=output.since, content=content)

    def _still_named(self, entry: PairEntry) -> PairEntry:
        people = self._session.attendees
        buddies = tuple(
            (key, scenes.named(people.get(key), name))
            for key, name in zip(entry.buddy_ids, entry.buddies, strict=True)
        )
        kept = tuple((key, name) for key, name in buddies if name)
        return replace(
            entry,
            name=scenes.named(people.get(entry.attendee_id), entry.name),
            buddies=tuple(name for _, name in kept),
            buddy_ids=tuple(key for key, _ in kept),
            unnamed=entry.unnamed + len(buddies) - len(kept),
        )

    def _pairs(self, number: int, now: datetime) -> PairsContent:
        if self._entries is None:
            self._entries = scenes.pair_entries(self._session)
        since = self._pairs_since.setdefault(number, now)
        # Two screens show two different pages, so that everybody comes up twice as often.
        turn = int((now - since).total_seconds() // SECONDS_A_PAGE) + (number - 1)
        return scenes.pairs_page(self._entries, turn)

    def _feed(self, now: datetime) -> FeedContent:
        minutes = 0
        if self._offline_since is not None:
            minutes = int((now - self._offline_since).total_seconds() // 60)
        current = scenes.question(self._session, self._counts, now)
        return FeedContent(current, scenes.cards(self._session, self._shown_posts()), minutes)

    def _shown_posts(self) -> Iterator[Post]:
        posts = self._session.posts
        return (posts[key] for key in self._pace.shown if key in posts)

    def _offer(self, keys: list[str], now: datetime) -> None:
        """Only the newest of a large batch can ever be seen."""
        session = self._session
        for key in keys[-ENOUGH:]:
            post = session.posts[key]
            if not may_show_post(session, post):
                continue
            is_guest = self._is_guest(post)
            delay = self._stranger_delay if is_guest else timedelta()
            if delay is not None:
                self._pace.offer(Arrival(key, now + delay, reading_seconds(post.text), is_guest))

    def _refill(self, kept: Iterable[str]) -> None:
        """Keep these posts where they are, and fill up with older ones until enough of them may be shown."""
        session = self._session
        keys = [key for key in kept if key in session.posts]
        showable = sum(may_show_post(session, session.posts[key]) for key in keys)
        passed = {*keys, *self._pace.waiting}
        is_older = not keys
        for key in reversed(session.posts) if showable < ENOUGH else ():
            is_older = is_older or key == keys[-1]
            if is_older and key not in passed and self._may_enter(session.posts[key]):
                keys.append(key)
                showable += 1
            if showable == ENOUGH:
                break
        self._pace.refill(keys)

    def _may_enter(self, post: Post) -> bool:
        return may_show_post(self._session, post) and (
            self._stranger_delay is not None or not self._is_guest(post)
        )

    def _is_guest(self, post: Post) -> bool:
        session = self._session
        return writer(session, post.author) is None and not session.timeline.is_host(post.author)

    def _note_sources(self, now: datetime) -> None:
        states = [event.state for event, _at in self._session.feed_states.values()]
        if not states or any(state.is_live for state in states):
            self._offline_since = None
        elif self._offline_since is None:
            self._offline_since = now
