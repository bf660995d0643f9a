"""Sections: what a folder passes on to everything below it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import digest_json
from portevoix.core.paths import folder
from portevoix.model.entry import Section
from portevoix.model.entry_file import EntryFile
from portevoix.model.kinds import KINDS, WELL_KNOWN
from portevoix.model.naming import HOME, slug_of
from portevoix.model.visibility import Visibility
from portevoix.source.campaign import Campaign

Where = Callable[..., tuple[int, int]]
"""Where a field stands: ``where(path, "languages", "fr")`` is its line and column, (0, 0) when unknown."""

PAGE_SIZE = 20
"""Entries on one page of a list, unless a section says otherwise."""
LAYOUTS = {"press": "press-room"}
"""The layouts of sections of well-known names."""
WHOLE = 10_000
"""Entries on one page of a list of such as have no page of their own: addresses name a part of that one page."""


def kind_of(section: str, settings: Mapping[str, Mapping[str, Any]]) -> str:
    """The kind of what stands in ``section``: what the nearest folder says, or is well known for; else pages."""
    place = section
    while True:
        if kind := settings.get(place, {}).get("kind"):
            return str(kind)
        if place in WELL_KNOWN:
            return WELL_KNOWN[place]
        if not place:
            return "page"
        place = folder(place)


def default_kind(entry_id: str, sections: Container[str], kind_in: Callable[[str], str]) -> str:
    """The kind of an entry that names none: home and a section's own page are pages, others what their section holds.

    ``sections`` are the folders that are sections, and ``kind_in`` tells what one of them holds.
    """
    return "page" if entry_id == HOME or entry_id in sections else kind_in(folder(entry_id))


def build_sections(
    campaign: Campaign,
    folders: Iterable[str],
    settings: Mapping[str, Mapping[str, Any]],
    fronts: Mapping[str, Mapping[str, EntryFile]],
    where: Where,
) -> tuple[dict[str, Section], list[Problem]]:
    """Every section, from the outermost in; ``settings`` is the JSON of each ``section.yaml``, by folder.

    ``fronts`` maps a section to its own page, by language.
    """
    sections: dict[str, Section] = {}
    problems: list[Problem] = []
    for place in sorted(folders, key=lambda name: (name.count("/") + bool(name), name)):
        said = settings.get(place, {})
        path = f"content/{place}/section.yaml" if place else "content/section.yaml"
        parent = sections[folder(place)] if place else None
        kind = kind_of(place, settings)
        if kind not in KINDS:
            problems.append(
                Problem(
                    path,
                    *where(path, "kind"),
                    "kind-unknown",
                    "there is no such kind of entry",
                    kind,
                    did_you_mean(kind, KINDS) or "the kinds are " + ", ".join(KINDS),
                )
            )
            kind = "page"
        own = Visibility.of(said)
        has_page = bool(place) and place != "pages"
        sections[place] = Section(
            id=place,
            parent=folder(place) if place else None,
            kind=kind,
            order=setting_of("order", place, settings) or KINDS[kind].order,
            fallback=setting_of("fallback", place, settings) or "link",
            page_size=setting_of("page_size", place, settings) or (PAGE_SIZE if KINDS[kind].page else WHOLE),
            feed=bool(said["feed"]) if said.get("feed") is not None else KINDS[kind].feed and has_page,
            facets=tuple(said["facets"]) if said.get("facets") is not None else None,
            source_language=setting_of("source_language", place, settings) or campaign.source_language,
            titles=said.get("title") or {},
            descriptions=said.get("description") or {},
            urls={
                tag: (parent.urls[tag] + (_segment(place, tag, said, fronts) if has_page else ""))
                if parent
                else f"{tag}/"
                for tag in campaign.languages
            },
            has_page=has_page,
            visibility=own.within(parent.visibility) if parent else own,
            path=path,
            said=bool(said),
            mark=digest_json([place, said]),
            layout=said.get("layout") or LAYOUTS.get(place),
        )
    return sections, problems


def setting_of(name: str, place: str, settings: Mapping[str, Mapping[str, Any]]) -> Any:
    """What the ``section.yaml`` of the folder ``place``, or of the nearest one around it, says of ``name``; or None."""
    while True:
        value = settings.get(place, {}).get(name)
        if value is not None or not place:
            return value
        if name == "order" and (place in WELL_KNOWN or settings.get(place, {}).get("kind")):
            return None
        place = folder(place)


def _segment(place: str, tag: str, said: Mapping[str, Any], fronts: Mapping[str, Mapping[str, EntryFile]]) -> str:
    slug = said.get("slug")
    if isinstance(slug, dict):
        slug = slug.get(tag) or slug.get("*")
    if not slug:
        front = fronts.get(place, {}).get(tag)
        slug = front.meta.get("slug") if front else None
    return f"{slug or slug_of(place)}/"
