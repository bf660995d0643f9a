"""The camera: a page as a window of some width shows it, once its type and pictures are there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from check_pages.browsing import Window
from playwright.sync_api import Browser, Page, Route

TALLEST = 4000
SETTLED = """async () => {
  for (const image of document.images) image.loading = "eager";
  await document.fonts.ready;
  await Promise.all([...document.images].filter(image => image.checkVisibility()).map(image => image.decode()));
}"""
HEIGHT = "() => document.documentElement.scrollHeight"


@contextmanager
def camera(browser: Browser, window: Window, now: datetime, height: int = 800) -> Iterator[Page]:
    """A page in a fresh window, at the moment ``now``, where nothing moves."""
    context = browser.new_context(
        viewport={"width": window.width, "height": height}, color_scheme=window.colours, reduced_motion="reduce"
    )
    context.route("**/*.css", _patient)
    page = context.new_page()
    page.clock.set_fixed_time(now)
    yield page
    context.close()


def _patient(route: Route) -> None:
    """Type that comes late is shown all the same: a reader's page stands still, a picture can wait."""
    sheet = route.fetch()
    route.fulfill(response=sheet, body=sheet.text().replace("font-display:optional", "font-display:swap"))


def opened_at(page: Page, address: str) -> None:
    """Open a page and wait for all that it shows."""
    page.goto(address)
    page.evaluate(SETTLED)


def whole(page: Page, file: Path) -> None:
    """The page from top to bottom into ``file``, as far as TALLEST."""
    size = page.viewport_size
    assert size is not None
    tall = min(page.evaluate(HEIGHT), TALLEST)
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": size["width"], "height": tall})
