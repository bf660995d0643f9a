"""On which port the preview listens, how many may come at once, and how it leaves them."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from build.campaigns import put
from serve.previews import BASE, DEADLINE, Served, campaign, serving, until
from tornado.web import Application

from portevoix.core.errors import UsageError
from portevoix.serve import server
from portevoix.serve.open_pages import MOST as MOST_PAGES

UPGRADE = (
    "GET /livereload HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(tmp_path / "site", "--port", str(port)) as running:
            assert running.process.wait(30) != 0
            assert f"port {port} is taken" in running.said()


@pytest.mark.parametrize(
    ("error", "told"),
    [(PermissionError(13, "no"), "the system does not let you"), (OSError(99, "no such address"), "no such address")],
)
def test_a_port_that_may_not_be_used_is_not_called_taken(
    error: OSError, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(port: int, address: str) -> None:
        raise error

    monkeypatch.setattr(server, "bind_sockets", refuse)
    with pytest.raises(UsageError, match=told) as found:
        server.listen(server.Server(Application(), print), 80, "127.0.0.1")
    assert "taken" not in str(found.value)


@contextmanager
def few_files(number: int) -> Iterator[None]:
    """What is started in the block may have so many files open, unless it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_more_files_may_be_open_than_at_first(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with few_files(256):
        running = Served(tmp_path / "site")
    try:
        running.listening()
        assert resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE)[0] == min(server.FILES, hard)
    finally:
        running.end()


def test_too_many_connections_are_turned_away_without_a_flood(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as running, ExitStack() as crowd:
        port = running.ready().listening()
        resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (256, 256))
        asked = UPGRADE.format(port).encode()
        pages = [crowd.enter_context(socket.create_connection(("127.0.0.1", port), 10)) for _ in range(400)]
        for page in pages:
            with suppress(OSError):  # most are turned away already
                page.sendall(asked)
        admitted = sum(_status(page) == b"101" for page in pages)
        assert server.MOST // 2 <= admitted <= MOST_PAGES
        put(tmp_path / "site/content/index.en.md", "---\ntitle: Home\n---\nStill at work.\n")
        until(lambda: "Still at work." in (running.site / "en/index.html").read_text(encoding="utf-8"), "the new text")
        crowd.close()
        until(lambda: _answers(running), "an answer to those who come later")
        assert running.said().count("turned away") == 1
        assert "Traceback" not in running.said()


def _status(page: socket.socket) -> bytes:
    try:
        return page.recv(4096)[9:12]
    except OSError:
        return b""


def _answers(running: Served) -> bool:
    try:
        return running.get(f"{BASE}en/").status == 200
    except OSError:
        return False


def test_only_so_many_pages_may_be_open(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as running, ExitStack() as crowd:
        port = running.listening()
        found = []
        for _ in range(MOST_PAGES + 5):  # one after the other: so few are never too many connections
            page = crowd.enter_context(socket.create_connection(("127.0.0.1", port), 10))
            page.sendall(UPGRADE.format(port).encode())
            found.append(_status(page))
        assert found == [b"101"] * MOST_PAGES + [b"503"] * 5


def test_who_sends_half_a_message_is_not_waited_for(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as running:
        with socket.create_connection(("127.0.0.1", running.listening()), DEADLINE) as slow:
            slow.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n")
            assert slow.recv(100) == b""
        assert "Traceback" not in running.said()


@pytest.mark.parametrize("asks", ["film.mp4", "page"])
def test_ended_while_something_is_being_sent(asks: str, tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as running, ExitStack() as crowd:
        port = running.ready().listening()
        put(running.site / "film.mp4", os.urandom(20_000_000))
        host = f"Host: 127.0.0.1:{port}\r\n\r\n"
        asked = UPGRADE.format(port) if asks == "page" else f"GET {BASE}film.mp4 HTTP/1.1\r\n{host}"
        for _ in range(3):
            one = crowd.enter_context(socket.create_connection(("127.0.0.1", port), 10))
            one.sendall(asked.encode())
            assert one.recv(100).startswith(b"HTTP/1.1 ")
        assert running.end() in (0, 130)
        assert "Traceback" not in running.said()
        assert "Error" not in running.said()
