"""A moment as authors write it into the bar's field: as in front matter, or in the words in which the bar tells it."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import available_timezones

from portevoix.core.clock import BadMoment, parse_moment
from portevoix.core.clock import zone as zone_of

LONGEST = 200
"""Letters of the longest text that is looked at."""
FORM = "write it like 2027-04-26 00:01, or 26 April 2027 00:01"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_REGIONS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian", "Pacific",
}  # fmt: skip
_CITIES = {
    city: zone
    for zone, cities in {
        "Africa/Johannesburg": "cape_town pretoria",
        "Africa/Lagos": "abuja",
        "America/Los_Angeles": "san_francisco seattle",
        "America/New_York": "boston washington",
        "America/Sao_Paulo": "brasilia brasília rio_de_janeiro",
        "America/Toronto": "montreal montréal ottawa",
        "Asia/Dubai": "abu_dhabi",
        "Asia/Ho_Chi_Minh": "hanoi",
        "Asia/Karachi": "islamabad",
        "Asia/Kolkata": "bangalore delhi mumbai new_delhi",
        "Asia/Shanghai": "beijing guangzhou shenzhen",
        "Asia/Tokyo": "kyoto osaka",
        "Europe/Amsterdam": "the_hague",
        "Europe/Berlin": "bonn frankfurt hamburg munich",
        "Europe/London": "edinburgh",
        "Europe/Madrid": "barcelona",
        "Europe/Paris": "lyon strasbourg",
        "Europe/Rome": "milan turin",
        "Europe/Zurich": "bern geneva geneve genève zürich",
    }.items()
    for city in cities.split()
}
"""Cities in datelines that have no zone of their own name."""
_ASKED = re.compile(
    r"""
    (?: (?P<date> \d{4}-\d{2}-\d{2} )
      | (?P<day> \d{1,2} ) \s+ (?P<month> [a-z]{3,} ) (?! [a-z] ) \.? ,? (?: \s+ (?P<year> \d{4} ) )?
      | (?P<month_first> [a-z]{3,} ) (?! [a-z] ) \.? \s+ (?P<day_after> \d{1,2} ) (?! [\d:] )
        (?: ,? \s* (?P<year_after> \d{4} ) )?
    )
    (?: ,? (?: \s+ (?: at \s )? | t ) (?P<hours> \d{1,2} ) (?P<minutes> :\d{2} (?: :\d{2} )? ) )?
    \s* (?P<offset> (?: z | utc ) \b | [+-]\d{2}:?\d{2} )?
    (?: ,? \s* \(? (?P<place> [^\W\d] [^()]* ) \)? )?
    $""",
    re.VERBOSE | re.IGNORECASE,
)


def asked_moment(text: str, zone: str, now: datetime) -> datetime:
    """The moment that ``text`` names in the campaign's ``zone``; ``BadMoment`` when that is not beyond doubt.

    Beside what ``parse_moment`` reads: a day with its month's English name, which without a year is the next one from
    ``now`` on, and behind it another zone, by its name or a city.
    """
    found = _ASKED.match(" ".join(text.split())) if len(text) <= LONGEST else None
    if found is None:
        raise BadMoment("this is not a date and time", FORM)
    if (place := found["place"]) is not None:
        zone = _zone(place.strip(), zone)
    written = found["date"] or _date(found, now.astimezone(zone_of(zone)).date())
    if found["hours"] is not None:
        written += f" {found['hours']}{found['minutes']}"
    return parse_moment(written + (found["offset"] or "").upper().replace("UTC", "Z"), zone)


def _zone(place: str, ours: str) -> str:
    """The zone that is called ``place``, or in which that city lies; among several of one name it is ``ours``."""
    asked = place.replace(" ", "_").casefold()
    if asked in _CITIES:
        return _CITIES[asked]
    zones = sorted(name for name in available_timezones() if name.partition("/")[0] in _REGIONS)
    for name in (ours, *zones):
        if asked in (name.casefold(), name.rpartition("/")[2].casefold()):
            return name
    hint = f"leave it out: the time means {ours}, the campaign's; or write a zone's whole name, as Europe/Paris"
    raise BadMoment(f"“{place}” is no time zone or city known here", hint)


def _date(found: re.Match[str], today: date) -> str:
    """The date, from a month's English name or the beginning of it; without a year the next one."""
    day, word, year = (found[name] or found[other] for name, other in _EITHER)
    months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold())]
    if word.casefold() == "sept":
        months = [9]
    if not months:
        raise BadMoment(f"“{word}” is not the English name of a month", FORM)
    behind = f"{months[0]:02}-{int(day):02}"
    return f"{year or _year(behind, today)}-{behind}"


def _year(day: str, today: date) -> int:
    """The year in which ``day`` comes next: the 29th of February may be eight years away."""
    coming = (f"{year:04}-{day}" for year in range(today.year, today.year + 9))
    return next((int(one[:4]) for one in coming if one >= today.isoformat() and _exists(one)), today.year)


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


_EITHER = (("day", "day_after"), ("month", "month_first"), ("year", "year_after"))
