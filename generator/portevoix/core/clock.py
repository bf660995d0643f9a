"""Time: explicit moments, and campaign time zones from a pinned database.

Zones come from the ``tzdata`` package, never from the machine, so that two machines agree about a future change of
clocks.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?))?\s*(Z|[+-]\d{2}:?\d{2})?$")


class BadMoment(ValueError):
    """A time that cannot be understood, or that does not exist or exists twice where it is meant; the text says why.

    ``hint`` says what to write instead; it is empty when the form is what is wrong.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone ``name`` (``Europe/Zurich``) from the pinned database; ``BadMoment`` when there is none."""
    from importlib.resources import files

    parts = name.split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9_+\-]+", part) for part in parts):
        raise BadMoment(f"there is no time zone “{name}”")
    resource = files("tzdata.zoneinfo").joinpath(*parts)
    try:
        with resource.open("rb") as stream:
            return ZoneInfo.from_file(stream, key=name)
    except (OSError, ValueError):
        raise BadMoment(f"there is no time zone “{name}”") from None


def local(naive: datetime, zone_name: str) -> datetime:
    """The one moment at which clocks in ``zone_name`` show ``naive``.

    ``BadMoment`` when they never show it (clocks go forward) or show it twice (clocks go back).
    """
    where = zone(zone_name)
    early, late = naive.replace(tzinfo=where, fold=0), naive.replace(tzinfo=where, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    if early.astimezone(UTC).astimezone(where).replace(tzinfo=None) != naive:
        raise BadMoment(
            f"this time does not exist in {zone_name}: the clocks go forward over it",
            "choose an earlier or a later time",
        )
    raise BadMoment(
        f"this time exists twice in {zone_name}: the clocks go back over it",
        f"write the offset that is meant: {early.isoformat(' ', 'minutes')} or {late.isoformat(' ', 'minutes')}",
    )


def parse_moment(text: str, zone_name: str) -> datetime:
    """The moment that ``text`` names: ``2026-04-26``, ``2026-04-26 00:01``, also with seconds, ``Z`` or an offset.

    The hour may have one digit. Without an offset it means ``zone_name``; a date alone means its first minute. The
    result carries its offset.
    """
    match = _MOMENT.match(text.strip())
    if not match:
        raise BadMoment("this is not a date and time")
    day, clock_time, offset = match.groups()
    try:
        naive = datetime.fromisoformat(day)
        if clock_time:
            hours, _, rest = clock_time.partition(":")
            naive = datetime.combine(naive.date(), time.fromisoformat(f"{hours.zfill(2)}:{rest}"))
    except ValueError:
        hint = "look at a calendar for the day; the hours go from 00:00 to 23:59"
        raise BadMoment("there is no such date or time", hint) from None
    if offset is None:
        return local(naive, zone_name)
    try:
        return datetime.fromisoformat(naive.isoformat() + ("+00:00" if offset == "Z" else offset))
    except ValueError:
        raise BadMoment("there is no such offset", "offsets go from -12:00 to +14:00") from None


def start_of_day(moment: datetime, zone_name: str, days: int = 0) -> datetime:
    """When the calendar day that ``moment`` falls on in ``zone_name`` began (``days`` later or earlier), in UTC."""
    where = zone(zone_name)
    day = moment.astimezone(where).date() + timedelta(days=days)
    return datetime.combine(day, time(), where).astimezone(UTC)
