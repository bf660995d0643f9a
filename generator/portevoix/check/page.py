"""A finished page, read: what rules want to know of its HTML."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ADDRESSES = (("href", "a, area, link"), ("src", "img, script, source, video, audio, track, iframe, embed"),
              ("poster", "video"), ("action", "form"), ("data", "object"))  # fmt: skip
_NAMES = ("aria-label", "aria-labelledby", "title")


class Heading(NamedTuple):
    """A heading: ``level`` 1–6, its text on one line, its id or nothing."""

    level: int
    text: str
    id: str


class Picture(NamedTuple):
    """An ``<img>``. ``alt`` is None when it has no such attribute; ``decorative``: its role says it has no words."""

    src: str
    alt: str | None
    decorative: bool


class Page(NamedTuple):
    """One HTML file of the site.

    ``path`` is below the output; ``addresses`` are all that it links to or loads, as written, each once; ``nameless``
    are the addresses of links that say nothing; ``ids`` are in order and as often as they stand; ``described``: it has
    a description; ``indexed``: search engines may list it.
    """

    path: str
    language: str
    title: str
    described: bool
    indexed: bool
    addresses: tuple[str, ...]
    nameless: tuple[str, ...]
    ids: tuple[str, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]


def read_page(path: str, data: bytes) -> Page:
    """The page with the bytes ``data`` (UTF-8 HTML), whatever they are."""
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    title = tree.css_first("head > title")
    metas = {value(node, "name").lower(): value(node, "content") for node in tree.css("meta[name]")}
    headings = tree.css("h1, h2, h3, h4, h5, h6")
    return Page(
        path=path,
        language=value(tree.css_first("html"), "lang"),
        title=_text(title) if title is not None else "",
        described=bool(metas.get("description", "").strip()),
        indexed="noindex" not in metas.get("robots", ""),
        addresses=_addresses(tree),
        nameless=tuple(value(node, "href") for node in tree.css("a[href]") if not _named(node)),
        ids=tuple(value(node, "id") for node in tree.css("[id]")),
        headings=tuple(_heading(node) for node in headings),
        pictures=tuple(_picture(node) for node in tree.css("img")),
    )


def value(node: LexborNode | None, name: str) -> str:
    """The value of an attribute; empty when it has none, is not there, or there is no node."""
    return (node.attributes.get(name) or "") if node is not None else ""


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator="").split())


def _addresses(tree: LexborHTMLParser) -> tuple[str, ...]:
    found = [value(node, name).strip() for name, tags in _ADDRESSES for node in tree.css(tags)]
    for node in tree.css("[srcset]"):
        found += [candidate.split()[0] for candidate in value(node, "srcset").split(",") if candidate.strip()]
    for node in tree.css("meta[http-equiv=refresh i]"):
        found.append(value(node, "content").partition("url=")[2].strip())
    return tuple(dict.fromkeys(address for address in found if address))


def _named(link: LexborNode) -> bool:
    """Whether a screen reader has something to say for ``link``.

    Source: W3C, "Accessible Name and Description Computation 1.2", as far as links need it.
    """
    if value(link, "aria-hidden") == "true" or _text(link):
        return True
    parts = [link, *link.css("[aria-label], [title], svg")]
    if any(value(part, name).strip() for part in parts for name in _NAMES):
        return True
    return any(value(picture, "alt").strip() for picture in link.css("img, area"))


def _heading(node: LexborNode) -> Heading:
    return Heading(int((node.tag or "h1")[1]), _text(node), value(node, "id"))


def _picture(node: LexborNode) -> Picture:
    attributes = node.attributes
    alt = (attributes["alt"] or "") if "alt" in attributes else None
    silent = value(node, "role") in ("presentation", "none") or value(node, "aria-hidden") == "true"
    return Picture(value(node, "src"), alt, silent)
