"""What an article says of those who made it: credits, letters to its authors, the sources of its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from build.campaigns import made, put, small
from selectolax.lexbor import LexborHTMLParser

CREDITS = """\
credits:
  - {role: Illustrations, person: people/ana}
  - {role: Translation, name: Bo Li}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    small(tmp_path)
    return tmp_path


def edited(site: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (site / path).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    put(site / path, text)


def article(site: Path) -> LexborHTMLParser:
    report = made(site)
    assert not report.failed, report.problems
    return LexborHTMLParser((site / "output/en/articles/first/index.html").read_text())


def credited(site: Path) -> list[str]:
    return [" ".join(node.text().split()) for node in article(site).css(".credits > div")]


def test_people_who_had_a_part_are_named_and_linked_where_they_have_a_page(site: Path) -> None:
    edited(site, "content/articles/first.en.md", ("title: First\n", f"title: First\n{CREDITS}"))
    assert credited(site) == ["Illustrations Ana", "Translation Bo Li"]
    links = [node.attributes["href"] for node in article(site).css(".credits a")]
    assert links == ["/day/en/people/ana/"]


def test_somebody_who_is_not_public_is_not_named(site: Path) -> None:
    edited(site, "content/articles/first.en.md", ("title: First\n", f"title: First\n{CREDITS}"))
    credited(site)
    edited(site, "content/people/ana.en.md", ("title: Ana\n", "title: Ana\ndraft: true\n"))
    assert credited(site) == ["Translation Bo Li"]


def test_a_credit_to_nobody_known_is_told_with_its_place(site: Path) -> None:
    wrong = CREDITS.replace("people/ana", "people/anna")
    edited(site, "content/articles/first.en.md", ("title: First\n", f"title: First\n{wrong}"))
    (problem,) = [problem for problem in made(site).problems if problem.severity == "error"]
    assert (problem.path, problem.line, problem.code) == ("content/articles/first.en.md", 4, "entry-unknown")
    assert problem.found == "people/anna"
    assert "people/ana" in problem.hint


def test_an_author_with_an_address_can_be_written_to(site: Path) -> None:
    assert not article(site).css('a[href^="mailto:ana"]')
    edited(site, "content/people/ana.en.md", ("title: Ana\n", "title: Ana\nemail: ana@example.org\n"))
    edited(site, "content/articles/first.en.md", ("title: First\n", "title: First & last\n"))
    (link,) = article(site).css('a[href^="mailto:ana"]')
    assert link.attributes["href"] == "mailto:ana@example.org?subject=First%20%26%20last"


def test_a_picture_in_a_text_has_its_source_under_it(site: Path) -> None:
    edited(site, "content/articles/first.en.md", ("The first", "![](../pictures/one.png)\n\nThe first"))
    assert not article(site).css(".text figcaption")
    put(site / "content/pictures/one.png.yaml", "alt: {en: A}\ncreator: Bo Li\nlicence: cc-by-sa-4.0\n")
    (caption,) = article(site).css(".text figcaption")
    assert " ".join(caption.text().split()) == "Bo Li (CC BY-SA 4.0)"
    (link,) = caption.css("a")
    assert link.attributes["href"] == "https://creativecommons.org/licenses/by-sa/4.0/"
