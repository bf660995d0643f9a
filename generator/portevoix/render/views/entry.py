"""The view of an entry."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from portevoix.core.clock import zone
from portevoix.model.addresses import vcard_path
from portevoix.model.entry import Entry
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import roles
from portevoix.model.kinds.paths import Sort, changed, holds_paths
from portevoix.render.filling import EntryFiller, hidden_target
from portevoix.render.markdown.document import fill
from portevoix.render.scope import Scope
from portevoix.render.templates import View
from portevoix.render.views.languages import languages
from portevoix.render.views.values import Record, field_value, set_type
from portevoix.source.yaml_document import Path


class _Field(NamedTuple):
    """What is known of a field of one kind: what it is when nothing is said, and what it holds.

    ``inner``: which parts of a group of fields are ids of entries.
    """

    default: Any
    entries: bool
    paths: bool
    translatable: bool
    inner: tuple[str, ...]


@cache
def _field(kind: str, name: str) -> _Field | None:
    """The field ``name`` of entries of ``kind``; None when only other kinds have it, ``AttributeError`` when none."""
    model = KINDS[kind].model
    info = model.model_fields.get(name)
    if info is None:
        if any(name in other.model.model_fields for other in KINDS.values()):
            return None
        raise AttributeError(name)
    known = roles(model)
    entries = any(field == name for field, _ in known.entries)
    default = None if info.is_required() else info.default
    inner = tuple(field.partition(".")[2] for field, _ in known.entries if field.startswith(f"{name}."))
    paths = name in known.pictures or name in known.files or holds_paths(known.parts.get(name))
    return _Field(default, entries, paths, name in known.translatable, inner)


class EntryView(View):
    """An entry as a reader of the page's language gets it.

    ``covered``: it comes from a list whose fact already covers its title, address and metadata.
    """

    __slots__ = ("_covered", "_entry", "_scope")

    def __init__(self, entry: Entry, scope: Scope, covered: bool = False) -> None:
        self._entry = entry
        self._scope = scope
        self._covered = covered

    def _read(self, fact: str) -> Entry:
        if not self._covered:
            self._scope.read(f"{fact}:{self._entry.id}@{self._scope.language}")
        return self._entry

    @property
    def id(self) -> str:
        """The entry's id."""
        return self._entry.id

    @property
    def title(self) -> str:
        """Its title."""
        entry = self._read("link")
        field = _field(entry.kind, "title")
        return set_type(entry.title, entry.language) if field is not None and field.translatable else entry.title

    @property
    def url(self) -> str:
        """Its address."""
        return self._scope.place(self._read("link").url)

    @property
    def absolute_url(self) -> str:
        """Its absolute address."""
        return self._scope.place_absolutely(self._read("link").url)

    @property
    def anchor(self) -> str:
        """The id of its part of the section's page, when it has no page of its own."""
        return self._read("link").url.partition("#")[2]

    @property
    def kind(self) -> str:
        """Its kind."""
        return self._read("link").kind

    @property
    def language(self) -> Record:
        """The language it is in: tag, name, direction."""
        return languages(self._scope)[self._read("link").language]

    @property
    def source_language(self) -> str:
        """The tag of the language that it was written in first."""
        return self._read("listing").source_language

    @property
    def foreign(self) -> bool:
        """Whether it is in another language than the page."""
        return self._read("link").language != self._scope.language

    @property
    def lead(self) -> str:
        """Its summary, or else its first paragraph, as plain text."""
        entry = self._read("listing")
        if summary := entry.meta.get("summary"):
            return set_type(str(summary), entry.language)
        self._scope.read(f"lead:{entry.key}")
        return self._scope.site.library.bodies[entry.key].lead

    @property
    def picture(self) -> Any:
        """The picture that stands for it, or None."""
        entry = self._read("listing")
        path = entry.meta.get("picture")
        return self._scope.call("picture_view", path, entry.meta.get("picture_alt")) if path else None

    @property
    def facets(self) -> tuple[Record, ...]:
        """Its facets: id, name and values; each value has id, name and url, the address of its page or None."""
        entry, scope = self._read("listing"), self._scope
        found = []
        for facet, keys in entry.facets.items():
            values = (facet_value(facet, key, entry.language, scope) for key in keys)
            known = tuple(value for value in values if value is not None)
            found.append(Record(id=facet, name=facet_name(facet, scope), values=known))
        return tuple(found)

    @property
    def facet_keys(self) -> tuple[str, ...]:
        """What it is filed under, for scripts: `topic/health`, `country/CH`."""
        return tuple(f"{facet}/{key}" for facet, keys in self._read("listing").facets.items() for key in keys)

    @property
    def body(self) -> Markup:
        """Its text as HTML."""
        return self._body(self._scope)

    @property
    def feed_body(self) -> Markup:
        """Its text as HTML with absolute addresses, for readers elsewhere."""
        return self._body(self._scope.in_full())

    @property
    def part_body(self) -> Markup:
        """Its text as HTML for a page that holds several texts: every id in it begins with its anchor."""
        return Markup(_within_tags(str(self.body), self.anchor))

    def _body(self, scope: Scope) -> Markup:
        scope.read(f"body:{self._entry.key}")
        if not self._entry.has_text:
            return Markup("")
        return Markup(fill(scope.site.document(self._entry), EntryFiller(self._entry, scope)))

    @property
    def outline(self) -> tuple[Record, ...]:
        """Its headings: level, text, id."""
        ids = self._scope.heading_ids(self._entry)
        rows = zip(self._scope.site.library.bodies[self._entry.key].outline, ids, strict=True)
        return tuple(Record(level=row[0], text=row[1], id=heading) for row, heading in rows)

    @property
    def related(self) -> tuple[EntryView, ...]:
        """Entries that share facets with it, the nearest first."""
        scope, limit = self._scope, self._scope.site.theme.related
        scope.read("setting:theme")
        if self._entry.language != scope.language or not limit:
            return ()
        scope.read(f"related:{self._entry.key}?{limit}")
        return tuple(EntryView(entry, scope, True) for entry in scope.site.answers.related(self._entry, limit))

    def _referred(self, field: str) -> tuple[EntryView, ...] | EntryView | None:
        """The entries that a field names; the one, or None, for a field that names one."""
        entry = self._read("listing")
        known = _field(entry.kind, field)
        value = entry.meta.get(field, known.default if known is not None else ())
        if value is None or isinstance(value, str):
            return self._other(field, value) if value else None
        found = (self._other(field, target) for target in value)
        return tuple(view for view in found if view is not None)

    def _other(self, field: str, target: str) -> EntryView | None:
        """The entry that a field names, or None and a warning when it is not public."""
        other = self._scope.nearest(target)
        if other is not None:
            return EntryView(other, self._scope)
        if self._entry.language == self._entry.source_language:
            self._scope.problem(hidden_target(self._entry.path, 0, 0, f"{field}: {target}"))
        return None

    @property
    def vcard(self) -> str | None:
        """The address of a person's card for address books (vCard), or None."""
        path = vcard_path(self._read("listing"))
        return self._scope.address(path) if path is not None else None

    @property
    def embargo(self) -> datetime | None:
        """Until when it is or was confidential, by its own word or that of a folder around it; or None."""
        moment = self._read("listing").visibility.embargo
        return moment.astimezone(zone(self._scope.site.library.campaign.time_zone)) if moment is not None else None

    @property
    def section(self) -> Record | None:
        """The section that it stands in: id, title, url, description; None in one without a page."""
        from portevoix.render.views.lists import section_record

        return section_record(self._read("link").section, self._scope)

    def __getattr__(self, name: str) -> Any:
        """Any other field of its front matter; None for one that only other kinds have."""
        field = _field(self._entry.kind, name)
        if field is None:
            return None
        entry = self._read("listing")
        if field.entries:
            return self._referred(name)
        value = entry.meta.get(name, field.default)
        if field.paths and value is not None:
            value = changed(KINDS[entry.kind].model, {name: value}, self._file)[name]
        zone_name = self._scope.site.library.campaign.time_zone
        language = entry.language if field.translatable else None
        found = field_value(name, value, KINDS[entry.kind].model, zone_name, language)
        for inner in field.inner:
            found = tuple(self._with_entry(name, inner, part) for part in found)
        return found

    def _file(self, place: Path, sort: Sort, path: str) -> Any:
        """What a field that names a file gives: a picture, or a file to download; None when it is not public."""
        return self._scope.call("picture_view" if sort == "picture" else "download_view", path)

    def _with_entry(self, name: str, inner: str, part: Record) -> Record:
        """A group of fields of ``name`` with the entry in the place of its id."""
        target = getattr(part, inner)
        return Record(**{**vars(part), inner: self._other(f"{name}.{inner}", target) if target else None})


_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ID = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#)([^"]*)')


def _within_tags(html: str, anchor: str) -> str:
    """``html`` with every id in it, and every reference to one, made a part of ``anchor``."""
    return _TAG.sub(lambda tag: _ID.sub(rf"\g<1>{anchor}-\g<2>", tag[0]), html)


def facet_value(facet: str, key: str, language: str, scope: Scope) -> Record | None:
    """A facet's value: id, name, and url of its page for the whole site or None.

    It has the name of ``language`` where the page's own has none.
    """

    def ask(scope: Scope) -> Record | None:
        scope.read(f"value:{facet}/{key}@{scope.language}")
        value = scope.site.library.values.get(f"{facet}/{key}")
        if value is None:
            return None
        url = scope.site.lists.value_url(f"{facet}/{key}", scope.language)
        name = set_type(value.names.get(scope.language) or value.names.get(language) or key, scope.language)
        return Record(id=key, name=name, url=scope.address(url) if url else None)

    return scope.once(f"facet value/{facet}/{key}/{language}", ask)


def facet_name(facet: str, scope: Scope) -> str:
    """The facet's name in the page's language: the campaign's, else the theme's for the facets that always exist."""
    return scope.once(f"facet/{facet}", lambda scope: _facet_name(facet, scope))


def _facet_name(facet: str, scope: Scope) -> str:
    scope.read("setting:facets")
    names = scope.site.library.campaign.facets[facet].name or {}
    named = names.get(scope.language)
    return set_type(named, scope.language) if named else scope.gettext(facet.replace("-", " ").capitalize())
