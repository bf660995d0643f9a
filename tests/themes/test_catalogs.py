"""The words of the base theme in every language it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from portevoix.model.kinds import KINDS
from portevoix.source.campaign import DEFAULT_FACETS
from portevoix.source.catalog import Catalog, load_catalog

BASE = Path(__file__).parents[2] / "themes/base"
FILES = {path.stem: path for path in sorted((BASE / "locales").glob("*.po"))}
TRANSLATED = sorted(FILES.keys() - {"en"})
"""English stands in the templates; its catalog holds what differs."""
SPOKEN_BY_CODE = {
    "Page not found", "Back to the text, from note %(number)s", "File", "Caption", "Credit line", "Creator", "Licence",
    "Licence text", "Terms of use", "What the picture shows", "Width in pixels", "Height in pixels",
    "Width in print (cm, 300 ppi)", "Height in print (cm, 300 ppi)",
    "%(name)s on this site: %(sections)s.",
}  # fmt: skip

FORMS = {
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 5: 3, 11: 4, 21: 4, 101: 5, 103: 3, 111: 4},
    "es": {0: 1, 1: 0, 2: 1, 3: 1, 5: 1, 11: 1, 21: 1, 101: 1},
    "fr": {0: 0, 1: 0, 2: 1, 3: 1, 5: 1, 11: 1, 21: 1, 101: 1},
    "pt": {0: 0, 1: 0, 2: 1, 3: 1, 5: 1, 11: 1, 21: 1, 101: 1},
    "ru": {0: 2, 1: 0, 2: 1, 3: 1, 5: 2, 11: 2, 21: 0, 22: 1, 101: 0, 111: 2, 112: 2},
    "zh": {0: 0, 1: 0, 2: 0, 3: 0, 5: 0, 11: 0, 21: 0, 101: 0},
}
"""Which form goes with which number (Unicode CLDR, "Language Plural Rules"; for Spanish as gettext has it)."""


def catalog(language: str) -> Catalog:
    found, problems = load_catalog(FILES[language].read_bytes(), FILES[language].name, language)
    assert found is not None, problems
    return found


def spoken() -> Iterator[tuple[str, bool]]:
    """Each message that the theme or the code asks for, and whether it has a plural."""
    environment = Environment(autoescape=True)
    for path in sorted((BASE / "templates").rglob("*.*")):
        for _, function, message in extract_from_ast(environment.parse(path.read_text()), ("_", "_n")):
            words = (message,) if isinstance(message, str) else message or ()
            yield str(words[0]), function == "_n"
    for message in SPOKEN_BY_CODE:
        yield message, False
    sections = {place.split("/")[-1] for kind in KINDS.values() for place in kind.sections} | {"press"}
    for name in (sections - {"pages"}) | set(DEFAULT_FACETS):
        yield name.replace("-", " ").capitalize(), False


SPOKEN = dict(spoken())


def test_the_six_languages_of_international_organisations_are_there() -> None:
    assert set(TRANSLATED) >= {"ar", "es", "fr", "ru", "zh"}


def test_english_says_otherwise_only_what_is_said() -> None:
    assert sorted(catalog("en").messages.keys() - SPOKEN.keys()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    said = catalog(language).messages
    assert sorted(SPOKEN.keys() - said.keys()) == []
    assert sorted(said.keys() - SPOKEN.keys()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_with_a_number_has_every_form_of_the_language(language: str) -> None:
    said = catalog(language)
    wanted = {message: said.plurals if plural else 1 for message, plural in SPOKEN.items()}
    assert {message: len(said.messages[message]) for message in wanted.keys() & said.messages.keys()} == wanted


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_plural_forms_are_those_of_the_language(language: str) -> None:
    said = catalog(language)
    forms = tuple(str(form) for form in range(said.plurals))
    probe = Catalog(language, said.plurals, said.plural, {"one": forms})
    assert {n: int(probe.ngettext("one", "many", n)) for n in FORMS[language]} == FORMS[language]


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("ar", ["تصويب", "تصويبان", "تصويبات"]),
        ("es", ["Corrección", "Correcciones", "Correcciones"]),
        ("fr", ["Rectificatif", "Rectificatifs", "Rectificatifs"]),
        ("pt", ["Correção", "Correções", "Correções"]),
        ("ru", ["Исправление", "Исправления", "Исправления"]),
        ("zh", ["更正", "更正", "更正"]),
    ],
)
def test_a_heading_agrees_with_what_stands_below_it(language: str, headings: list[str]) -> None:
    said = catalog(language)
    assert [said.ngettext("Correction", "Corrections", n) for n in (1, 2, 5)] == headings


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_have_the_typography_of_their_language(language: str) -> None:
    for form in (form for forms in catalog(language).messages.values() for form in forms):
        assert form == form.strip()
        assert not set("'\"") & set(form), form  # typographic marks only
        assert "..." not in form
        if language == "fr":
            assert not any(f" {mark}" in form for mark in ":;!?»"), form
        if language == "zh":
            assert not set(",:;!?()") & set(form.replace("%(", "").replace(")s", "")), form
        if language == "ar":
            assert not set(",;?") & set(form), form
