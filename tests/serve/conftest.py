from collections.abc import Iterator

import pytest
from serve.previews import Served, campaign, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One preview for all tests of a module: they leave its campaign as they find it."""
    root = tmp_path_factory.mktemp("preview") / "site"
    campaign(root)
    with serving(root) as running:
        yield running.ready()
