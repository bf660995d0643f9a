"""The repository's own campaign as it stands on one day, built in its own theme or in another."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from check_pages.built_site import BuiltSite

ROOT = Path(__file__).parents[2]
MOMENT = "2027-02-01"


def demonstration(folder: Path, theme: str | None = None) -> BuiltSite:
    """Build a copy of the campaign in ``folder``, which is empty or new; in another theme if one is named."""
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, folder / part)
    settings = folder / "content" / "campaign.yaml"
    text = settings.read_text(encoding="utf-8")
    if theme is not None:
        text, replaced = re.subn(r"^theme: .*$", f"theme: {{name: {theme}}}", text, flags=re.MULTILINE)
        assert replaced == 1, "campaign.yaml names its theme otherwise"
        settings.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "portevoix", "build", "--now", MOMENT]
    places = ["--root", str(folder), "--output", str(folder / "output")]
    done = subprocess.run([*command, *places], capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder / "output", yaml.safe_load(text)["base_url"])
