"""Pages in a real Chromium: what it says on its console, asks of the network, and how a page fares with axe."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Error, Page, Request, sync_playwright

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without style sheets read beforehand: no rule of ours asks for them, and those in a shadow root axe would write anew.
RUN_AXE = """tags => axe.run(document, {
  resultTypes: ["violations"], runOnly: {type: "tag", values: tags}, preload: {assets: ["media"]},
})"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def program() -> str:
    """The path of the machine's Chromium."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, f"the tests of pages need a browser: one of {', '.join(BROWSERS)}"
    return executable


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the machine, which asks nothing of the network by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=QUIET)
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Window:
    """How a reader looks at pages: ``width`` in CSS pixels, and the colours preferred."""

    width: int
    colours: Literal["light", "dark"]


@contextmanager
def opened(browser: Browser, window: Window) -> Iterator[Page]:
    """A fresh window, in which every page has axe."""
    assert AXE.is_file(), "axe-core is not installed: `make test` does it"
    context = browser.new_context(viewport={"width": window.width, "height": 800}, color_scheme=window.colours)
    context.add_init_script(path=AXE)
    page = context.new_page()
    yield page
    leave(page)
    context.close()


def leave(page: Page) -> None:
    """Go nowhere: a window that is about to load a page again may never be closed."""
    for _ in range(5):
        try:
            page.goto("about:blank")
        except Error:  # it has just loaded again
            continue
        return


@contextmanager
def complaints(page: Page, origin: str) -> Iterator[list[str]]:
    """What goes wrong while pages load: console messages, errors, failed requests, requests to another origin."""
    heard: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            heard.append(f"{page.url}: asks another origin: {request.url}")

    def on_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a picture still under way when the next page is opened
            heard.append(f"{page.url}: failed: {request.url}: {request.failure}")

    page.on("request", on_request)
    page.on("console", lambda message: heard.append(f"{page.url}: console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: error: {error}"))
    page.on("requestfailed", on_failure)
    page.on("response", lambda r: heard.append(f"{page.url}: {r.status}: {r.url}") if r.status >= 400 else None)
    yield heard


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice in the page that is open."""
    found: dict[str, Any] = page.evaluate(RUN_AXE, STANDARDS)
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
