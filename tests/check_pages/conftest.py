"""The repository's own campaign, built once and served on loopback."""

from collections.abc import Iterator

import pytest
from check_pages.built_site import BuiltSite
from check_pages.demonstration import demonstration
from check_pages.serving import served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return demonstration(tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="session")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.folder, site.base_path) as address:
        yield address
