"""Findings: what rules report, and how what is seen on pages is led back to where an author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from portevoix.check.page import Page
from portevoix.check.site import SETTINGS, Site
from portevoix.core.diagnostics import line_and_column


class Finding(NamedTuple):
    """What a rule has to say, as in ``Problem``; code and severity are the rule's."""

    path: str
    line: int
    column: int
    message: str
    found: str = ""
    hint: str = ""


class Sighting(NamedTuple):
    """Something wrong on one page.

    ``spellings`` are what its cause may look like in a source file; ``places`` (path, line, column) are where it stands
    when that is known already.
    """

    page: Page
    message: str
    found: str
    hint: str
    spellings: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()


def traced(site: Site, sightings: Iterable[Sighting]) -> Iterator[Finding]:
    """A finding for each cause of ``sightings``.

    What stands in a page's own source is told there. What does not, comes from a template or from the settings and is
    told once, whatever the number of pages that show it.
    """
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sightings:
        groups.setdefault((sighting.message, sighting.found), []).append(sighting)
    for group in groups.values():
        first = min(group, key=lambda sighting: sighting.page.path)
        places = {place for sighting in group for place in sighting.places or _own(site, sighting)}
        if not places:
            shared = (*site.templates, SETTINGS, *(path for path in _open_files(site) if path != SETTINGS))
            places = set(_first(site, shared, first.spellings))
        if not places:
            places = {(site.sources_of(first.page)[0], 0, 0)}
            count = len({sighting.page.path for sighting in group})
            where = f"on /{first.page.path}" + (f" and {count - 1} more" if count > 1 else "")
            first = first._replace(message=f"{first.message}, {where}")
        for place in sorted(places):
            yield Finding(*place, first.message, first.found, first.hint)


def _own(site: Site, sighting: Sighting) -> list[tuple[str, int, int]]:
    return _first(site, site.sources_of(sighting.page), sighting.spellings)


def _open_files(site: Site) -> list[str]:
    """The files of the content that anyone may read and that hold words."""
    files = (path for path in site.snapshot.below("content/") if path.endswith((".md", ".yaml")))
    return [path for path in files if path not in site.gated.hidden_paths]


def _first(site: Site, paths: Iterable[str], spellings: Sequence[str]) -> list[tuple[str, int, int]]:
    """The first place at which one of ``spellings`` stands in one of ``paths``; none when there is none."""
    for path in paths:
        for spelling in spellings:
            found = find(site.text(path), spelling)
            if found is not None:
                return [(path, *found)]
    return []


def find(text: str, spelling: str) -> tuple[int, int] | None:
    """Line and column of the first ``spelling`` in ``text`` that is no part of a longer address or name."""
    match = re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w/-])", text)
    return line_and_column(text, match.start()) if match else None
