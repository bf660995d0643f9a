"""Dates, times and numbers by language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portevoix.render.formats import filters

EVENING = datetime(2027, 4, 26, 18, 5, tzinfo=ZoneInfo("Europe/Zurich"))


def filter_of(name: str, tag: str) -> Callable[[Any], str]:
    found: Callable[[Any], str] = filters(lambda: SimpleNamespace(formats=tag))[name]
    return found


@pytest.mark.parametrize(
    ("tag", "day", "moment"),
    [
        ("ar", "26 أبريل 2027", "26 أبريل 2027، 6:05 م (UTC+02:00)"),
        ("es", "26 de abril de 2027", "26 de abril de 2027, 18:05 (UTC+02:00)"),
        ("en-GB", "26 April 2027", "26 April 2027, 18:05 (UTC+02:00)"),
        ("fr", "26 avril 2027", "26 avril 2027, 18:05 (UTC+02:00)"),
        ("ru", "26 апреля 2027\u202fг.", "26 апреля 2027\u202fг., 18:05 (UTC+02:00)"),
        ("zh-Hans", "2027年4月26日", "2027年4月26日 18:05（UTC+02:00）"),
    ],
)
def test_days_and_moments(tag: str, day: str, moment: str) -> None:
    assert filter_of("day", tag)(EVENING) == day
    assert filter_of("moment", tag)(EVENING) == moment


@pytest.mark.parametrize(
    ("tag", "four", "five"),
    [
        ("en", "1,234", "12,345"),
        ("es", "1234", "12.345"),
        ("es-MX", "1,234", "12,345"),
        ("fr", "1\u202f234", "12\u202f345"),
        ("ru", "1\u00a0234", "12\u00a0345"),
        ("zh-Hans", "1,234", "12,345"),
    ],
)
def test_thousands_are_divided_as_the_language_does(tag: str, four: str, five: str) -> None:
    assert filter_of("number", tag)(1234) == four
    assert filter_of("number", tag)(12345) == five


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert filter_of("day", "fr")(date(2027, 3, 1)) == "1er mars 2027"
    assert filter_of("day", "fr")(date(2027, 3, 11)) == "11 mars 2027"
