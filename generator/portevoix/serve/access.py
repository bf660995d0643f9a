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
from typing import NamedTuple
from urllib.parse import urlsplit

from tornado.httputil import HTTPHeaders, HTTPServerRequest

_OURS = ("localhost", "127.0.0.1", "::1")


class Access:
    """The rule of one preview; with ``lan`` also for devices on the local network that know the ``token``."""

    def __init__(self, *, lan: bool) -> None:
        self.token = secrets.token_urlsafe(9) if lan else None
        self.names = frozenset((*_OURS, *(_own_names() if lan else ())))

    def knows_host(self, request: HTTPServerRequest) -> bool:
        """Whether the request names us by one of our names, or on the local network by any address.

        A machine may have many addresses, and new ones while the preview runs. To rebind takes a name.
        """
        name = _host(request).name
        return name in self.names or (self.token is not None and _is_address(name))

    def same_origin(self, request: HTTPServerRequest, origin: str | None) -> bool:
        """Whether ``origin`` is that of the preview itself, as the request names it."""
        try:
            return origin is not None and urlsplit(origin).netloc.lower() == request.host.lower()
        except ValueError:
            return False

    def opens(self, given: str | None) -> bool:
        """Whether ``given`` is the token."""
        return self.token is not None and hmac.compare_digest((given or "").encode(), self.token.encode())

    def admits(self, request: HTTPServerRequest, given: str | None) -> bool:
        """Whether the request comes from this machine, or brings the token: ``given``, or in its cookie."""
        if self.token is None or (_from_here(request) and _host(request).name in _OURS):
            return True
        cookie = request.cookies.get(cookie_name(request))
        return self.opens(given) or self.opens(cookie.value if cookie is not None else None)


def cookie_name(request: HTTPServerRequest) -> str:
    """The name of the cookie that keeps the token: cookies know no ports, and two previews may be open."""
    return f"portevoix-preview-{_host(request).port}"


def asked_from_elsewhere(headers: HTTPHeaders) -> bool:
    """Whether a page of another origin asks, and not by a link that leads to ours.

    Whether such a request succeeds would tell that page which of ours exist. Browsers say where a request comes from:
    https://www.w3.org/TR/fetch-metadata/
    """
    link = (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == ("navigate", "document")
    return led_from_elsewhere(headers) and not link


def led_from_elsewhere(headers: HTTPHeaders) -> bool:
    """Whether a page of another origin asks, be it by a link.

    Links may lead to pages alone: a window that is sent to a file to download stays where it is, and so tells the page
    that opened it that there is one.
    """
    return headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


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


def _own_names() -> list[str]:
    """The names of this machine on its network; ``.local`` is that of multicast DNS (RFC 6762)."""
    name = socket.gethostname().lower()
    first = name.partition(".")[0]
    return [name, first, f"{first}.local"]


class _Host(NamedTuple):
    name: str
    port: int


def _host(request: HTTPServerRequest) -> _Host:
    try:
        parts = urlsplit(f"//{request.host}")
        return _Host((parts.hostname or "").removesuffix("."), parts.port or 80)
    except ValueError:  # it looks like IPv6 and is not, or there is no such port
        return _Host("", 0)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _from_here(request: HTTPServerRequest) -> bool:
    return is_loopback(request.remote_ip or "")


def is_loopback(address: str) -> bool:
    """Whether ``address`` is one that only this machine itself has."""
    return _is_address(address) and ipaddress.ip_address(address).is_loopback
