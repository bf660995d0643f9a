"""About a page: where it comes from, how its translations stand, why it was made, whether the public may see it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from portevoix.build.load import Loader, job_of
from portevoix.core.digest import ABSENT
from portevoix.core.errors import SnapshotMoved
from portevoix.engine.choose import Reason
from portevoix.model.entry import Entry, Section
from portevoix.model.entry_file import EntryFile, source_digest
from portevoix.model.library import Library
from portevoix.model.translation import state_of
from portevoix.serve.moments import hidden, why_hidden
from portevoix.serve.reasons import in_words
from portevoix.source.snapshot import Snapshot

UNKNOWN = "not known just now"
"""The state of a translation while its original is being saved."""


class Known(NamedTuple):
    """What the preview knows at a moment.

    ``library`` holds everything, public or not, ``shown`` what the site shows; ``reasons`` are those for which files
    were last made; ``stands`` says whether there is a page at a path.
    """

    library: Library
    shown: Library
    snapshot: Snapshot
    reasons: Mapping[str, Sequence[Reason]]
    stands: Callable[[str], bool]


def about_page(url: str, known: Known, now: datetime) -> dict[str, Any]:
    """What the bar says of the page at ``url`` (``fr/presse/``, without the campaign's own path)."""
    library = known.library
    entry = next((one for one in library.entries.values() if one.url == url and one.has_page), None)
    section = _section(url, library)
    source, seen, row = None, None, None
    if entry is not None:
        source, seen, row = entry.path, entry.visibility, entry.id
    elif section is not None:
        source, seen, row = section.path if section.said else None, section.visibility, section.id
    stands = known.stands(url)
    return {
        "source": source,
        "languages": _languages(row, library.sections.get(row), known) if row is not None else [],
        "reasons": in_words(known.reasons.get(f"{url}index.html", ())),
        "held": why_hidden(seen, now, library.campaign.time_zone) if seen is not None else None,
        "stands": stands,
        "near": None if stands else _near(url, known.shown),
        "here": _here(url, known, now),
    }


def _section(url: str, library: Library) -> Section | None:
    """The section whose own page stands at ``url``, if any."""
    for section in library.sections.values():
        if section.has_page and url in section.urls.values():
            return section
    return None


def _here(url: str, known: Known, now: datetime) -> list[dict[str, Any]]:
    """The parts of the page at ``url`` that the public does not see at ``now``: entries without pages of their own.

    They stand on the pages of their section, each in the element that has their ``anchor`` for its id.
    """
    library, language = known.shown, url.partition("/")[0]
    parts = {}
    for entry in library.entries.values():
        section = library.sections.get(entry.section)
        if entry.has_page or section is None or not url.startswith(section.urls.get(language, "\0")):
            continue
        read = library.nearest(entry.id, language)
        if read is not None and read.visibility.status(now) != "public":
            parts[read.key] = read
    rows = hidden(parts.values(), library, now)
    return [{**row, "anchor": row["url"].partition("#")[2]} for row in rows]


def _near(url: str, shown: Library) -> dict[str, str] | None:
    """The page whose address is most like ``url``, in the same language."""
    language = url.partition("/")[0]
    titles = {one.url: one.title for one in shown.entries.values() if one.language == language and one.has_page}
    for section in shown.sections.values():
        if section.has_page and language in section.urls:
            titles.setdefault(section.urls[language], section.titles.get(language, section.id))
    found = difflib.get_close_matches(url, titles, 1)
    return {"url": f"{shown.campaign.base_path}{found[0]}", "title": titles[found[0]]} if found else None


def _languages(row: str, section: Section | None, known: Known) -> list[dict[str, Any]]:
    """How the page of the entry or section ``row`` stands in each language."""
    library = known.library
    written = row in library.languages_of
    rows: list[dict[str, Any]] = []
    state: str
    source: str | None
    url: str | None
    for language in library.campaign.languages_in_order():
        entry = library.entry(row, language.tag)
        if entry is not None:
            state, source, url = _state(entry, known), entry.path, entry.url
        else:
            state, source, url = _titled(None if written else section, language.tag)
        rows.append(
            {
                "tag": language.tag,
                "name": language.name,
                "state": state,
                "source": source,
                "url": f"{library.campaign.base_path}{url}" if url is not None and known.stands(url) else None,
            }
        )
    return rows


def _titled(section: Section | None, language: str) -> tuple[str, str | None, str | None]:
    """State, file and address of a section without a text of its own: its titles stand side by side in one file."""
    url = section.urls.get(language) if section is not None else None
    if section is None or language not in section.titles:
        return "missing", None, url
    return "source" if language == section.source_language else "current", section.path, url


def _state(entry: Entry, known: Known) -> str:
    """How the translation stands; while a file is being saved it may not be known."""
    try:
        return state_of(entry, lambda: _digest(entry, known))
    except SnapshotMoved:
        return UNKNOWN


def _digest(entry: Entry, known: Known) -> str | None:
    """The ``source_digest`` of the original of ``entry``, as it is in the snapshot."""
    source = known.library.entry(entry.id, entry.source_language)
    if source is None or not source.has_text or known.snapshot.files.get(source.path, ABSENT) == ABSENT:
        return None
    no_recipe = b""  # nothing read here is kept, or was
    said, _ = Loader(known.snapshot, {}, no_recipe, 1, None).read([job_of(source, known.library)])
    if source.path not in said:
        return None
    return source_digest(EntryFile.from_json(said[source.path]), known.snapshot.read(source.path))
