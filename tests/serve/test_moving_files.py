"""Files that move from the stage to the output while they are asked for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from portevoix.serve.access import Access
from portevoix.serve.application import SiteHandler, application
from portevoix.serve.epoch import Epoch
from portevoix.serve.preview import Preview

FILE = "media/one.bin"


def answer(preview: Preview) -> HTTPResponse:
    """What is answered to who asks for the file."""

    async def ask() -> HTTPResponse:
        socket, port = bind_unused_port()
        server = HTTPServer(application(preview, Access(lan=False)))
        server.add_socket(socket)
        try:
            return await AsyncHTTPClient(force_instance=True).fetch(
                f"http://127.0.0.1:{port}/{FILE}", raise_error=False
            )
        finally:
            server.stop()

    found: list[HTTPResponse] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(ask())))  # Playwright's loop is in ours
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.parametrize("moment", ["get_absolute_path", "get_content_size", "set_headers"])
def test_a_file_that_moves_while_it_is_asked_for_is_found(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = Preview(tmp_path, lambda *_: None, lambda: (), lambda *_: None)
    stage = tmp_path / "stage"
    for folder, text in ((stage, b"new, and longer"), (preview.output, b"old")):
        (folder / FILE).parent.mkdir(parents=True)
        (folder / FILE).write_bytes(text)
    preview.epoch = Epoch(preview.output, stage, frozenset({FILE}))
    before: Callable[..., object] = getattr(SiteHandler, moment)

    def moves(*arguments: object) -> object:
        if (stage / FILE).exists():
            (stage / FILE).replace(preview.output / FILE)
        return before(*arguments)

    monkeypatch.setattr(SiteHandler, moment, moves)
    said = answer(preview)
    assert (said.code, said.body) == (200, b"new, and longer")
