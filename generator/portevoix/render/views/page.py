"""The view of a page: what it is about, and where else it stands."""

from __future__ import annotations

from typing import Any, cast

from markupsafe import Markup

from portevoix.render.policy import page_policy
from portevoix.render.scope import Scope
from portevoix.render.templates import View
from portevoix.render.views.entry import EntryView
from portevoix.render.views.languages import languages
from portevoix.render.views.lists import section_record
from portevoix.render.views.site import SiteView
from portevoix.render.views.values import Record
from portevoix.source.players import frame_origins

NOT_TO_FIND = ("not-found", "redirect", "search")
"""The types of pages that search engines shall not list."""


class PageView(View):
    """A page. ``path`` is its address in the output; ``values`` what its type adds (items, pager, filters …).

    A value that can be called is computed when a template asks for it.
    """

    __slots__ = ("_path", "_scope", "_values", "entry", "type")

    def __init__(self, scope: Scope, type_: str, path: str, entry: EntryView | None = None, **values: Any) -> None:
        self._scope = scope
        self._path = path
        self._values = values
        self.type = type_
        self.entry = entry

    def __getattr__(self, name: str) -> Any:
        try:
            value = self._values[name]
        except KeyError:
            raise AttributeError(name) from None
        if callable(value):
            value = self._values[name] = value()
        return value

    @property
    def title(self) -> str:
        """Its title."""
        if "title" in self._values:
            return str(self._values["title"])
        return self.entry.title if self.entry is not None else ""

    @property
    def description(self) -> str | None:
        """A sentence or two for search engines and previews, or None."""
        if self.entry is not None and self.entry.lead:
            return self.entry.lead
        found = self._values.get("summary")
        return str(found) if found else None

    @property
    def url(self) -> str:
        """Its address."""
        return self._scope.address(self._path)

    @property
    def absolute_url(self) -> str:
        """Its absolute address."""
        return self._scope.absolutely(self._path)

    @property
    def language(self) -> Record:
        """Its language: tag, name, direction."""
        return languages(self._scope)[self._scope.language]

    @property
    def translations(self) -> tuple[Record, ...]:
        """Where it stands in each language that has it, this one too: language (tag, name …), url, absolute_url."""
        if "translations" not in self._values:
            self._values["translations"] = self._translations(self._values.get("place"))
        return cast(tuple[Record, ...], self._values["translations"])

    def _translations(self, what: str | None) -> tuple[Record, ...]:
        if what is None:
            return ()
        scope = self._scope
        known = languages(scope)
        scope.read(f"translations:{what}")
        return tuple(
            Record(language=known[tag], url=scope.address(path), absolute_url=scope.absolutely(path))
            for tag, path in scope.site.translations(what)
        )

    @property
    def feed(self) -> str | None:
        """The address of the nearest feed, or None."""
        from portevoix.render.feeds import feed_path, nearest_feed

        scope = self._scope
        scope.read(f"feeds:{scope.language}")
        section = nearest_feed(scope.site, self._values.get("place_section", ""), scope.language)
        return scope.address(feed_path(scope.site, section, scope.language)) if section is not None else None

    @property
    def share_picture(self) -> Record | None:
        """The picture for previews elsewhere: url (absolute), width, height, alt; or None."""
        view = self.entry.picture if self.entry is not None else None
        return self._scope.call("share_picture", view) if view is not None else None

    @property
    def share_links(self) -> tuple[Record, ...]:
        """The ways to share it that the campaign offers: id, name, url (for `mastodon` without the server)."""
        return cast(tuple[Record, ...], self._scope.call("share_links", self))

    @property
    def structured_data(self) -> Markup | None:
        """What it is about, as JSON-LD for a script of the type `application/ld+json`; or None."""
        from portevoix.render.structured_data import structured_data

        return structured_data(self._scope, self)

    @property
    def robots(self) -> str | None:
        """What search engines shall do with it: `noindex`, or None."""
        return "noindex" if self.type in NOT_TO_FIND else None

    @property
    def fediverse(self) -> str | None:
        """The account to name as its author: that of the first author who has one, else the campaign's; or None."""
        entry = self.entry
        writers = (entry, *(entry.authors or ())) if entry is not None else ()
        accounts = [str(writer.fediverse) for writer in writers if writer.fediverse]
        return accounts[0] if accounts else SiteView(self._scope, "").fediverse

    @property
    def policy(self) -> Markup:
        """Its content security policy, for a `<meta>`."""
        self._scope.read("setting:players")
        return Markup(page_policy(self.type, frame_origins(self._scope.site.library.campaign.players)))

    @property
    def section(self) -> Record | None:
        """The section that it belongs to: id, title, url, description; or None."""
        place = self._values.get("place_section")
        return section_record(place, self._scope) if place else None

    @property
    def crumbs(self) -> tuple[Record, ...]:
        """The sections above it, the outermost first: id, title, url, description."""
        place: str | None = self._values.get("place_section")
        if self.type == "section" and place is not None:
            place = self._scope.site.library.sections[place].parent
        found: list[Record] = []
        while place:
            record = section_record(place, self._scope)
            if record is not None:
                found.insert(0, record)
            place = self._scope.site.library.sections[place].parent
        return tuple(found)
