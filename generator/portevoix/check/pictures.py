"""Pictures: each says in words what it shows, in the language of the page, or that it says nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from portevoix.check.finding import Finding, Sighting, traced
from portevoix.check.page import Page
from portevoix.check.site import Site
from portevoix.model.sidecar import SUFFIX, text_for
from portevoix.render.markdown.document import Picture


def missing_alts(site: Site) -> Iterator[Finding]:
    """Pictures of the content without alternative text, and any picture whose markup has no place for it."""
    yield from traced(site, (one for page in site.pages.values() for one in _silent(site, page)))


def _silent(site: Site, page: Page) -> Iterator[Sighting]:
    for picture in page.pictures:
        if picture.alt or picture.decorative:
            continue
        path = site.media.get(unquote(urlsplit(picture.src).path).removeprefix(site.library.campaign.base_path))
        if path is not None and not _meant(site, page, path):
            yield _unsaid(site, page, path)
        elif picture.alt is None:
            hint = 'write alt="…" in its tag: what it shows, or nothing when it only decorates'
            yield Sighting(page, "this picture has no “alt”", unquote(picture.src), hint, (picture.src,))


def _unsaid(site: Site, page: Page, path: str) -> Sighting:
    sidecar = f"content/{path}{SUFFIX}"
    there = sidecar in site.snapshot.files
    if there and "alt" in (site.library.media[path].sidecar or {}):
        todo = f"add “{page.language}: …” below “alt” in {sidecar}"
    elif there:
        todo = f"add a line “alt: {{{page.language}: …}}” to {sidecar}"
    else:
        todo = f"make a file {sidecar} with the line “alt: {{{page.language}: …}}”"
    hint = f"{todo}; if the picture says nothing, “decorative: true”"
    places = ((sidecar, *site.where(sidecar, "alt")),) if there else ()
    message = f"this picture has no alternative text in “{page.language}”"
    return Sighting(page, message, path, hint, (posixpath.basename(path),), places)


def _meant(site: Site, page: Page, path: str) -> bool:
    """Whether someone wanted the picture to say nothing here: the sidecar, the text, or a theme that left its words."""
    said = site.library.media[path].sidecar or {}
    if said.get("decorative") or text_for(said.get("alt"), page.language):
        return True
    entry = site.entry_of(page)
    parts = site.document(entry).segments if entry is not None else ()
    return any(isinstance(part, Picture) and part.target == path and part.decorative for part in parts)
