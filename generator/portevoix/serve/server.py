"""The server: on which port it listens, to how many at once, how much it takes from them, and how it ends."""

from __future__ import annotations

import asyncio
import errno
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets

from portevoix.core.errors import UsageError
from portevoix.serve.access import is_loopback

PORT, MORE_PORTS = 8000, 20
"""The port, and how many after it are tried when none is asked for."""
MOST = 100
"""How many connections may be open at once from this machine, and as many from others; besides the sockets of pages."""
FILES = 4096
"""How many files and connections we would have open, if the system lets us."""
LONGEST = 64 * 1024
"""Bytes of the longest message that anyone may send us."""
IDLE = 60.0
"""Seconds after which a connection is closed on which nothing is asked."""
BODY = 10.0
"""Seconds in which what was begun to be sent must be here."""


class Server(HTTPServer):
    """Serves the preview. ``say`` writes a line to the terminal."""

    def initialize(self, application: web.Application, say: Callable[[str], object]) -> None:  # type: ignore[override]
        """Tornado's way to make one."""
        super().initialize(application, max_body_size=LONGEST, idle_connection_timeout=IDLE, body_timeout=BODY)
        self._say, self._told, self._open = say, False, Counter[bool]()

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Serve the connection, unless there are too many: the system's files would come to an end, for us too."""
        here = is_loopback(str(address[0]))
        if self._open[here] < MOST:
            self._open[here] += 1
            return super().handle_stream(stream, address)
        stream.close()
        if not self._told:
            self._told = True
            self._say(f"more than {MOST} connections at once: what comes on top is turned away")

    def on_close(self, server_conn: Any) -> None:
        """The connection has ended, or become the socket of a page."""
        self._open[is_loopback(str(server_conn.context.address[0]))] -= 1
        super().on_close(server_conn)

    async def end(self, seconds: float) -> None:
        """Take no more, and close what is open; wait for it ``seconds`` at most."""
        self.stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.close_all_connections(), seconds)


def listen(server: HTTPServer, port: int | None, address: str) -> int:
    """Listen on ``port``, or (None) on the first free one from 8000 on; which one it is."""
    refused = None
    for tried in range(PORT, PORT + MORE_PORTS) if port is None else (port,):
        try:
            sockets = bind_sockets(tried, address)
        except OSError as error:
            refused = error
            continue
        server.add_sockets(sockets)
        return int(sockets[0].getsockname()[1])
    hint = "name another: --port 9000"
    if port is None:
        raise UsageError(f"the ports {PORT} to {PORT + MORE_PORTS - 1} are all taken", hint)
    if isinstance(refused, PermissionError):
        raise UsageError(f"the system does not let you listen on port {port}: you have not the right", hint)
    if refused is not None and refused.errno != errno.EADDRINUSE:
        raise UsageError(f"port {port} cannot be opened: {refused.strerror}", hint)
    raise UsageError(f"port {port} is taken by another program", hint)


def make_room() -> None:
    """Have more files and connections open than the system lets a program at first, if it may."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
