from __future__ import annotations

from portevoix.core.diagnostics import headline
from portevoix.source.section import Section, load_section
from portevoix.source.validation import Context

CONTEXT: Context = {
    "time_zone": "Europe/Zurich",
    "languages": ("en", "fr"),
    "source_language": "en",
    "kinds": ("page", "release"),
}


def load(text: str) -> tuple[Section | None, list[tuple[str, str]]]:
    section, problems = load_section(text.encode(), "s.yaml", CONTEXT)
    return section, [(headline(problem).removeprefix("s.yaml:"), problem.hint) for problem in problems]


def test_a_whole_section_is_read() -> None:
    text = """\
title: {en: Press, fr: Presse}
description: {en: For journalists}
kind: release
fallback: omit
slug: {en: press, fr: presse}
publish_at: 2026-03-01 09:00
embargo: 2026-03-02
expires_at: 2026-12-31T23:00Z
draft: true
withdrawn: false
order: -date
page_size: 20
facets: [topic, country]
feed: true
"""
    section, problems = load(text)
    assert problems == []
    assert section == Section(
        title={"en": "Press", "fr": "Presse"}, description={"en": "For journalists"}, kind="release", fallback="omit",
        slug={"en": "press", "fr": "presse"}, publish_at="2026-03-01T09:00:00+01:00",
        embargo="2026-03-02T00:00:00+01:00",
        expires_at="2026-12-31T23:00:00+00:00", draft=True, order="-date", page_size=20, facets=("topic", "country"),
        feed=True,
    )  # fmt: skip


def test_an_empty_file_is_a_section_that_says_nothing() -> None:
    assert load("# later\n") == (Section(), [])


def test_a_sections_own_source_language_is_the_one_its_texts_need() -> None:
    assert load("source_language: fr\ntitle: {fr: Presse}\n")[1] == []
    assert load("title: {fr: Presse}\n")[1] == [
        ("1:8: error: the text in the source language is missing: en [value]", "add “en: …”")
    ]


def test_every_mistake_is_told() -> None:
    section, problems = load(
        "title: Press\nkind: relase\nfallback: linked\npage_size: 500\norder: newest\nfeeds: true\n"
    )
    assert section == Section()
    assert problems == [
        ("1:8: error: a text for each language is expected here (Press) [value]", "write {en: …, fr: …}"),
        ("2:7: error: there is no kind “relase” [value]", "did you mean “release”?"),
        ("3:11: error: this is not one of the choices (linked) [value]", "did you mean “link”?"),
        ("4:12: error: this number must be 200 or less (500) [value]", ""),
        (
            "5:8: error: this is not one of the choices (newest) [value]",
            "choose one of: date, -date, start, -start, title, weight",
        ),
        ("6:1: error: “feeds” is not known here [key-unknown]", "did you mean “feed”?"),
    ]


def test_a_key_written_twice_is_told_beside_other_mistakes() -> None:
    section, problems = load("kind: page\nkind: release\norder: 3\n")
    assert section == Section(kind="page")
    assert [line.rpartition("[")[2] for line, _ in problems] == ["yaml-duplicate-key]", "value]"]


def test_a_section_whose_embargo_cannot_be_read_holds_everything_back() -> None:
    section, _ = load("title: {en: Press}\nembargo: first of March\n")
    assert section == Section(title={"en": "Press"}, withdrawn=True)
    assert load("embargo: [")[0] == Section(withdrawn=True)


def test_a_file_that_is_no_text_or_no_yaml_is_told() -> None:
    assert load("a: [")[1][0][0].endswith("[yaml-syntax]")
    assert load_section(b"\xff", "s.yaml", CONTEXT)[1][0].code == "file-text"
