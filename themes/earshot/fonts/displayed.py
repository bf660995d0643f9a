"""``python -m fonts.displayed OUTPUT``: adds to ``chinese.txt`` the characters of Chinese headlines that no slice has.

A browser says which these are. A character keeps its place for ever, so that readers keep the slices that they have.
The first time, the slices are cut by where readers meet them: one holds what the home page shows, so that it is all
that is fetched for it, one what is new on lists and the fronts of sections, where titles stand, and others the rest.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Route, sync_playwright

SLICES = Path(__file__).with_name("chinese.txt")
MOST = 160
"""Characters in a slice to which new ones are added."""
ORIGIN = "http://site.test"
LANGUAGE = "zh-Hans"
PICTURES = (".avif", ".webp", ".jpg", ".png", ".woff2")
SHOWN = """() => {
  const first = families => families.split(",")[0].trim();
  const display = element => {
    const style = getComputedStyle(element);
    return first(style.fontFamily) === first(style.getPropertyValue("--display"));
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const later = [...document.querySelectorAll(".countdown")].flatMap(one => Object.values(one.dataset));
  while (texts.nextNode()) if (display(texts.currentNode.parentElement)) later.push(texts.currentNode.data);
  return later.join("");
}"""
"""The text that stands in the display face, and what a countdown will say later."""


def displayed(page: Page, output: Path) -> Iterator[tuple[str, set[str]]]:
    """The Chinese pages in ``output`` by path, each with the Chinese characters that it shows in the display face."""
    page.route("**/*", lambda route: _answer(route, output))
    for file in sorted((output / LANGUAGE).rglob("index.html")):
        path = file.parent.relative_to(output).as_posix()
        page.goto(f"{ORIGIN}/{path}/", wait_until="load")
        yield path, {character for character in page.evaluate(SHOWN) if "\u3400" <= character <= "\u9fff"}


def _answer(route: Route, output: Path) -> None:
    path = unquote(urlsplit(route.request.url).path).lstrip("/")
    file = output / path / "index.html" if path.endswith("/") else output / path
    if file.is_file() and file.suffix not in PICTURES:
        route.fulfill(path=file)
    else:
        route.abort()


def _depth(path: str) -> int:
    """0 for the home page, 1 for fronts of sections and lists, 2 for what stands in them."""
    return min(path.count("/"), 2)


def with_new(slices: list[str], pages: Iterable[tuple[str, set[str]]]) -> list[str]:
    """``slices``, and the characters of ``pages`` that are in none of them: the most used first."""
    known = set("".join(slices))
    used, depth = Counter[str](), dict[str, int]()
    for path, characters in pages:
        used.update(characters - known)
        depth.update({one: min(_depth(path), depth.get(one, 2)) for one in characters - known})
    fresh = sorted(used, key=lambda one: (depth[one], -used[one], one))
    if not slices:
        groups = ["".join(one for one in fresh if depth[one] == wanted) for wanted in range(3)]
        return [group for group in groups if group]
    for one in fresh:
        if len(slices[-1]) >= MOST:
            slices = [*slices, ""]
        slices[-1] += one
    return slices


def main() -> None:
    """Look at all pages, and write the slices."""
    slices = SLICES.read_text(encoding="utf-8").splitlines() if SLICES.exists() else []
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        slices = with_new(slices, displayed(browser.new_page(), Path(sys.argv[1])))
        browser.close()
    SLICES.write_text("".join(f"{line}\n" for line in slices), encoding="utf-8")


if __name__ == "__main__":
    main()
