"""What is wrong with the pages of a built site: a line for each thing that a checker finds."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.built_site import BuiltSite
from playwright.sync_api import Browser

VNU = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def none(found: list[str]) -> None:
    """Fail with the whole list, a line each."""
    assert not found, "\n".join(found)


def html_errors(*folders: Path) -> list[str]:
    """What the Nu Html Checker calls an error in the HTML files below ``folders``."""
    assert VNU.is_file(), "vnu-jar is not installed: `make test` does it"
    command = ["java", "-jar", str(VNU), "--errors-only", "--format", "json", "--skip-non-html"]
    done = subprocess.run([*command, *map(str, folders)], capture_output=True, encoding="utf-8", timeout=300)
    messages = json.loads(done.stderr)["messages"]
    assert bool(done.returncode) == bool(messages), done.stderr
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']}: {m.get('extract')}" for m in messages]


def reading_problems(
    site: BuiltSite, origin: str, browser: Browser, window: Window, pages: Iterable[Path]
) -> list[str]:
    """What bars readers who open ``pages`` in ``window``, is wider than it, or goes wrong while they load."""
    found = []
    with opened(browser, window) as tab, complaints(tab, origin) as heard:
        for page in pages:
            tab.goto(origin + site.url(page).removeprefix(site.base_url), wait_until="load")
            found += accessibility_problems(tab)
            if tab.evaluate(OVERFLOW) > 0:
                found.append(f"{tab.url}: wider than the screen")
    return found + heard
