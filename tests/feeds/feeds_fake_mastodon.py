"""A Mastodon server on loopback: real HTTP and server-sent events, and every way in which they can fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

EPOCH = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
HTML = b"<!DOCTYPE html><html><body>Welcome to the hotel</body></html>"


@dataclass
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]


class FakeMastodon:
    """``fault`` chooses for each request how it fails, ``stream_fault`` for each event; None is well."""

    def __init__(self) -> None:
        self.posts: dict[int, dict] = {}
        self.untagged: set[int] = set()
        self.access: dict | None = {"local": "public", "remote": "public"}
        self.instance_versions = ("v2", "v1")
        self.token: str | None = None
        self.streams = False
        self.streaming = ""
        self.fault: Callable[[Request], str | None] = lambda _: None
        self.stream_fault: Callable[[str], str | None] = lambda _: None
        self.limit_headers: dict[str, str] = {}
        self.requests: list[Request] = []
        self.answering = 0
        self.origin = ""
        self.open_streams: set[asyncio.StreamWriter] = set()
        self._connections: set[asyncio.StreamWriter] = set()
        self._next_id = 116_000_000_000_000_000
        self._clock = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeMastodon"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for writer in tuple(self._connections):
                writer.transport.abort()
            while self._connections:  # noqa: ASYNC110, no time passes
                await asyncio.sleep(0)
            await server.wait_closed()

    @property
    def url(self) -> httpx.URL:
        return httpx.URL(self.origin)

    def is_busy(self) -> bool:
        """Whether an answer or an event is still under way."""
        return self.answering > 0 or any(one.transport.get_write_buffer_size() for one in self.open_streams)

    # What people do

    def write(self, text: str = "hello", author: str = "ana", late: int = 0, **fields: object) -> int:
        """A post; one that comes ``late`` gets an id below the newest ones."""
        self._next_id += 1000
        self._clock += 1
        number = self._next_id - late * 1000 - (1 if late else 0)
        moment = (EPOCH + timedelta(seconds=self._clock)).isoformat(timespec="milliseconds")
        self.posts[number] = {
            "id": str(number),
            "uri": f"{self.origin}/ap/users/{author}/statuses/{number}",
            "url": f"{self.origin}/@{author}/{number}",
            "created_at": moment.replace("+00:00", "Z"),
            "edited_at": None,
            "content": f"<p>{text} <a href='{self.origin}/tags/buddy' class='hashtag'>#<span>buddy</span></a></p>",
            "visibility": "public",
            "sensitive": False,
            "spoiler_text": "",
            "language": None,
            "tags": [{"name": "buddy", "url": f"{self.origin}/tags/buddy"}],
            "account": {
                "id": "7",
                "username": author,
                "acct": author,
                "display_name": author.title(),
                "url": f"{self.origin}/@{author}",
                "uri": f"{self.origin}/ap/users/{author}",
            },
            "media_attachments": [],
            "reblog": None,
            "in_reply_to_id": None,
            **fields,
        }
        self._push("update", json.dumps(self.posts[number]))
        return number

    def edit(self, number: int, text: str) -> None:
        self._clock += 1
        moment = (EPOCH + timedelta(seconds=self._clock)).isoformat(timespec="milliseconds")
        self.posts[number] |= {"content": f"<p>{text}</p>", "edited_at": moment.replace("+00:00", "Z")}
        self._push("status.update", json.dumps(self.posts[number]))

    def delete(self, number: int) -> None:
        del self.posts[number]
        self._push("delete", str(number))

    def say(self, raw: bytes) -> None:
        """Raw bytes to every open stream."""
        for writer in tuple(self.open_streams):
            self._chunk(writer, raw)

    def cut_streams(self) -> None:
        for writer in tuple(self.open_streams):
            writer.transport.abort()
        self.open_streams.clear()

    def key(self, number: int) -> str:
        return str(self.posts[number]["uri"])

    # The server

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            while (request := await _read_request(reader)) is not None:
                self.requests.append(request)
                self.answering += 1
                try:
                    await self._answer(request, writer)
                    await writer.drain()
                finally:
                    self.answering -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self._connections.discard(writer)
            self.open_streams.discard(writer)
            writer.transport.abort()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        fault = self.fault(request)
        if fault == "stall":
            self.answering -= 1
            try:
                while not writer.is_closing() and not writer.transport.is_closing():
                    await writer.drain()
                    await asyncio.sleep(0)
            finally:
                self.answering += 1
            raise ConnectionError
        if fault == "empty":
            raise ConnectionError
        if fault == "huge":
            await self._send_huge(writer)
        status, body, extra = self._respond(request)
        if fault == "garbage":
            body = b'[{"id": "1\xff, "content": ]]'
        elif fault == "html":
            status, body, extra = 200, HTML, {"content-type": "text/html; charset=utf-8"}
        elif fault == "html404":
            status, body, extra = 404, HTML, {"content-type": "text/html; charset=utf-8"}
        elif fault and fault.isdecimal():
            status, body = int(fault), b'{"error": "no"}'
        elif fault and fault.startswith("to "):
            status, body, extra = 302, b"", {"location": fault[3:]}
        if body is None:
            await self._hold_stream(writer)
            return
        head = {
            "content-type": "application/json",
            **self.limit_headers,
            **extra,
            "content-length": str(len(body)),
        }
        writer.write(_head(status, head))
        if fault == "cut":
            writer.write(body[: len(body) // 2])
            await writer.drain()
            raise ConnectionError
        if fault == "drip":
            for i in range(len(body)):
                writer.write(body[i : i + 1])
                if i % 64 == 0:
                    await asyncio.sleep(0)
            return
        writer.write(body)

    async def _send_huge(self, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(200, {"content-type": "application/json", "content-length": str(2 * 1024**3)}))
        while True:
            writer.write(b" " * 65536)
            await writer.drain()
            await asyncio.sleep(0)

    def _respond(self, request: Request) -> tuple[int, bytes | None, dict[str, str]]:
        path = request.path
        if path in ("/api/v2/instance", "/api/v1/instance"):
            return self._instance(path.split("/")[2])
        is_ours = self.token is not None and request.headers.get("authorization") == f"Bearer {self.token}"
        if path == "/api/v1/streaming/hashtag" and self.streams:
            return (200, None, {}) if is_ours else (401, b'{"error":"Missing access token"}', {})
        if path.startswith("/api/v1/timelines/tag/"):
            return self._timeline(request, is_ours)
        if path.startswith("/api/v1/statuses/"):
            post = self.posts.get(int(path.rpartition("/")[2]))
            return (200, json.dumps(post).encode(), {}) if post else (404, b'{"error":"Record not found"}', {})
        return 404, HTML, {"content-type": "text/html"}

    def _instance(self, version: str) -> tuple[int, bytes, dict[str, str]]:
        if version not in self.instance_versions:
            return 404, b'{"error":"The page you were looking for does not exist"}', {}
        streaming = self.streaming or self.origin.replace("http", "ws")
        about: dict = {"version": "4.6.4", "title": "Fake"}
        if version == "v1":
            about |= {"uri": urlsplit(self.origin).netloc, "urls": {"streaming_api": streaming}}
        else:
            about |= {"domain": urlsplit(self.origin).netloc, "configuration": {"urls": {"streaming": streaming}}}
            if self.access is not None:
                about["configuration"]["timelines_access"] = {"hashtag_feeds": self.access}
        return 200, json.dumps(about).encode(), {}

    def _timeline(self, request: Request, is_ours: bool) -> tuple[int, bytes, dict[str, str]]:
        access = self.access or {}
        asked = [half for half in ("local", "remote") if request.query.get(half) == "true"] or ["local", "remote"]
        said = {access.get(half, "public") for half in asked}
        if not is_ours and "authenticated" in said:
            return 401, b'{"error":"This method requires an authenticated user"}', {}
        if said == {"disabled"}:
            return 200, b"[]", {}
        if unquote(request.path.rpartition("/")[2]) != "buddy" or not self.posts:
            return 404, b'{"error":"Record not found"}', {}
        ids = sorted(self.posts.keys() - self.untagged)
        limit = min(int(request.query.get("limit", "20")), 40)
        if "min_id" in request.query:
            page = [one for one in ids if one > int(request.query["min_id"])][:limit]
        else:
            below = int(request.query.get("max_id", "9" * 18))
            page = [one for one in ids if one < below][-limit:]
        return 200, json.dumps([self.posts[one] for one in reversed(page)]).encode(), {}

    # Streams

    async def _hold_stream(self, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(200, {"content-type": "text/event-stream", "transfer-encoding": "chunked"}))
        if self.stream_fault("open") != "silent":
            self._chunk(writer, b":)\n")
        self.open_streams.add(writer)
        self.answering -= 1
        try:
            while not writer.transport.is_closing():
                await writer.drain()
                await asyncio.sleep(0)
        finally:
            self.answering += 1
        raise ConnectionError

    def _push(self, name: str, data: str) -> None:
        for writer in tuple(self.open_streams):
            fault = self.stream_fault(name)
            raw = f"event: {name}\ndata: {data}\n\n".encode()
            if fault == "cut":
                self._chunk(writer, raw[: len(raw) // 2])
                writer.close()
                self.open_streams.discard(writer)
            elif fault == "garble":
                self._chunk(writer, raw.replace(b'"id"', b'id"\xfe'))
            elif fault == "split":
                for i in range(0, len(raw), 7):
                    self._chunk(writer, raw[i : i + 7])
            elif fault != "drop":
                self._chunk(writer, raw)

    def _chunk(self, writer: asyncio.StreamWriter, raw: bytes) -> None:
        writer.write(b"%x\r\n%s\r\n" % (len(raw), raw))


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    line = await reader.readline()
    if not line:
        return None
    target = urlsplit(line.decode().split()[1])
    headers = {}
    while (header := (await reader.readline()).decode().strip()) != "":
        name, _, value = header.partition(":")
        headers[name.lower()] = value.strip()
    query = {name: values[-1] for name, values in parse_qs(target.query).items()}
    return Request(target.path, query, headers)
