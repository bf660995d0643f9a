"""Running: one preview from its start to Ctrl-C."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from portevoix.build.report import Report, show
from portevoix.build.request import Request
from portevoix.core.errors import PortevoixError, UsageError
from portevoix.engine.state import State
from portevoix.serve.access import Access, local_addresses
from portevoix.serve.application import application
from portevoix.serve.eyes import watch
from portevoix.serve.open_pages import Socket
from portevoix.serve.preview import Preview
from portevoix.serve.problems import editor_form
from portevoix.serve.server import Server, listen, make_room

LEAVE = 1.0
"""Seconds in which a build may come to its end after Ctrl-C. Then it is left as it is: the next one tidies up."""


def serve(root: Path, port: int | None, *, lan: bool, open_browser: bool, say: Callable[[str], object]) -> None:
    """Preview the campaign in ``root`` until Ctrl-C; ``say`` writes a line to the terminal.

    ``UsageError`` when there is no campaign, the port is taken, or another preview of it is open.
    """
    with _only_one(root) as announce:
        asyncio.run(_serve(root, port, lan, open_browser, say, announce))


async def _serve(
    root: Path, port: int | None, lan: bool, open_browser: bool, say: Callable[[str], object],
    announce: Callable[[Preview, str], None],
) -> None:  # fmt: skip
    loop, done, stop = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    say = _whoever_listens(say)

    def tell(message: Mapping[str, Any], paths: Collection[str] | None) -> None:
        with suppress(RuntimeError):  # the loop has ended before the last build
            loop.call_soon_threadsafe(Socket.tell, message, paths)

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, _end, done)
    preview = Preview(root, tell, Socket.open_paths, _reporter(say))
    preview.request().roots()  # is there a campaign at all?
    editor_form()  # can it be used?
    make_room()
    access = Access(lan=lan)
    server = Server(application(preview, access), say)
    bound = listen(server, port, "0.0.0.0" if lan else "127.0.0.1")
    address = f"http://127.0.0.1:{bound}/"
    announce(preview, address)
    for line in _greeting(address, access, bound):
        say(line)
    threads = [
        threading.Thread(target=watch, args=(root, preview.changed, stop, say), daemon=True, name="watch"),
        threading.Thread(target=preview.run, daemon=True, name="build"),
    ]
    say("making the site …")
    for thread in threads:
        thread.start()
    if open_browser:
        import webbrowser

        # It may wait for the browser, which waits for us.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True, name="browser").start()
    try:
        await done.wait()
    finally:
        stop.set()
        preview.stop()
        await server.end(LEAVE)
        if await loop.run_in_executor(None, _left, threads[1], preview):
            preview.session.release()  # otherwise the state is free when the process ends


def _end(done: asyncio.Event) -> None:
    """The first Ctrl-C ends the preview in order, the second at once: the next one tidies up."""
    if done.is_set():
        os._exit(130)
    done.set()


def _whoever_listens(say: Callable[[str], object]) -> Callable[[str], object]:
    """``say``, also when the terminal has gone, or the disk of a log is full: the preview goes on."""

    def heard(line: str) -> None:
        with suppress(OSError):
            say(line)

    return heard


def _left(builder: threading.Thread, preview: Preview) -> bool:
    """Whether the builder has come to its end; not waited for long, unless it commits what it has made."""
    builder.join(LEAVE)
    while builder.is_alive() and preview.listener.committing:
        builder.join(LEAVE)
    return not builder.is_alive()


def _greeting(address: str, access: Access, port: int) -> Iterator[str]:
    yield f"the preview is at {address}   (Ctrl-C ends it)"
    if access.token is None:
        return
    found = local_addresses()
    if not found:
        yield "this machine is on no network: no other device can reach the preview"
        return
    import io

    import segno

    there, *others = (f"http://{address}:{port}/?token={access.token}" for address in found)
    drawn = io.StringIO()
    segno.make(there, error="l").terminal(drawn, compact=True)
    yield from drawn.getvalue().rstrip("\n").split("\n")
    yield f"on a phone in the same network: {there}"
    for other in others:
        yield f"or, if this machine is in another network as well: {other}"
    yield "whoever has this address sees what you see, embargoed texts too"


def _reporter(say: Callable[[str], object]) -> Callable[[Report | PortevoixError, Request], None]:
    def report(done: Report | PortevoixError, request: Request) -> None:
        if isinstance(done, PortevoixError):
            say(f"portevoix: {done}" + (f"\n  hint: {done.hint}" if done.hint else ""))
        else:
            show(done, request, "text", held=False, write=say)

    return report


@contextmanager
def _only_one(root: Path) -> Iterator[Callable[[Preview, str], None]]:
    """Hold the preview's state while the block runs; the error of a second one names the first."""
    note = root / ".portevoix" / "private" / "preview.json"
    held: list[Preview] = []

    def announce(preview: Preview, address: str) -> None:
        try:
            preview.session.hold(State(preview.request().state))
        except UsageError:
            message = f"a preview of this campaign is open already{_where(note)}"
            raise UsageError(message, "use that one, or end it") from None
        held.append(preview)
        note.write_text(json.dumps({"process": os.getpid(), "address": address}))

    try:
        yield announce
    finally:
        if held:
            note.unlink(missing_ok=True)


def _where(note: Path) -> str:
    try:
        said = json.loads(note.read_text())
        return f": {said['address']} (process {said['process']})"
    except (OSError, ValueError, KeyError):
        return ""


if sys.platform == "win32":  # tornado needs it
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
