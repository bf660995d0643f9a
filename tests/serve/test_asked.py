"""Moments as authors write them into the bar's field."""

from datetime import UTC, datetime

import pytest

from portevoix.core.clock import BadMoment
from portevoix.serve.asked import asked_moment
from portevoix.serve.moments import label

ZONE = "Europe/Zurich"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2027-04-26 00:01", "2027-04-26 0:01", "2027-04-26, 0:01", "2027-04-26T00:01:00+02:00", "2027-04-25 22:01Z",
        "2027-04-25 22:01 UTC", "26 April 2027 00:01", "26 April 2027, 00:01", "26 april 2027 at 0:01",
        "26 Apr. 2027 00:01", "April 26, 2027 0:01", "26 April 2027, 00:01 (Europe/Zurich)",
        "26 April 2027 0:01 Zurich", "26 April 00:01 Geneva", "26 April 00:01", "April 26, 00:01 (Europe/Zurich)",
        "25 April 18:01 New York", "26 April 06:01 Beijing", "2027-04-25 22:01 GMT", "  26  April 2027,  00:01  ",
    ],
)  # fmt: skip
def test_what_is_beyond_doubt_is_understood(text: str) -> None:
    assert asked_moment(text, ZONE, NOW) == datetime(2027, 4, 25, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", [ZONE, "America/Port_of_Spain", "UTC", "America/Argentina/Buenos_Aires"])
def test_the_words_in_which_the_bar_tells_a_moment_are_understood(zone: str) -> None:
    for month in range(1, 13):
        moment = asked_moment(f"2027-{month:02}-09 08:05", zone, NOW)
        assert asked_moment(label(moment, zone), zone, NOW) == moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23 November", "2026-11-23"),
        ("22 November", "2027-11-22"),
        ("29 Feb", "2028-02-29"),
        ("1 January", "2027-01-01"),
    ],
)
def test_a_day_without_a_year_is_the_next_one(text: str, day: str) -> None:
    assert asked_moment(text, ZONE, NOW).date().isoformat() == day


def test_the_day_begins_where_it_is_asked_for() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # the 24th in Tokyo
    assert asked_moment("23 November 9:00 Tokyo", ZONE, late).year == 2027
    assert asked_moment("23 November 9:00 New York", ZONE, late).year == 2026


def test_a_day_alone_means_its_first_minute() -> None:
    assert asked_moment("1 Sept 2027", ZONE, NOW).isoformat() == "2027-09-01T00:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("26 April 00:01 Atlantis", "“Atlantis” is no time zone or city", "leave it out: the time means Europe/Zurich"),
        ("26 April 2027 00:01 EST", "“EST” is no time zone or city", "Europe/Paris"),
        ("31 April", "no such date", "calendar"),
        ("26 avril 2027", "“avril” is not the English name of a month", "26 April 2027 00:01"),
        ("26/04/2027", "not a date and time", "2027-04-26 00:01"),
        ("2027-04-26 9 am", "not a date and time", "2027-04-26 00:01"),
        ("1 February 2027 9am", "not a date and time", "2027-04-26 00:01"),
        ("12 January 2027, 6 PM", "not a date and time", "2027-04-26 00:01"),
        (f"1 {'a' * 60_000}(", "not a date and time", "2027-04-26 00:01"),
        ("soon", "not a date and time", "2027-04-26 00:01"),
        ("30 February 2027", "no such date", "calendar"),
        ("28 March 2027 2:30", "does not exist in Europe/Zurich", "later"),
    ],
)
def test_what_is_not_is_refused_with_a_hint(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadMoment) as refused:
        asked_moment(text, ZONE, NOW)
    assert message in str(refused.value)
    assert hint in refused.value.hint
