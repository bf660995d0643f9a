"""The rules about the brief and the toolkit: each finds what it is for, at its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from build.campaigns import NOON, put, write

from portevoix.check.gate import check, request_for

CAMPAIGN = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
description: {en: A day., fr: Un jour.}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
channels: [social, radio]
objectives:
  - id: reach
    text: {en: Reach people.}
    channels: [social]
    indicators: [{en: People reached}]
-- content/data/hashtags.yaml --
day: {name: {en: OurDay, fr: NotreJour}}
-- content/stats/section.yaml --
title: {en: Figures, fr: Chiffres}
-- content/stats/users.yaml --
title: used it
value: 4.59
scale: billion
year: 2025
source: Statista
-- content/toolkit/section.yaml --
title: {en: Toolkit, fr: Boîte à outils}
-- content/toolkit/posts/section.yaml --
title: {en: Posts, fr: Publications}
-- content/toolkit/posts/come.yaml --
title: {en: Come, fr: Venez}
text: {en: Come., fr: Venez.}
hashtags: [day]
link: pages/about
-- content/pages/about.en.md --
---
title: About
---
Text.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, CAMPAIGN)
    assert found(tmp_path) == []
    return tmp_path


def found(root: Path, now: datetime = NOON) -> list[tuple[str, str, int, int, str]]:
    problems = check(request_for(root, now, jobs=1)).report.problems
    return [(one.code, one.path.removeprefix("content/"), one.line, one.column, one.found) for one in problems]


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text()
    assert old in text
    put(file, text.replace(old, new))


def test_a_post_that_is_too_long_in_one_language_with_link_and_hashtags(site: Path) -> None:
    words = "v" * 245  # and the link as 23, and #NotreJour, and what stands between
    change(site, "toolkit/posts/come.yaml", "fr: Venez.}", f'fr: "{words}"}}\nplatforms: [x, linkedin]')
    assert found(site) == [("post-long", "toolkit/posts/come.yaml", 2, 23, "281 of 280")]
    change(site, "toolkit/posts/come.yaml", "vvv", "vv")
    assert found(site) == []


def test_a_variant_that_is_too_long_and_a_post_with_too_many_bytes(site: Path) -> None:
    change(site, "toolkit/posts/come.yaml", "hashtags: [day]\n", f"variants: {{en: [Short, {'👩‍👩‍👧‍👦' * 150}]}}\n")
    change(site, "toolkit/posts/come.yaml", "link: pages/about", "platforms: [bluesky]")
    assert found(site) == [("post-long", "toolkit/posts/come.yaml", 3, 24, "3750 of 3000")]


def test_a_hashtag_that_a_platform_does_not_take(site: Path) -> None:
    change(site, "data/hashtags.yaml", "NotreJour", "N" * 51)
    assert found(site) == []
    change(site, "toolkit/posts/come.yaml", "hashtags: [day]", "hashtags: [day]\nplatforms: [threads]")
    assert found(site) == [("hashtag-unfit", "data/hashtags.yaml", 1, 30, "N" * 51)]


def test_a_statistic_grows_old_unless_someone_looks_at_its_source(site: Path) -> None:
    later = NOON.replace(year=2029)
    assert found(site, later) == [("stat-old", "stats/users.yaml", 4, 7, "2025-12-31")]
    change(site, "stats/users.yaml", "year: 2025", "year: 2025\nchecked: 2028-11-02")
    assert found(site, later) == []


def test_a_forecast_ends_when_its_year_begins(site: Path) -> None:
    change(site, "stats/users.yaml", "year: 2025", "year: 2027\nforecast: true\nchecked: 2026-11-02")
    assert found(site) == [("stat-old", "stats/users.yaml", 5, 11, "2027")]
    assert found(site, NOON.replace(year=2026)) == []
    change(site, "stats/users.yaml", "2026-11-02", "2027-01-30")
    assert found(site) == []


def test_an_objective_without_an_indicator_and_a_channel_without_content(site: Path) -> None:
    change(site, "campaign.yaml", "    indicators: [{en: People reached}]\n", "")
    change(site, "campaign.yaml", "[social, radio]", "[radio, events]")
    change(site, "campaign.yaml", "channels: [social]", "channels: [events]")
    codes = {(code, value) for code, _, _, _, value in found(site)}
    assert codes == {("brief-indicator", "reach"), ("brief-channel", "events")}
