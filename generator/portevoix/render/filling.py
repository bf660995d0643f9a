"""Filling: how one product gives the holes of an entry's text their markup."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from portevoix.core.diagnostics import Problem
from portevoix.model.entry import Entry
from portevoix.model.naming import read_name
from portevoix.render.markdown.document import Block, FileAddress, Link, Picture, escape_attribute
from portevoix.render.markdown.slugs import heading_slug
from portevoix.render.scope import Scope


class EntryFiller:
    """Fills the text of ``entry`` for the product of ``scope``."""

    def __init__(self, entry: Entry, scope: Scope) -> None:
        self.entry = entry
        self.scope = scope
        self._ids: tuple[str, ...] | None = None

    def link(self, hole: Link) -> tuple[str, str]:
        """A link to where the target stands for this reader; nothing around the words when it is not public."""
        found = self._address(hole.target, hole.fragment)
        if found is None:
            self.left_out(hole.target, hole.line, hole.column)
            return "", ""
        address, language = found
        attributes = [("href", address), *hole.attributes]
        if language is not None:
            attributes += [("hreflang", language)]
        return f"<a{_attributes(attributes)}>", "</a>"

    def _address(self, target: str, fragment: str) -> tuple[str, str | None] | None:
        """Where a link leads, and in which language when that is another one."""
        if not target:
            return f"#{self._anchor(fragment, self.heading_ids(), self.entry)}", None
        named, _ = read_name(f"content/{target}", self.scope.site.library.campaign.languages)
        entry_id = named.id if named else ""
        if target.endswith(".md") or (target.endswith(".yaml") and self.scope.nearest(entry_id, "address")):
            return self._entry_address(entry_id, fragment)
        return self._file_or_section(target, fragment)

    def _anchor(self, fragment: str, ids: tuple[str, ...], entry: Entry) -> str:
        """The id that ``fragment`` means: a rendered one, else that of the heading which has it, or its words."""
        if fragment in ids:
            return fragment
        wanted = heading_slug(fragment)
        for row, rendered in zip(self.scope.site.library.bodies[entry.key].outline, ids, strict=True):
            if fragment == row[2] or wanted == heading_slug(row[1]):
                return rendered
        return fragment

    def _entry_address(self, entry_id: str, fragment: str) -> tuple[str, str | None] | None:
        other = self.scope.nearest(entry_id, "address")
        if other is None:
            return None
        address = self.scope.place(other.url)
        if fragment and "#" not in other.url:
            address += f"#{self._anchor(fragment, self.scope.heading_ids(other), other)}"
        return address, other.language if other.language != self.scope.language else None

    def _file_or_section(self, target: str, fragment: str) -> tuple[str, str | None] | None:
        library = self.scope.site.library
        self.scope.read(f"section:{target}@{self.scope.language}")
        if target in library.sections and library.sections[target].has_page:
            place = self.scope.site.lists.section(target, self.scope.language)
            if place is not None:
                return self.scope.address(place.url) + (f"#{fragment}" if fragment else ""), None
            return self._entry_address(target, fragment)
        file = self.scope.call("file_view", target)
        return (file.url, None) if file is not None else None

    def picture(self, hole: Picture) -> str:
        """The picture in the theme's size for text; nothing when it is not public."""
        view = self.picture_view(hole.target, hole.alt, hole.decorative)
        if view is None:
            self.left_out(hole.target, hole.line, hole.column)
            return ""
        shown = str(self.scope.call("picture", view, "body", hole.title, dict(hole.attributes)))
        if not hole.alone:
            return shown
        return str(self.scope.partial("partials/text-picture.html", view=view, shown=Markup(shown)))

    def file_address(self, hole: FileAddress) -> str:
        """The address of a file that raw HTML shows or plays; empty when it is not public."""
        file = self.scope.call("file_view", hole.target)
        if file is None:
            self.left_out(hole.target, hole.line, hole.column)
            return ""
        return str(file.url)

    def picture_view(self, path: str, alt: str | None, decorative: bool = False) -> Any:
        """The view of a picture of the content; None when it is not to be shown."""
        return self.scope.call("picture_view", path, alt, decorative)

    def left_out(self, found: str, line: int, column: int) -> None:
        """Something is not shown, because it is not public: the author is warned."""
        place = line + self.scope.site.library.bodies[self.entry.key].line - 1 if line else 0
        self.scope.problem(hidden_target(self.entry.path, place, column, found))

    def heading_id(self, index: int) -> str:
        """The id of the ``index``-th heading."""
        return self.heading_ids()[index]

    def heading_ids(self) -> tuple[str, ...]:
        """The ids of the headings of this text."""
        if self._ids is None:
            self._ids = self.scope.heading_ids(self.entry)
        return self._ids

    def footnote_label(self, number: int) -> str:
        """The words for the way back from a footnote."""
        return self.scope.gettext("Back to the text, from note %(number)s") % {"number": number}

    def block(self, hole: Block, inner: str) -> str:
        """The theme's markup for the block; nothing when what it shows is not public."""
        options: dict[str, Any] = {}
        spec = self.scope.site.theme.blocks[hole.name]
        for name, option in spec.options.items():
            value = hole.options.get(name)
            if value is None:
                options[name] = () if option.type == "pictures" else None
                continue
            found = self._option(option.type, value, hole)
            if found is None:
                self.left_out(_named(value), hole.line, 0)
                return ""
            options[name] = found
        from portevoix.render.views.values import Record

        return str(self.scope.partial(f"blocks/{hole.name}.html", block=Record(**options), inner=Markup(inner)))

    def _option(self, kind: str, value: Any, hole: Block) -> Any:
        from portevoix.render.views.entry import EntryView
        from portevoix.render.views.values import Record

        if kind == "link":
            if "url" in value:
                return Record(url=value["url"], title=value["url"], external=True, foreign=False, language=None)
            found = self._address(value["target"], value["fragment"])
            if found is None:
                return None
            return Record(url=found[0], title=self._title(value["target"]), external=False,
                          foreign=found[1] is not None, language=found[1])  # fmt: skip
        if kind in ("picture", "pictures"):
            paths = [value] if kind == "picture" else value
            alt = hole.options.get("alt") if kind == "picture" else None
            views = [self.picture_view(path, alt) for path in paths]
            seen = tuple(view for view in views if view is not None)
            return (seen[0] if kind == "picture" else seen) if seen else None
        if kind == "file":
            return self.scope.call("download_view", value)
        if kind == "entry":
            named, _ = read_name(f"content/{value}", self.scope.site.library.campaign.languages)
            other = self.scope.nearest(named.id) if named else None
            return EntryView(other, self.scope) if other is not None else None
        if kind == "section":
            self.scope.read(f"section:{value}@{self.scope.language}")
            return value if value in self.scope.site.library.sections else None
        if kind == "facet":
            self.scope.read("setting:facets")
            return {facet: key for facet, key in value.items() if facet in self.scope.site.library.campaign.facets}
        return value

    def _title(self, target: str) -> str:
        named, _ = read_name(f"content/{target}", self.scope.site.library.campaign.languages)
        other = self.scope.nearest(named.id) if named and target.endswith((".md", ".yaml")) else None
        return other.title if other is not None else target.rpartition("/")[2]


def hidden_target(path: str, line: int, column: int, found: str) -> Problem:
    """The warning that what a file refers to is not public now."""
    message = "what this refers to is not public at this moment, so the reference is left out"
    hint = "it will stand here by itself once that is public"
    return Problem(path, line, column, "target-hidden", message, found, hint, "warning")


def _named(value: Any) -> str:
    """The target that an option's value names, for a problem."""
    if isinstance(value, dict):
        return str(value.get("target", ""))
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


def _attributes(pairs: list[tuple[str, str]]) -> str:
    return "".join(f' {name}="{escape_attribute(value)}"' for name, value in pairs)
