"""Sitemaps: one per language with every page and its translations, and their index.

Source: sitemaps.org, protocol 0.9; Google Search Central, "Tell Google about localized versions of your page" and
"Image sitemaps".
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from portevoix.engine.products import Recorder
from portevoix.model.naming import HOME
from portevoix.render.scope import Scope
from portevoix.render.site import Site

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_path(language: str) -> str:
    """The path of a language's sitemap in the output."""
    return f"sitemap-{language}.xml"


class Place(NamedTuple):
    """A page: ``place`` as in ``Site.translations``, ``path``, ``day`` of its last change, path of its ``picture``."""

    place: str
    path: str
    day: str | None = None
    picture: str | None = None


def places_of(site: Site, language: str) -> list[Place]:
    """Every page of ``language``."""

    def picture(entry_id: str) -> str | None:
        entry = site.library.entry(entry_id, language)
        return entry.meta.get("picture") if entry is not None else None

    found = [Place("home", f"{language}/", picture=picture(HOME))]
    for entry in site.answers.of_language(language):
        if entry.has_page and entry.id != HOME and entry.id not in site.library.sections:
            day = entry.meta.get("updated") or entry.meta.get("date")
            found.append(Place(f"entry/{entry.id}", entry.url, str(day) if day else None, picture(entry.id)))
    for of in site.lists.all_of(language):
        if of.value is not None:
            found.append(Place(f"facet/{of.section}/{of.value.facet}/{of.value.key}", of.url))
        else:
            found.append(Place(f"section/{of.section}", of.url, picture=picture(of.section)))
    for name in site.lists.everywhere(language):
        url = site.lists.value_url(name, language)
        if url is not None:
            found.append(Place(f"value/{name}", url))
    return found


def language_sitemap(scope: Scope) -> bytes:
    """The sitemap of one language. Of a page's pictures it names the one that stands for the page."""
    site, language = scope.site, scope.language
    scope.read(f"sitemap:{language}")
    rows = [f"{_HEAD}<urlset {_SITEMAP} {_XHTML} {_IMAGE}>\n"]
    for place, path, day, picture in places_of(site, language):
        rows.append(f"<url><loc>{_absolute(site, path)}</loc>")
        if day:
            rows.append(f"<lastmod>{day}</lastmod>")
        others = site.translations(place)
        if len(others) > 1:
            rows += [
                f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_absolute(site, there)}"/>'
                for tag, there in others
            ]
        if picture is not None and (address := _picture(scope, picture)) is not None:
            rows.append(f"<image:image><image:loc>{escape(address)}</image:loc></image:image>")
        rows.append("</url>\n")
    rows.append("</urlset>\n")
    return "".join(rows).encode()


def _picture(scope: Scope, path: str) -> str | None:
    """The absolute address of a picture, as previews elsewhere show it; None when it is a drawing, or not public."""
    view = scope.call("picture_view", path)
    preview = scope.call("share_picture", view) if view is not None else None
    return preview.url if preview is not None else None


def sitemap_index(site: Site, recorder: Recorder) -> bytes:
    """The index of the sitemaps."""
    recorder.read("setting:languages")
    recorder.read("setting:base_url")
    rows = [
        f"<sitemap><loc>{_absolute(site, sitemap_path(tag))}</loc></sitemap>\n"
        for tag in site.library.campaign.languages
    ]
    return f"{_HEAD}<sitemapindex {_SITEMAP}>\n{''.join(rows)}</sitemapindex>\n".encode()


def robots(site: Site, recorder: Recorder) -> bytes:
    """``robots.txt``: everything may be read, and where the sitemaps are (RFC 9309)."""
    recorder.read("setting:base_url")
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute_links['sitemap.xml']}\n".encode()


def _absolute(site: Site, path: str) -> str:
    return escape(site.absolute_links[path])
