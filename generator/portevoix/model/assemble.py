"""Putting the library together: files become entries, translations inherit, references are checked."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import ABSENT, digest, digest_json
from portevoix.core.paths import folder, resolve
from portevoix.model.addresses import collisions, entry_url
from portevoix.model.entry import Entry, FacetValue, Medium, Section
from portevoix.model.entry_file import EVERY, EntryFile, required, required_text
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import indefinite, roles
from portevoix.model.kinds.paths import changed
from portevoix.model.library import Library
from portevoix.model.naming import Named, entry_ids, same_names, section_folders
from portevoix.model.references import check_references
from portevoix.model.sections import Where, build_sections
from portevoix.model.visibility import Visibility
from portevoix.source.campaign import Campaign


class Sources(NamedTuple):
    """What was read, typed file by file: the material of a library.

    ``settings`` is the JSON of each ``section.yaml`` by folder, ``values`` the facet values by ``facet/key``;
    ``unread`` are the paths of files that are there and of which nothing is known: to name them is no mistake.
    """

    campaign: Campaign
    names: tuple[Named, ...]
    files: Mapping[str, EntryFile]
    settings: Mapping[str, Mapping[str, Any]]
    values: Mapping[str, FacetValue]
    media: Mapping[str, Medium]
    unread: frozenset[str] = frozenset()

    def mark(self) -> bytes:
        """The digest of all of it but the texts."""
        parts: list[bytes | str] = [digest_json([self.campaign.model_dump(mode="json"), self.settings])]
        for named in self.names:
            file = self.files.get(named.file)
            parts += [named.file, file.mark if file is not None else ABSENT]
        for kind in (self.values, self.media):
            for name, known in kind.items():
                parts += [name, known.mark]
        return digest(*parts, *sorted(self.unread))


def assemble(sources: Sources, where: Where, *, proven: bool = False) -> tuple[Library, list[Problem]]:
    """The library of ``sources``, and every problem between its files. ``where`` finds the place of a field.

    ``proven``: such sources were found sound before, and what lies between files is not looked for again.
    """
    folders = section_folders(sources.names, (f"content/{place}/section.yaml" for place in sources.settings))
    groups, problems = _groups(sources, folders)
    fronts = {entry_id: files for entry_id, files in groups.items() if entry_id in folders}
    sections, more = build_sections(sources.campaign, folders, sources.settings, fronts, where)
    problems += more
    entries: dict[str, Entry] = {}
    lost = entry_ids(sources.unread, sources.campaign.languages)
    for entry_id in sorted(groups):
        made, more = _entries(entry_id, groups[entry_id], sources.campaign, sections, where)
        problems += more if entry_id not in lost else [one for one in more if one.code != "source-missing"]
        entries.update((entry.key, entry) for entry in made)
    library = Library(sources.campaign, entries, sections, sources.media, sources.values)
    if proven:
        return library, problems
    problems += same_names({entry.id: entry.path for entry in entries.values()})
    problems += collisions(entries.values(), sections, where)
    problems += check_references(library, where, sources.unread)
    return library, problems


def default_language(named: Named, files: Mapping[str, EntryFile], sources: Sources) -> str:
    """The language of a file whose name does not say it: what it says itself, else its section, else the campaign."""
    said = files[named.file].meta.get("source_language") if named.file in files else None
    place = folder(named.path.removeprefix("content/"))
    while not said:
        said = sources.settings.get(place, {}).get("source_language")
        if not place:
            break
        place = folder(place)
    return str(said or sources.campaign.source_language)


def _groups(sources: Sources, folders: set[str]) -> tuple[dict[str, dict[str, EntryFile]], list[Problem]]:
    groups: dict[str, dict[str, EntryFile]] = {}
    problems = []
    for named in sources.names:
        file = sources.files.get(named.file)
        if file is None:
            continue
        language = named.language or default_language(named, sources.files, sources)
        group = groups.setdefault(named.id, {})
        if language in group:
            problems.append(
                Problem(
                    named.path,
                    0,
                    0,
                    "entry-twice",
                    f"this entry has two files in “{language}”; the other is {group[language].path}",
                    hint="keep one of them",
                )
            )
        else:
            group[language] = file
    return groups, problems


def _entries(
    entry_id: str, files: Mapping[str, EntryFile], campaign: Campaign, sections: Mapping[str, Section], where: Where
) -> tuple[list[Entry], list[Problem]]:
    section = sections[_home_section(entry_id, sections)]
    source_language, problems = _source_language(files, section, campaign, where)
    source = files.get(source_language)
    if source is None:
        return [], problems
    problems += _missing(source, where)
    names = roles(KINDS[source.kind].model)
    passed_on = {
        name: value for name, value in source.meta.items() if name not in names.translatable and name not in names.own
    }
    beside = folder(source.path.removeprefix("content/"))
    passed_on = changed(KINDS[source.kind].model, passed_on, lambda field, sort, path: resolve(beside, path) or path)
    inherited = digest_json([source.kind, passed_on, source.facets])
    made = []
    around = sections.get(entry_id, section).visibility  # a section's own page is held back with the section
    source_seen = Visibility.of(source.meta).within(around).within(Visibility(not source.visible))
    for language in (tag for tag in campaign.languages if tag in files):
        file = files[language]
        if file is not source:
            problems += _foreign_fields(file, source, where)
            problems += _missing_text(file, source, where)
        meta = {**file.meta, **passed_on}
        mark = digest(entry_id, section.id, file.mark, inherited, section.mark, source_language)
        url = entry_url(entry_id, language, meta.get("slug"), section, sections, page=KINDS[source.kind].page)
        seen = Visibility(not file.visible, bool(file.meta.get("draft"))).within(source_seen)
        made.append(
            Entry(
                entry_id,
                language,
                source.kind,
                section.id,
                file.path,
                source_language,
                meta,
                source.facets,
                seen,
                url,
                digest(mark, url, seen.embargo.isoformat() if seen.embargo is not None else ""),
            )
        )
    return made, problems


def _home_section(entry_id: str, sections: Mapping[str, Section]) -> str:
    place = posixpath.dirname(entry_id)
    while place not in sections:
        place = posixpath.dirname(place)
    return place


def _source_language(
    files: Mapping[str, EntryFile], section: Section, campaign: Campaign, where: Where
) -> tuple[str, list[Problem]]:
    said = {str(file.meta["source_language"]): file for file in files.values() if file.meta.get("source_language")}
    problems = []
    for tag, file in said.items():
        if tag not in campaign.languages:
            problems.append(
                Problem(
                    file.path,
                    *where(file.path, "source_language"),
                    "language-undeclared",
                    "this is not a language of the campaign",
                    tag,
                    "the languages are " + ", ".join(campaign.languages),
                )
            )
    if len(said) > 1:
        tag, file = sorted(said.items())[-1]
        problems.append(
            Problem(
                file.path,
                *where(file.path, "source_language"),
                "source-twice",
                "the files of this entry name different source languages",
                ", ".join(sorted(said)),
                "keep one of them",
            )
        )
    language = next(iter(sorted(said)), section.source_language)
    if language not in files and not problems:
        own, first = min(files.items(), key=lambda pair: pair[1].path)
        problems.append(
            Problem(
                first.path,
                0,
                0,
                "source-missing",
                f"this entry has no file in its source language, “{language}”",
                hint=f"write it; or, if this is the original, add “source_language: {own}” to its front matter",
            )
        )
    return language, problems


def _missing(source: EntryFile, where: Where) -> list[Problem]:
    return [
        Problem(
            source.path,
            *where(source.path),
            "field-missing",
            f"{indefinite(source.kind)} needs {indefinite(name)}",
            hint=f"add a line “{name}: …” to the front matter",
        )
        for name in required(source.kind)
        if source.lacks(name)
    ] + [
        Problem(
            source.path,
            *where(source.path),
            "field-missing",
            f"{indefinite(source.kind)} needs one of {' and '.join(names)}",
            hint=f"add a line “{names[0]}: …” to the front matter",
        )
        for names in KINDS[source.kind].one_of
        if all(source.lacks(name) for name in names)
    ]


def _missing_text(file: EntryFile, source: EntryFile, where: Where) -> list[Problem]:
    return [
        Problem(
            file.path,
            *where(file.path),
            "field-missing",
            f"a translation needs its own {name}",
            hint=f"add a line “{name}: …” to the front matter",
        )
        for name in required_text(source.kind)
        if file.lacks(name)
    ]


def _foreign_fields(file: EntryFile, source: EntryFile, where: Where) -> list[Problem]:
    if {EVERY, "kind"} & (file.unread | source.unread):
        return []
    if file.kind != source.kind:
        return [
            Problem(
                file.path,
                *where(file.path, "kind"),
                "kind-differs",
                f"this is {indefinite(file.kind)}, but its source {source.path} is {indefinite(source.kind)}",
                hint=f"say “kind: {source.kind}” here too",
            )
        ]
    names = roles(KINDS[source.kind].model)
    problems = []
    for name in [*file.meta, *file.facets]:
        if name not in names.translatable and name not in names.own:
            problems.append(
                Problem(
                    file.path,
                    *where(file.path, name),
                    "field-inherited",
                    f"a translation takes its {name} from {source.path}",
                    hint=f"delete {name} here",
                )
            )
    return problems


def values_of(registries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, FacetValue]:
    """The facet values of ``registries``: by facet, then by key, JSON with texts by language."""
    found = {}
    for facet, registry in registries.items():
        for key, value in registry.items():
            names, slugs, descriptions = (value.get(name) or {} for name in ("name", "slug", "description"))
            mark = digest_json([facet, key, value])
            found[f"{facet}/{key}"] = FacetValue(facet, key, names, slugs, descriptions, mark)
    return found
