"""What goes into a press kit at this moment, in one language; every look at it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from portevoix.core.paths import resolve
from portevoix.model.entry import Entry, Medium
from portevoix.model.queries import Query
from portevoix.render.scope import Scope

CONTACTS = "press/contacts"
"""The section of those whom journalists can ask."""


class Contents(NamedTuple):
    """What goes into a kit: ``texts`` and ``contacts`` are entries, the others files; no file is in two lists.

    ``hidden`` is what the author named and is not public now in any language; the kit in its source language knows it.
    """

    texts: tuple[Entry, ...]
    pictures: tuple[Medium, ...]
    logos: tuple[Medium, ...]
    files: tuple[Medium, ...]
    contacts: tuple[Entry, ...]
    boilerplate: str
    hidden: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing that would be worth an archive: contacts stand on pages as well."""
        return not (self.texts or self.pictures or self.logos or self.files)


def contents(kit: Entry, scope: Scope) -> Contents:
    """What goes into ``kit`` in the language of ``scope``."""
    hidden: list[str] = []
    texts = {entry.id: entry for entry in _texts(kit, scope, hidden)}
    taken: set[str] = set()
    pictures, logos, files = (
        tuple(_media(kit, field, scope, taken, hidden)) for field in ("pictures", "logos", "files")
    )
    return Contents(
        tuple(texts.values()), pictures, logos, files, _contacts(kit, scope), _boilerplate(kit, scope), tuple(hidden)
    )


def _texts(kit: Entry, scope: Scope, hidden: list[str]) -> Iterator[Entry]:
    for entry_id in kit.meta.get("entries", ()):
        scope.read(f"entry:{entry_id}@{scope.language}")
        entry = scope.site.library.entry(entry_id, scope.language)
        if entry is not None and entry.kind != kit.kind:
            yield entry
        elif entry is None and kit.language == kit.source_language and scope.nearest(entry_id) is None:
            hidden.append(entry_id)
    for section in kit.meta.get("sections", ()):
        for entry in scope.ask(Query(scope.language, within=section)):
            if entry.kind != kit.kind:
                yield entry


def _media(kit: Entry, field: str, scope: Scope, taken: set[str], hidden: list[str]) -> Iterator[Medium]:
    media = scope.site.library.media
    for target in kit.meta.get(field, ()):
        place = resolve("", target) or ""
        scope.read(f"media:{place}")
        paths = [place] if place in media else _folder(place, scope)
        if not paths and kit.language == kit.source_language:
            hidden.append(place)
        for path in paths:
            scope.read(f"media:{path}")
            if path not in taken and (media[path].width or field == "files"):
                taken.add(path)
                yield media[path]


def _folder(place: str, scope: Scope) -> list[str]:
    scope.read(f"folder:{place}")
    return scope.site.library.media_below(place)


def _contacts(kit: Entry, scope: Scope) -> tuple[Entry, ...]:
    named = kit.meta.get("contacts")
    if named:
        found = (scope.nearest(entry_id, "listing") for entry_id in named)
        return tuple(entry for entry in found if entry is not None)
    if CONTACTS not in scope.site.library.sections:
        scope.read(f"section:{CONTACTS}@{scope.language}")
        return ()
    return scope.ask(Query(scope.language, section=CONTACTS, kind="person", order="title", foreign=True))


def _boilerplate(kit: Entry, scope: Scope) -> str:
    own = kit.meta.get("boilerplate")
    if own:
        return str(own)
    scope.read(f"boilerplate:{scope.language}")
    return scope.site.answers.boilerplate(scope.language)
