"""The site: everything that making products may draw on, frozen, the same in every worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote

import orjson

from portevoix.core.digest import ABSENT, digest, digest_in_order, digest_json
from portevoix.core.languages import Language
from portevoix.engine.orders import Receipt
from portevoix.engine.products import Recorder
from portevoix.engine.store import Store
from portevoix.model.entry import Entry
from portevoix.model.library import Library
from portevoix.model.lists import Lists
from portevoix.model.queries import Answers
from portevoix.render.formats import filters
from portevoix.render.markdown.document import Document
from portevoix.render.moments import Moments
from portevoix.render.styles import Assets
from portevoix.render.templates import Environment
from portevoix.render.theme import Theme
from portevoix.source.catalog import Catalog
from portevoix.source.snapshot import Snapshot

INDEX = "{}/pagefind/pagefind.js"
"""The module in the output that looks in the search index of a language."""


def search_path(language: str) -> str:
    """The address of a language's search page in the output."""
    return f"{language}/search/"


class Links(dict[str, str]):
    """Paths in the output → their addresses, which begin with ``base`` and are percent-encoded."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, path: str) -> str:
        address = self[path] = self._base + quote(path, safe="/-._~")
        return address

    def place(self, url: str) -> str:
        """The address of an entry, whose ``url`` may name a part of its section's page."""
        path, mark, part = url.partition("#")
        return self[path] + mark + quote(part)


@dataclass(frozen=True)
class Site:
    """What there is to make a site of: a filtered library, a theme, catalogs, a moment, parsed texts.

    ``functions`` are what the floors above give to templates: each is called with the scope and the template's
    arguments. ``library`` holds only what is public; ``snapshot`` serves templates and, on demand, texts. ``searched``
    are the languages whose pages can be searched.
    """

    library: Library
    theme: Theme
    assets: Assets
    catalogs: Mapping[str, Catalog]
    moments: Moments
    snapshot: Snapshot
    store: Store
    functions: Mapping[str, Callable[..., Any]]
    receipts: Mapping[str, Receipt]
    reparse: Callable[[Entry, Snapshot, Theme], Document]
    searched: frozenset[str] = frozenset()

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def delivered(self, receipts: Mapping[str, Receipt]) -> Site:
        """The same site with other receipts; what it has worked out already stays, but for ``once``."""
        other = replace(self, receipts=receipts)
        fields = self.__dataclass_fields__
        other.__dict__.update((name, known) for name, known in vars(self).items() if name not in (*fields, "once"))
        return other

    @cached_property
    def answers(self) -> Answers:
        """Answers to queries about the library."""
        return Answers(self.library)

    @cached_property
    def lists(self) -> Lists:
        """The lists of the library."""
        return Lists(self.answers)

    @cached_property
    def environment(self) -> Environment:
        """Jinja for the theme."""
        environment = Environment(self.theme, self.snapshot.read)
        environment.filters.update(filters(lambda: environment.scope))
        return environment

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The campaign's languages by tag."""
        return {language.tag: language for language in self.library.campaign.languages_in_order()}

    @cached_property
    def origin(self) -> str:
        """The base address without its path: ``https://example.org``."""
        campaign = self.library.campaign
        return campaign.base_url[: len(campaign.base_url) - len(campaign.base_path)]

    @cached_property
    def links(self) -> Links:
        """The root-relative addresses of paths in the output."""
        return Links(self.library.campaign.base_path)

    @cached_property
    def absolute_links(self) -> Links:
        """The absolute addresses of paths in the output."""
        return Links(self.library.campaign.base_url)

    @cached_property
    def once(self) -> dict[tuple[str, str, bool], tuple[Any, Recorder]]:
        """What ``Scope.once`` has asked, and what that read."""
        return {}

    def document(self, entry: Entry) -> Document:
        """The parsed text of ``entry`` to fill, from the store, or parsed again when it is no longer there."""
        kept = self.store.get(self.library.bodies[entry.key].key)
        if kept is not None:
            return Document.to_fill(orjson.loads(kept))
        return self.reparse(entry, self.snapshot, self.theme)

    def heading_ids(self, entry: Entry, source: Entry | None) -> tuple[str, ...]:
        """The ids of an entry's headings: the author's, else the source's when the outlines match, else its own.

        No id stands twice: what would be the second keeps its own.
        """
        bodies = self.library.bodies
        own = bodies[entry.key].outline
        theirs = bodies[source.key].outline if source is not None else own
        same = [row[0] for row in own] == [row[0] for row in theirs]
        taken = {row[2] for row in own if row[3]}
        ids = []
        for number, (_, _, own_id, explicit) in enumerate(own):
            chosen = own_id
            if not explicit and same and theirs[number][2] not in taken:
                chosen = theirs[number][2]
            if not explicit and chosen in taken:
                suffix = 2
                while f"{chosen}-{suffix}" in taken:
                    suffix += 1
                chosen = f"{chosen}-{suffix}"
            taken.add(chosen)
            ids.append(chosen)
        return tuple(ids)

    @cached_property
    def _setting_marks(self) -> dict[str, bytes]:
        campaign = self.library.campaign.model_dump(mode="json", by_alias=True)
        marks = {name: digest_in_order(value) for name, value in campaign.items()}
        marks |= {
            f"theme/{name}": digest_in_order([value, self.theme.declared[name].type])
            for name, value in self.theme.settings.items()
        }
        marks["search"] = digest(*sorted(self.searched))
        marks |= {
            f"styles/{tag}": digest(*(self.assets.address(sheet) or "" for sheet in self.assets.styles_of(tag)))
            for tag in self.library.campaign.languages
        }
        marks["theme"] = digest_json([self.theme.related, self.theme.feed_entries])
        marks |= {
            f"pictures/{name}": digest_json(size.model_dump(mode="json")) for name, size in self.theme.pictures.items()
        }
        marks["blocks"] = digest_json({name: repr(spec) for name, spec in self.theme.blocks.items()})
        return marks

    def setting(self, name: str) -> bytes:
        """The digest of the setting ``name`` of the campaign, or of ``theme/…`` of the theme."""
        return self._setting_marks.get(name, ABSENT)

    @cached_property
    def _translated(self) -> dict[str, list[tuple[str, str]]]:
        return {}

    def translations(self, place: str) -> list[tuple[str, str]]:
        """The languages in which ``place`` exists, with its path in each.

        ``place`` is ``entry/<id>``, ``home``, ``search``, ``section/<id>``, ``facet/<section>/<facet>/<key>`` or
        ``value/<facet>/<key>``.
        """
        found = self._translated.get(place)
        if found is None:
            found = self._translated[place] = self._translations(place)
        return found

    def _translations(self, place: str) -> list[tuple[str, str]]:
        kind, _, rest = place.partition("/")
        found: list[tuple[str, str]] = []
        for tag in self.library.campaign.languages:
            if kind == "home":
                found.append((tag, f"{tag}/"))
            elif kind == "search":
                if tag in self.searched:
                    found.append((tag, search_path(tag)))
            elif kind == "entry":
                entry = self.library.entry(rest, tag)
                if entry is not None:
                    found.append((tag, entry.url))
            elif kind == "section":
                of = self.lists.section(rest, tag)
                if of is not None:
                    found.append((tag, of.url))
            elif kind == "value":
                url = self.lists.value_url(rest, tag)
                if url is not None:
                    found.append((tag, url))
            else:
                section, facet, key = rest.rsplit("/", 2)
                under = self.lists.facet(section, tag, facet, key)
                if under is not None:
                    found.append((tag, under.url))
        return found
