"""Entries in YAML: what one file says in each language, and what is wrong with it at its place."""

from __future__ import annotations

import pytest

from portevoix.model.data_file import Around, read_data_file
from portevoix.model.entry_file import EntryFile

AROUND = Around("partner", ("topic",), ("en", "fr", "zh-Hans"), "en", "UTC")


def read(text: str, around: Around = AROUND) -> tuple[dict[str, EntryFile], list[tuple[int, int, str]]]:
    found, problems = read_data_file(text.encode(), "content/partners/acme.yaml", around)
    return found, [(problem.line, problem.column, problem.code) for problem in problems]


def test_a_bare_value_is_the_source_languages_and_a_mapping_stands_by_language() -> None:
    found, problems = read("title: {en: Acme, fr: Acmé, zh-hans: 艾克}\nsummary: Prints.\ntopic: [health]\n")
    assert problems == []
    assert {tag: file.meta for tag, file in found.items()} == {
        "en": {"title": "Acme", "summary": "Prints."},
        "fr": {"title": "Acmé"},
        "zh-Hans": {"title": "艾克"},
    }
    assert found["en"].facets == {"topic": ("health",)}
    assert found["fr"].facets == {}


def test_it_exists_in_a_language_when_what_a_translation_needs_is_there() -> None:
    found, _ = read("title: {en: Acme}\nsummary: {en: Prints., fr: Imprime.}\n")
    assert list(found) == ["en"]


def test_a_file_may_be_of_another_source_language() -> None:
    found, problems = read("source_language: fr\ntitle: {en: Acme, fr: Acmé}\nwebsite: https://acme.example/\n")
    assert problems == []
    assert list(found) == ["fr", "en"]
    assert found["fr"].meta["website"] == "https://acme.example/"
    assert "website" not in found["en"].meta


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [(1, 1, "front-matter")]),
        ("- a\n", [(1, 1, "front-matter")]),
        ("title: [\n", [(1, 8, "yaml-syntax")]),
        ("title: {en: A, de: B}\n", [(1, 16, "language-undeclared")]),
        ("title: {en: A, fr: [1]}\n", [(1, 20, "value")]),
        ("title: A\nwebsite: {en: https://a.example/}\n", [(2, 10, "value")]),
        ("title: A\nwebsit: x\n", [(2, 1, "key-unknown")]),
        ("title: A\nkind: article\n", [(0, 0, "kind-form")]),
        ("title: A\nkind: nothing\n", [(2, 7, "kind-unknown")]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, told: list[tuple[int, int, str]]) -> None:
    assert read(text)[1] == told


def test_what_cannot_be_understood_holds_everything_back() -> None:
    found, _ = read("title: [\n")
    assert not found["en"].visible
    found, _ = read("title: A\nembargo: soon\n")
    assert not found["en"].visible
