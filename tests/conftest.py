"""What every test starts from: a neutral environment, random tests that fail the same way twice, and one browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A random test has no time limit a shared machine could break, keeps no files, and tells how to run its failure again.
hypothesis.settings.register_profile(
    "portevoix",
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("portevoix")

FROM_OUTSIDE = ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LINES", "NO_COLOR", "SOURCE_DATE_EPOCH")


@pytest.fixture(autouse=True, scope="session")
def neutral_environment() -> Iterator[None]:
    """No test passes or fails because of a setting of the shell that runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FROM_OUTSIDE:
            patch.delenv(name, raising=False)
        for name in [name for name in os.environ if name.startswith("PORTEVOIX_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process: Playwright cannot run twice in it."""
    from check_pages.browsing import chromium

    with chromium() as running:
        yield running
