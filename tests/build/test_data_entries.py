"""Entries in YAML, and entries that are a part of their section's page: from the file to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from build.campaigns import clean, made, page, png, put, tree, write

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
navigation: [partners, faq]
-- content/partners/acme.yaml --
title: Acme
summary: {en: Prints the posters., fr: Imprime les affiches.}
website: https://acme.example/
logo: acme.png
type: company
-- content/partners/guild.yaml --
title: {en: The Guild, fr: La Guilde}
summary: {en: Brings "people" together., fr: Réunit.}
weight: 3
-- content/faq/join.en.md --
---
title: How do I join?
---
Ask [the Guild](../partners/guild.yaml), or see [who pays](pay.en.md).[^1]

## Then

[^1]: It is free.
-- content/faq/join.fr.md --
---
title: Comment participer ?
---
Demandez.
-- content/faq/pay.en.md --
---
title: Who pays?
weight: 2
---
[Nobody](#nobody).[^1]

## Nobody

[^1]: Really.
-- content/pages/about.en.md --
---
title: About
---
See [how to join](../faq/join.en.md) and [Acme](../partners/acme.yaml).
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    put(tmp_path / "content/partners/acme.png", png(40))
    put(tmp_path / "content/partners/acme.png.yaml", "alt: {en: The word Acme, fr: Le mot Acme}\n")
    report = made(tmp_path)
    assert report.problems == ()
    return tmp_path


def test_an_entry_in_yaml_stands_on_its_sections_page_in_every_language_it_has(site: Path) -> None:
    english, french = page(site, "en/partners"), page(site, "fr/partners")
    assert '<li id="guild"' in english
    assert "Brings “people” together." in english
    assert "La Guilde" in french
    assert "Imprime les affiches." not in french  # without a title in French it is not there in French
    assert "Acme" in french
    assert 'alt="The word Acme"' in english
    assert not (site / "output/en/partners/acme").exists()


def test_links_lead_to_the_part_of_the_page(site: Path) -> None:
    about = page(site, "en/about")
    assert 'href="/day/en/faq/#join"' in about
    assert 'href="/day/en/partners/#acme"' in about
    assert 'href="/day/en/partners/#guild"' in page(site, "en/faq")
    assert 'href="/day/en/faq/#pay"' in page(site, "en/faq")


def test_texts_on_one_page_share_no_id(site: Path) -> None:
    questions = page(site, "en/faq")
    ids = [piece.split('"')[0] for piece in questions.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert {"join", "pay", "pay-nobody"} <= set(ids)
    assert 'href="#pay-nobody"' in questions


def test_what_has_no_page_is_in_no_sitemap_and_has_no_file(site: Path) -> None:
    assert "#" not in (site / "output/sitemap-en.xml").read_text()
    assert not any(path.is_dir() for path in (site / "output/en/faq").iterdir())


def test_an_edit_of_data_makes_the_pages_that_show_it(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = site / "content/partners/guild.yaml"
    file.write_text(file.read_text().replace("La Guilde", "Les Compagnons"))
    report = made(site)
    assert "list:partners@fr#1" in report.made
    assert "list:partners@en#1" not in report.made
    assert "list:faq@fr#1" not in report.made
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_data_entry_may_be_held_back(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = site / "content/partners/guild.yaml"
    file.write_text(file.read_text() + "embargo: 2028-01-01 09:00\n")
    report = made(site)
    assert not report.failed
    assert report.held == {"embargoed": 2}
    assert report.hidden_paths == {"content/partners/guild.yaml"}
    others = [path for path in (site / "output").rglob("*.html") if path.parent.name != "faq"]
    assert not any(b"Guild" in path.read_bytes() for path in others)  # the question's own text names it
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
    assert 'href="/day/en/partners/#guild"' not in page(site, "en/faq")


def test_a_text_and_data_of_one_name_are_one_entry_twice(site: Path) -> None:
    put(site / "content/partners/guild.en.md", "---\ntitle: Guild\nkind: page\n---\nText.\n")
    assert {problem.code for problem in made(site).problems} >= {"entry-twice"}


def test_a_section_of_parts_is_one_page_however_many_there_are(site: Path) -> None:
    for number in range(30):
        put(site / f"content/faq/more-{number:02}.en.md", f"---\ntitle: More {number}\n---\nText {number}.\n")
    assert not made(site).failed
    assert not (site / "output/en/faq/page").exists()
    assert page(site, "en/faq").count("<article id=") == 32
