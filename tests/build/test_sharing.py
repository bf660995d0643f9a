"""The share bar: what the setting `share` makes of pages, and which pages it makes again."""

from __future__ import annotations

from pathlib import Path

import pytest
from build.campaigns import clean, made, small, tree
from selectolax.lexbor import LexborHTMLParser

ENTRIES = {"entry:articles/first", "entry:articles/second", "entry:press/releases/launch"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    small(root)
    assert not made(root).failed
    return root


def settings(site: Path, *lines: str) -> set[str]:
    """What is made again once the campaign says ``lines``."""
    file = site / "content/campaign.yaml"
    kept = [line for line in file.read_text().splitlines() if not line.startswith(("share:", "hashtags:"))]
    file.write_text("\n".join([*kept, *lines, ""]))
    report = made(site)
    assert not report.failed, report.problems
    return set(report.made)


def shared(site: Path, page: str) -> list[str]:
    """The words of the share bar of a page, in their order."""
    document = LexborHTMLParser((site / "output" / page / "index.html").read_text())
    return [node.text(strip=True) for node in document.css(".share li > a, .share li > button, .share summary")]


def test_the_bar_has_what_the_campaign_chose_in_its_order(site: Path) -> None:
    settings(site, "share: [x, print, email, mastodon, copy, x]")
    assert shared(site, "en/articles/first") == ["X", "Print", "E-mail", "Mastodon", "Copy the link"]


def test_a_campaign_that_wants_no_sharing_has_no_bar(site: Path) -> None:
    settings(site, "share: []")
    assert shared(site, "en/articles/first") == []
    assert "js/copy" not in (site / "output/en/articles/first/index.html").read_text()


def test_pages_and_people_are_not_shared(site: Path) -> None:
    assert shared(site, "en/articles/first")
    assert shared(site, "en/about") == []


def test_another_choice_makes_the_pages_of_entries_and_nothing_else(site: Path) -> None:
    changed = settings(site, "share: [x, email]")
    assert {key.partition("@")[0] for key in changed} == ENTRIES


def test_the_main_hashtag_goes_where_a_platform_has_a_field_for_it(site: Path) -> None:
    settings(site, "share: [x]", "hashtags: [One, Two]")
    assert "hashtags=One" in (site / "output/en/articles/first/index.html").read_text()
    assert "entry:articles/first@en" in settings(site, "share: [x]", "hashtags: [Two]")
    assert "hashtags=Two" in (site / "output/en/articles/first/index.html").read_text()


def test_sharing_leaves_what_a_clean_build_makes(site: Path, tmp_path: Path) -> None:
    settings(site, "share: [weibo, x, mastodon]", "hashtags: [One]")
    settings(site, "share: [weibo, threads]", "hashtags: [Two]")
    settings(site, "share: [print]")
    assert tree(site / "output") == clean(site, tmp_path / "clean")[0]


def test_a_platform_that_is_not_known_is_told(site: Path) -> None:
    file = site / "content/campaign.yaml"
    file.write_text(file.read_text() + "share: [email, myspace]\n")
    report = made(site)
    assert report.failed
    assert any(problem.path == "content/campaign.yaml" and "myspace" in problem.found for problem in report.problems)
