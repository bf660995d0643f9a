"""A preview under test: the real command in a process of its own, asked over HTTP and listened to as a page does."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from build.campaigns import SMALL, png, put, write
from tornado.websocket import WebSocketClientConnection, websocket_connect

import portevoix

T = TypeVar("T")
DEADLINE = 45.0
"""Seconds after which something that should have happened has not."""
BASE = "/day/"
LATER = "2096-02-02 12:00"
"""A moment at which the embargoed release of the campaign is public, and its scheduled article is not yet."""


def campaign(root: Path) -> None:
    """The small campaign, so far in the future that what it holds back is held back whenever the tests run."""
    write(root, SMALL.replace("2027-", "2096-"))
    put(root / "content/pictures/one.png", png(10))
    put(root / "content/pictures/two.png", png(200))


def until(true: Callable[[], object], what: str) -> None:
    """Wait until ``true()``."""
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end, f"still not: {what}"
        time.sleep(0.01)


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Served:
    """``portevoix serve`` at work on the campaign in ``root``; what it says is written beside that."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root, self._log = root, root.with_name(f"{root.name}-{time.monotonic_ns()}.log")
        ours, theirs = str(Path(portevoix.__file__).parent.parent), os.environ.get("PYTHONPATH", "")
        environment = {**os.environ, "PYTHONPATH": f"{ours}{os.pathsep}{theirs}"}
        command = [sys.executable, "-m", "portevoix", "serve", "--root", str(root), "--port", "0", *options]
        with self._log.open("wb") as stream:
            self.process = subprocess.Popen(command, env=environment, stdout=stream, stderr=subprocess.STDOUT)

    @property
    def site(self) -> Path:
        return self.root / ".portevoix/preview/site"

    def said(self) -> str:
        """What stands in the terminal."""
        return self._log.read_text(encoding="utf-8")

    def listening(self) -> int:
        """The port, once there is one."""
        until(lambda: "the preview is at" in self.said() or self.process.poll() is not None, "an address")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.said())
        assert found is not None, self.said()
        return int(found[1])

    def ready(self) -> Served:
        """Itself, once the site is there."""
        until(lambda: self.get(BASE + "en/").status == 200, "a site")
        return self

    def get(
        self, target: str, method: str = "GET", headers: Mapping[str, str] | None = None, *, body: str | None = None,
        address: str = "127.0.0.1",
    ) -> Answer:  # fmt: skip
        """The answer to a request for ``target``, sent as it is written here; headers replace those of a browser."""
        port = self.listening()
        sent = {"Host": f"127.0.0.1:{port}", **(headers or {})}
        connection = http.client.HTTPConnection(address, port, timeout=DEADLINE)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body.encode())))
            connection.endheaders(body.encode() if body is not None else None)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def put(self, path: str, text: str) -> None:
        """Write a source file at once, as most editors save."""
        new = self.root / "content.new"
        new.write_text(text, encoding="utf-8")
        new.replace(self.root / path)

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get("/__portevoix__/status").body)
        return found

    def ask(self, moment: str | None, *, held: bool = False) -> Answer:
        """Ask for the site as of ``moment``, as the bar does."""
        said = {"Origin": f"http://127.0.0.1:{self.listening()}", "X-Portevoix": "1"}
        return self.get("/__portevoix__/as-of", "POST", said, body=json.dumps({"moment": moment, "held": held}))

    def end(self, number: int = signal.SIGINT) -> int:
        """Press Ctrl-C; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


S = TypeVar("S", bound=Served)


@contextmanager
def ending(served: S) -> Iterator[S]:
    """``served`` while the block runs, and no longer."""
    try:
        yield served
    finally:
        served.end()


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Served]:
    """``portevoix serve`` while the block runs."""
    with ending(Served(root, *options)) as served:
        yield served


class Page:
    """A page that is open in a browser, as far as the preview can tell."""

    def __init__(self, served: Served, path: str, origin: str | None = None) -> None:
        self._served, self.path, self._over = served, path, False
        self._loop = asyncio.new_event_loop()
        # In a thread of its own: Playwright's loop is at home in that of the tests, and lets no other run there.
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        try:
            self._socket = self._wait(self._connect(origin))
        except BaseException:
            self._end()
            raise

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(DEADLINE)

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _connect(self, origin: str | None) -> WebSocketClientConnection:
        from tornado.httpclient import HTTPRequest

        here = f"127.0.0.1:{self._served.listening()}"
        request = HTTPRequest(f"ws://{here}/livereload", headers={"Origin": origin or f"http://{here}"})
        socket = await websocket_connect(request)
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await socket.write_message(json.dumps(hello))
        await self._tell_address(socket)
        return socket

    async def _tell_address(self, socket: WebSocketClientConnection) -> None:
        url = f"http://127.0.0.1:{self._served.listening()}{self.path}"
        await socket.write_message(json.dumps({"command": "info", "url": url, "plugins": {}}))

    def send(self, message: str | bytes) -> None:
        """Say ``message`` to the preview."""
        self._wait(_write(self._socket, message))

    def hear(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The next message that is ``wanted``."""
        end = time.monotonic() + DEADLINE
        while True:
            waiting = asyncio.wait_for(_read(self._socket), end - time.monotonic())
            message: dict[str, Any] = json.loads(self._wait(waiting) or "null")
            if wanted(message):
                return message

    def hear_problems(self, *, failed: bool) -> list[dict[str, Any]]:
        """The problems of the next message of that kind."""
        found = self.hear(lambda said: said["command"] == "problems" and said["failed"] is failed)["problems"]
        assert isinstance(found, list)
        return found

    def shows(self, text: str) -> None:
        """Load the page again whenever told to, until it shows ``text``."""
        while True:
            self.hear(lambda said: said["command"] == "reload")
            self._wait(self._tell_address(self._socket))
            if text in self._served.get(self.path).text:
                return

    def ended(self) -> None:
        """Wait until the preview has ended the connection."""
        self._wait(self._last())

    def close(self) -> None:
        self._wait(self._closed())
        self._end()

    async def _closed(self) -> None:
        self._socket.close()
        await self._last()

    async def _last(self) -> None:
        while not self._over:
            self._over = await self._socket.read_message() is None


async def _read(socket: WebSocketClientConnection) -> str | bytes | None:
    return await socket.read_message()


async def _write(socket: WebSocketClientConnection, message: str | bytes) -> None:
    await socket.write_message(message, binary=isinstance(message, bytes))


@contextmanager
def opened(served: Served, path: str) -> Iterator[Page]:
    """A page at ``path`` (below the campaign's own), open while the block runs; it has said hello."""
    page = Page(served, BASE + path)
    try:
        page.hear(lambda said: said["command"] == "hello")
        page.hear(lambda said: said["command"] == "problems")
        yield page
    finally:
        page.close()
