"""Gives the hand-written chat the shape in which Mastodon servers deliver it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from screenplay import Line

from buddy_console.domain.accounts import MASTODON
from buddy_console.domain.deliveries import Created, Deleted, Delivery, Edited
from buddy_console.domain.posts import Author, Media, Post, Span, tags_in

LEARN, BILDUNG = "learn.example", "bildung.example"
HASHTAG = "BuddyDay"
_POLL_SECONDS = 5
_PHASE = {LEARN: 0, BILDUNG: 2}
_PIECE = re.compile(r"(?<![\w/])#(?P<tag>\w+)|@(?P<who>\w+)|https://(?P<link>\S+)")


class Wire:
    """Turns lines into deliveries with the moment of their arrival.

    Each of the two servers is asked every five seconds; people of other servers are seen through the first one.
    Nothing arrives while the network is gone, from ``gone`` to ``back``.
    """

    def __init__(self, authors: dict[str, Author], gone: datetime, back: datetime) -> None:
        self.posts: dict[str, Post] = {}
        self._authors = authors
        self._gone, self._back = gone, back
        self._sent = 0

    def deliver(self, line: Line) -> Iterator[tuple[datetime, Delivery]]:
        for mark, turn in (("edit=", self._edited), ("delete=", self._deleted), ("boost=", self._boosted)):
            if label := line.mark(mark):
                yield turn(line, self.posts[label])
                return
        post = self._written(line)
        if label := line.mark("="):
            assert label not in self.posts, f"{label} is used twice"
            self.posts[label] = post
        yield post.received_at, Created(post)

    def _written(self, line: Line) -> Post:
        author = self._authors[line.head]
        home = author.server
        seen_through = home if home in _PHASE else LEARN
        self._sent += 1
        number = _snowflake(line.at, self._sent)
        name = author.handle.partition("@")[0]
        text, spans = self._read(_with_hashtag(line), seen_through)
        parent = line.mark(">")
        via = line.mark("via=")
        return Post(
            key=f"{author.id}/statuses/{number}",
            network=MASTODON,
            origin=f"https://{seen_through}",
            native_id=str(number if home == seen_through else number + (731 << 16)),
            url=f"https://{home}/@{name}/{number}",
            author=author,
            created_at=line.at,
            received_at=self._arrival(line.at, seen_through),
            text=text,
            tags=tags_in(text),
            reply_to=self.posts[parent].key if parent else None,
            spans=spans,
            media=tuple(_media(line, number)),
            content_warning=line.notes.get("cw", ""),
            sensitive="cw" in line.notes,
            language=line.language,
            boosted_by=self._authors[via] if via else None,
        )

    def _edited(self, line: Line, post: Post) -> tuple[datetime, Delivery]:
        text, spans = self._read(_with_hashtag(line), _server_of(post))
        arrival = self._arrival(line.at, _server_of(post))
        new = replace(post, text=text, spans=spans, tags=tags_in(text), edited_at=line.at, received_at=arrival)
        return arrival, Edited(new)

    def _deleted(self, line: Line, post: Post) -> tuple[datetime, Delivery]:
        return self._arrival(line.at, _server_of(post)), Deleted(post.key)

    def _boosted(self, line: Line, post: Post) -> tuple[datetime, Delivery]:
        arrival = self._arrival(line.at, _server_of(post))
        return arrival, Created(replace(post, boosted_by=self._authors[line.head], received_at=arrival))

    def _read(self, raw: str, server: str) -> tuple[str, tuple[Span, ...]]:
        """The text as people see it, and its hashtags, mentions and links in code points."""
        text = ""
        spans: list[Span] = []
        done = 0
        for found in _PIECE.finditer(raw):
            text += raw[done : found.start()]
            done = found.end()
            shown = found["link"] or found[0]
            start = len(text)
            text += shown
            if found["tag"]:
                spans.append(Span(start, len(text), "hashtag", f"https://{server}/tags/{found['tag']}"))
            elif found["link"]:
                spans.append(Span(start, len(text), "link", found[0]))
            else:
                name, _, home = self._authors[found["who"]].handle.partition("@")
                spans.append(Span(start, len(text), "mention", f"https://{home}/@{name}"))
        return text + raw[done:], tuple(spans)

    def _arrival(self, written: datetime, server: str) -> datetime:
        wait = (_PHASE[server] - written.second) % _POLL_SECONDS or _POLL_SECONDS
        arrival = written + timedelta(seconds=wait)
        return self._back if self._gone <= arrival < self._back else arrival


def _server_of(post: Post) -> str:
    return post.origin.removeprefix("https://")


def _with_hashtag(line: Line) -> str:
    has_one = "bare" in line.words or re.search(r"#bud+yday\b", line.text, re.IGNORECASE)
    return line.text if has_one else f"{line.text} #{HASHTAG}"


def _snowflake(written: datetime, sequence: int) -> int:
    """A Mastodon id: milliseconds since 1970 in the upper bits, a sequence in the lower sixteen."""
    return (int(written.timestamp() * 1000) << 16) | (sequence * 40_503 & 0xFFFF)


def _media(line: Line, number: int) -> Iterator[Media]:
    if "image" in line.notes:
        address = f"https://files.{LEARN}/media/{number}"
        yield Media("image", f"{address}.jpg", f"{address}-small.jpg", line.notes["image"] or None)
