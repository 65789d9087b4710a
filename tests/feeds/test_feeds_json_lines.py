"""The lines of ``buddy-console watch`` say what is new, edited and deleted."""

import json
from dataclasses import replace
from datetime import timedelta, timezone

from feeds_posts import NOON, post

from buddy_console.domain.deliveries import Created, Deleted, Edited, Gap
from buddy_console.feeds.json_lines import line


def test_a_line_for_each_kind() -> None:
    known: dict[str, str] = {}
    local = replace(post(1), created_at=NOON.astimezone(timezone(timedelta(hours=2))))
    new = line(Created(local), known)
    assert new == {
        "kind": "new",
        "id": "https://home.test/users/ana/1",
        "network": "mastodon",
        "url": "https://home.test/@ana/1",
        "author": "ana@home.test",
        "name": "Ana",
        "text": "hello",
        "created_at": "2026-03-04T12:00:00.000Z",
        "tags": ["buddy"],
        "reply_to": None,
    }
    assert json.loads(json.dumps(new)) == new
    assert line(Edited(post(1, "other")), known)["kind"] == "edited"
    assert line(Deleted(post(1).key), known) == {"kind": "deleted", "id": post(1).key, "network": "mastodon"}
    assert line(Deleted(post(1).key), known) is None
    assert line(Gap("a", None, NOON), known) is None
