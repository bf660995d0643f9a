"""The structure of pages: titles, descriptions, headings and ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from portevoix.check.finding import Finding, Sighting, traced
from portevoix.check.page import Heading, Page
from portevoix.check.site import Site
from portevoix.core.diagnostics import line_and_column
from portevoix.render.markdown.slugs import heading_slug


def ids_twice(site: Site) -> Iterator[Finding]:
    """Ids that stand twice on one page: links to them lead to the first only."""
    hint = "change one of them"
    yield from traced(
        site,
        (
            Sighting(page, "this id stands twice on its page", name, hint, (f"#{name}", f'id="{name}"', f"id={name}"))
            for page in site.pages.values()
            for name, count in Counter(page.ids).items()
            if count > 1
        ),
    )


def skipped_headings(site: Site) -> Iterator[Finding]:
    """Headings that are more than one level deeper than the one before them."""
    yield from traced(site, (one for page in site.pages.values() for one in _skips(site, page)))


def _skips(site: Site, page: Page) -> Iterator[Sighting]:
    for before, after in pairwise(page.headings):
        if after.level > before.level + 1:
            message = f"a heading of level {after.level} follows one of level {before.level}"
            hint = f"begin it with {'#' * (before.level + 1)}, or put the heading between them that is missing"
            places = tuple(_headed(site, page, after.text))
            yield Sighting(page, message, after.text if places else "", hint, (), places)


def _headed(site: Site, page: Page, text: str) -> Iterator[tuple[str, int, int]]:
    """Where the heading ``text`` stands in the source of ``page``, as Markdown."""
    path, offset = site.sources_of(page)[0], 0
    for line in site.text(path).split("\n"):
        written = line.lstrip("#").partition("{")[0]
        if line.startswith("#") and heading_slug(written) == heading_slug(text):
            yield path, *line_and_column(site.text(path), offset)
            return
        offset += len(line) + 1


def empty_headings(site: Site) -> Iterator[Finding]:
    """Headings without words."""
    hint = "write the heading, or delete it"
    yield from traced(
        site,
        (
            Sighting(page, "this heading has no words", f"level {heading.level}", hint, _spellings(heading))
            for page in site.pages.values()
            for heading in page.headings
            if not heading.text
        ),
    )


def _spellings(heading: Heading) -> tuple[str, ...]:
    return (f'id="{heading.id}"', f"#{heading.id}") if heading.id else (f"<h{heading.level}></h{heading.level}>",)


def untitled(site: Site) -> Iterator[Finding]:
    """Pages without a title."""
    hint = "give <title> its words in the template"
    pages = (page for page in site.pages.values() if not page.title)
    yield from traced(site, (Sighting(page, "this page has no title", "", hint, ("<title",)) for page in pages))


def undescribed(site: Site) -> Iterator[Finding]:
    """Pages that say nothing of themselves to search engines and previews."""
    seen: set[str] = set()
    for page in site.pages.values():
        if page.indexed and not page.described and (path := site.sources_of(page)[0]) not in seen:
            seen.add(path)
            name = "summary" if path.endswith(".md") else "description"
            message = "the page has no description for search engines and previews"
            yield Finding(path, *site.where(path), message, f"/{page.path}", f"add a line “{name}: …”")
