"""Open pages: each has a socket, over which it tells its address and is told when to load again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web
from tornado.websocket import WebSocketClosedError

from portevoix.serve.access import Access
from portevoix.serve.guarded import Guarded
from portevoix.serve.preview import Preview

MOST = 100
"""How many pages may be open at once."""


class Socket(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """The socket of one open page."""

    every: ClassVar[set[Socket]] = set()

    def initialize(self, preview: Preview, access: Access) -> None:
        """As ``Guarded``; which page it is, it tells later."""
        super().initialize(preview, access)
        self.path: str | None = None
        self.instead: str | None = None

    def prepare(self) -> None:
        """Turn away whoever is not one of ours: only pages of the preview itself may listen, and so many."""
        super().prepare()
        origin = self.request.headers.get("Origin")
        if origin is not None and not self.access.same_origin(self.request, origin):
            raise web.HTTPError(403)
        if len(Socket.every) >= MOST:
            raise web.HTTPError(503)

    def check_origin(self, origin: str) -> bool:
        """``prepare`` has looked at it."""
        return True

    def open(self, *arguments: str, **more: str) -> None:
        """The page is there."""
        Socket.every.add(self)

    def on_close(self) -> None:
        """The page is gone."""
        Socket.every.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """``hello`` is the library's to answer; ``info`` tells the address. Anything else is passed over."""
        said = read_object(message) if isinstance(message, str) else None
        if said is None:
            return
        if said.get("command") == "hello":
            super().on_message(message)
        if said.get("command") == "info":
            self._hear(said.get("url"), said.get("turn"))

    def _hear(self, url: object, turn: object) -> None:
        path = self._path(url) if isinstance(url, str) else None
        if path is None:
            return
        self.path, self.instead = path, self._instead(path)
        self.say(self.preview.problems())
        if self.preview.building:
            self.say({"command": "building", "building": True})
        turns = self.preview.turns
        if isinstance(turn, int) and turn < max(turns.of(one) for one in self.shown):
            self.say({"command": "reload", "path": url, "liveCSS": True})

    def _path(self, url: str) -> str | None:
        """The file of the output at ``url``; None when that is no address."""
        library = self.preview.library
        base = library.campaign.base_path if library is not None else "/"
        try:
            inside = unquote(urlsplit(url).path).removeprefix(base)
        except ValueError:
            return None
        return f"{inside}index.html" if not inside or inside.endswith("/") else inside

    def _instead(self, path: str) -> str | None:
        """The file that is shown where ``path`` is missing: it loads again with that one, too."""
        epoch = self.preview.epoch
        return None if epoch.locate(path) is not None else epoch.missing(path)

    @property
    def shown(self) -> frozenset[str]:
        """The files of the output of which one is what the page shows; none before it has told its address."""
        return frozenset(one for one in (self.path, self.instead) if one is not None)

    def say(self, message: Mapping[str, Any]) -> None:
        """Send ``message``, if the page is still there."""
        try:
            sent = self.write_message(json.dumps(message))  # in ASCII: half a surrogate pair has no UTF-8
        except WebSocketClosedError:
            Socket.every.discard(self)
        else:
            sent.add_done_callback(lambda done: done.exception())  # it may close while we speak

    @classmethod
    def tell(cls, message: Mapping[str, Any], paths: Collection[str] | None) -> None:
        """Send ``message`` to the pages at ``paths``; to all when that is None."""
        for one in list(cls.every):
            if paths is None or one.path is None or not one.shown.isdisjoint(paths):
                one.say(message)

    @classmethod
    def open_paths(cls) -> frozenset[str]:
        """The files of the output that are open in some browser."""
        return frozenset().union(*(one.shown for one in list(cls.every)))


def read_object(text: str | bytes) -> dict[str, Any] | None:
    """The JSON object that ``text`` is; None when it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
