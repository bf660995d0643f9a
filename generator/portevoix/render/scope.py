"""The scope of one product: its language, its recorder, and every way to ask that is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from markupsafe import Markup

from portevoix.core.diagnostics import Problem
from portevoix.engine.products import Recorder
from portevoix.model.entry import Entry
from portevoix.model.queries import Query
from portevoix.render.site import Site

Value = TypeVar("Value")


class Scope:
    """One product being made in ``language``; ``absolute``: the addresses it writes are absolute ones."""

    __slots__ = ("_links", "absolute", "language", "recorder", "site", "values")

    def __init__(self, site: Site, language: str, recorder: Recorder, *, absolute: bool = False) -> None:
        self.site = site
        self.language = language
        self.recorder = recorder
        self.absolute = absolute
        self._links = site.absolute_links if absolute else site.links
        self.values: dict[str, Any] = {}
        recorder.read("setting:base_url")  # all addresses that are handed out begin with it

    def read(self, fact: str) -> None:
        """The fact was read."""
        self.recorder.read(fact)

    @property
    def formats(self) -> str:
        """The tag of the language whose dates and numbers this product writes."""
        self.read("setting:languages")
        return self.site.languages[self.language].formats or self.language

    def address(self, path: str) -> str:
        """The address of ``path`` in the output, as this product writes it."""
        return self._links[path]

    def place(self, url: str) -> str:
        """The address of an entry, whose ``url`` may name a part of its section's page."""
        return self._links.place(url)

    def place_absolutely(self, url: str) -> str:
        """The absolute address of an entry."""
        return self.site.absolute_links.place(url)

    def absolutely(self, path: str) -> str:
        """The absolute address of ``path`` in the output."""
        return self.site.absolute_links[path]

    def in_full(self) -> Scope:
        """The same product, writing absolute addresses."""
        full = Scope(self.site, self.language, self.recorder, absolute=True)
        full.values = self.values
        return full

    def once(self, name: str, compute: Callable[[Scope], Value]) -> Value:
        """What ``compute`` gives for any scope of this language: asked once per site, recorded for every product.

        ``name`` says what it is, with everything that it depends on besides the scope.
        """
        key = (name, self.language, self.absolute)
        found = self.site.once.get(key)
        if found is None:
            apart = Scope(self.site, self.language, Recorder(), absolute=self.absolute)
            found = self.site.once[key] = compute(apart), apart.recorder
        self.recorder.repeat(found[1])
        return cast(Value, found[0])

    def nearest(self, entry_id: str, fact: str = "link") -> Entry | None:
        """The entry for a reader of this language, or None; recorded as ``fact``."""
        self.recorder.read(f"{fact}:{entry_id}@{self.language}")
        return self.site.library.nearest(entry_id, self.language)

    def ask(self, query: Query) -> tuple[Entry, ...]:
        """The answer to ``query``."""
        self.recorder.read(f"query:{query.name()}")
        return self.site.answers.ask(query)

    def heading_ids(self, entry: Entry) -> tuple[str, ...]:
        """The ids of the headings of ``entry``."""
        self.recorder.read(f"headings:{entry.key}")
        source = None
        if entry.language != entry.source_language:
            self.recorder.read(f"headings:{entry.id}@{entry.source_language}")
            source = self.site.library.entry(entry.id, entry.source_language)
        return self.site.heading_ids(entry, source)

    def partial(self, name: str, **more: Any) -> Markup:
        """The template ``name`` rendered with what the page's own template sees, and ``more``."""
        self.recorder.read(f"template:{name}")
        return Markup(self.site.environment.page(name, self.values | more))

    def call(self, name: str, *arguments: Any) -> Any:
        """What the function ``name`` of a floor above gives."""
        return self.site.functions[name](self, *arguments)

    def problem(self, problem: Problem) -> None:
        """Something is wrong with what this product is made of."""
        self.recorder.problem(problem)

    def gettext(self, message: str) -> str:
        """``message`` in this language."""
        self.recorder.read(f"catalog:{self.language}")
        catalog = self.site.catalogs.get(self.language)
        return catalog.gettext(message) if catalog else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        """``one`` or ``many``, as this language has it for ``number``."""
        self.recorder.read(f"catalog:{self.language}")
        catalog = self.site.catalogs.get(self.language)
        if catalog is None:
            return one if number == 1 else many
        return catalog.ngettext(one, many, number)
