"""The pictures in the project's README: small, and taken of the site as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pyvips
from check_pages.browsing import Window
from playwright.sync_api import Browser
from screenshots.camera import camera, opened_at

GAP = 24
"""Pixels between pictures side by side; they are transparent there, for readers in the dark."""


class View(NamedTuple):
    """The first screen of a kind of page in a language, ``height`` CSS pixels of it."""

    kind: str
    language: str
    window: Window
    height: int


DESKTOP, PHONE, DARK_PHONE = Window(1280, "light"), Window(390, "light"), Window(390, "dark")
PICTURES: Mapping[str, tuple[int, Sequence[View]]] = {
    "home": (560, [View("home", language, DESKTOP, 1080) for language in ("fr", "ar", "zh-Hans")]),
    "gallery": (860, [View("gallery", "fr", DESKTOP, 1100)]),
    "press-room": (860, [View("press-room", "fr", DESKTOP, 1100)]),
    "phone": (
        420,
        [
            View("home", "zh-Hans", PHONE, 844),
            View("changemaker", "fr", DARK_PHONE, 844),
            View("event", "ar", PHONE, 844),
            View("press-room", "fr", PHONE, 844),
        ],
    ),
}
"""Name → the width of each view in it, and the views, side by side."""


def pictures(browser: Browser, origin: str, where: Mapping[tuple[str, str], str], now: datetime, folder: Path) -> None:
    """Take every picture of PICTURES into ``folder``."""
    for name, (width, views) in PICTURES.items():
        taken = [_taken(browser, origin + where[view.kind, view.language], view, now, width) for view in views]
        joined = pyvips.Image.arrayjoin(taken, across=len(taken), shim=GAP, background=[0, 0, 0, 0])
        joined.webpsave(str(folder / f"{name}.webp"), Q=82, effort=6)


def _taken(browser: Browser, address: str, view: View, now: datetime, width: int) -> pyvips.Image:
    with camera(browser, view.window, now, view.height) as page:
        opened_at(page, address)
        seen = page.screenshot()
    return pyvips.Image.thumbnail_buffer(seen, width, height=10_000).colourspace("srgb").addalpha()
