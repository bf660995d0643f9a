"""From save to reload: how long after a text is saved the browser is told to load the page again, beside Hugo's server.

A client does what the browser does: it opens the page, holds the socket of LiveReload's protocol open, and after the
message asks for the page, which must have the new text. Sides take turns, edit by edit.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

from bench.corpus import HERE, SOURCE, documents, write_hugo, write_portevoix
from bench.sides import hugo_binary
from bench.vocabulary import NAMES

EDITS = 30
PAUSE = 0.8
"""Seconds between two edits: faster than anyone saves."""
LIMITS = {600: (60, 150), 6000: (100, None)}
"""Pages → milliseconds that the median, and the 95th percentile, of a body edit may take."""
HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


class Server(NamedTuple):
    """A server of previews: where it listens, and the file of a document."""

    name: str
    origin: str
    process: asyncio.subprocess.Process
    folder: Path


class Times(NamedTuple):
    """Milliseconds from save to message, and from save to the new page in hand, edit by edit."""

    reload: list[float]
    page: list[float]


async def compare(root: Path, pages: int) -> dict[str, Times]:
    """Both sides over a corpus of ``pages`` pages that is written to ``root``."""
    count = pages // len(NAMES)
    write_portevoix(root / "portevoix", count)
    write_hugo(root / "hugo", count)
    async with AsyncExitStack() as stack:
        servers = [await _portevoix(root / "portevoix"), await _hugo(root)]
        for server in servers:
            stack.push_async_callback(_end, server)
        found = {server.name: Times([], []) for server in servers}
        for number in range(EDITS):
            for server in servers:
                told, loaded = await _edit(server, number, count)
                found[server.name].reload.append(told)
                found[server.name].page.append(loaded)
                await asyncio.sleep(PAUSE)
            print(".", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    return found


async def _edit(server: Server, number: int, count: int) -> tuple[float, float]:
    """Save an edit of document ``number`` while its page is open; the times until the message, and the new page."""
    document = documents(count)[number]
    ours = server.name == "portevoix"
    place = server.folder / "content" / ("" if ours else SOURCE) / document.section
    place /= f"{document.slug}.{SOURCE}.md" if ours else f"{document.slug}.md"
    address = f"{server.origin}/{SOURCE}/{document.section}/{document.slug}/"
    client, mark = AsyncHTTPClient(), f"edit{number}mark"
    before = await client.fetch(address)
    assert mark.encode() not in before.body
    socket = await websocket_connect(server.origin.replace("http", "ws") + "/livereload")
    await socket.write_message(json.dumps(HELLO))
    await socket.write_message(json.dumps({"command": "info", "url": address, "plugins": {}}))
    await asyncio.sleep(0.1)
    text, heading, after = place.read_text(encoding="utf-8").rpartition("\n\n## ")
    began = time.perf_counter()
    place.write_text(f"{text} {mark}{heading}{after}", encoding="utf-8")
    while True:
        said = await asyncio.wait_for(socket.read_message(), 60)
        if said is not None and json.loads(said).get("command") == "reload":
            break
    told = time.perf_counter() - began
    page = await client.fetch(address)
    loaded = time.perf_counter() - began
    if mark.encode() not in page.body:
        raise SystemExit(f"{server.name} told to reload {address} before the new text was there")
    socket.close()
    return 1000 * told, 1000 * loaded


async def _portevoix(folder: Path) -> Server:
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "generator"), "PYTHONUNBUFFERED": "1"}
    command = (sys.executable, "-m", "portevoix", "serve", "--root", str(folder), "--port", "0")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
    origin = await _heard(process, rb"at (http://[^\s/]+)")
    await _heard(process, rb"files: ")
    return Server("portevoix", origin, process, folder)


async def _hugo(root: Path) -> Server:
    command = (
        str(hugo_binary()), "server", "--source", str(root / "hugo"), "--config", "hugo.yaml", "--port", "13131",
        "--bind", "127.0.0.1", "--noBuildLock",
    )  # fmt: skip
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    origin = await _heard(process, rb"available at (http://[^\s/]+)")
    return Server("Hugo", origin.replace("localhost", "127.0.0.1"), process, root / "hugo")


async def _heard(process: asyncio.subprocess.Process, pattern: bytes) -> str:
    """The first group of ``pattern`` in what a server says, as soon as it says it."""
    assert process.stdout is not None
    while line := await asyncio.wait_for(process.stdout.readline(), 300):
        if match := re.search(pattern, line):
            return (match[1] if match.re.groups else match[0]).decode()
    raise SystemExit("a server ended before it was there")


async def _end(server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.stdout is not None
    await server.process.stdout.read()
    await server.process.wait()


def table(pages: int, found: dict[str, Times]) -> list[str]:
    """The rows of a table in Markdown."""
    rows = [
        f"| {pages:,} pages, a body saved | message, median | 95 of 100 | new page, median |",
        "|---|---:|---:|---:|",
    ]
    for name, times in found.items():
        told, most, page = median(times.reload), _most(times.reload), median(times.page)
        rows.append(f"| {name} | {told:.0f} ms | {most:.0f} ms | {page:.0f} ms |")
    return rows


def missed(pages: int, found: dict[str, Times]) -> list[str]:
    """What took longer than it may, in words."""
    middle, most = LIMITS.get(pages, (None, None))
    times = found["portevoix"].reload
    slow = []
    if middle is not None and median(times) >= middle:
        slow.append(f"preview, {pages} pages: median {median(times):.0f} ms, less than {middle} is allowed")
    if most is not None and _most(times) >= most:
        slow.append(f"preview, {pages} pages: 95 of 100 within {_most(times):.0f} ms, less than {most} is allowed")
    return slow


def _most(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]
