"""``python -m screenshots``: the demonstration campaign in pictures, for people to look at and for the README."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from check_pages.browsing import Window, chromium
from check_pages.serving import served
from playwright.sync_api import Browser
from screenshots.addresses import KINDS, LANGUAGES, addresses
from screenshots.camera import camera, opened_at, whole
from screenshots.contact_sheet import SCHEMES, WIDTHS, Shot, contact_sheet, shrink
from screenshots.readme import pictures

from portevoix.build.request import Request

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".screenshots"
MOMENT = datetime(2027, 2, 1, 9, tzinfo=UTC)


def main() -> None:
    """Build, open every page in every window, leave a contact sheet; arguments name the only kinds of page to take."""
    chosen = sys.argv[1:] or [kind.name for kind in KINDS]
    site = FOLDER / "site"
    (FOLDER / "small").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "portevoix", "build", "--root", str(ROOT), "--now", MOMENT.isoformat()]
    subprocess.run([*command, "--output", str(site)], check=True)
    where = addresses(Request(ROOT, site, MOMENT))
    with served(site, "/") as origin, chromium() as browser:
        take(browser, origin, where, chosen)
        (FOLDER / "index.html").write_text(contact_sheet(), encoding="utf-8")
        if len(chosen) == len(KINDS):
            pictures(browser, origin, where, MOMENT, ROOT / "docs" / "pictures")
    print(f"look at {FOLDER.relative_to(ROOT)}/index.html")


def take(browser: Browser, origin: str, where: Mapping[tuple[str, str], str], kinds: Sequence[str]) -> None:
    """Every picture of ``kinds`` and its thumbnail, with a line that tells how far it is."""
    pages = list(product(WIDTHS, kinds, LANGUAGES))
    for number, (width, kind, language) in enumerate(pages, 1):
        print(f"\r{number}/{len(pages)} {width} {kind} {language}\033[K", end="", flush=True)
        with camera(browser, Window(width, "light"), MOMENT) as page:
            opened_at(page, origin + where[kind, language])
            for colours in SCHEMES:
                shot = Shot(kind, language, Window(width, colours))
                page.emulate_media(color_scheme=colours)
                whole(page, FOLDER / f"{shot.name}.png")
                shrink(FOLDER / f"{shot.name}.png", shot)
    print("\r\033[K", end="")


if __name__ == "__main__":
    main()
