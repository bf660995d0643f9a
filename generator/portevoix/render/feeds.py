"""Feeds: one per language, one per section that has one; each as Atom (RFC 4287) and as JSON with the same entries."""

from __future__ import annotations

from datetime import date

from portevoix.model.entry import Entry
from portevoix.model.queries import Query
from portevoix.render.formats import iso_utc
from portevoix.render.scope import Scope
from portevoix.render.site import Site
from portevoix.render.views.entry import EntryView
from portevoix.render.views.lists import section_title
from portevoix.render.views.values import Record

ATOM = "feed.xml"
JSON = "feed.json"
"""The names of a feed's file in either form."""


def feeds_of(site: Site, language: str) -> tuple[str, ...]:
    """The sections that have a feed in ``language``; ``""`` is the language's own."""
    sections = [
        place
        for place in sorted(site.library.sections)
        if site.library.sections[place].feed and site.lists.section(place, language) is not None
    ]
    return ("", *sections) if sections else ()


def nearest_feed(site: Site, section: str, language: str) -> str | None:
    """The section whose feed covers what stands in ``section``; None when the language has no feed."""
    known = feeds_of(site, language)
    place: str | None = section
    while place:
        if place in known:
            return place
        place = site.library.sections[place].parent
    return "" if known else None


def feed_path(site: Site, section: str, language: str, name: str = ATOM) -> str:
    """The path of a feed in the output, in the form that has ``name``."""
    return f"{feed_home(site, section, language)}{name}"


def feed_home(site: Site, section: str, language: str) -> str:
    """The path of the page that a feed is about."""
    return site.library.sections[section].urls[language] if section else f"{language}/"


def entries_of(scope: Scope, section: str) -> tuple[Entry, ...]:
    """What a feed holds: the newest entries of its section; for a language, of all its sections that have a feed."""
    site, limit = scope.site, scope.site.theme.feed_entries
    scope.read("setting:theme")
    scope.read(f"feeds:{scope.language}")
    places = [section] if section else [place for place in feeds_of(site, scope.language) if place]
    found: list[Entry] = []
    for place in places:
        found += scope.ask(Query(scope.language, section=place, order="date", limit=limit))
    found.sort(key=lambda entry: entry.id)
    found.sort(key=lambda entry: str(entry.meta.get("date") or ""), reverse=True)
    return tuple(found[:limit])


def feed_record(scope: Scope, section: str, name: str) -> Record:
    """The feed in either form: title, url, json_url, home, id, updated, entries.

    ``updated`` comes from the entries' own dates, never from the moment of the build (RFC 4287 §4.2.15 asks for the
    last change that the publisher finds significant).
    """
    entries = entries_of(scope, section)
    path = feed_path(scope.site, section, scope.language)
    days = [str(entry.meta.get("updated") or entry.meta.get("date") or "") for entry in entries]
    title = name
    if section:
        scope.read(f"section:{section}@{scope.language}")
        title = f"{section_title(section, scope)} – {name}"
    return Record(
        title=title,
        url=scope.absolutely(path),
        json_url=scope.absolutely(feed_path(scope.site, section, scope.language, JSON)),
        home=scope.absolutely(feed_home(scope.site, section, scope.language)),
        id=scope.absolutely(path),
        updated=iso_utc(_day(max(days, default=""))),
        entries=tuple(EntryView(entry, scope, True) for entry in entries),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else date(1970, 1, 1)
