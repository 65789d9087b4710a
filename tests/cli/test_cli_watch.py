"""`buddy-console watch` against real servers on loopback: JSON lines, several servers, recording, and refusals."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from buddy_console.journal.journal import Journal
from buddy_console.resources import resource
from buddy_console.service.clock import SystemClock
from buddy_console.service.session_service import SessionService
from cli.cli_runs import run
from feeds.feeds_fake_mastodon import FakeMastodon

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def watching(folder: Path, *arguments: object) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [sys.executable, "-m", "buddy_console", "watch", *map(str, arguments)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def next_line(process: asyncio.subprocess.Process) -> dict[str, object]:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        line = await process.stdout.readline()
    assert line, await process.stderr.read() if process.stderr else b""
    return json.loads(line)


async def test_a_post_is_one_line_with_everything_a_script_needs(tmp_path: Path) -> None:
    async with FakeMastodon().running() as server:
        number = server.write("A1 <b>hello</b> &amp; welcome")
        async with watching(tmp_path, "--mastodon", server.origin, "--tag", "Buddy") as process:
            line = await next_line(process)
    assert line["kind"] == "new"
    assert line["id"] == server.key(number)
    assert line["network"] == "mastodon"
    assert line["text"] == "A1 hello & welcome #buddy"
    assert str(line["author"]).startswith("ana@127.0.0.1")
    assert line["name"] == "Ana"
    assert str(line["created_at"]).endswith("Z")
    assert line["tags"] == ["buddy"]
    assert line["reply_to"] is None
    assert str(line["url"]).startswith("http")


async def test_two_servers_are_merged_and_their_posts_recorded(tmp_path: Path) -> None:
    run("new", "day.buddy", "--tag", "buddy", "--question", "Who?", folder=tmp_path)
    async with FakeMastodon().running() as one, FakeMastodon().running() as two:
        number = one.write("A1 from one")
        two.posts[number] = {**one.posts[number], "id": "99"}
        other = two.write("A1 from two")
        arguments = ("--mastodon", one.origin, "--mastodon", two.origin, "--into", "day.buddy")
        async with watching(tmp_path, *arguments) as process:
            lines = [await next_line(process), await next_line(process)]
    assert {line["id"] for line in lines} == {one.key(number), two.key(other)}
    with Journal.open(tmp_path / "day.buddy") as journal:
        session = SessionService(journal, SystemClock()).session
    assert set(session.posts) == {one.key(number), two.key(other)}


async def test_it_ends_by_itself_and_says_what_was_wrong(tmp_path: Path) -> None:
    async with FakeMastodon().running() as server:
        server.fault = lambda _request: "html"
        arguments = ("--mastodon", server.origin, "--tag", "buddy", "--for", "1.5")
        async with watching(tmp_path, *arguments) as process:
            out, err = await process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert b"Traceback" not in err
    assert err.strip()


async def test_a_session_that_is_open_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    run("new", "day.buddy", "--tag", "buddy", folder=tmp_path)
    with Journal.open(tmp_path / "day.buddy"):
        done = run("watch", "--mastodon", "http://127.0.0.1:9", "--into", "day.buddy", folder=tmp_path)
    assert done.code == 1
    assert "open in another Buddy Console" in done.err


def test_a_recording_is_replayed_as_lines(tmp_path: Path) -> None:
    recorded = resource("rehearsal", "rehearsal.buddy")
    done = run("watch", "--replay", recorded, "--speed", 60, "--for", 6, folder=tmp_path)
    assert done.code == 0, done.err
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert lines
    assert {"new"} <= {line["kind"] for line in lines} <= {"new", "edited", "deleted"}
    assert len({line["id"] for line in lines if line["kind"] == "new"}) == sum(l["kind"] == "new" for l in lines)
