"""The rows of the feed: they are added at the end, never move, and say whose post it is."""

from pathlib import Path

from buddy_console.desk.feed_rows import FeedRows
from buddy_console.domain.commands.posting import Hide, TakeDeliveries, WritePaperPost
from buddy_console.domain.commands.registering import ClaimAuthor
from buddy_console.domain.deliveries import Deleted
from buddy_console.domain.events import Actor, Concealed
from desk.desk_sessions import DeskSession, buddies, desk_session
from domain.builders import author, post


class Watcher:
    """Counts what a view would be told."""

    def __init__(self, desk: DeskSession, rows: FeedRows) -> None:
        self.appended: list[int] = []
        self.changed: set[int] = set()
        desk.service.subscribe(lambda changes: rows.take(changes, self.appended.append, self.changed.update))


def test_a_batch_is_appended_once(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(2)) as desk:
        rows = FeedRows(desk.service.session)
        watcher = Watcher(desk, rows)
        desk.receive(*(post(str(n), f"stranger{n}") for n in range(300)))
        assert watcher.appended == [300]
        assert len(rows) == 300


def test_the_pair_stands_beside_a_registered_author(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        rows = FeedRows(desk.service.session)
        Watcher(desk, rows)
        desk.receive(post("1", "newbie1", "A2 hello #chat"), post("2", "stranger"))
        assert rows.card(0).badge == "Pair 1 · Buddy1 & Newbie1"
        assert rows.card(0).first_post
        assert rows.card(0).question == "Q2"
        assert rows.card(0).filed_by == "Filed by what it says"
        assert rows.card(1).badge == ""
        assert not rows.card(1).first_post


def test_a_deleted_post_keeps_its_row_and_loses_its_words(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        rows = FeedRows(desk.service.session)
        watcher = Watcher(desk, rows)
        desk.receive(post("1", "newbie1", "a secret #chat"), post("2"))
        desk.service.do(TakeDeliveries([Deleted("1")]), Actor.FEED)
        assert len(rows) == 2
        assert watcher.changed == {0, 1} or watcher.changed == {0}
        assert "secret" not in rows.card(0).text


def test_only_one_pair_is_shown_on_request(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(2)) as desk:
        rows = FeedRows(desk.service.session)
        watcher = Watcher(desk, rows)
        rows.show_only(frozenset({"buddy1", "newbie1"}))
        desk.receive(post("1", "newbie1"), post("2", "newbie2"), post("3", "buddy1"))
        assert [rows.key(n) for n in range(len(rows))] == ["1", "3"]
        assert watcher.appended == [2]


def test_a_claimed_author_gets_the_pair_on_every_earlier_post(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        rows = FeedRows(desk.service.session)
        watcher = Watcher(desk, rows)
        desk.receive(post("1", "incognito"), post("2", "incognito"))
        desk.service.do(ClaimAuthor(author("incognito").id, "newbie1"))
        assert watcher.changed == {0, 1}
        assert rows.card(0).badge == rows.card(1).badge == "Pair 1 · Buddy1 & Newbie1"
        desk.service.undo()
        assert rows.card(0).badge == ""


def test_marks_follow_the_session(tmp_path: Path, clock) -> None:
    with desk_session(tmp_path, clock, buddies(1)) as desk:
        rows = FeedRows(desk.service.session)
        Watcher(desk, rows)
        desk.service.do(WritePaperPost("newbie1", "on a card", "paper:1", 1))
        card = rows.card(0)
        assert card.paper
        assert card.first_post
        assert card.question == "Q1"
        desk.service.do(Hide(Concealed.POST, "paper:1"))
        assert rows.card(0).hidden
