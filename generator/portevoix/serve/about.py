"""About a page: where it comes from, how its translations stand, why it was made, whether the public may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from portevoix.build.load import Loader, job_of
from portevoix.build.recipe import recipe
from portevoix.core.digest import ABSENT
from portevoix.engine.choose import Reason
from portevoix.model.entry import Entry
from portevoix.model.entry_file import EntryFile, source_digest
from portevoix.model.library import Library
from portevoix.model.translation import state_of
from portevoix.serve.moments import label
from portevoix.serve.reasons import in_words
from portevoix.source.snapshot import Snapshot


def about_page(
    url: str, library: Library, snapshot: Snapshot, now: datetime, reasons: Mapping[str, Sequence[Reason]]
) -> dict[str, Any]:
    """What the bar says of the page at ``url`` (``fr/presse/``, without the campaign's own path).

    ``library`` holds everything, public or not; ``reasons`` are those for which files were last made.
    """
    found = next((entry for entry in library.entries.values() if entry.url == url and entry.has_page), None)
    section = next(
        (
            (one, language)
            for one in library.sections.values()
            for language, address in one.urls.items()
            if address == url and one.has_page
        ),
        None,
    )
    source = found.path if found is not None else None
    if found is None and section is not None:
        source = section[0].path if section[0].said else None
    return {
        "source": source,
        "languages": _languages(found, library, snapshot) if found is not None else [],
        "reasons": in_words(reasons.get(f"{url}index.html", ())),
        "held": _held(found, now, library.campaign.time_zone) if found is not None else None,
    }


def _languages(entry: Entry, library: Library, snapshot: Snapshot) -> list[dict[str, Any]]:
    rows = []
    source = library.entry(entry.id, entry.source_language)
    current = _digest(source, library, snapshot) if source is not None and source.has_text else None
    for language in library.campaign.languages_in_order():
        other = library.entry(entry.id, language.tag)
        rows.append(
            {
                "tag": language.tag,
                "name": language.name,
                "state": state_of(other, lambda: current) if other is not None else "missing",
                "source": other.path if other is not None else None,
                "url": f"{library.campaign.base_path}{other.url}" if other is not None and other.has_page else None,
            }
        )
    return rows


def _digest(source: Entry, library: Library, snapshot: Snapshot) -> str | None:
    """The ``source_digest`` of an original as it is in the snapshot."""
    if snapshot.files.get(source.path, ABSENT) == ABSENT:
        return None
    said, _ = Loader(snapshot, {}, recipe(), 1, None).read([job_of(source, library)])
    if source.path not in said:
        return None
    return source_digest(EntryFile.from_json(said[source.path]), snapshot.read(source.path))


def _held(entry: Entry, now: datetime, zone: str) -> str | None:
    """Why the public does not see ``entry`` at ``now``; None when it does."""
    seen = entry.visibility
    status = seen.status(now)
    if status == "embargoed" and seen.embargo is not None:
        return f"under embargo until {label(seen.embargo, zone)}"
    if status == "scheduled" and seen.publish_at is not None:
        return f"scheduled for {label(seen.publish_at, zone)}"
    return None if status == "public" else status
