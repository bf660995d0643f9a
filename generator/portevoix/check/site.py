"""What rules look at: the sources behind a site, its finished pages, and which came from which."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from portevoix.build.places import Places
from portevoix.check.page import Page
from portevoix.engine.products import Trace
from portevoix.model.entry import Entry
from portevoix.model.gate import Gated
from portevoix.model.library import Library
from portevoix.model.naming import HOME
from portevoix.render.markdown.document import Document
from portevoix.render.theme import Theme
from portevoix.source.catalog import Catalog
from portevoix.source.front_matter import decode
from portevoix.source.snapshot import Snapshot

SETTINGS = "content/campaign.yaml"


@dataclass(frozen=True)
class Site:
    """A campaign at the moment ``now``, with its finished pages; without pages and traces when it could not be built.

    ``digest`` gives the ``source_digest`` of an original as it is now; ``traces`` tell of each product,
    by key; ``outputs`` are the paths of all files of the site, ``pages`` those of HTML, read; ``document`` gives the
    parsed text of an entry.
    """

    now: datetime
    gated: Gated
    theme: Theme
    catalogs: Mapping[str, Catalog]
    snapshot: Snapshot
    where: Places
    digest: Callable[[Entry], str]
    traces: Mapping[str, Trace]
    outputs: Collection[str]
    pages: Mapping[str, Page]
    document: Callable[[Entry], Document]

    @property
    def library(self) -> Library:
        """What is public."""
        return self.gated.public

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry by ``id@language``, also what is held back."""
        return {**self.library.entries, **{entry.key: entry for entry in self.gated.hidden}}

    @cached_property
    def products(self) -> dict[str, str]:
        """Path in the output → key of the product that stands there."""
        return {trace.path: key for key, trace in self.traces.items()}

    @cached_property
    def media(self) -> dict[str, str]:
        """Path of a picture in the output → the file below ``content/`` that it was made from."""
        orders = [order for trace in self.traces.values() for order in trace.orders]
        return {order.path: json.loads(order.inputs)["source"].removeprefix("content/") for order in orders}

    @cached_property
    def templates(self) -> tuple[str, ...]:
        """The theme's templates, the campaign's own theme first."""
        folders = (f"themes/{name}/templates/" for name in self.theme.chain)
        return tuple(path for folder in folders for path in self.snapshot.below(folder))

    def entry_of(self, page: Page) -> Entry | None:
        """The entry whose text stands on ``page``: the page is about it, or it is the front of a section."""
        kind, _, rest = self.products[page.path].partition(":")
        if kind == "entry":
            return self.library.entries[rest]
        if kind == "home":
            return self.library.entry(HOME, rest)
        place, _, language = rest.partition("#")[0].partition("@")
        return self.library.entry(place, language) if kind == "list" else None

    def sources_of(self, page: Page) -> tuple[str, ...]:
        """The files that an author would open to change ``page``: its own, then the original that it inherits from."""
        entry = self.entry_of(page)
        if entry is not None:
            original = self.library.entry(entry.id, entry.source_language) or entry
            return tuple(dict.fromkeys((entry.path, original.path)))
        kind, _, rest = self.products[page.path].partition(":")
        if kind == "redirect":
            return (self.library.entries[rest.partition("#")[0]].path,)
        if kind == "value":
            return (f"content/data/{self.library.campaign.facets[rest.partition('/')[0]].registry}.yaml",)
        section = self.library.sections.get(rest.partition("@")[0]) if kind == "list" else None
        return (section.path,) if section is not None and section.path in self.snapshot.files else (SETTINGS,)

    def text(self, path: str) -> str:
        """The text of a source file; empty when there is none that can be read."""
        if path not in self._texts:
            data = self.snapshot.read(path) if path in self.snapshot.files else b""
            self._texts[path] = decode(data, path)[0] or ""
        return self._texts[path]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}
