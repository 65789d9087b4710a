"""Random acts: three small numbers turned into a command that makes sense in the session as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from buddy_console.domain import deliveries as dl
from buddy_console.domain.accounts import MASTODON, Account
from buddy_console.domain.attendees import Attendee, Consent, Level, Presence
from buddy_console.domain.commands import Command, asking, pairing, posting, preparing, registering, showing
from buddy_console.domain.events import Actor, Concealed, Source
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.pairing.model import Pair, Policy, Proposal, WishKind
from buddy_console.domain.posts import Post
from buddy_console.domain.questions import Question
from buddy_console.domain.session import Session
from domain.builders import OTHER_SERVER, SERVER, author, person, post

PEOPLE = ("ana", "ben", "cleo", "dan", "eva", "host")
TEXTS = (
    "hello #chat",
    "no hashtag here",
    "A1 yes #chat",
    "a2: because #chat",
    "Q1: What do you think about topic 1? #chat",
    "Q3 #chat",
    "(A3) well",
    "What do you think about topic 2?",
)
KEYS = 9

Maker = Callable[[Session, datetime, int, int, int], Command | None]


@dataclass(frozen=True)
class Act:
    """What somebody wants to do, before it is known what there is to do it with."""

    name: str
    a: int
    b: int
    c: int

    def command(self, session: Session, now: datetime) -> Command | None:
        return MAKERS[self.name](session, now, self.a, self.b, self.c)

    @property
    def actor(self) -> Actor:
        return Actor.FEED if self.name in BY_NETWORK else Actor.DESK


def _someone(session: Session, number: int) -> Attendee | None:
    people = list(session.attendees.values())
    return people[number % len(people)] if people else None


def _some_key(session: Session, number: int) -> str:
    keys = list(session.posts)
    return keys[number % len(keys)] if keys else "k0"


def _account(number: int) -> Account:
    who = PEOPLE[number % len(PEOPLE)]
    return Account(MASTODON, who if number % 4 == 0 else f"{who}@one.example")


def _register(session: Session, _now: datetime, a: int, b: int, c: int) -> Command:
    people = tuple(
        person(
            f"p{session.steps}-{n}",
            tuple(Level)[(b + n) % 2],
            accounts=() if (a + n) % 5 == 0 else (_account(a + n),),
            presence=tuple(Presence)[c % 3],
        )
        for n in range(b % 3 + 1)
    )
    return registering.RegisterAttendees(people)


def _change(session: Session, _now: datetime, a: int, b: int, c: int) -> Command | None:
    who = _someone(session, a)
    if who is None:
        return None
    ways: tuple[Mapping[str, object], ...] = (
        {"level": who.level.other},
        {"place": who.place.other},
        {"name": f"Name {c}"},
        {"accounts": (*who.accounts, _account(c))},
        {"accounts": ()},
        {"consent": tuple(Consent)[c % 4]},
        {"presence": tuple(Presence)[c % 3]},
    )
    return registering.ChangeAttendee(replace(who, **ways[b % len(ways)]))


def _for_someone(make: Callable[[str], Command]) -> Maker:
    def maker(session: Session, _now: datetime, a: int, _b: int, _c: int) -> Command | None:
        who = _someone(session, a)
        return None if who is None else make(who.id)

    return maker


def _claim(session: Session, _now: datetime, a: int, b: int, _c: int) -> Command | None:
    who, writers = _someone(session, a), list(session.timeline.authors)
    return registering.ClaimAuthor(writers[b % len(writers)], who.id) if who and writers else None


def _describe(_session: Session, _now: datetime, a: int, b: int, _c: int) -> Command:
    hosts = (Account(MASTODON, "host@one.example"), Account(MASTODON, "eva@one.example"))[: b % 3]
    return preparing.DescribeSession("Talk", ("chat", "#Chat", "other")[a % 3], hosts)


def _write(_session: Session, _now: datetime, a: int, b: int, _c: int) -> Command:
    return preparing.WriteQuestions(
        tuple(Question(f"What do you think about topic {n}?", b % 20 + 1) for n in range(1, a % 5 + 1))
    )


def _paper(session: Session, _now: datetime, a: int, b: int, c: int) -> Command | None:
    who = _someone(session, a)
    number = c % 4 or None
    return who and posting.WritePaperPost(who.id, TEXTS[b % len(TEXTS)], f"paper-{session.steps}", number)


def _concealed(session: Session, a: int, b: int) -> tuple[Concealed, str]:
    what = tuple(Concealed)[a % 3]
    key = _some_key(session, b)
    writer = session.posts[key].author if key in session.posts else author("ana")
    return what, {Concealed.POST: key, Concealed.AUTHOR: writer.id, Concealed.SERVER: writer.server}[what]


def _lift(session: Session, _now: datetime, a: int, _b: int, _c: int) -> Command | None:
    hidden = [(what, value) for what, values in session.hidden.items() for value in values]
    return posting.LiftHiding(*hidden[a % len(hidden)]) if hidden else None


def _draft(session: Session, _now: datetime, a: int, _b: int, _c: int) -> Command | None:
    arrived = [who for who in session.attendees.values() if who.is_arrived]
    arrived = arrived[a % 3 :]
    couples = [arrived[n : n + 2] for n in range(0, len(arrived) - 1, 2)]
    pairs = tuple(
        Pair(f"pair-{session.steps}-{n}", n, tuple(who.id for who in sorted(couple, key=lambda w: w.is_newbie)))
        for n, couple in enumerate(couples, 1)
    )
    return pairing.DraftPairs(Proposal(pairs))


def _two(session: Session, a: int, b: int) -> tuple[str, str] | None:
    first, second = _someone(session, a), _someone(session, b)
    return (first.id, second.id) if first and second else None


def _swap(session: Session, _now: datetime, a: int, b: int, _c: int) -> Command | None:
    two = _two(session, a, b)
    return two and pairing.SwapMembers(*two)


def _move(session: Session, _now: datetime, a: int, b: int, _c: int) -> Command | None:
    pairs = session.draft.pairs if session.draft else session.pairs
    who = _someone(session, a)
    return pairing.MoveMember(who.id, pairs[b % len(pairs)].id) if who and pairs else None


def _lock(session: Session, _now: datetime, a: int, _b: int, _c: int) -> Command | None:
    pairs = session.draft.pairs if session.draft else session.pairs
    return pairing.ToggleLock(pairs[a % len(pairs)].id) if pairs else None


def _wish(session: Session, _now: datetime, a: int, b: int, c: int) -> Command | None:
    two = _two(session, a, b)
    return two and pairing.MakeWish(tuple(WishKind)[c % 2], *two)


def _drop_wish(session: Session, _now: datetime, a: int, _b: int, _c: int) -> Command | None:
    return pairing.DropWish(session.wishes[a % len(session.wishes)]) if session.wishes else None


def _delivered(now: datetime, a: int, b: int, c: int) -> Post:
    """One of nine posts, by one of six authors: on either server, perhaps a reply to another, perhaps edited."""
    number = a % KEYS
    origin = (SERVER, OTHER_SERVER)[c % 2]
    parent = None if b % 3 == 0 else (f"native-k{c % KEYS}" if b % 3 == 1 else f"k{c % KEYS}")
    writer = PEOPLE[(number if c % 7 else number + 1) % len(PEOPLE)]
    made = now + timedelta(seconds=(b % 7 - 3) * 40)
    return post(
        f"k{number}",
        writer,
        TEXTS[b % len(TEXTS)],
        origin=origin,
        reply_to=parent,
        created_at=made,
        received_at=now,
        edited_at=None if c % 3 else now,
    )


def _created(_session: Session, now: datetime, a: int, b: int, c: int) -> Command:
    return posting.TakeDeliveries([dl.Created(_delivered(now, a + n, b + n, c + 2 * n)) for n in range(c % 4 + 1)])


def _edited(session: Session, now: datetime, a: int, b: int, c: int) -> Command:
    key = _some_key(session, a)
    version = _delivered(now, a, b, c)
    parts: dict[str, object] = {"key": key, "native_id": f"native-{key}", "edited_at": now}
    if key in session.posts and c % 4:
        parts["author"] = session.posts[key].author
    return posting.TakeDeliveries([dl.Edited(replace(version, **parts))])


def _deleted(session: Session, now: datetime, a: int, b: int, _c: int) -> Command:
    some: list[dl.Delivery] = [dl.Deleted(_some_key(session, a))]
    if b % 2:
        some = [*some, dl.Created(_delivered(now, a, b, a)), dl.Deleted(f"k{b % KEYS}")]
    return posting.TakeDeliveries(some)


def _renamed(session: Session, _now: datetime, a: int, b: int, _c: int) -> Command | None:
    writers = list(session.timeline.authors)
    handle = f"{PEOPLE[b % len(PEOPLE)]}{'' if b % 3 else '-new'}@one.example"
    return posting.TakeDeliveries([dl.AuthorChanged(writers[a % len(writers)], handle)]) if writers else None


def _source_news(session: Session, now: datetime, a: int, b: int, _c: int) -> Command:
    state = tuple(dl.FeedState)[a % len(dl.FeedState)]
    news: dl.Delivery = dl.StateChanged("s1", state) if b % 2 else dl.Gap("s1", session.started_at, now)
    return posting.TakeDeliveries([news])


BY_FACILITATOR: dict[str, Maker] = {
    "register": _register,
    "change": _change,
    "toggle arrived": _for_someone(registering.ToggleArrived),
    "mark absent": _for_someone(registering.MarkAbsent),
    "remove": _for_someone(registering.RemoveAttendee),
    "seen on phone": _for_someone(registering.ToggleSeenOnPhone),
    "everybody arrived": lambda *_: registering.MarkAllArrived(),
    "claim": _claim,
    "describe": _describe,
    "write questions": _write,
    "choose sources": lambda _s, _n, a, b, c: preparing.ChooseSources((Source("s1", MASTODON, f"{a % 2}"),)),
    "open question": lambda _s, _n, a, b, c: asking.OpenQuestion(a % 5 or None),
    "step question": lambda _s, _n, a, b, c: asking.StepQuestion(1 if a % 3 else -1),
    "pause": lambda *_: asking.TogglePause(),
    "extend": lambda _s, _n, a, b, c: asking.ExtendTimer(a),
    "paper": _paper,
    "file": lambda s, _n, a, b, c: posting.FilePost(_some_key(s, a), b % 4 or None),
    "star": lambda s, _n, a, b, c: posting.ToggleStar(_some_key(s, a)),
    "hide": lambda s, _n, a, b, c: posting.Hide(*_concealed(s, a, b)),
    "lift": _lift,
    "scene": lambda _s, _n, a, b, c: showing.ShowScene(tuple(Scene)[a % len(Scene)], b % 3 or None),
    "mode": lambda _s, _n, a, b, c: showing.ToggleMode(tuple(Mode)[a % len(Mode)], b % 3 or None),
    "second output": lambda *_: showing.AddOutput(),
    "wish": _wish,
    "drop wish": _drop_wish,
    "policy": lambda _s, _n, a, b, c: pairing.SetPolicy(Policy(most_newbies=a % 3 or None)),
    "draft": _draft,
    "discard draft": lambda *_: pairing.DiscardDraft(),
    "publish": lambda *_: pairing.PublishPairs(),
    "accept place": _for_someone(pairing.AcceptPlace),
    "swap": _swap,
    "move": _move,
    "lock": _lock,
}
BY_NETWORK: dict[str, Maker] = {
    "created": _created,
    "edited": _edited,
    "deleted": _deleted,
    "renamed": _renamed,
    "source news": _source_news,
}
MAKERS = BY_FACILITATOR | BY_NETWORK

_NUMBERS = st.integers(0, 41)


def acts(names: Mapping[str, Maker] = MAKERS) -> st.SearchStrategy[Act]:
    return st.builds(Act, st.sampled_from(sorted(names)), _NUMBERS, _NUMBERS, _NUMBERS)


def network_acts() -> st.SearchStrategy[Act]:
    return acts(BY_NETWORK)


def facilitator_acts() -> st.SearchStrategy[Act]:
    return acts(BY_FACILITATOR)


def lively_acts() -> st.SearchStrategy[Act]:
    """Half of what happens in a chat comes from the network."""
    return network_acts() | facilitator_acts()
