"""Moments: what appears and disappears when, and how the site at one moment differs from the one at another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from portevoix.core.clock import zone as zone_of
from portevoix.model.entry import Entry
from portevoix.model.library import Library

MOST = 60
"""How many transitions are told."""
_INSTANT = timedelta(microseconds=1)


def transitions(library: Library, now: datetime) -> list[dict[str, Any]]:
    """The moments after ``now`` at which entries appear or disappear, the next first, each with these entries."""
    turns: dict[datetime, tuple[list[Entry], list[Entry]]] = {}
    for entry in library.entries.values():
        for moment in entry.visibility.transitions():
            if moment <= now:
                continue
            before, after = entry.visibility.status(moment - _INSTANT), entry.visibility.status(moment)
            came, went = turns.setdefault(moment, ([], []))
            if after == "public" != before:
                came.append(entry)
            elif before == "public" != after:
                went.append(entry)
    zone = library.campaign.time_zone
    return [
        {
            "at": moment.isoformat(), "label": label(moment, zone),
            "appears": named(came, library), "disappears": named(went, library),
        }
        for moment, (came, went) in sorted(turns.items())[:MOST]
        if came or went
    ]  # fmt: skip


def label(moment: datetime, zone: str) -> str:
    """The moment on the campaign's clock: ``26 April 2027, 00:01 (Europe/Zurich)``."""
    local = moment.astimezone(zone_of(zone))
    return f"{local.day} {local:%B %Y, %H:%M} ({zone})"


def differences(now: Library, shown: Library) -> dict[str, Any]:
    """The entries that ``shown`` has and ``now`` has not, and the other way round."""
    return {
        "appears": named((entry for key, entry in shown.entries.items() if key not in now.entries), shown),
        "disappears": named((entry for key, entry in now.entries.items() if key not in shown.entries), now),
    }


def named(entries: Iterable[Entry], library: Library) -> list[dict[str, Any]]:
    """Entries as the bar names them."""
    base = library.campaign.base_path
    return [{"title": entry.title, "language": entry.language, "url": f"{base}{entry.url}"} for entry in entries]
