"""The demonstration campaign in theme base alone: valid, accessible, no wider than the screen, in both directions."""

from collections.abc import Iterator

import pytest
from check_pages.browsing import Window
from check_pages.built_site import BuiltSite, of_each_make
from check_pages.demonstration import demonstration
from check_pages.findings import html_errors, none, reading_problems
from check_pages.serving import served
from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("base theme")

WINDOWS = [  # test_pages.py looks at more of the same templates
    ("en", Window(360, "dark")),
    ("en", Window(1280, "light")),
    ("ar", Window(360, "light")),
    ("ar", Window(1280, "dark")),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return demonstration(tmp_path_factory.mktemp("base"), "base")


@pytest.fixture(scope="module")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.folder, site.base_path) as address:
        yield address


def test_the_html_checker_finds_no_error(site: BuiltSite) -> None:
    none(html_errors(*(site.folder / language for language in ("en", "ar"))))


@pytest.mark.parametrize(("language", "window"), WINDOWS, ids=lambda value: str(getattr(value, "width", value)))
def test_each_kind_of_page_is_accessible_quiet_and_fits_its_screen(
    site: BuiltSite, origin: str, browser: Browser, language: str, window: Window
) -> None:
    none(reading_problems(site, origin, browser, window, of_each_make(site.pages(language))))
