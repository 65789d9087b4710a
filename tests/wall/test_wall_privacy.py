"""Whatever happens, no frame has a word of somebody who is not on screen, nor anything that was hidden."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from wall_stage import Stage, author, person, post, texts_of

from buddy_console.domain.attendees import Consent, Level
from buddy_console.domain.events import (
    Actor,
    AttendeesChanged,
    AuthorRenamed,
    Concealed,
    HidingAdded,
    HidingLifted,
    PostsDeleted,
    PostsEdited,
)
from buddy_console.domain.outputs import Mode, Scene
from buddy_console.domain.posts import Author, Media
from buddy_console.qt.theme import DARK
from buddy_console.wall.frames import Frame
from buddy_console.wall.scene_model import SceneModel
from buddy_console.wall.window import WallWindow

PEOPLE = 5
UNSEEN = (Consent.NOT_ON_SCREEN, Consent.NOT_ON_RECORD)
somebody = st.integers(0, PEOPLE - 1)
anybody = st.integers(0, PEOPLE + 2)
spellings = st.sampled_from(["", "@user{n}", "@USER{n}@home.example", "user{n}@home.example", "/@user{n} "])


class WallMachine(RuleBasedStateMachine):
    """People, posts, hiding and consent at random, on two outputs in any scene and mode."""

    @initialize(consents=st.lists(st.sampled_from(Consent), min_size=PEOPLE, max_size=PEOPLE))
    def begin(self, consents: list[Consent]) -> None:
        self.stage = Stage()
        self.stage.describe()
        self.consents = consents
        self.written = 0
        self.stage.register(*(self._person(number) for number in range(PEOPLE)))
        self.stage.pair(("a0", "a1"), ("a2", "a3", "a4"))
        self.stage.show(Scene.FEED)
        self.stage.show(Scene.PAIRS, number=2)
        self.quiet_since: dict[int, Frame] = {}

    def _person(self, number: int):
        level = Level.NEWBIE if number % 2 else Level.EXPERIENCED
        return person(number, f"Name{number}", level, self.consents[number])

    @rule(writer=anybody, mentioned=somebody, spelling=spellings, is_paper=st.booleans())
    def write(self, writer: int, mentioned: int, spelling: str, is_paper: bool) -> None:
        self.written += 1
        by = author(writer, f"Name{writer}")
        # A post that came with another handle would rename its author, which `rename` does.
        by = self.stage.session.timeline.authors.get(by.id, by)
        if is_paper and writer < PEOPLE:
            by = Author(f"paper:a{writer}", "paper", f"Name{writer}", f"Name{writer}")
        words = f"said{writer}. number{self.written}. {spelling.format(n=mentioned)}"
        media = (Media("image", alt=f"alt{writer}. {spelling.format(n=mentioned)}"),)
        self.stage.receive(post(f"k{self.written}", by, words, self.stage.clock.now(), media=media))

    @precondition(lambda self: self.stage.session.posts)
    @rule(data=st.data(), what=st.sampled_from(["edit", "delete"]))
    def change(self, data: st.DataObject, what: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.stage.session.posts)))
        old = self.stage.session.posts[key]
        if what == "delete":
            self.stage.do(PostsDeleted((key,)), actor=Actor.FEED)
        else:
            self.stage.do(PostsEdited((post(key, old.author, old.text + " edited"),)), actor=Actor.FEED)
        self.quiet_since.clear()

    @precondition(lambda self: self.stage.session.posts)
    @rule(data=st.data(), what=st.sampled_from(Concealed), lift=st.booleans())
    def hide(self, data: st.DataObject, what: Concealed, lift: bool) -> None:
        one = self.stage.session.posts[data.draw(st.sampled_from(sorted(self.stage.session.posts)))]
        value = {Concealed.POST: one.key, Concealed.AUTHOR: one.author.id, Concealed.SERVER: one.author.server}[
            what
        ]
        self.stage.do(HidingLifted(what, value) if lift else HidingAdded(what, value))
        self.quiet_since.clear()

    @rule(number=somebody, consent=st.sampled_from(Consent))
    def consent(self, number: int, consent: Consent) -> None:
        self.consents[number] = consent
        self.stage.do(AttendeesChanged((self._person(number),)))
        self.quiet_since.clear()

    @rule(number=somebody)
    def rename(self, number: int) -> None:
        self.stage.do(AuthorRenamed(f"id{number}", f"user{number}new@home.example"), actor=Actor.FEED)
        self.quiet_since.clear()

    @rule(number=st.sampled_from([1, 2]), scene=st.sampled_from(Scene), mode=st.sampled_from(Mode))
    def show(self, number: int, scene: Scene, mode: Mode) -> None:
        self.stage.show(scene, mode, number)
        self.quiet_since.pop(number, None)

    @rule(seconds=st.integers(1, 30))
    def wait(self, seconds: int) -> None:
        self.stage.wait(seconds)

    @invariant()
    def nobody_is_seen_who_should_not_be(self) -> None:
        if not hasattr(self, "stage"):
            return
        for number in (1, 2):
            shown = repr(self.stage.display.frame(number).content).casefold()
            for person_number, consent in enumerate(self.consents):
                if consent in UNSEEN:
                    for mark in ("name{n}", "said{n}.", "alt{n}.", "user{n}"):
                        assert mark.format(n=person_number) not in shown
                elif consent is Consent.HANDLE_ONLY:
                    assert f"name{person_number}" not in shown

    @invariant()
    def nothing_is_seen_that_was_hidden_or_deleted(self) -> None:
        if not hasattr(self, "stage"):
            return
        session = self.stage.session
        allowed = {p.text.split(". ")[1] for p in session.posts.values() if not session.is_hidden(p)}
        for number in (1, 2):
            content = self.stage.display.frame(number).content
            for card in getattr(content, "cards", ()):
                assert card.text.split(". ")[1].rstrip(".") in {words.rstrip(".") for words in allowed}

    @invariant()
    def frozen_stays_frozen(self) -> None:
        if not hasattr(self, "stage"):
            return
        for number in (1, 2):
            frame = self.stage.display.frame(number)
            if frame.mode is Mode.FROZEN:
                assert self.quiet_since.setdefault(number, frame) == frame


TestWallMachine = WallMachine.TestCase
TestWallMachine.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("consent", UNSEEN)
@pytest.mark.parametrize("scene", Scene)
def test_the_painted_scene_has_none_of_it_either(qapp, scene: Scene, consent: Consent):
    stage = Stage()
    stage.describe()
    stage.register(person(0, "Secret", consent=consent), person(1, "Open"), person(2, "Third"))
    stage.pair(("a0", "a1"), ("a2",))
    stage.receive(
        post("k0", author(0, "Secret"), "Secret words"),
        post("k1", author(1, "Open"), "Open words to @user0 and user0@home.example"),
        post("k2", author(2, "Vile"), "Vile words"),
    )
    stage.wait(60)
    stage.do(HidingAdded(Concealed.POST, "k2"))
    stage.show(scene)
    model = SceneModel(stage.display, 1)
    window = WallWindow(model, lambda _event: False, DARK, motion=False)
    window.grab()
    shown = "\n".join(texts_of(window.rootObject()))
    window.release()
    assert "Secret" not in shown
    assert "Vile" not in shown
    assert "user0" not in shown
    assert ("Open words" in shown) == (scene is Scene.FEED)
    assert ("with a buddy" in shown) == (scene is Scene.PAIRS)


def test_consent_taken_back_reaches_the_painted_scene(qapp):
    stage = Stage()
    stage.describe()
    stage.register(person(0, "Ana"))
    stage.show(Scene.FEED)
    stage.receive(post("k0", author(0, "Ana"), "Her words"))
    model = SceneModel(stage.display, 1)
    window = WallWindow(model, lambda _event: False, DARK, motion=False)
    with_her = window.grab()
    stage.show(Scene.FEED, Mode.FROZEN)
    model.refresh()
    assert window.grab() == with_her
    stage.do(AttendeesChanged((person(0, "Ana", consent=Consent.NOT_ON_SCREEN),)))
    model.refresh()
    assert window.grab() != with_her
    shown = set(texts_of(window.rootObject()))
    window.release()
    assert not {"Ana", "Her words"} & shown
