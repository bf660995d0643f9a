"""Moments as authors write them into the bar's field."""

from datetime import UTC, datetime

import pytest

from portevoix.core.clock import BadMoment
from portevoix.serve.asked import asked_moment
from portevoix.serve.moments import label

ZONE = "Europe/Zurich"


@pytest.mark.parametrize(
    "text",
    [
        "2027-04-26 00:01", "2027-04-26 0:01", "2027-04-26, 0:01", "2027-04-26T00:01:00+02:00", "2027-04-25 22:01Z",
        "2027-04-25 22:01 UTC", "26 April 2027 00:01", "26 April 2027, 00:01", "26 april 2027 at 0:01",
        "26 Apr. 2027 00:01", "April 26, 2027 0:01", "26 April 2027, 00:01 (Europe/Zurich)",
        "26 April 2027 0:01 Zurich", "  26  April 2027,  00:01  ",
    ],
)  # fmt: skip
def test_what_is_beyond_doubt_is_understood(text: str) -> None:
    assert asked_moment(text, ZONE) == datetime(2027, 4, 25, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", [ZONE, "America/Port_of_Spain", "UTC", "America/Argentina/Buenos_Aires"])
def test_the_words_in_which_the_bar_tells_a_moment_are_understood(zone: str) -> None:
    for month in range(1, 13):
        moment = asked_moment(f"2027-{month:02}-09 08:05", zone)
        assert asked_moment(label(moment, zone), zone) == moment


def test_a_day_alone_means_its_first_minute() -> None:
    assert asked_moment("1 Sept 2027", ZONE).isoformat() == "2027-09-01T00:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("26 April 00:01 Geneva", "“Geneva” is not the campaign's", "leave it out: the time means Europe/Zurich"),
        ("26 April 00:01 Geneva", "“Geneva” is not the campaign's", "and write the year"),
        ("26 April 2027 00:01 Europe/Paris", "“Europe/Paris” is not", "leave it out"),
        ("26 April 00:01", "no year", "26 April 2027"),
        ("26 avril 2027", "“avril” is not the English name of a month", "26 April 2027 00:01"),
        ("26/04/2027", "not a date and time", "2027-04-26 00:01"),
        ("2027-04-26 9 am", "not a date and time", "2027-04-26 00:01"),
        ("soon", "not a date and time", "2027-04-26 00:01"),
        ("30 February 2027", "no such date", "calendar"),
        ("28 March 2027 2:30", "does not exist in Europe/Zurich", "later"),
    ],
)
def test_what_is_not_is_refused_with_a_hint(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadMoment) as refused:
        asked_moment(text, ZONE)
    assert message in str(refused.value)
    assert hint in refused.value.hint
