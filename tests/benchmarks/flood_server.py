"""A server that speaks as much of Mastodon's API as a stream needs, and streams so many posts a second."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime


def instance(port: int) -> dict[str, object]:
    return {
        "domain": "127.0.0.1",
        "version": "4.6.4",
        "configuration": {
            "urls": {"streaming": f"ws://127.0.0.1:{port}"},
            "timelines_access": {"hashtag_feeds": {"local": "public", "remote": "public"}},
        },
    }


def status(number: int) -> dict[str, object]:
    """A status of an ordinary size; every tenth is by a registered newbie."""
    who = f"newbie{number % 30 + 1}" if number % 10 == 0 else f"w{number % 700}"
    page = f"https://one.example/users/{who}"
    return {
        "id": str(10**15 + number),
        "uri": f"{page}/statuses/{number}",
        "url": f"https://one.example/@{who}/{number}",
        "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "edited_at": None,
        "account": {
            "id": str(number % 700),
            "username": who,
            "acct": f"{who}@one.example",
            "display_name": who.title(),
            "url": f"https://one.example/@{who}",
            "uri": page,
            "bot": False,
            "emojis": [],
            "fields": [],
            "note": "<p>" + "A line about me. " * 12 + "</p>",
        },
        "content": f'<p>A1: number {number}, <a href="https://one.example/tags/chat" class="mention hashtag" '
        f'rel="tag">#<span>chat</span></a> and a sentence or two about learning in public &amp; asking.</p>',
        "spoiler_text": "",
        "sensitive": False,
        "visibility": "public",
        "language": "en",
        "media_attachments": [],
        "mentions": [],
        "emojis": [],
        "tags": [{"name": "chat", "url": "https://one.example/tags/chat"}],
        "reblog": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "poll": None,
        "card": None,
    }


async def main(rate: int) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                path = head.split()[1]
                if "/streaming/" in path:
                    await stream(writer)
                    return
                body = json.dumps(instance(port) if "/instance" in path else []).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
                    + body
                )
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:)\n\n")
        begun, sent = time.perf_counter(), 0
        while True:
            await asyncio.sleep(0.005)
            due = int((time.perf_counter() - begun) * rate)
            lines = [f"event: update\ndata: {json.dumps(status(n))}\n\n" for n in range(sent, due)]
            sent = due
            writer.write("".join(lines).encode())
            await writer.drain()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
