"""What every test starts from: a neutral environment, and random tests that fail the same way twice."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

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
