"""``python -m check_pages.lighthouse [THEME]``: what Lighthouse makes of the demonstration campaign.

It is built in its own theme, or in THEME; each score must be 100, at once or as the median of three.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median_low
from urllib.parse import unquote, urlsplit

from check_pages.browsing import QUIET, program
from check_pages.demonstration import demonstration
from check_pages.serving import served

LIGHTHOUSE = Path(__file__).parents[1] / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def pages(output: Path) -> Iterator[str]:
    """The pages to measure: home, an article, the Gallery and the press room, in each language."""
    for language in ("en", "fr", "ar", "zh-Hans"):
        yield f"{language}/"
        for kind in ("articles", "changemakers", "press"):
            yield _section(output, language, kind)
        article = next((output / _section(output, language, "articles")).glob("*/index.html"))
        yield article.parent.relative_to(output).as_posix() + "/"


def _section(output: Path, language: str, section: str) -> str:
    """The address of a section, as the switcher of its English page tells it."""
    text = (output / "en" / section / "index.html").read_text(encoding="utf-8")
    mark = f'hreflang="{language}" href="'
    address = text.split(mark, 1)[1].split('"', 1)[0]
    return unquote(urlsplit(address).path).lstrip("/")


def scores(address: str) -> dict[str, int]:
    """Category → points from 0 to 100 of the page at ``address``, on the phone that Lighthouse simulates."""
    flags = " ".join(("--headless", *QUIET))
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": program()}, capture_output=True, encoding="utf-8", timeout=180
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout)["categories"]
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}


def settled(address: str) -> dict[str, int]:
    """The scores, and where one is below 100 the median of three: another program may have had the processor."""
    found = [scores(address)]
    if min(found[0].values()) < 100:
        found += [scores(address), scores(address)]
    return {name: median_low([one[name] for one in found]) for name in CATEGORIES}


def main() -> None:
    """Build, serve, measure, print a table; exit with 1 when a score is below 100."""
    low = 0
    with tempfile.TemporaryDirectory() as folder:
        site = demonstration(Path(folder) / "campaign", next(iter(sys.argv[1:]), None))
        print("| page |", " | ".join(CATEGORIES), "|")
        print("|---|" + "---:|" * len(CATEGORIES))
        with served(site.folder, site.base_path, packed=True) as origin:
            for page in dict.fromkeys(pages(site.folder)):
                found = settled(origin + page)
                low += any(points < 100 for points in found.values())
                print(f"| /{page} |", " | ".join(map(str, found.values())), "|", flush=True)
    raise SystemExit(1 if low else 0)


if __name__ == "__main__":
    main()
