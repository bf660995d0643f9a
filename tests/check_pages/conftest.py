"""The repository's own campaign, built once, served on loopback and opened in a browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from check_pages.browsing import chromium
from check_pages.built_site import BuiltSite
from check_pages.serving import served
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
MOMENT = "2027-02-01"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The demonstration campaign as it stands on MOMENT."""
    folder = tmp_path_factory.mktemp("campaign")
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, folder / part)
    command = [sys.executable, "-m", "portevoix", "build", "--now", MOMENT]
    places = ["--root", str(folder), "--output", str(folder / "output")]
    done = subprocess.run([*command, *places], capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    campaign = yaml.safe_load((folder / "content" / "campaign.yaml").read_text(encoding="utf-8"))
    return BuiltSite(folder / "output", campaign["base_url"])


@pytest.fixture(scope="session")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.folder, site.base_path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running
