"""What `portevoix new campaign` writes, as a site: valid and accessible before a word of it is changed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from build.campaigns import made
from check_pages.browsing import Window
from check_pages.built_site import BuiltSite, of_each_make
from check_pages.findings import html_errors, none, reading_problems
from check_pages.serving import served
from click.testing import CliRunner
from playwright.sync_api import Browser

from portevoix.author.starter import spoken
from portevoix.cli import main

pytestmark = pytest.mark.xdist_group("new campaign")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """In every language that has starter texts, with all that the day lets out."""
    root = tmp_path_factory.mktemp("new") / "rain-day"
    answers = ["--yes", "--day", "2027-04-26", "--languages", ",".join(spoken()), "--base-url", "https://example.org/"]
    done = CliRunner().invoke(main, ["new", "campaign", str(root), "--now", "2026-11-20", *answers])
    assert done.exit_code == 0, done.output
    assert made(root, now=datetime(2027, 4, 27, tzinfo=UTC)).problems == ()
    return BuiltSite(root / "output", "https://example.org/")


@pytest.fixture(scope="module")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.folder, site.base_path) as address:
        yield address


def test_the_html_checker_finds_no_error(site: BuiltSite) -> None:
    none(html_errors(site.folder))


@pytest.mark.parametrize(
    ("language", "window"), [("en", Window(1280, "light")), ("ar", Window(360, "dark"))], ids=["desktop", "phone"]
)
def test_each_kind_of_page_is_accessible_quiet_and_fits_its_screen(
    site: BuiltSite, origin: str, browser: Browser, language: str, window: Window
) -> None:
    none(reading_problems(site, origin, browser, window, of_each_make(site.pages(language))))
