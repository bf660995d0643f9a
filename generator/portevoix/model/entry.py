"""Entries, sections and media: what the model is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from portevoix.core.digest import ABSENT
from portevoix.model.naming import file_name
from portevoix.model.visibility import Visibility


class Body(NamedTuple):
    """What is known of an entry's text without its HTML.

    ``key`` is where the parsed document lies in the store; ``line`` is the line of the file on which the text begins;
    ``mark``, ``lead_mark`` and ``outline_mark`` are digests; ``outline`` holds (level, text, id, explicit) of each
    heading; ``downloads`` are the paths of the files that it offers.
    """

    key: str = ""
    line: int = 1
    mark: bytes = ABSENT
    lead: str = ""
    lead_mark: bytes = ABSENT
    outline: tuple[tuple[int, str, str, bool], ...] = ()
    outline_mark: bytes = ABSENT
    downloads: tuple[str, ...] = ()


class Entry(NamedTuple):
    """One entry in one language, without its text; a tuple, because there are thousands to make in each build.

    ``meta`` is its effective front matter as JSON: its own text, and what it inherits from its source. ``url`` is its
    address below the base address, as ``fr/presse/lancement/``. ``mark`` covers everything but the text.
    """

    id: str
    language: str
    kind: str
    section: str
    path: str
    source_language: str
    meta: Mapping[str, Any]
    facets: Mapping[str, tuple[str, ...]]
    visibility: Visibility
    url: str
    mark: bytes

    @property
    def key(self) -> str:
        """Its name among facts: ``id@language``."""
        return f"{self.id}@{self.language}"

    @property
    def file(self) -> str:
        """The name of what it says among the files: its path, with its language where one file holds several."""
        return file_name(self.path, self.language)

    @property
    def has_text(self) -> bool:
        """Whether it is written in Markdown; else it is data, and its body is empty."""
        return self.path.endswith(".md")

    @property
    def has_page(self) -> bool:
        """Whether it has a page of its own; else its address is a part of its section's."""
        return "#" not in self.url

    @property
    def title(self) -> str:
        """Its title; its id while it has none."""
        return str(self.meta.get("title") or self.id)


class Section(NamedTuple):
    """A folder that holds entries. Per-language values are mappings from tags.

    ``urls`` is where what it holds begins; it has a page there itself if ``has_page`` (the root and ``pages/`` have
    none). ``said``: it has settings of its own, in ``path``. ``order`` is ``weight``, ``date``, ``start`` or ``title``;
    ``fallback`` is ``link`` or ``omit``; ``layout`` names a template for its own page, where that is not the usual one.
    """

    id: str
    parent: str | None
    kind: str
    order: str
    fallback: str
    page_size: int
    feed: bool
    facets: tuple[str, ...] | None
    source_language: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    urls: Mapping[str, str]
    has_page: bool
    visibility: Visibility
    path: str
    said: bool
    mark: bytes
    layout: str | None = None


class Medium(NamedTuple):
    """A file that is no text: a picture, or something to download.

    ``width`` and ``height`` are pixels as shown, 0 when it is no picture; ``sidecar`` is what stands beside it, as
    JSON.
    """

    path: str
    digest: bytes
    format: str = ""
    width: int = 0
    height: int = 0
    alpha: bool = False
    sidecar: Mapping[str, Any] | None = None
    mark: bytes = ABSENT


class FacetValue(NamedTuple):
    """A value of a facet: its key in the registry, its names, slugs and descriptions by language."""

    facet: str
    key: str
    names: Mapping[str, str]
    slugs: Mapping[str, str]
    descriptions: Mapping[str, str]
    mark: bytes
