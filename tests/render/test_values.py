"""Values of front matter as templates see them."""

from __future__ import annotations

from datetime import date

import pytest

from portevoix.render.views.values import time_value


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("2027-04-26T18:00:00+02:00", "2027-04-26T18:00:00+02:00 CEST"),
        ("2027-03-26T18:00:00+01:00", "2027-03-26T18:00:00+01:00 CET"),
        ("2027-04-10T11:00:00+05:45", "2027-04-10T11:00:00+05:45 UTC+05:45"),
        ("2027-04-08T19:00:00-03:00", "2027-04-08T19:00:00-03:00 UTC-03:00"),
    ],
)
def test_an_event_elsewhere_keeps_the_clock_of_its_place(written: str, seen: str) -> None:
    moment = time_value(written, "Europe/Zurich")
    assert f"{moment.isoformat()} {moment.tzname()}" == seen  # type: ignore[attr-defined]


def test_a_day_is_a_date() -> None:
    assert time_value("2027-04-26", "Europe/Zurich") == date(2027, 4, 26)
