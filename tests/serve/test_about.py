"""What the bar is told about a page: where it comes from, its translations, what on it the public does not see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from build.campaigns import NOON, put, small

from portevoix.build.build import build
from portevoix.build.request import Request
from portevoix.build.session import Observer
from portevoix.model.gate import Gated
from portevoix.model.library import Library
from portevoix.serve.about import Known, about_page
from portevoix.serve.eyes import LiveSession


class Site(Observer):
    """The small campaign, built with what is held back; ``about`` answers as of what was read then."""

    def __init__(self, root: Path) -> None:
        small(root)
        self.root = root

    @property
    def informed(self) -> bool:
        return False

    def read(self, library: Library, gated: Gated) -> None:
        self.library, self.shown = library, gated.public

    def built(self, *, held: bool = True) -> Site:
        self.session = LiveSession(self)
        report = build(Request(self.root, self.root / "output", NOON, held), self.session)
        assert [problem.message for problem in report.problems if problem.severity == "error"] == []
        return self

    def about(self, url: str) -> dict[str, Any]:
        assert self.session.seen is not None
        known = Known(self.library, self.shown, self.session.seen, {}, self.stands)
        return about_page(url, known, NOON)

    def stands(self, url: str) -> bool:
        return (self.root / "output" / url / "index.html").is_file()

    def states(self, url: str) -> list[tuple[str, str, str | None]]:
        return [(row["tag"], row["state"], row["source"]) for row in self.about(url)["languages"]]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_page_has_its_file_and_its_translations(site: Site) -> None:
    said = site.built().about("fr/a-propos/")
    assert said["source"] == "content/pages/about.fr.md"
    assert (said["held"], said["stands"], said["near"]) == (None, True, None)
    assert site.states("fr/a-propos/") == [
        ("en", "source", "content/pages/about.en.md"), ("fr", "untracked", "content/pages/about.fr.md"),
        ("ar", "missing", None),
    ]  # fmt: skip
    assert [row["url"] for row in said["languages"]] == ["/day/en/about/", "/day/fr/a-propos/", None]


def test_a_section_without_a_text_tells_in_which_languages_it_has_a_title(site: Site) -> None:
    put(site.root / "content/articles/section.yaml", "title: {en: Articles, ar: مقالات}\n")
    file = "content/articles/section.yaml"
    site.built()
    assert site.about("en/articles/")["source"] == file
    assert site.states("en/articles/") == [("en", "source", file), ("fr", "missing", None), ("ar", "current", file)]
    assert [row["url"] for row in site.about("en/articles/")["languages"]] == [
        "/day/en/articles/", "/day/fr/articles/", "/day/ar/articles/",
    ]  # fmt: skip


def test_a_section_with_a_text_in_one_language_lacks_it_in_the_others(site: Site) -> None:
    put(site.root / "content/articles/index.en.md", "---\ntitle: Articles\n---\nOur articles.\n")
    site.built()
    for url in ("en/articles/", "fr/articles/"):
        assert [state for _, state, _ in site.states(url)] == ["source", "missing", "missing"]


def test_where_no_page_is_the_nearest_one_is_named(site: Site) -> None:
    said = site.built().about("en/abuot/")
    assert (said["source"], said["stands"]) == (None, False)
    assert said["near"] == {"url": "/day/en/about/", "title": "About"}
    assert site.about("en/zzzzzzzzzzzzzzzzz/")["near"] is None


def test_while_a_file_is_being_saved_the_state_is_not_known(site: Site) -> None:
    french = site.root / "content/pages/about.fr.md"
    put(french, french.read_text().replace("title:", f"source_digest: '{'0123abcd' * 4}'\ntitle:"))
    site.built()
    assert site.states("en/about/")[1][1] == "stale"
    put(site.root / "content/pages/about.en.md", "---\ntitle: About\n---\nNew.\n")
    assert site.states("en/about/")[1][1] == "not known just now"


def test_originals_are_not_read_where_nothing_asks_for_them(site: Site) -> None:
    site.built()
    put(site.root / "content/pages/about.en.md", "---\ntitle: About\n---\nNew.\n")
    assert [state for _, state, _ in site.states("en/about/")] == ["source", "untracked", "missing"]


def test_parts_of_a_page_that_are_not_public_are_named(site: Site) -> None:
    put(site.root / "content/faq/section.yaml", "title: {en: Questions, fr: Questions}\n")
    put(site.root / "content/faq/when.en.md", "---\ntitle: When?\nembargo: 2027-03-01 09:00\n---\nSoon.\n")
    put(site.root / "content/faq/when.fr.md", "---\ntitle: Quand ?\nslug: quand\n---\nBientôt.\n")
    put(site.root / "content/faq/who.en.md", "---\ntitle: Who?\n---\nWe.\n")
    (row,) = site.built().about("fr/faq/")["here"]
    assert (row["title"], row["anchor"], row["status"]) == ("Quand ?", "quand", "embargoed")
    assert row["held"] == "under embargo until 1 March 2027, 09:00 (Europe/Zurich)"
    (row,) = site.about("ar/faq/")["here"]
    assert row["title"] in ("When?", "Quand ?")
    assert site.about("fr/a-propos/")["here"] == []
    assert site.built(held=False).about("fr/faq/")["here"] == []
