"""Queries: questions about which entries there are, each with one ordered answer.

A query has a canonical name, so that the same question is the same fact wherever it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from heapq import nsmallest
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from portevoix.model.collation import title_key
from portevoix.model.entry import Entry
from portevoix.model.library import Library


class Query(NamedTuple):
    """A question in one language.

    ``section``: directly in it; ``within``: in it or below; ``kind``; ``facets``: (facet, key) pairs that all hold.
    ``order``: ``weight``, ``date`` (newest first), ``start`` or ``title``; a ``-`` before it turns it round. ``offset``
    and ``limit`` cut a part out. ``foreign``: also what the language has not, in the nearest language that has it.
    """

    language: str
    section: str | None = None
    within: str | None = None
    kind: str | None = None
    facets: tuple[tuple[str, str], ...] = ()
    order: str = "date"
    offset: int = 0
    limit: int | None = None
    foreign: bool = False

    def name(self) -> str:
        """The canonical name: ``fr?section=events&order=start``."""
        said: list[tuple[str, Any]] = [
            (name, getattr(self, name))
            for name in ("section", "within", "kind", "order", "offset", "limit", "foreign")
            if getattr(self, name) != _DEFAULTS[name]
        ]
        said += [(f"facet.{facet}", key) for facet, key in sorted(self.facets)]
        return f"{self.language}?{urlencode(said)}"

    @classmethod
    def parse(cls, name: str) -> Query:
        """The query of that name."""
        language, _, rest = name.partition("?")
        values: dict[str, Any] = {}
        facets = []
        for key, value in parse_qsl(rest, keep_blank_values=True):
            if key.startswith("facet."):
                facets.append((key.removeprefix("facet."), value))
            elif key in ("offset", "limit"):
                values[key] = int(value)
            elif key == "foreign":
                values[key] = value == "True"
            else:
                values[key] = value
        return cls(language, facets=tuple(facets), **values)


_DEFAULTS = {
    "section": None, "within": None, "kind": None, "order": "date", "offset": 0, "limit": None, "foreign": False,
}  # fmt: skip

ORDERS = ("weight", "date", "start", "title")
"""What lists can go by."""


class Answers:
    """Answers queries about one library; lists are sorted once and cut often."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._sorted: dict[Query, tuple[Entry, ...]] = {}
        self._ranks: dict[str, dict[str, int]] = {}
        self._kin: dict[str, _Kin] = {}
        self._by_language: dict[str, list[Entry]] = {tag: [] for tag in library.campaign.languages}
        for key in sorted(library.entries):
            entry = library.entries[key]
            self._by_language[entry.language].append(entry)

    def ask(self, query: Query) -> tuple[Entry, ...]:
        """The entries that ``query`` asks for, in order."""
        every = self.everything(query)
        end = None if query.limit is None else query.offset + query.limit
        return every[query.offset : end]

    def everything(self, query: Query) -> tuple[Entry, ...]:
        """The answer before it is cut."""
        whole = Query(
            query.language, query.section, query.within, query.kind, query.facets, query.order, foreign=query.foreign
        )
        found = self._sorted.get(whole)
        if found is None:
            found = self._sorted[whole] = tuple(self._narrowed(whole) if whole.facets else self._in_order(whole))
        return found

    def any_order(self, query: Query) -> list[Entry]:
        """The answer to a query without facets before it is sorted and cut, for those who only count."""
        return self._matching(query)

    def _narrowed(self, query: Query) -> list[Entry]:
        """Those that bear the facets, out of the same list without them: sorted already."""
        wider = self.everything(query._replace(facets=()))
        return [entry for entry in wider if all(key in entry.facets.get(facet, ()) for facet, key in query.facets)]

    def _in_order(self, query: Query) -> list[Entry]:
        """What matches, sorted; what is equal goes by title, then by id."""
        ranks = self._by_title(query.language)
        found = sorted(self._matching(query), key=lambda entry: ranks[entry.key])
        backwards, name = query.order.startswith("-"), query.order.removeprefix("-")
        if name == "title":
            return found[::-1] if backwards else found
        return sorted(found, key=_KEYS[name], reverse=backwards != (name == "date"))

    def _by_title(self, language: str) -> dict[str, int]:
        """Every entry that lists in a language may hold → its number in the order of titles there."""
        ranks = self._ranks.get(language)
        if ranks is None:
            entries = self.library.entries
            listed = [
                key
                for key, entry in entries.items()
                if entry.language == language or f"{entry.id}@{language}" not in entries
            ]
            listed.sort(key=lambda key: (*title_key(entries[key].title, language), key))
            ranks = self._ranks[language] = {key: rank for rank, key in enumerate(listed)}
        return ranks

    def _matching(self, query: Query) -> list[Entry]:
        library = self.library
        if query.section is not None or query.within is not None:
            places = [query.section] if query.section is not None else library.below(query.within or "")
            ids = [entry_id for place in places for entry_id in library.members.get(place, ())]
        else:
            ids = [entry_id for place in library.sections for entry_id in library.members[place]]
        found = []
        for entry_id in ids:
            entry = library.entry(entry_id, query.language)
            if entry is None and query.foreign:
                entry = library.nearest(entry_id, query.language)
                if entry is not None and library.sections[entry.section].fallback == "omit":
                    entry = None
            if entry is not None and query.kind in (None, entry.kind):
                found.append(entry)
        return found

    def related(self, entry: Entry, limit: int) -> tuple[Entry, ...]:
        """Entries in its language, with pages, that share facet values with it: the most first, then the newest."""
        kin = self._kin.get(entry.language)
        if kin is None:
            kin = self._kin[entry.language] = _Kin(one for one in self._by_language[entry.language] if one.has_page)
        return kin.nearest(entry, limit)

    def boilerplate(self, language: str) -> str:
        """The standing paragraph of the newest release in the language that has one, else nothing."""
        releases = self.everything(Query(language, kind="release"))
        return next((str(text) for entry in releases if (text := entry.meta.get("boilerplate"))), "")

    def of_language(self, language: str) -> list[Entry]:
        """Every entry of a language, by id; none of a language that the campaign has not."""
        return self._by_language.get(language, [])


class _Kin:
    """The entries of one language, the newest first, and by number those that bear each facet value."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry.id)
        self._entries.sort(key=_KEYS["date"], reverse=True)
        self._bearers: dict[tuple[str, str], set[int]] = {}
        self._known: dict[tuple[str, int], tuple[Entry, ...]] = {}
        for number, entry in enumerate(self._entries):
            for facet, keys in entry.facets.items():
                for key in keys:
                    self._bearers.setdefault((facet, key), set()).add(number)

    def nearest(self, entry: Entry, limit: int) -> tuple[Entry, ...]:
        """Those that share most values with ``entry``; of those that share as many, the newest."""
        found = self._known.get((entry.key, limit))
        if found is None:
            found = self._known[entry.key, limit] = self._nearest(entry, limit)
        return found

    def _nearest(self, entry: Entry, limit: int) -> tuple[Entry, ...]:
        sharing: list[set[int]] = []  # at least one value, at least two …
        for facet, keys in entry.facets.items():
            for key in keys:
                bearers = self._bearers[facet, key]
                sharing.append(set())
                for more in range(len(sharing) - 1, 0, -1):
                    sharing[more] |= sharing[more - 1] & bearers
                sharing[0] |= bearers
        found: list[Entry] = []
        nearer: set[int] = set()
        for level in reversed(sharing):
            if len(found) < limit:
                others = map(self._entries.__getitem__, nsmallest(limit + 1 - len(found), level - nearer))
                found += [other for other in others if other.id != entry.id]
            nearer = level
        return tuple(found[:limit])


def _start(entry: Entry) -> str:
    start = entry.meta.get("start")
    return datetime.fromisoformat(start).astimezone(UTC).isoformat() if start else ""


_KEYS: dict[str, Callable[[Entry], Any]] = {
    "weight": lambda entry: entry.meta.get("weight", 0),
    "date": lambda entry: str(entry.meta.get("date") or ""),
    "start": _start,
}
