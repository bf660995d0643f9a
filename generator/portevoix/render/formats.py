"""Dates, times and numbers as each language writes them (Unicode CLDR, through Babel, imported where it is needed)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

from portevoix.core.languages import autonym

if TYPE_CHECKING:
    from babel import Locale

_KEPT = 4096
"""How many dates and numbers are kept in words: lists name the same ones again and again."""
_FOUR_DIGITS_UNDIVIDED = frozenset("be bg es es-ES et hu hy it it-CH ka lv pl pt-PT sl sq".split())
"""Languages that write 1234, but 12.345: CLDR's ``minimumGroupingDigits``, which Babel does not know."""
_FULL_WIDTH = ("zh", "yue", "ja")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_DIGITS = 6
"""Digits after the point that a figure may have."""
_UNITS = (("megabyte", 1_000_000), ("kilobyte", 1_000))


@cache
def locale(tag: str) -> Locale:
    """The locale of a language tag; English's forms for a language that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def iso(value: date | datetime) -> str:
    """For machines: ``2026-04-26``, or ``2026-04-26T00:01:00+02:00``."""
    return value.isoformat()


def iso_utc(value: date | datetime | None) -> str | None:
    """As Atom has it: a date counts as its first instant in UTC (RFC 3339)."""
    if value is None:
        return None
    if not isinstance(value, datetime):
        return f"{value.isoformat()}T00:00:00Z"
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def bytes_in_words(size: int, tag: str) -> str:
    """A file's size: ``340 kB`` in the units and figures of the language; decimal units."""
    from babel.units import format_unit

    unit, step = next(((unit, step) for unit, step in _UNITS if size >= step), ("byte", 1))
    figure = round(size / step, 1 if step < size < 10 * step else None)
    return format_unit(figure, f"digital-{unit}", length="short", locale=locale(tag))


def in_one_list(words: Sequence[str], tag: str) -> str:
    """Words one after the other, as the language lists them: a, b and c."""
    from babel.lists import format_list

    return format_list(words, locale=locale(tag))


def in_words(value: date, tag: str) -> str:
    """The day as the language writes it: 26 April 2027."""
    return _day(value, "long", tag)


def filters(scope_of: Callable[[], Any]) -> dict[str, Callable[..., Any]]:
    """The filters that depend on the page's language; ``scope_of`` gives the ``Scope`` of the product being made."""

    def tag() -> str:
        return str(scope_of().formats)

    def day(value: date) -> str:
        return _day(_date(value), "long", tag())

    def day_short(value: date) -> str:
        return _day(_date(value), "medium", tag())

    def moment(value: datetime) -> str:
        both = _joined("long", tag()).replace("{0}", clock(value)).replace("{1}", day(value))
        return both + _in_brackets(_offset(value), tag())

    def clock(value: datetime) -> str:
        return _time(value, "short", tag())

    def zoned(value: datetime) -> str:
        time = f"{_time(value, 'HH:mm', tag())} {zone_name(value)}"
        return _joined("medium", tag()).replace("{0}", time).replace("{1}", day(value))

    def utc(value: datetime) -> datetime:
        return value.astimezone(UTC)

    def language_name(value: str) -> str:
        return locale(tag()).languages.get(value.replace("-", "_")) or autonym(value)

    def number(value: float) -> str:
        return _number(value, tag())

    def figure(value: float, scale: str | None = None) -> str:
        return _figure(value, scale, tag())

    def size(value: int) -> str:
        return bytes_in_words(value, tag())

    def absolute(value: str) -> str:
        return str(scope_of().site.origin) + value if value.startswith("/") else value

    return {
        "day": day, "day_short": day_short, "moment": moment, "clock": clock, "number": number, "figure": figure,
        "bytes": size, "iso": iso, "absolute": absolute, "zoned": zoned, "utc": utc, "language_name": language_name,
    }  # fmt: skip


def _date(value: date) -> date:
    """The day of a moment in its own zone; a key must not be a moment, which equals itself in every zone."""
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=_KEPT)
def _day(value: date, length: Literal["long", "medium"], tag: str) -> str:
    from babel import dates

    words = dates.format_date(value, length, locale=locale(tag))
    return words.replace("1 ", "1er ", 1) if value.day == 1 and tag.split("-")[0] == "fr" else words


def _time(value: datetime, form: str, tag: str) -> str:
    from babel import dates

    return dates.format_time(value, form, locale=locale(tag))


def _joined(length: Literal["long", "medium"], tag: str) -> str:
    """How the language puts a time (``{0}``) and a day (``{1}``) together."""
    from babel import dates

    return str(dates.get_datetime_format(length, locale=locale(tag))).replace("'", "")


@lru_cache(maxsize=_KEPT, typed=True)
def _number(value: float, tag: str) -> str:
    from babel import numbers

    return numbers.format_decimal(value, locale=locale(tag), group_separator=_divided(value, tag))


def _divided(value: float, tag: str) -> bool:
    """Whether the thousands of a number are set apart."""
    return tag not in _FOUR_DIGITS_UNDIVIDED or abs(value) >= 10_000


def _in_brackets(text: str, tag: str) -> str:
    return f"（{text}）" if tag.split("-")[0] in _FULL_WIDTH else f" ({text})"


@lru_cache(maxsize=_KEPT, typed=True)
def _figure(value: float, scale: str | None, tag: str) -> str:
    """A figure of a statistic: 4.59 billion, 4,59 milliards, 45.9亿; with as many digits as it has."""
    from babel import numbers

    if scale == "percent":
        exact = Decimal(str(value)) / 100
        return numbers.format_percent(exact, locale=locale(tag), decimal_quantization=False)
    if scale is None:
        exact, apart = Decimal(str(value)), _divided(value, tag)
        return numbers.format_decimal(exact, locale=locale(tag), decimal_quantization=False, group_separator=apart)
    exact = (Decimal(str(value)) * _SCALES[scale]).normalize()  # zeros after the point would change the plural
    known = locale(tag).compact_decimal_formats
    length: Literal["long", "short"] = "long" if "long" in known else "short"
    return numbers.format_compact_decimal(exact, format_type=length, locale=locale(tag), fraction_digits=_DIGITS)


def zone_name(value: datetime) -> str:
    """What the clock of a moment is called: ``CEST``, else its distance from UTC."""
    name = value.tzname() or ""
    return name if name.isalpha() else _offset(value)


def _offset(value: datetime) -> str:
    """``UTC+02:00``."""
    text = value.strftime("%z")
    return f"UTC{text[:3]}:{text[3:5]}" if text and text != "+0000" else "UTC"
