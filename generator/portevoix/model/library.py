"""The library: everything the campaign holds, or, behind the gate, everything that exists at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portevoix.model.entry import Body, Entry, FacetValue, Medium, Section
from portevoix.source.campaign import Campaign


class Bodies(Mapping[str, Body]):
    """What is known of the texts of ``entries``, by ``id@language``; ``of`` is asked for each when it is needed."""

    def __init__(self, entries: Mapping[str, Entry], of: Callable[[Entry], Body]) -> None:
        self._entries = entries
        self._of = of
        self._known: dict[str, Body] = {}

    def __getitem__(self, key: str) -> Body:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of(self._entries[key])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def among(self, entries: Mapping[str, Entry]) -> Bodies:
        """Those of ``entries`` alone."""
        return Bodies(entries, self._of)


def _unread(entry: Entry) -> Body:
    return Body()


@dataclass(frozen=True)
class Library:
    """Entries by ``id@language``, their ``bodies``, sections by id, media by path, facet values by ``facet/key``.

    ``languages_of`` maps an entry's id to the languages that it exists in, in the campaign's order.
    """

    campaign: Campaign
    entries: Mapping[str, Entry] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    media: Mapping[str, Medium] = field(default_factory=dict)
    values: Mapping[str, FacetValue] = field(default_factory=dict)
    bodies: Bodies = field(default_factory=lambda: Bodies({}, _unread))

    @cached_property
    def languages_of(self) -> dict[str, tuple[str, ...]]:
        """The languages of each entry."""
        order = {tag: number for number, tag in enumerate(self.campaign.languages)}
        found: dict[str, list[str]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.id, []).append(entry.language)
        return {entry_id: tuple(sorted(tags, key=order.__getitem__)) for entry_id, tags in found.items()}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The ids of the entries that stand directly in each section, sorted; a section's front is not in it."""
        found: dict[str, set[str]] = {section: set() for section in self.sections}
        for entry in self.entries.values():
            if entry.id not in self.sections:
                found[entry.section].add(entry.id)
        return {section: tuple(sorted(ids)) for section, ids in found.items()}

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The ids of the sections directly in each section, sorted."""
        found: dict[str, list[str]] = {section: [] for section in self.sections}
        for section in sorted(self.sections):
            parent = self.sections[section].parent
            if parent is not None:
                found[parent].append(section)
        return {section: tuple(inside) for section, inside in found.items()}

    def below(self, section: str) -> list[str]:
        """The sections at and below ``section``."""
        return [section, *(deeper for child in self.children.get(section, ()) for deeper in self.below(child))]

    def media_below(self, place: str) -> list[str]:
        """The paths of pictures and other files in the folder ``place`` and below it, sorted."""
        return sorted(path for path in self.media if path.startswith(f"{place}/"))

    def entry(self, entry_id: str, language: str) -> Entry | None:
        """The entry in that very language, or None."""
        return self.entries.get(f"{entry_id}@{language}")

    def nearest(self, entry_id: str, language: str) -> Entry | None:
        """The entry for a reader of ``language``: in it, along its fallback chain, else in any language it has.

        None when there is no such entry, or the campaign is not in that language.
        """
        languages = self.languages_of.get(entry_id)
        if not languages:
            return None
        if language in languages:
            return self.entries[f"{entry_id}@{language}"]
        if language not in self.campaign.languages:
            return None
        for tag in self.campaign.fallback_chain(language):
            if tag in languages:
                return self.entries[f"{entry_id}@{tag}"]
        source = self.entries[f"{entry_id}@{languages[0]}"].source_language
        return self.entries[f"{entry_id}@{source if source in languages else languages[0]}"]

    def facet_values(self, facet: str) -> list[FacetValue]:
        """The values of a facet, in the order of its registry."""
        return [value for value in self.values.values() if value.facet == facet]
