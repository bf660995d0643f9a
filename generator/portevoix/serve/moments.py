"""Moments: what appears and disappears when, and how the site at one moment differs from the one at another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from portevoix.core.clock import zone as zone_of
from portevoix.model.entry import Entry
from portevoix.model.library import Library
from portevoix.model.visibility import Visibility

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


def why_hidden(seen: Visibility, now: datetime, zone: str) -> str | None:
    """Why the public does not see at ``now`` what is ``seen`` so, and until or since when; None when it does."""
    status = seen.status(now)
    if status == "embargoed" and seen.embargo is not None:
        return f"under embargo until {label(seen.embargo, zone)}"
    if status == "scheduled" and seen.publish_at is not None:
        return f"scheduled for {label(seen.publish_at, zone)}"
    if status == "expired" and seen.expires_at is not None:
        return f"expired on {label(seen.expires_at, zone)}"
    return None if status == "public" else status


def differences(now: Library, shown: Library, moment: datetime, wished: datetime) -> dict[str, Any]:
    """The entries that ``shown`` has and ``now`` has not, and the other way round.

    ``moment`` is now, ``wished`` the moment as of which the site is shown: each says what hides the entries then.
    """
    return {
        "appears": hidden((one for key, one in shown.entries.items() if key not in now.entries), shown, moment),
        "disappears": hidden((one for key, one in now.entries.items() if key not in shown.entries), now, wished),
    }


def hidden(entries: Iterable[Entry], library: Library, moment: datetime) -> list[dict[str, Any]]:
    """Entries as the bar names them, and why the public does not see each at ``moment``."""
    zone = library.campaign.time_zone
    return [
        {
            **_named(entry, library),
            "entry": entry.id,
            "status": entry.visibility.status(moment),
            "held": why_hidden(entry.visibility, moment, zone),
        }
        for entry in entries
    ]


def named(entries: Iterable[Entry], library: Library) -> list[dict[str, Any]]:
    """Entries as the bar names them."""
    return [_named(entry, library) for entry in entries]


def _named(entry: Entry, library: Library) -> dict[str, Any]:
    address = f"{library.campaign.base_path}{entry.url}"
    return {"title": entry.title, "language": entry.language, "url": address}
