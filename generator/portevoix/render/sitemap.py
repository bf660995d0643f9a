"""Sitemaps: one per language with every page and its translations, and their index.

Source: sitemaps.org, protocol 0.9; Google Search Central, "Tell Google about localized versions of your page".
"""

from __future__ import annotations

from html import escape

from portevoix.engine.products import Recorder
from portevoix.model.naming import HOME
from portevoix.render.site import Site

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_path(language: str) -> str:
    """The path of a language's sitemap in the output."""
    return f"sitemap-{language}.xml"


def places_of(site: Site, language: str) -> list[tuple[str, str, str | None]]:
    """Every page of ``language`` for its sitemap: place (see ``Site.translations``), path, day of last change."""
    found: list[tuple[str, str, str | None]] = [("home", f"{language}/", None)]
    for entry in site.answers.of_language(language):
        if entry.has_page and entry.id != HOME and entry.id not in site.library.sections:
            day = entry.meta.get("updated") or entry.meta.get("date")
            found.append((f"entry/{entry.id}", entry.url, str(day) if day else None))
    for of in site.lists.all_of(language):
        place = f"facet/{of.section}/{of.value.facet}/{of.value.key}" if of.value else f"section/{of.section}"
        found.append((place, of.url, None))
    return found


def language_sitemap(site: Site, recorder: Recorder, language: str) -> bytes:
    """The sitemap of one language."""
    recorder.read(f"sitemap:{language}")
    rows = [f'{_HEAD}<urlset {_SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n']
    for place, path, day in places_of(site, language):
        rows.append(f"<url><loc>{_absolute(site, path)}</loc>")
        if day:
            rows.append(f"<lastmod>{day}</lastmod>")
        others = site.translations(place)
        if len(others) > 1:
            rows += [
                f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_absolute(site, there)}"/>'
                for tag, there in others
            ]
        rows.append("</url>\n")
    rows.append("</urlset>\n")
    return "".join(rows).encode()


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
