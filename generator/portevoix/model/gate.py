"""The gate: the one place that decides what exists at a moment.

Behind it, what is not public is not there: emitters are handed a library that has never heard of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from portevoix.core.diagnostics import Problem
from portevoix.core.paths import folder
from portevoix.model.entry import Entry, Section
from portevoix.model.library import Bodies, Library
from portevoix.model.sections import Where
from portevoix.model.sidecar import SUFFIX
from portevoix.model.visibility import Visibility


class Gated(NamedTuple):
    """What exists at a moment, and what is held back.

    ``held`` counts the entries by status; ``hidden`` are those entries; ``hidden_paths`` are their source files, and
    those of sections and media that are held back; ``bodies`` are the texts of all, for the audit; ``next`` is the
    earliest moment after it at which something appears or vanishes, ``last`` the latest one up to it.
    """

    public: Library
    hidden: tuple[Entry, ...]
    hidden_paths: frozenset[str]
    held: Mapping[str, int]
    bodies: Bodies
    last: datetime | None
    next: datetime | None

    @property
    def public_paths(self) -> frozenset[str]:
        """The source files of all that is public."""
        library = self.public
        return frozenset(
            [
                *(entry.path for entry in library.entries.values()),
                *(section.path for section in library.sections.values()),
                *(f"content/{path}{ending}" for path in library.media for ending in ("", SUFFIX)),
            ]
        )


def gate(library: Library, now: datetime, *, drafts: bool = False) -> Gated:
    """The ``library`` as it is at ``now``; with ``drafts``, what is unfinished or yet to come counts as public."""
    entries, hidden, held = {}, [], Counter[str]()
    for key, entry in library.entries.items():
        status = entry.visibility.status(now)
        if status == "public" or (drafts and status in ("draft", "embargoed", "scheduled")):
            entries[key] = entry
        else:
            hidden.append(entry)
            held[status] += 1
    shown = {
        place: section
        for place, section in library.sections.items()
        if section.visibility.status(now) == "public" or drafts
    }
    media = {
        path: medium
        for path, medium in library.media.items()
        if _owner(path, library).status(now) == "public" or drafts
    }
    moments = [moment for entry in library.entries.values() for moment in entry.visibility.transitions()]
    moments += [moment for section in library.sections.values() for moment in section.visibility.transitions()]
    return Gated(
        replace(library, entries=entries, sections=shown, media=media, bodies=library.bodies.among(entries)),
        tuple(hidden),
        frozenset(
            [
                *(entry.path for entry in hidden),
                *(section.path for place, section in library.sections.items() if place not in shown and section.said),
                *(f"content/{path}{ending}" for path in library.media for ending in ("", SUFFIX) if path not in media),
            ]
        ),
        dict(sorted(held.items())),
        library.bodies,
        max((moment for moment in moments if moment <= now), default=None),
        min((moment for moment in moments if moment > now), default=None),
    )


def lent_slugs(library: Library, gated: Gated, where: Where) -> list[Problem]:
    """A problem for each front page that is held back while its slug stands in addresses of public pages below it."""
    problems = []
    for front in gated.hidden:
        section = gated.public.sections.get(front.id)
        if section is None or "slug" not in front.meta or section.urls[front.language] != front.url:
            continue
        if any(entry.url.startswith(front.url) for entry in gated.public.entries.values()):
            hint = f"write the slug into {section.path}, if anyone may know it, or leave it out until then"
            message = "this page is held back, but its slug stands in the addresses of public pages"
            place = where(front.path, "slug")
            problems.append(Problem(front.path, *place, "slug-held", message, str(front.meta["slug"]), hint))
    return problems


def _owner(path: str, library: Library) -> Visibility:
    """How visible the file ``path`` is: as what it lies with, the nearest entry's folder or section."""
    place = folder(path)
    while True:
        if own := _front(place, library):
            return own
        if not place:
            return Visibility()
        place = folder(place)


def _front(place: str, library: Library) -> Visibility | None:
    section: Section | None = library.sections.get(place)
    if section is not None:
        return section.visibility
    for language in library.campaign.languages:
        entry = library.entries.get(f"{place}@{language}")
        if entry is not None:
            source = library.entries.get(f"{place}@{entry.source_language}", entry)
            return source.visibility
    return None
