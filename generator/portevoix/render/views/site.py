"""The view of the campaign as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from portevoix.core import clock
from portevoix.render.scope import Scope
from portevoix.render.site import search_path
from portevoix.render.templates import View
from portevoix.render.views.entry import facet_name, facet_value
from portevoix.render.views.languages import languages
from portevoix.render.views.lists import section_record
from portevoix.render.views.values import Record, set_type
from portevoix.source.hosting import own_path

TOUCH_ICON = 180
"""Pixels of the icon that iOS asks for."""


def of_language(compute: Callable[[SiteView], Any]) -> property:
    """A property of the site view that is the same on every page of a language."""
    name = f"site.{compute.__name__}"

    def ask(scope: Scope) -> Any:
        return compute(SiteView(scope, ""))

    def get(view: SiteView) -> Any:
        return view._scope.once(name, ask)

    return property(get, doc=compute.__doc__)


class SiteView(View):
    """The campaign, in the page's language. ``here``: the address of the page, to mark where one is."""

    __slots__ = ("_here", "_scope")

    def __init__(self, scope: Scope, here: str) -> None:
        self._scope = scope
        self._here = here

    def _setting(self, name: str) -> Any:
        self._scope.read(f"setting:{name}")
        return getattr(self._scope.site.library.campaign, name)

    def _text(self, name: str) -> str | None:
        texts = self._setting(name)
        text = texts.get(self._scope.language) if texts else None
        return set_type(text, self._scope.language) if text else None

    @of_language
    def name(self) -> str:
        """The campaign's name; in the source language where this one has none."""
        source = self._setting("source_language")
        return self._text("name") or str(self._setting("name")[source])

    @of_language
    def short_name(self) -> str:
        """Its name where there is little room; else its name."""
        return self._text("short_name") or self.name

    @of_language
    def tagline(self) -> str | None:
        """Its motto, or None."""
        return self._text("tagline")

    @of_language
    def description(self) -> str | None:
        """What it is about, or None."""
        return self._text("description")

    @of_language
    def base_url(self) -> str:
        """The absolute address of the whole site."""
        return str(self._setting("base_url"))

    @of_language
    def url(self) -> str:
        """The address of the home page in this language."""
        return self._scope.address(f"{self._scope.language}/")

    @of_language
    def root(self) -> str:
        """The address of the page on which readers choose a language."""
        return self._scope.address("")

    @of_language
    def organisation(self) -> Record | None:
        """Who runs it: name, url, email, same_as (addresses); or None."""
        found = self._setting("organisation")
        if found is None:
            return None
        name = found.name.get(self._scope.language) or found.name[self._setting("source_language")]
        return Record(name=name, url=found.url, email=found.email, same_as=found.same_as)

    @property
    def language(self) -> Record:
        """The page's language: tag, name, direction, url of its home page."""
        return languages(self._scope)[self._scope.language]

    @of_language
    def languages(self) -> tuple[Record, ...]:
        """Every language: tag, name, direction, url of its home page."""
        return tuple(languages(self._scope)[tag] for tag in self._setting("languages"))

    @property
    def navigation(self) -> tuple[Record, ...]:
        """The main menu, without what is not public: title, url, current, inside (it or below), foreign (tag, None)."""
        here, home = self._here, self.url
        found = []
        for title, url, foreign in self._scope.once("menu", _menu):
            current = here == url
            inside = current or (here.startswith(url) and url != home)
            found.append(Record(title=title, url=url, current=current, inside=inside, foreign=foreign))
        return tuple(found)

    @of_language
    def settings(self) -> Record:
        """The theme's settings by name."""
        for name in self._scope.site.theme.settings:
            self._scope.read(f"setting:theme/{name}")
        return Record(**self._scope.site.theme.settings)

    @of_language
    def hashtags(self) -> tuple[str, ...]:
        """The campaign's hashtags without their #, the main one first."""
        return tuple(self._setting("hashtags"))

    @of_language
    def key_dates(self) -> tuple[Record, ...]:
        """The campaign's dates: id, name or None, days or moments ``first`` and ``last`` (also ``from``, ``to``).

        ``begins`` and ``ends`` are always moments: a day lasts from midnight to midnight in the campaign's zone.
        """
        zone = self._setting("time_zone")

        def value(text: str | None) -> date | datetime | None:
            if text is None:
                return None
            return date.fromisoformat(text) if len(text) == 10 else clock.parse_moment(text, zone)

        found = []
        for key, dates in self._setting("key_dates").items():
            name = (dates.name or {}).get(self._scope.language)
            first, last = value(dates.start), value(dates.end)
            begins, ends = (moment.astimezone(clock.zone(zone)) for moment in self._scope.site.moments.span(key))
            found.append(
                Record(
                    id=key, name=name, first=first, last=last, begins=begins, ends=ends, **{"from": first, "to": last}
                )
            )
        return tuple(found)

    @of_language
    def facets(self) -> tuple[Record, ...]:
        """What there is on the site by facet: id, name and values; each value has id, name and url of its page."""
        scope = self._scope
        scope.read(f"values:{scope.language}")
        grouped: dict[str, list[Record]] = {}
        for name in scope.site.lists.everywhere(scope.language):
            facet, _, key = name.partition("/")
            value = facet_value(facet, key, scope.language, scope)
            if value is not None:
                grouped.setdefault(facet, []).append(value)
        return tuple(
            Record(id=facet, name=facet_name(facet, scope), values=tuple(values)) for facet, values in grouped.items()
        )

    @of_language
    def phase(self) -> str | None:
        """``before``, ``live`` or ``after`` the campaign's day, or None."""
        self._scope.read("moment:phase")
        return self._scope.site.moments.phase()

    @of_language
    def feeds(self) -> tuple[Record, ...]:
        """The feeds of this language: title, url (Atom) and json_url (JSON Feed)."""
        from portevoix.render.feeds import JSON, feed_path, feeds_of

        scope = self._scope
        scope.read(f"feeds:{scope.language}")
        found = []
        for section in feeds_of(scope.site, scope.language):
            record = section_record(section, scope) if section else None
            title = record.title if record is not None else self.name
            atom = scope.address(feed_path(scope.site, section, scope.language))
            json_url = scope.address(feed_path(scope.site, section, scope.language, JSON))
            found.append(Record(title=title, url=atom, json_url=json_url))
        return tuple(found)

    @of_language
    def manifest(self) -> str:
        """The address of the web manifest in this language."""
        from portevoix.render.manifest import manifest_path

        return self._scope.address(manifest_path(self._scope.language))

    @of_language
    def touch_icon(self) -> str | None:
        """The address of the icon that iOS puts on a home screen, or None."""
        path = self._scope.call("icon", TOUCH_ICON, True)
        return self._scope.address(path) if path is not None else None

    @of_language
    def fediverse(self) -> str | None:
        """The campaign's account in the fediverse, or None."""
        found = self._setting("fediverse")
        return str(found) if found else None

    @of_language
    def analytics(self) -> Record | None:
        """The script that counts visits: url, and data (pairs of names and values of `data-` attributes); or None."""
        said = self._setting("analytics")
        if said is None:
            return None
        scope = self._scope
        url = own_path(said.script, self.base_url)
        if url is None:
            scope.read(f"asset:{said.script}")
            path = scope.site.assets.address(said.script)
            url = scope.address(path) if path is not None else said.script
        return Record(url=url, data=tuple(said.data.items()))

    @of_language
    def search(self) -> str | None:
        """The address of the page on which this language's pages are searched, or None."""
        self._scope.read("setting:search")
        language = self._scope.language
        return self._scope.address(search_path(language)) if language in self._scope.site.searched else None

    @of_language
    def styles(self) -> tuple[str, ...]:
        """The addresses of the style sheets, in their order."""
        self._scope.read(f"setting:styles/{self._scope.language}")
        assets = self._scope.site.assets
        return tuple(self._scope.address(assets.paths[name]) for name in assets.styles_of(self._scope.language))


def _menu(scope: Scope) -> list[tuple[str, str, str | None]]:
    """Title, address and, where it is another than the page's, language of everything in the main menu."""
    found: list[tuple[str, str, str | None]] = []
    scope.read("setting:navigation")
    for target in scope.site.library.campaign.navigation:
        section = section_record(target, scope)  # asked even when there is none: there may be one tomorrow
        if section is not None:
            found.append((section.title, section.url, None))
        elif (entry := scope.nearest(target)) is not None:
            foreign = entry.language if entry.language != scope.language else None
            found.append((set_type(entry.title, entry.language), scope.address(entry.url), foreign))
    return found
