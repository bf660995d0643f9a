"""A preview of the small campaign, and a window that tells at the end what went wrong in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from check_pages.browsing import Window, complaints, opened
from playwright.sync_api import Browser, Page, expect
from serve.browser.previewing import Previewed, campaign, serving
from serve.previews import DEADLINE

expect.set_options(timeout=DEADLINE * 1000)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Previewed, dict[str, bytes]]]:
    with serving(campaign(tmp_path_factory.mktemp("campaign"))) as running:
        yield running, running.seen()


@pytest.fixture
def preview(shared: tuple[Previewed, dict[str, bytes]]) -> Previewed:
    """One that the tests of a module share: each finds the campaign as it was written, shown as of now."""
    running, at_first = shared
    campaign(running.root)
    before = running.turn()
    running.ask(None)
    running.until(lambda: running.turn() > before and running.seen() == at_first)
    return running


@pytest.fixture
def own_preview(tmp_path: Path) -> Iterator[Previewed]:
    """One in which nothing else is changed: its pages load again for this test alone."""
    with serving(campaign(tmp_path)) as running:
        yield running


@pytest.fixture
def provoked() -> list[str]:
    """Parts of the complaints that a test means to provoke; there must be no others."""
    return []


@pytest.fixture
def tab(browser: Browser, provoked: list[str]) -> Iterator[Page]:
    with opened(browser, Window(1280, "light")) as page, complaints(page, "http://127.0.0.1:") as heard:
        yield page
    assert [line for line in heard if not any(part in line for part in provoked)] == []
