"""The repository's own campaign, built once, served on loopback and opened in a browser."""

from collections.abc import Iterator

import pytest
from check_pages.browsing import chromium
from check_pages.built_site import BuiltSite
from check_pages.demonstration import demonstration
from check_pages.serving import served
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return demonstration(tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="session")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.folder, site.base_path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running
