"""The application: pages and files of the epoch, and what the bar asks and says."""

from __future__ import annotations

import os
from datetime import MAXYEAR, MINYEAR
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tornado import web

from portevoix.build.request import moment_of
from portevoix.core.clock import BadMoment
from portevoix.serve.about import Known, about_page
from portevoix.serve.access import Access, led_from_elsewhere
from portevoix.serve.asked import FORM, asked_moment
from portevoix.serve.epoch import Epoch
from portevoix.serve.guarded import Elsewhere, Guarded
from portevoix.serve.moments import differences, transitions
from portevoix.serve.open_pages import Socket, read_object
from portevoix.serve.preview import Preview, Wish
from portevoix.serve.problems import editor_link
from portevoix.serve.server import LONGEST

TRIES = 5
"""How often a file is looked for that was there and is not any more: it moves from the stage to the output."""
OWN = "__portevoix__"
"""The folder of the preview's own addresses."""
CLIENT = Path(__file__).parent / "client"
SCRIPT = f'<script type="module" src="/{OWN}/client/preview.js?turn=%d"></script>\n'.encode()
"""With the number of turns before the page was read."""
NOTHING_YET = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Nothing to show yet</title></head>
<body><main><h1>Nothing to show yet</h1><p>The site appears here as soon as it can be made.</p></main></body></html>
"""
TYPES = {
    ".avif": "image/avif", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
    ".mp4": "video/mp4", ".pdf": "application/pdf", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8", ".vtt": "text/vtt; charset=utf-8", ".wasm": "application/wasm",
    ".webm": "video/webm", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff2": "font/woff2", ".xml": "application/xml; charset=utf-8", ".zip": "application/zip",
}  # fmt: skip
"""By ending: the machine's own table may know other types, or none."""


class SiteHandler(Guarded, web.StaticFileHandler):
    """The site as the preview shows it now: pages with our script, files with their types, and in ranges."""

    def initialize(self, preview: Preview, access: Access) -> None:  # type: ignore[override]
        """As ``Guarded``; where files lie is the epoch's business."""
        Guarded.initialize(self, preview, access)
        web.StaticFileHandler.initialize(self, path=str(preview.output))
        self.turn = 0

    async def get(self, path: str, include_body: bool = True) -> None:
        """The file at the address ``path``."""
        for _ in range(TRIES):
            try:
                self.turn = self.preview.turns.so_far()  # before the epoch: better once too often than not
                return await self._answer(self.preview.epoch, path, include_body)
            except FileNotFoundError:
                continue
            except web.HTTPError as error:  # the library's word for a file that is gone
                if error.status_code != 404:
                    raise
        raise web.HTTPError(404)

    async def _answer(self, epoch: Epoch, path: str, include_body: bool) -> None:
        inside = self._inside(path)
        if inside is None:
            return self._missing(epoch, path)
        if not inside or inside.endswith("/"):
            inside += "index.html"
        elif epoch.folder(inside):
            return self.redirect(f"{self.request.path}/", status=302)
        place = epoch.locate(inside)
        if place is None:
            return self._missing(epoch, inside)
        if place.suffix == ".html":
            return self._page(place.read_bytes(), 200)
        if led_from_elsewhere(self.request.headers):
            raise web.HTTPError(403)
        self.place = place
        await super().get(inside, include_body)

    def _inside(self, path: str) -> str | None:
        """The path in the output of the address ``path``; None when it is not one of the site's."""
        library = self.preview.library
        base = library.campaign.base_path if library is not None else "/"
        whole = f"/{path}"
        if whole == base.rstrip("/") or (whole == "/" and base != "/"):
            self.redirect(base)
        return whole.removeprefix(base) if whole.startswith(base) else None

    def _missing(self, epoch: Epoch, path: str) -> None:
        """The 404 page of the language, else the site's, else a word of ours; before anything was read, that alone."""
        if self._finished:
            return
        if self.preview.library is None:
            return self._page(NOTHING_YET, 503)
        name = epoch.missing(path)
        if name is not None and (place := epoch.locate(name)) is not None:
            return self._page(place.read_bytes(), 404)
        self._page(NOTHING_YET, 404 if epoch.folder("") else 503)

    def _page(self, page: bytes, status: int) -> None:
        self.set_status(status)
        self.set_header("Content-Type", TYPES[".html"])
        end = page.rfind(b"</body>")
        script = SCRIPT % self.turn
        self.finish(page[:end] + script + page[end:] if end >= 0 else page + script)

    def get_absolute_path(self, root: str, path: str) -> str:  # type: ignore[override]
        """Where ``get`` has found it."""
        return str(self.place)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """It is the epoch's: no more to look at than how large it is, at every try."""
        self._stat_result = os.stat(absolute_path)
        return absolute_path

    def parse_url_path(self, url_path: str) -> str:
        """As it is: the epoch reads paths with slashes."""
        return url_path

    def get_content_type(self) -> str:
        """By our own table first."""
        return TYPES.get(self.place.suffix.lower()) or super().get_content_type()

    def get_cache_time(self, path: str, modified: Any, mime_type: str) -> int:
        """None at all, whatever the address says."""
        return 0

    def should_return_304(self) -> bool:
        """Never."""
        return False


class ClientHandler(Guarded):
    """The preview's own script and style sheet."""

    def get(self, name: str) -> None:
        """The file ``name``."""
        place = CLIENT / name
        if place.suffix not in (".js", ".css") or not place.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", TYPES[place.suffix])
        self.finish(place.read_bytes())


class StatusHandler(Guarded):
    """How the site is shown, what will change when, and what is wrong."""

    def get(self) -> None:
        """As JSON."""
        preview, now = self.preview, moment_of(None, self.preview.root)
        wish, said = preview.granted, preview.problems()
        answer: dict[str, Any] = {
            "now": now.isoformat(), **_as_json(wish), "wished": _as_json(preview.wish),
            "zone": "UTC", "transitions": [], "appears": [], "disappears": [],
            "problems": said["problems"], "failed": said["failed"], "stands": said["stands"],
        }  # fmt: skip
        if (found := preview.differs()) is not None:
            library, shown, plainly = found
            answer |= {"zone": library.campaign.time_zone, "transitions": transitions(library, now)}
            answer |= differences(plainly.public, shown.public, now, wish.moment or now)
        self.finish(answer)


def _as_json(wish: Wish) -> dict[str, Any]:
    return {"as_of": wish.moment.isoformat() if wish.moment else None, "held": wish.held}


class PageHandler(Guarded):
    """What there is to say of one page."""

    def get(self) -> None:
        """As JSON; ``url`` is the path of its address."""
        preview = self.preview
        snapshot, library, shown = preview.session.seen, preview.library, preview.shown
        if library is None or shown is None or snapshot is None:
            self.finish("null")
            return

        def stands(url: str) -> bool:
            return preview.epoch.locate(f"{url}index.html" if not url or url.endswith("/") else url) is not None

        url = unquote(self.get_query_argument("url", "/")).removeprefix(library.campaign.base_path)
        known = Known(library, shown.public, snapshot, preview.reasons, stands)
        said = about_page(url, known, moment_of(None, preview.root))
        self.finish(said | {"editor": editor_link(said["source"], preview.request())})


class AsOfHandler(Guarded):
    """Sets the moment as of which the site is shown."""

    def post(self) -> None:
        """``{"moment": text or null, "held": bool}``; only from a page of the preview."""
        same = self.access.same_origin(self.request, self.request.headers.get("Origin"))
        if not same or self.request.headers.get("X-Portevoix") != "1":
            raise web.HTTPError(403)
        library = self.preview.library
        zone = library.campaign.time_zone if library is not None else "UTC"
        asked = read_object(self.request.body) or {}
        text, held = asked.get("moment", ...), asked.get("held")
        if not (text is None or isinstance(text, str)) or not isinstance(held, bool):
            return self._refuse("this cannot be read", FORM)
        try:
            moment = asked_moment(text, zone, moment_of(None, self.preview.root)) if text else None
            if moment is not None and not MINYEAR + 1 < moment.year < MAXYEAR - 1:
                raise OverflowError("in another zone, or a little later, it would be in no calendar")
        except BadMoment as bad:
            self._refuse(str(bad), bad.hint or FORM)
        except (ValueError, OverflowError):
            self._refuse("this cannot be read", FORM)
        else:
            self.preview.ask(Wish(moment, held))
            self.finish({})

    def _refuse(self, message: str, hint: str) -> None:
        self.set_status(400)
        self.finish({"message": message, "hint": hint})


def application(preview: Preview, access: Access) -> web.Application:
    """All addresses of the preview."""
    with_both = {"preview": preview, "access": access}
    return web.Application(
        [
            (r"/livereload", Socket, with_both),
            (rf"/{OWN}/client/([\w.-]+)", ClientHandler, with_both),
            (rf"/{OWN}/status", StatusHandler, with_both),
            (rf"/{OWN}/page", PageHandler, with_both),
            (rf"/{OWN}/as-of", AsOfHandler, with_both),
            (r"/(.*)", SiteHandler, with_both),
        ],
        default_handler_class=Elsewhere,
        default_handler_args=with_both,
        websocket_max_message_size=LONGEST,
        websocket_ping_interval=30,
        log_function=lambda handler: None,  # the terminal is for what is wrong in the campaign
    )
