"""A built tree as a reader's programs see it: pages, the addresses that they name, and the files these stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

# Where HTML names an address: https://html.spec.whatwg.org/multipage/indices.html#attributes-3
ADDRESS_ATTRIBUTES = ("action", "cite", "data", "formaction", "href", "poster", "src")
LOADED = "audio, embed, iframe, img, input, object, script, source, track, video"
LOADED_LINKS = {"icon", "manifest", "modulepreload", "preload", "stylesheet"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a file names, made absolute.

    ``loaded``: without the reader's asking, not only when followed. ``ours``: this site must have it.
    """

    url: str
    loaded: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The tree in ``folder``, to be served at ``base_url`` (which ends with a slash)."""

    folder: Path
    base_url: str

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    def files(self, *endings: str) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix in endings)

    def pages(self, language: str | None = None) -> list[Path]:
        top = self.folder / language if language else self.folder
        return [page for page in self.files(".html") if page.is_relative_to(top)]

    def name(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()

    def url(self, file: Path) -> str:
        """The address at which a static host serves a file."""
        return urljoin(self.base_url, quote(self.name(file).removesuffix("index.html")))

    def address(self, text: str, file: Path, *, loaded: bool) -> Address:
        """An address as a file writes it. What it writes without a host is ours, even outside the base path."""
        url = urljoin(self.url(file), text)
        return Address(url, loaded, url.startswith(self.base_url) or not urlsplit(text).netloc)

    def file(self, url: str) -> Path | None:
        """The file that a static host serves at an address of this site; None when it has none."""
        path = unquote(urlsplit(url).path)
        if not path.startswith(self.base_path):
            return None
        file = self.folder / path.removeprefix(self.base_path)
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_file() else None


@cache
def document(page: Path) -> LexborHTMLParser:
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


def addresses(site: BuiltSite, page: Path) -> Iterator[Address]:
    """Every web address in a page, metadata that programs follow (`og:image`, canonical) included."""
    loaded = {node.mem_id for node in document(page).css(LOADED)}
    for node in document(page).css("[href], [src], [srcset], [poster], [data], [action], [formaction], [cite]"):
        relations = set((node.attributes.get("rel") or "").split())
        fetched = node.mem_id in loaded or (node.tag == "link" and bool(relations & LOADED_LINKS))
        named = [node.attributes.get(name) for name in ADDRESS_ATTRIBUTES]
        for text in [*filter(None, named), *srcset(node.attributes.get("srcset") or "")]:
            if urlsplit(text).scheme in {"", "http", "https"}:
                yield site.address(text, page, loaded=fetched)
    for node in document(page).css('meta[content^="http"]'):
        yield site.address(node.attributes.get("content") or "", page, loaded=False)


def srcset(value: str) -> list[str]:
    return [candidate.split()[0] for candidate in re.split(r",\s+", value) if candidate.strip()]


def style_addresses(site: BuiltSite, sheet: Path) -> Iterator[Address]:
    for address in re.findall(r"""url\(\s*["']?([^"')]+)""", sheet.read_text(encoding="utf-8")):
        if not address.startswith(("data:", "#")):
            yield site.address(address, sheet, loaded=True)


def anchors(page: Path) -> set[str]:
    return {node.attributes.get("id") or "" for node in document(page).css("[id]")}


def of_each_make(pages: list[Path]) -> list[Path]:
    """Few pages that hold every element with every class that the pages hold; mere redirects aside."""
    parts = {
        page: {(node.tag, node.attributes.get("class")) for node in document(page).css("*")}
        for page in pages
        if not document(page).css("meta[http-equiv=refresh i]")
    }
    unseen = set().union(*parts.values())
    chosen = []
    while unseen:
        chosen.append(max(parts, key=lambda page: len(parts[page] & unseen)))
        unseen -= parts[chosen[-1]]
    return sorted(chosen)
