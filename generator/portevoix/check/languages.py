"""Languages: translations that lag behind their source; sections, topics and other values without a name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from portevoix.check.finding import Finding
from portevoix.check.site import Site


def stale_translations(site: Site) -> Iterator[Finding]:
    """Translations whose source has changed since they were accepted; one that was never accepted is not told."""
    for entry in site.entries.values():
        source = site.entries.get(f"{entry.id}@{entry.source_language}")
        recorded = entry.meta.get("source_digest")
        if source is None or source is entry or recorded is None or recorded == site.digest(source):
            continue
        place = site.where(entry.path, "source_digest")
        hint = f"bring it up to date, then say: portevoix translate accept {entry.path}"
        yield Finding(entry.path, *place, f"{source.path} has changed since this was translated", "", hint)


def untitled_sections(site: Site) -> Iterator[Finding]:
    """Sections whose page shows the folder's name to readers of a language, since no title is known in it."""
    for trace_key in site.traces:
        kind, _, rest = trace_key.partition(":")
        place, _, tail = rest.partition("@")
        language, _, number = tail.partition("#")
        if kind != "list" or number != "1" or "/" in language:
            continue
        section = site.library.sections[place]
        front = site.library.entry(place, language)
        word = posixpath.basename(place).replace("-", " ").capitalize()
        catalog = site.catalogs.get(language)
        known = language == section.source_language or (catalog is not None and catalog.gettext(word) != word)
        if not (known or front or language in section.titles):
            hint = f"add “{language}: …” below “title” in {section.path}"
            message = f"this section has no title in “{language}”, so its folder's name is shown"
            yield Finding(section.path, *site.where(section.path, "title"), message, word, hint)


def unnamed_values(site: Site) -> Iterator[Finding]:
    """Topics and other values that readers of a language see by their key, since no name is known in it."""
    library = site.gated.public
    lacking: dict[str, dict[str, None]] = {}
    for entry in library.entries.values():
        for facet, keys in entry.facets.items():
            for name in (f"{facet}/{key}" for key in keys):
                if (value := library.values.get(name)) is not None and entry.language not in value.names:
                    lacking.setdefault(name, {})[entry.language] = None
    for name, languages in sorted(lacking.items()):
        value = library.values[name]
        path = f"content/data/{library.campaign.facets[value.facet].registry}.yaml"
        for language in languages:
            message = f"this has no name in “{language}”, so its key is shown"
            hint = f"add “{language}: …” below its “name”"
            yield Finding(path, *site.where(path, value.key, "name"), message, value.key, hint)
