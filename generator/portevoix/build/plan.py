"""The plan: every file that must exist, whatever stands in the output now."""

from __future__ import annotations

from collections.abc import Iterator, Set

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.engine.orders import Order
from portevoix.engine.products import Product
from portevoix.media.views import download_order
from portevoix.model.addresses import vcard_path
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.paths import named
from portevoix.model.naming import HOME
from portevoix.press.kits import planned_kits
from portevoix.render.feeds import JSON, feed_path, feeds_of
from portevoix.render.hosting import HEADERS, PLAIN, REDIRECTS, SECURITY, aliases
from portevoix.render.manifest import manifest_path
from portevoix.render.site import Site, search_path
from portevoix.render.sitemap import sitemap_path

LONGEST = 255
"""Bytes that common file systems allow in one part of a path."""


def plan(site: Site, recipe: bytes) -> tuple[list[Product], list[Problem]]:
    """The products of ``site``, and a problem for each path that two of them claim."""
    products, problems = [], []
    claimed: dict[str, str] = {}
    for key, path in _all(site):
        long = next((part for part in path.split("/") if len(part.encode()) > LONGEST), None)
        if long is not None:
            source, hint = _source(site, key), "give it a shorter slug"
            problems.append(Problem(source, 0, 0, "address-long", "this address is too long for a disk", long, hint))
            continue
        other = claimed.setdefault(path.casefold(), key)
        if other != key:
            problems.append(_taken(site, key, other, path))
            continue
        products.append(Product(key, path, digest(recipe, key)))
    files = claimed.keys()
    blocked = {one.key: under for one in products if (under := _above(one.path.casefold(), files))}
    problems += [_taken(site, one.key, claimed[blocked[one.key]], one.path) for one in products if one.key in blocked]
    return [one for one in products if one.key not in blocked], problems


def _above(path: str, files: Set[str]) -> str | None:
    """The file among ``files`` that would have to be a folder for ``path`` to stand."""
    end = path.find("/")
    while end > 0:
        if path[:end] in files:
            return path[:end]
        end = path.find("/", end + 1)
    return None


def _taken(site: Site, key: str, other: str, path: str) -> Problem:
    source, where = _source(site, key), _source(site, other)
    hint = f"change a slug or an alias; the other is {where}"
    return Problem(source, 0, 0, "path-taken", "two pages would stand at the same address", f"/{path}", hint)


def planned_orders(site: Site) -> list[Order]:
    """What must be delivered before pages are made, because they state its size: what texts and fields offer."""
    library = site.library
    paths = {path for body in library.bodies.values() for path in body.downloads}
    for entry in library.entries.values():
        kind = KINDS[entry.kind]
        if kind.photo:
            paths.add(entry.meta["picture"])
        elif kind.offers:
            files = named(kind.model, entry.meta)
            paths |= {path for place, sort, path in files if sort == "file" or len(place) > 1}
    return [download_order(library.media[path]) for path in sorted(paths) if path in library.media]


def _all(site: Site) -> Iterator[tuple[str, str]]:
    for name in site.assets.paths:
        yield f"asset:{name}", site.assets.paths[name]
    yield "languages:", "index.html"
    yield "not-found:", "404.html"
    yield "sitemaps:", "sitemap.xml"
    yield "robots:", "robots.txt"
    yield "headers:", HEADERS
    yield "redirects:", REDIRECTS
    yield "plain:", PLAIN
    if site.library.campaign.security is not None:
        yield "security:", SECURITY
    yield from planned_kits(site)
    sections = site.library.sections
    for entry in site.library.entries.values():
        if entry.has_page and entry.id != HOME and not (entry.id in sections and sections[entry.id].has_page):
            yield f"entry:{entry.key}", f"{entry.url}index.html"
            if (card := vcard_path(entry)) is not None:
                yield f"vcard:{entry.key}", card
    for language in site.library.campaign.languages:
        yield f"home:{language}", f"{language}/index.html"
        yield f"not-found:{language}", f"{language}/404.html"
        yield f"sitemap:{language}", sitemap_path(language)
        yield f"manifest:{language}", manifest_path(language)
        if language in site.searched:
            yield f"search:{language}", f"{search_path(language)}index.html"
        for section in feeds_of(site, language):
            yield f"feed:{section}@{language}", feed_path(site, section, language)
            yield f"json-feed:{section}@{language}", feed_path(site, section, language, JSON)
        for of in site.lists.all_of(language):
            for number in range(1, site.lists.pages(of) + 1):
                yield f"list:{of.id}#{number}", f"{of.page_url(number)}index.html"
        for name in site.lists.everywhere(language):
            url = site.lists.value_url(name, language)
            if url is not None:
                yield f"value:{name}@{language}", f"{url}index.html"
    for entry, url in aliases(site):
        yield f"redirect:{entry.key}#{url}", url if url.endswith(".html") else f"{url}index.html"


def _source(site: Site, key: str) -> str:
    """The file that a product comes from, for a problem."""
    kind, _, argument = key.partition(":")
    if kind in ("entry", "redirect", "kit", "vcard"):
        return site.library.entries[argument.partition("#")[0]].path
    if kind == "value":
        return f"content/data/{site.library.campaign.facets[argument.partition('/')[0]].registry}.yaml"
    if kind == "list":
        return site.library.sections[argument.partition("@")[0]].path
    return "content/campaign.yaml"
