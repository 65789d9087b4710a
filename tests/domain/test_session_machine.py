"""A facilitator, a network and a power cut, in any order: the session and its file never disagree."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from buddy_console.domain.changes import Changes
from buddy_console.domain.events import Actor
from buddy_console.domain.message import DomainError
from buddy_console.journal.journal import Journal
from buddy_console.service.session_service import SessionService
from domain.acts import BY_FACILITATOR, BY_NETWORK, Act, acts
from domain.driver import BEGINNING
from domain.observing import contradictions, folded, observed
from fake_clock import FakeClock

_PEOPLE = ("register", "change", "toggle arrived", "mark absent", "everybody arrived", "remove", "claim")
_ASKING = ("open question", "step question", "pause", "extend", "write questions", "describe")
_POSTS = ("paper", "file", "star", "hide", "lift", "seen on phone")
_PAIRS = ("draft", "publish", "swap", "move", "lock", "accept place", "wish", "discard draft", "policy")
_SCREENS = ("scene", "mode", "second output")


def _of(names: tuple[str, ...]) -> st.SearchStrategy[Act]:
    return acts({name: BY_FACILITATOR[name] for name in names})


class SessionMachine(RuleBasedStateMachine):
    """Everything goes through the real door into a real file, which is closed and opened again at any time."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._clock = FakeClock()
        self._heard: list[Changes] = []
        self._open()

    def teardown(self) -> None:
        self._journal.close()
        self._folder.cleanup()

    def _open(self) -> None:
        self._journal = Journal.open(Path(self._folder.name) / "talk.buddy")
        self._service = SessionService(self._journal, self._clock)
        self._service.subscribe(self._heard.append)

    def _do(self, act: Act, actor: Actor | None = None) -> None:
        self._clock.pass_seconds(20)
        session = self._service.session
        steps, heard = session.steps, len(self._heard)
        try:
            command = act.command(session, self._clock.now())
            changes = self._service.do(command, actor or act.actor) if command else None
        except DomainError:
            changes = None
        written = 0 if changes is None else 1
        assert (session.steps, len(self._heard)) == (steps + written, heard + written)

    @initialize(began=st.booleans())
    def begin(self, began: bool) -> None:
        for act in BEGINNING if began else ():
            self._do(act)

    @rule(act=_of(_PEOPLE))
    def register(self, act: Act) -> None:
        self._do(act)

    @rule(act=_of(_ASKING))
    def ask(self, act: Act) -> None:
        self._do(act)

    @rule(act=_of(_POSTS))
    def handle_posts(self, act: Act) -> None:
        self._do(act)

    @rule(act=_of(_PAIRS))
    def pair(self, act: Act) -> None:
        self._do(act)

    @rule(act=_of(_SCREENS))
    def show(self, act: Act) -> None:
        self._do(act)

    @rule(act=_of((*_PEOPLE, *_POSTS)))
    def by_phone(self, act: Act) -> None:
        self._do(act, Actor.PHONE)

    @rule(batch=st.lists(acts(BY_NETWORK), min_size=1, max_size=3))
    def deliver(self, batch: list[Act]) -> None:
        for act in batch:
            self._do(act)

    @precondition(lambda self: self._service.session.undo_stack)
    @rule()
    def undo(self) -> None:
        depth = len(self._service.session.undo_stack)
        self._service.undo()
        assert len(self._service.session.undo_stack) == depth - 1

    @precondition(lambda self: self._service.session.redo_stack)
    @rule()
    def redo(self) -> None:
        depth = len(self._service.session.redo_stack)
        self._service.redo()
        assert len(self._service.session.redo_stack) == depth - 1

    @precondition(lambda self: not self._service.session.undo_stack)
    @rule()
    def nothing_to_undo(self) -> None:
        before = observed(self._service.session)
        with pytest.raises(DomainError, match="There is nothing to undo"):
            self._service.undo()
        assert observed(self._service.session) == before

    @rule()
    def close_and_open_again(self) -> None:
        before = folded(self._service.session)
        self._journal.close()
        self._open()
        assert folded(self._service.session) == before

    @rule()
    def read_while_it_is_open(self) -> None:
        with Journal.read(self._journal.path) as reader:
            assert sum(1 for _ in reader.steps()) == self._service.session.steps

    @invariant()
    def nothing_contradicts_itself(self) -> None:
        assert contradictions(self._service.session) == []


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
