"""A moment as authors write it into the bar's field: as in front matter, or in the words in which the bar tells it."""

from __future__ import annotations

import re
from datetime import datetime

from portevoix.core.clock import BadMoment, parse_moment

FORM = "write it like 2027-04-26 00:01, or 26 April 2027 00:01"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ASKED = re.compile(
    r"""
    (?: (?P<date> \d{4}-\d{2}-\d{2} )
      | (?P<day> \d{1,2} ) \s+ (?P<month> [a-z]{3,} ) \.? ,? (?: \s+ (?P<year> \d{4} ) )?
      | (?P<month_first> [a-z]{3,} ) \.? \s+ (?P<day_after> \d{1,2} ) (?! [\d:] ) (?: ,? \s* (?P<year_after> \d{4} ) )?
    )
    (?: ,? (?: \s+ (?: at \s )? | t ) (?P<hours> \d{1,2} ) (?P<minutes> :\d{2} (?: :\d{2} )? ) )?
    \s* (?P<offset> (?: z | utc ) \b | [+-]\d{2}:?\d{2} )?
    (?: ,? \s* \(? (?P<place> [^\W\d] [^()]* ) \)? )?
    $""",
    re.VERBOSE | re.IGNORECASE,
)


def asked_moment(text: str, zone: str) -> datetime:
    """The moment that ``text`` names in the campaign's ``zone``; ``BadMoment`` when that is not beyond doubt.

    Beside what ``parse_moment`` reads: a day with its month's English name and a year, an hour of one digit, and
    behind it the campaign's own zone, by its name or its city.
    """
    found = _ASKED.match(" ".join(text.split()))
    if found is None:
        raise BadMoment("this is not a date and time", FORM)
    if (place := found["place"]) is not None and not _means(place.strip(), zone):
        hint = f"leave it out: the time means {zone}, the campaign's"
        year = "" if found["date"] or found["year"] or found["year_after"] else "; and write the year"
        raise BadMoment(f"“{place.strip()}” is not the campaign's time zone", hint + year)
    written = found["date"] or _date(found)
    if found["hours"] is not None:
        written += f" {found['hours'].zfill(2)}{found['minutes']}"
    return parse_moment(written + (found["offset"] or "").upper().replace("UTC", "Z"), zone)


def _means(place: str, zone: str) -> bool:
    """Whether ``place`` is the ``zone``, or its city."""
    known = {zone, zone.rpartition("/")[2]}
    return place.replace(" ", "_").casefold() in {name.casefold() for name in known}


def _date(found: re.Match[str]) -> str:
    """The date, from a month's English name or the beginning of it."""
    day, word, year = (found[name] or found[other] for name, other in _EITHER)
    months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold())]
    if word.casefold() == "sept":
        months = [9]
    if not months:
        raise BadMoment(f"“{word}” is not the English name of a month", FORM)
    if year is None:
        raise BadMoment("this day has no year", f"write the year, too: {day} {_MONTHS[months[0] - 1].title()} 2027")
    return f"{year}-{months[0]:02}-{int(day):02}"


_EITHER = (("day", "day_after"), ("month", "month_first"), ("year", "year_after"))
