"""A small campaign in three languages, and `portevoix serve` running over it as authors run it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from build.campaigns import write
from playwright.sync_api import Error, Locator, Page, expect
from serve.previews import BASE, Served, ending, until

PAGES = ("en/", "en/about/", "fr/about/", "ar/", "ar/about/", "en/plan/", "en/press/releases/launch/")
CAMPAIGN = """\
-- content/campaign.yaml --
name: {en: Rain Day, fr: Jour de pluie, ar: يوم المطر}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: , ar: {fallback: [en]}}
time_zone: Europe/Zurich
navigation: [press, pages/about]
search: false
theme: mine
-- content/index.en.md --
---
title: Home
---
Welcome.
-- content/index.ar.md --
---
title: الرئيسية
---
أهلا بكم في [هذه الصفحة](pages/about.ar.md).
-- content/pages/about.en.md --
---
title: About
---
We collect rain.
-- content/pages/about.fr.md --
---
title: À propos
---
Nous recueillons la pluie.
-- content/pages/about.ar.md --
---
title: من نحن
---
نجمع المطر.
-- content/pages/plan.en.md --
---
title: The plan
draft: true
---
Not finished.
-- content/press/releases/launch.en.md --
---
title: The launch
date: 2099-04-26
embargo: 2099-04-26 00:01
---
It rains.
-- themes/mine/theme.yaml --
name: mine
extends: base
styles: [css/mine.css]
-- themes/mine/static/css/mine.css --
h1 { word-spacing: 1px }
"""


class Previewed(Served):
    """A preview of the campaign that a browser looks at, too."""

    @property
    def origin(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://127.0.0.1:{self.listening()}"

    def seen(self) -> dict[str, bytes]:
        """What readers get at the addresses of the campaign, but for how often they were told to load again."""
        return {page: re.sub(rb"turn=\d+", b"", self.get(BASE + page).body) for page in PAGES}

    def turn(self) -> int:
        """How often pages were told to load again: what is asked for has come when there was one more."""
        found = re.search(r"turn=(\d+)", self.get(f"{BASE}en/").text)
        assert found is not None
        return int(found[1])

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is so."""
        until(lambda: self.process.poll() is not None or true(), "what the test waits for")
        assert self.process.poll() is None, "the preview has ended"


def campaign(root: Path) -> Path:
    """Write the campaign, or write it anew: without a file that is not of it."""
    write(root, CAMPAIGN)
    ours = {root / path for path in re.findall(r"^-- (\S+) --$", CAMPAIGN, re.MULTILINE)}
    for path in {*(root / "content").rglob("*.*"), *(root / "themes").rglob("*.*")} - ours:
        path.unlink()
    return root


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Previewed]:
    """Preview the campaign in ``root`` while the block runs; it begins when the first build has ended."""
    with ending(Previewed(root, *options)) as served:
        served.until(lambda: " files: " in served.said())
        yield served


def visit(page: Page, running: Previewed, path: str) -> None:
    """Open a page of the site, and wait for its bar; the last page may be about to load again."""
    for last in (False, False, True):
        try:
            page.goto(f"{running.origin}{BASE}{path}")
            break
        except Error as error:
            if last or not re.search("interrupted by another|ERR_ABORTED", error.message):
                raise
    panel = page.locator("portevoix-preview")
    expect(panel.get_by_role("heading", name="This page", exact=True, include_hidden=True)).to_be_attached()


def bar(page: Page, name: str | re.Pattern[str]) -> Locator:
    """A button of the bar."""
    return page.locator("portevoix-preview").get_by_role("button", name=name)
