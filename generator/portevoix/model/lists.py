"""Lists: which pages of lists there are, in which languages, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from portevoix.model.entry import FacetValue, Section
from portevoix.model.library import Library
from portevoix.model.naming import slug_of
from portevoix.model.queries import Answers, Query


class List(NamedTuple):
    """A list of entries in one language: of a section, or of those in it that bear a facet's value.

    ``url`` is that of its first page, ``size`` the number of entries on a page.
    """

    section: str
    language: str
    value: FacetValue | None
    url: str
    size: int
    query: Query

    @property
    def id(self) -> str:
        """Its name: ``press/releases@fr``, or ``articles@fr/topic/climate``."""
        return f"{self.section}@{self.language}" + (f"/{self.value.facet}/{self.value.key}" if self.value else "")

    def page_url(self, number: int) -> str:
        """The address of its page ``number``, from 1."""
        return self.url if number == 1 else f"{self.url}page/{number}/"


class Lists:
    """The lists of one library."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.library: Library = answers.library
        self._values: dict[tuple[str, str], dict[str, int]] = {}
        self._spread: dict[str, dict[str, dict[str, int]]] = {}
        self._known: dict[tuple[str, ...], List | None] = {}

    def section(self, section: str, language: str) -> List | None:
        """The list of ``section`` in ``language``; None when the section has no page there."""
        name = (section, language)
        if name not in self._known:
            self._known[name] = self._section(section, language)
        return self._known[name]

    def _section(self, section: str, language: str) -> List | None:
        known = self.library.sections.get(section)
        if known is None or not known.has_page:
            return None
        query = Query(language, section=section, order=known.order, foreign=True)
        if self.library.entry(section, language) is None and not any(
            entry.language == language for entry in self.answers.any_order(query)
        ):
            titled = language in known.titles and self.answers.any_order(query)
            if not titled and not any(self.section(child, language) for child in self.library.children[section]):
                return None
        return List(section, language, None, known.urls[language], known.page_size, query)

    def facet(self, section: str, language: str, facet: str, key: str) -> List | None:
        """The list of the entries in ``section`` that bear ``key``; None when there are none in ``language``."""
        name = (section, language, facet, key)
        if name not in self._known:
            self._known[name] = self._facet(section, language, facet, key)
        return self._known[name]

    def _facet(self, section: str, language: str, facet: str, key: str) -> List | None:
        known = self.library.sections.get(section)
        value = self.library.values.get(f"{facet}/{key}")
        if known is None or value is None or f"{facet}/{key}" not in self.values(section, language):
            return None
        query = Query(language, section=section, facets=((facet, key),), order=known.order)
        url = f"{known.urls[language]}{self._facet_slug(facet, language)}/{_slug(value, language)}/"
        return List(section, language, value, url, known.page_size, query)

    def values(self, section: str, language: str) -> dict[str, int]:
        """``facet/key`` → number of entries in ``section`` that bear it, for the facets that have pages there."""
        found = self._values.get((section, language))
        if found is None:
            found = self._values[section, language] = dict(self._count(self.library.sections[section], language))
        return found

    def _count(self, section: Section, language: str) -> Iterator[tuple[str, int]]:
        if not section.has_page:
            return
        entries = self.answers.any_order(Query(language, section=section.id))
        counted: dict[str, int] = {}
        for entry in entries:
            for facet, keys in entry.facets.items():
                if section.facets is None or facet in section.facets:
                    for key in keys:
                        counted[f"{facet}/{key}"] = counted.get(f"{facet}/{key}", 0) + 1
        for name in self.library.values:
            if name in counted:
                yield name, counted[name]

    def bearers(self, name: str, language: str) -> dict[str, int]:
        """Section → number of entries in it that bear the value ``facet/key``; the sections in order."""
        return self._everywhere(language).get(name, {})

    def everywhere(self, language: str) -> tuple[str, ...]:
        """``facet/key`` of each value that some entry bears, in the order of the registries: each has a page."""
        known = self._everywhere(language)
        return tuple(name for name in self.library.values if name in known)

    def _everywhere(self, language: str) -> dict[str, dict[str, int]]:
        found = self._spread.get(language)
        if found is None:
            found = self._spread[language] = {}
            for entry in self.answers.any_order(Query(language)):
                for facet, keys in entry.facets.items():
                    for key in keys:
                        counted = found.setdefault(f"{facet}/{key}", {})
                        counted[entry.section] = counted.get(entry.section, 0) + 1
        return found

    def value_url(self, name: str, language: str) -> str | None:
        """The address of the page that gathers what bears ``facet/key`` on the whole site; None when nothing does."""
        value = self.library.values.get(name)
        if value is None or not self.bearers(name, language):
            return None
        return f"{language}/{self._facet_slug(value.facet, language)}/{_slug(value, language)}/"

    def _facet_slug(self, facet: str, language: str) -> str:
        slugs = self.library.campaign.facets[facet].slug or {}
        return slugs.get(language) or slugs.get("*") or slug_of(facet)

    def pages(self, of: List) -> int:
        """How many pages ``of`` has, at least one."""
        return max(1, -(-len(self.answers.everything(of.query)) // of.size))

    def all_of(self, language: str) -> Iterator[List]:
        """Every list of a language."""
        for place in sorted(self.library.sections):
            found = self.section(place, language)
            if found is None:
                continue
            yield found
            for name in self.values(place, language):
                facet, _, key = name.partition("/")
                under = self.facet(place, language, facet, key)
                if under is not None:
                    yield under


def _slug(value: FacetValue, language: str) -> str:
    return value.slugs.get(language) or value.slugs.get("*") or slug_of(value.key)
