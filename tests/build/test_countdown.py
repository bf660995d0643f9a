"""The countdown on the home page, as the build leaves it: right on its day, in every phase."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import made, small
from selectolax.lexbor import LexborHTMLParser


def countdown(root: Path, now: datetime) -> LexborHTMLParser:
    report = made(root, now=now)
    assert not report.failed, report.problems
    return LexborHTMLParser((root / "output/en/index.html").read_text())


def words(page: LexborHTMLParser) -> str:
    (place,) = page.css(".countdown")
    return " ".join(place.text(separator=" ").split())


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2027, 2, 1, 12, tzinfo=UTC), "Time until April 26, 2027 84 days"),
        (datetime(2027, 4, 24, 21, 59, tzinfo=UTC), "Time until April 26, 2027 2 days"),
        (datetime(2027, 4, 24, 22, 0, tzinfo=UTC), "Time until April 26, 2027 1 day"),  # midnight in Zurich
        (datetime(2027, 4, 25, 22, 0, tzinfo=UTC), "It is on now"),
        (datetime(2027, 4, 26, 22, 0, tzinfo=UTC), "It was on April 26, 2027"),
    ],
)
def test_it_is_right_at_every_moment_in_the_zone_of_the_campaign(tmp_path: Path, now: datetime, told: str) -> None:
    small(tmp_path)
    assert words(countdown(tmp_path, now)) == told


def test_the_script_gets_the_moments_at_which_the_day_begins_and_ends(tmp_path: Path) -> None:
    small(tmp_path)
    (place,) = countdown(tmp_path, datetime(2027, 2, 1, tzinfo=UTC)).css(".countdown")
    assert place.attributes["data-begins"] == "2027-04-26T00:00:00+02:00"
    assert place.attributes["data-ends"] == "2027-04-27T00:00:00+02:00"


def test_a_day_that_begins_in_the_evening_is_today_until_then(tmp_path: Path) -> None:
    small(tmp_path)
    file = tmp_path / "content/campaign.yaml"
    file.write_text(file.read_text().replace("{from: 2027-04-26}", '{from: "2027-04-26 18:00"}'))
    assert words(countdown(tmp_path, datetime(2027, 4, 26, 8, tzinfo=UTC))) == "Time until April 26, 2027 Today"


def test_a_campaign_without_a_day_has_none(tmp_path: Path) -> None:
    small(tmp_path)
    file = tmp_path / "content/campaign.yaml"
    file.write_text(file.read_text().replace("key_dates: {day: {from: 2027-04-26}}\n", ""))
    (tmp_path / "themes/mine/templates/partials/extra.html").write_text("")
    assert not countdown(tmp_path, datetime(2027, 2, 1, tzinfo=UTC)).css(".countdown")


def test_dates_are_listed_when_they_say_more_than_the_countdown(tmp_path: Path) -> None:
    small(tmp_path)
    file = tmp_path / "content/campaign.yaml"
    settings, now = file.read_text(), datetime(2027, 2, 1, tzinfo=UTC)
    file.write_text(settings.replace("{from: 2027-04-26}", "{from: 2027-04-26, name: {en: The day}}"))
    assert not countdown(tmp_path, now).css("#key-dates")
    call = ", call: {from: 2027-03-01, name: {en: Call for ideas}}}"
    file.write_text(file.read_text().replace("{en: The day}}}", "{en: The day}}" + call))
    (listed,) = countdown(tmp_path, now).css("[aria-labelledby=key-dates]")
    assert "Call for ideas" in listed.text()
    assert "The day" in listed.text()
