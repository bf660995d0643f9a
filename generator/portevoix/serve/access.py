"""Access: who may talk to the preview. It shows what is under embargo, so the answer is: few.

A page of another site that a browser on this machine has open could ask for the preview's pages under a name of its
own (DNS rebinding): the name in ``Host`` must be one of ours. Over the local network a token is wanted besides.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

COOKIE = "portevoix-preview"
_OURS = ("localhost", "127.0.0.1", "::1")


class Access:
    """The rule of one preview; with ``lan`` also for devices on the local network that know the ``token``."""

    def __init__(self, *, lan: bool) -> None:
        self.token = secrets.token_urlsafe(9) if lan else None
        self.names = frozenset((*_OURS, *(local_addresses() if lan else ())))

    def knows_host(self, request: HTTPServerRequest) -> bool:
        """Whether the request names us by one of our names."""
        return _name(request.host) in self.names

    def same_origin(self, request: HTTPServerRequest, origin: str | None) -> bool:
        """Whether ``origin`` is that of the preview itself, as the request names it."""
        try:
            return origin is not None and urlsplit(origin).netloc.lower() == request.host.lower()
        except ValueError:
            return False

    def admits(self, request: HTTPServerRequest, given: str | None) -> bool:
        """Whether the request comes from this machine, or brings the token: ``given``, or in its cookie."""
        if self.token is None or _from_here(request):
            return True
        cookie = request.cookies.get(COOKIE)
        known = given or (cookie.value if cookie is not None else "")
        return hmac.compare_digest(known.encode(), self.token.encode())


def local_addresses() -> list[str]:
    """The addresses of this machine on its networks, the one that others most likely reach it by first."""
    found = []
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        probe.connect(("192.0.2.1", 9))  # of TEST-NET-1 (RFC 5737): nothing is sent, the system only picks a way
        found.append(str(probe.getsockname()[0]))
    except OSError:
        pass
    finally:
        probe.close()
    with suppress(OSError):
        found += [str(row[4][0]) for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback]


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:  # it looks like IPv6 and is not
        return ""


def _from_here(request: HTTPServerRequest) -> bool:
    try:
        return ipaddress.ip_address(request.remote_ip or "").is_loopback
    except ValueError:
        return False
