from __future__ import annotations

from portevoix.core.diagnostics import headline
from portevoix.source.registry import Values, country_name, load_registry
from portevoix.source.validation import Context

CONTEXT: Context = {"time_zone": "UTC", "languages": ("en", "fr", "ar"), "source_language": "en"}


def load(text: str, name: str = "topics") -> tuple[Values | None, list[tuple[str, str]]]:
    values, problems = load_registry(text.encode(), f"content/data/{name}.yaml", CONTEXT)
    start = f"content/data/{name}.yaml:"
    return values, [(headline(problem).removeprefix(start), problem.hint) for problem in problems]


def test_values_come_in_the_files_order_with_names_slugs_and_whatever_else() -> None:
    water = "water: {name: {en: Water}, colour: blue, places: [a]}\n"
    values, problems = load(water + "2030: {name: {en: Goals}, slug: {fr: odd}}\n")
    assert problems == []
    assert values is not None
    assert list(values) == ["water", "2030"]
    assert values["water"].extra == {"colour": "blue", "places": ("a",)}
    assert (values["2030"].slug, values["2030"].extra) == ({"fr": "odd"}, {})


def test_an_empty_registry_is_one() -> None:
    assert load("") == ({}, [])


def test_every_mistake_is_told() -> None:
    values, problems = load("Water: {name: {en: Water}}\nfood: {slug: Food}\nhealth:\nhunger: {name: {xx: a, en: b}}\n")
    assert values is None
    assert problems == [
        (
            "1:1: error: only lower-case letters, digits and hyphens between them can stand here (Water) [value]",
            "write water",
        ),
        ("2:7: error: “name” is missing [value-missing]", "add a line “name: …”"),
        (
            "2:14: error: only lower-case letters, digits and hyphens between them can stand here (Food) [value]",
            "write food",
        ),
        (
            "3:8: error: “name: value” on lines of its own is expected here (nothing) [value]",
            "write it after the colon, or delete the line",
        ),
        ("4:17: error: the campaign does not have the language “xx” [value]", "the campaign has: en, fr, ar"),
    ]


def test_countries_have_cldrs_names_but_for_those_the_file_gives() -> None:
    values, problems = load("CH:\nKE: {name: {fr: Le Kenya}, region: east}\n", "countries")
    assert problems == []
    assert values is not None
    assert values["CH"].name == {"en": "Switzerland", "fr": "Suisse", "ar": "سويسرا"}
    assert values["KE"].name == {"en": "Kenya", "fr": "Le Kenya", "ar": "كينيا"}
    assert values["KE"].extra == {"region": "east"}


def test_a_country_that_is_none_is_told() -> None:
    assert load("ch:\nEU:\nSwitzerland:\n'001':\n", "countries")[1] == [
        ("1:1: error: there is no country “ch” [country-code]", "write CH"),
        ("2:1: error: there is no country “EU” [country-code]", "write its two ISO 3166 letters, like CH"),
        ("3:1: error: there is no country “Switzerland” [country-code]", "write its two ISO 3166 letters, like CH"),
        ("4:1: error: there is no country “001” [country-code]", "write its two ISO 3166 letters, like CH"),
    ]


def test_a_country_has_no_name_in_a_language_that_cldr_does_not_know() -> None:
    assert country_name("CH", "pt-BR") == "Suíça"
    assert country_name("CH", "qqx") is None


def test_a_file_that_is_no_text_or_no_yaml_is_told() -> None:
    assert load("a: [")[1][0][0].endswith("[yaml-syntax]")
    assert load_registry(b"\xff", "content/data/a.yaml", CONTEXT)[1][0].code == "file-text"
