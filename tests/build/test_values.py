"""One page for each value of a facet, over the whole site: what stands on it, and what makes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from build.campaigns import clean, made, page, put, tree, write

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
facets: {topic: {slug: {fr: theme}}}
-- content/data/topics.yaml --
climate: {name: {en: Climate, fr: Climat}, slug: {fr: climat}}
health: {name: {en: Health, fr: Santé}}
-- content/data/countries.yaml --
KE: {}
-- content/articles/rain.en.md --
---
title: Rain
date: 2027-01-01
topic: [climate]
country: [KE]
---
It rains.
-- content/articles/rain.fr.md --
---
title: Pluie
---
Il pleut.
-- content/messages/voice.en.md --
---
title: Voice
topic: [climate, health]
---
Speak.
-- content/pages/about.en.md --
---
title: About
topic: climate
---
Text.
-- content/pages/plain.en.md --
---
title: Plain
---
Text.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    assert made(tmp_path).problems == ()
    return tmp_path


def changed(site: Path, path: str, old: str, new: str) -> set[str]:
    text = (site / path).read_text()
    assert old in text
    (site / path).write_text(text.replace(old, new))
    report = made(site)
    assert not report.failed, report.problems
    return set(report.made)


def test_a_value_has_one_page_that_gathers_all_sections(site: Path) -> None:
    climate = page(site, "en/topic/climate")
    assert "<h1>Climate</h1>" in climate
    for title in ("Rain", "Voice", "About"):
        assert f">{title}</a>" in climate
    assert "Plain" not in climate
    french = page(site, "fr/theme/climat")
    assert "Pluie" in french
    assert "Voice" not in french


def test_a_country_is_named_in_every_language_by_its_code_alone(site: Path) -> None:
    assert "<h1>Kenya</h1>" in page(site, "en/country/ke")
    assert "<h1>Kenya</h1>" in page(site, "fr/country/ke")


def test_entries_and_home_lead_to_it(site: Path) -> None:
    assert 'href="/day/en/topic/climate/"' in page(site, "en/articles/rain")
    assert 'href="/day/en/topic/climate/"' in page(site, "en")
    assert "<loc>https://example.org/day/en/topic/climate/</loc>" in (site / "output/sitemap-en.xml").read_text()
    assert 'hreflang="fr" href="https://example.org/day/fr/theme/climat/"' in page(site, "en/topic/climate")


def test_a_long_group_shows_its_first_and_leads_to_all(site: Path) -> None:
    for number in range(9):
        text = f"---\ntitle: More {number}\ndate: 2027-01-1{number}\ntopic: climate\n---\nText.\n"
        put(site / f"content/articles/more-{number}.en.md", text)
    made(site)
    climate = page(site, "en/topic/climate")
    assert climate.count(">More ") == 6
    assert '<a href="/day/en/articles/topic/climate/">Show all: 10</a>' in climate


def test_it_is_made_anew_when_one_of_its_entries_changes_and_only_then(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    title = changed(site, "content/messages/voice.en.md", "title: Voice", "title: Voices")
    assert {"value:topic/climate@en", "value:topic/health@en"} <= title
    assert "value:country/KE@en" not in title
    assert "value:topic/climate@fr" not in title
    assert "value:topic/climate@en" not in changed(site, "content/pages/plain.en.md", "Plain", "Plainer")
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_value_that_nothing_bears_any_more_has_no_page_and_no_link(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made_again = changed(site, "content/messages/voice.en.md", "[climate, health]", "[climate]")
    assert not (site / "output/en/topic/health").exists()
    assert "home:en" in made_again
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_what_is_held_back_makes_no_page_of_a_value(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    changed(site, "content/articles/rain.en.md", "title: Rain", "title: Rain\nembargo: 2028-01-01 09:00")
    assert not (site / "output/en/country").exists()
    assert not (site / "output/fr/theme").exists()
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_another_name_in_the_registry_reaches_every_page_that_shows_it(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = changed(site, "content/data/topics.yaml", "en: Climate", "en: The climate")
    assert {"value:topic/climate@en", "entry:articles/rain@en", "home:en"} <= names
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
