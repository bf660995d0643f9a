"""Guarded: what every answer of the preview has in common, whoever asks for whatever."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from tornado import web

from portevoix.serve.access import Access, asked_from_elsewhere, cookie_name
from portevoix.serve.preview import Preview

SCAN_AGAIN = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Scan the code again</title></head>
<body><main><h1>Scan the code again</h1>
<p>This address does not open the preview, or no longer: each start of it has a new one.
Scan the QR code in the terminal again.</p></main></body></html>
"""


class WithoutToken(web.HTTPError):
    """Another device asks without the token, or with that of an earlier preview."""

    def __init__(self) -> None:
        super().__init__(403)


class Guarded(web.RequestHandler):
    """Lets in those whom ``access`` admits, and has nothing kept by browsers or shown by pages of others."""

    def initialize(self, preview: Preview, access: Access) -> None:
        """Tornado's way to hand things over."""
        self.preview, self.access = preview, access

    def prepare(self) -> None:
        """Turn others away."""
        if not self.access.knows_host(self.request):
            raise web.HTTPError(421)
        if asked_from_elsewhere(self.request.headers):
            raise web.HTTPError(403)
        given = self.get_query_argument("token", None)
        if not self.access.admits(self.request, given):
            raise WithoutToken
        if given is not None and self.access.opens(given):
            # "Strict" is not sent on when a link in a message led to the address with the token.
            self.set_cookie(cookie_name(self.request), given, httponly=True, samesite="Lax", path="/")

    def set_default_headers(self) -> None:
        """What every answer says."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", "frame-ancestors 'self'")  # a page's own policy holds besides
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def compute_etag(self) -> None:
        """None: nothing is kept, so nothing is compared."""
        return

    def write_error(self, status_code: int, **more: Any) -> None:
        """Say what to do, where there is something."""
        if isinstance(more.get("exc_info", (None, None))[1], WithoutToken):
            self.finish(SCAN_AGAIN)
        else:
            super().write_error(status_code, **more)

    def log_exception(
        self, typ: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Strangers write nothing to the terminal, and no token comes there; mistakes of our own do."""
        if not isinstance(value, web.HTTPError) or value.status_code >= 500:
            super().log_exception(typ, value, tb)


class Elsewhere(Guarded):
    """What is at no address of ours, as a whole URL in place of a path."""

    def prepare(self) -> None:
        """Nothing is there."""
        super().prepare()
        raise web.HTTPError(404)
