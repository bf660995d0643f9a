"""Players of video platforms: which page of a platform is which video, and where its player comes from.

A player is someone else's page in a frame. Campaigns name those that they admit in ``players``; none is loaded before
a reader asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

_ID = "(?P<id>[A-Za-z0-9_-]{6,20})"


class Platform(NamedTuple):
    """A platform: its name, the ``origin`` of its player, that player's address with ``{id}``, and what its videos'
    addresses look like, without scheme and ``www.``.
    """

    name: str
    origin: str
    player: str
    pages: tuple[str, ...]


PLATFORMS: Mapping[str, Platform] = {
    "youtube": Platform(
        "YouTube",
        "https://www.youtube-nocookie.com",
        "https://www.youtube-nocookie.com/embed/{id}",
        (
            rf"(?:m\.)?youtube(?:-nocookie)?\.com/(?:embed|shorts|live)/{_ID}/?",
            rf"(?:m\.)?youtube\.com/watch\?(?:.*&)?v={_ID}(?:&.*)?",
            rf"youtu\.be/{_ID}(?:\?.*)?",
        ),
    ),
    "vimeo": Platform(
        "Vimeo",
        "https://player.vimeo.com",
        "https://player.vimeo.com/video/{id}?dnt=1",
        (r"(?:player\.)?vimeo\.com/(?:video/)?(?P<id>[0-9]{6,12})/?(?:\?.*)?",),
    ),
}
"""The platforms whose players a campaign may admit. Sources: YouTube Help, "Privacy-enhanced mode"; Vimeo Help,
"Player parameters" (``dnt``)."""


def recognised(address: str) -> tuple[str, str] | None:
    """The platform's key and the address of the player for the video at ``address``; None for any other address."""
    bare = re.sub(r"^https?://(www\.)?", "", address)
    for key, platform in PLATFORMS.items():
        for page in platform.pages:
            if (found := re.fullmatch(page, bare)) is not None:
                return key, platform.player.replace("{id}", found["id"])
    return None


def frame_origins(admitted: Iterable[str]) -> tuple[str, ...]:
    """The origins that a content security policy must let into frames for the ``admitted`` players."""
    return tuple(PLATFORMS[key].origin for key in PLATFORMS if key in set(admitted))


def host_of(address: str) -> str:
    """Whose page an address is, in a word: its host without ``www.``."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
