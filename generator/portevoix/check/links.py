"""Links: everything that a page names of this site must be there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from portevoix.check.finding import Finding, Sighting, traced
from portevoix.check.page import Page
from portevoix.check.site import Site
from portevoix.core.diagnostics import did_you_mean
from portevoix.model.naming import read_name
from portevoix.render.markdown.document import Reference

_TOP = ("", "top")
"""Fragments that every page has. Source: WHATWG HTML, "Scrolling to a fragment"."""


class _Target(NamedTuple):
    """Where an address leads: ``path`` in the output (None: out of the site), and the decoded ``fragment``."""

    path: str | None
    fragment: str


def broken_links(site: Site) -> Iterator[Finding]:
    """Addresses of this site at which nothing stands."""
    yield from traced(site, (one for page in site.pages.values() for one in _broken(site, page)))


def _broken(site: Site, page: Page) -> Iterator[Sighting]:
    base = site.library.campaign.base_path
    for address in page.addresses:
        target = _target(site, page, address)
        if target is None or target.path in site.outputs:
            continue
        hint = "correct the address, or delete the link"
        if target.path is None:
            hint = f"the site stands at {base}: begin the address with it, or write it whole, with https://"
        elif f"{target.path}/index.html" in site.outputs:
            hint = "write it with / at its end"
        tail = () if target.path is None else (f"{base}{target.path.removesuffix('index.html')}",)
        spellings = tuple(dict.fromkeys((address, unquote(address), *tail)))
        yield Sighting(page, "this leads to nothing on this site", unquote(address), hint, spellings)


def missing_anchors(site: Site) -> Iterator[Finding]:
    """Links to a part of a page that has no such part."""
    yield from traced(site, (one for page in site.pages.values() for one in _astray(site, page)))


def _astray(site: Site, page: Page) -> Iterator[Sighting]:
    for address in page.addresses:
        target = _target(site, page, address) if "#" in address else None
        other = site.pages.get(target.path) if target is not None and target.path is not None else None
        if target is None or other is None or target.fragment in (*_TOP, *other.ids):
            continue
        there = "this page" if other is page else f"/{other.path.removesuffix('index.html')}"
        parts = [heading.id for heading in other.headings if heading.id]
        hint = did_you_mean(target.fragment, parts) or "give the heading an id, ## Heading {#its-id}, and link to that"
        spellings = (f"#{target.fragment}", f"#{quote(target.fragment)}")
        message = f"there is no such part on {there}"
        places = tuple(_written(site, page, other, target.fragment))
        yield Sighting(page, message, f"#{target.fragment}", hint, spellings, places)


def _written(site: Site, page: Page, other: Page, fragment: str) -> Iterator[tuple[str, int, int]]:
    """Where the text of ``page`` links to that part of ``other``."""
    entry = site.entry_of(page)
    if entry is None:
        return
    for reference in site.document(entry).references:
        meant = reference.kind == "link" and reference.fragment == fragment and reference.line > 0
        if meant and (_is_about(site, other, reference) if reference.target else other is page):
            yield entry.path, reference.line + site.library.bodies[entry.key].line - 1, reference.column


def _is_about(site: Site, page: Page, reference: Reference) -> bool:
    target = reference.target
    if not target.endswith(".md"):
        return site.products[page.path].startswith(f"list:{target}@")
    named, _ = read_name(f"content/{target}", site.library.campaign.languages)
    entry = site.entry_of(page)
    return named is not None and entry is not None and named.id == entry.id


def _target(site: Site, page: Page, address: str) -> _Target | None:
    """Where ``address`` on ``page`` leads; None when that is no concern of this site's."""
    return _read(site.library.campaign.base_url, "" if address.startswith("/") else page.path, address)


@lru_cache(maxsize=100_000)
def _read(base_url: str, path: str, address: str) -> _Target | None:
    try:
        whole = urlsplit(urljoin(f"{base_url}{quote(path)}", address))
    except ValueError:
        return _Target(None, "")
    ours = urlsplit(base_url)
    if (whole.scheme, whole.netloc) != (ours.scheme, ours.netloc):
        return None
    inside = unquote(whole.path)
    if not inside.startswith(ours.path):
        return _Target(None, "") if not urlsplit(address).netloc else None
    inside = inside.removeprefix(ours.path)
    if not inside or inside.endswith("/"):
        inside += "index.html"
    return _Target(inside, unquote(whole.fragment).partition(":~:")[0])


def nameless_links(site: Site) -> Iterator[Finding]:
    """Links without any words for those who hear the page."""
    hint = "write words between the square brackets, or give its picture an alternative text"
    yield from traced(
        site,
        (
            Sighting(page, "this link has no words", unquote(address), hint, (address, unquote(address)))
            for page in site.pages.values()
            for address in page.nameless
        ),
    )
