from __future__ import annotations

import pytest

from portevoix.model.sidecar import LICENCES, Sidecar, load_sidecar, text_for
from portevoix.source.validation import Context

CONTEXT: Context = {"languages": ("en", "fr", "zh-Hans"), "source_language": "en", "time_zone": "UTC"}

WHOLE = """\
caption:
  en: Divers survey a reef off Kenya
  fr: Des plongeurs étudient un récif
alt: {en: Two divers above coral}
creator: A. Photographer
credit: UNEP / A. Photographer
licence: CC BY 3.0 IGO
terms:
  en: Editorial use only
  fr: Usage rédactionnel uniquement
focal: [0.3, 1]
consent:
  given: true
  by: A. Mother
  date: 2026-04-26
  scope: this campaign only
  document: cabinet 7
"""


def load(text: str) -> Sidecar:
    sidecar, problems = load_sidecar(text.encode(), "a.jpg.yaml", CONTEXT)
    assert problems == ()
    assert sidecar is not None
    return sidecar


def codes(text: str) -> list[tuple[str, int]]:
    sidecar, problems = load_sidecar(text.encode(), "a.jpg.yaml", CONTEXT)
    assert sidecar is None
    assert all(problem.path == "a.jpg.yaml" and problem.message for problem in problems)
    return [(problem.code, problem.line) for problem in problems]


def test_a_whole_sidecar_is_read() -> None:
    sidecar = load(WHOLE)
    assert sidecar.caption == {"en": "Divers survey a reef off Kenya", "fr": "Des plongeurs étudient un récif"}
    assert sidecar.focal == (0.3, 1.0)
    assert sidecar.licence == "cc-by-3.0-igo"
    assert sidecar.licence_address == "https://creativecommons.org/licenses/by/3.0/igo/"
    assert sidecar.consent is not None
    assert sidecar.consent.by == "A. Mother"


def test_an_empty_sidecar_says_nothing() -> None:
    assert load("").record() == {"decorative": False}


def test_one_text_stands_for_every_language() -> None:
    sidecar = load(WHOLE)
    assert text_for(sidecar.credit, "zh-Hans") == "UNEP / A. Photographer"
    assert text_for(sidecar.terms, "fr") == "Usage rédactionnel uniquement"
    assert text_for(sidecar.terms, "zh-Hans") == ""
    assert text_for(None, "en") == ""


def test_the_record_for_pages_holds_nothing_private() -> None:
    record = load(WHOLE).record()
    assert record["consent"] == {"given": True, "date": "2026-04-26"}
    assert record["credit"] == {"*": "UNEP / A. Photographer"}
    assert record["focal"] == [0.3, 1.0]
    assert "Mother" not in str(record)
    assert "cabinet" not in str(record)


def test_a_licence_may_be_an_address() -> None:
    sidecar = load("licence: https://example.org/terms")
    assert sidecar.licence_address == "https://example.org/terms"
    assert load("licence: all-rights-reserved").licence_address == ""


def test_creative_commons_addresses_are_as_published() -> None:
    assert LICENCES["cc-by-nc-sa-4.0"] == "https://creativecommons.org/licenses/by-nc-sa/4.0/"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("creator: A\nfocal: [0.5, 1.2]", "value", 2),
        ("focal: [0.5]", "value-missing", 1),
        ("focal: 0.5", "value", 1),
        ("focal: [.nan, 0.5]", "value", 1),
        ("licence: cc-by-5.0", "value", 1),
        ("alt: Two divers", "value", 1),
        ("alt: {fr: Deux plongeurs}", "value", 1),
        ("credit: {fr: ONU}", "value", 1),
        ("credit: {en: UN, de: UN}", "value", 1),
        ("alt: {en: A}\ndecorative: true", "value", 2),
        ("consent: {by: A}", "value-missing", 1),
        ("consent: {given: true, date: 26 April}", "value", 1),
        ("captoin: {en: A}", "key-unknown", 1),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, code: str, line: int) -> None:
    assert codes(text) == [(code, line)]


def test_all_mistakes_are_told_at_once() -> None:
    assert codes("captoin: {en: A}\nfocal: [2, 0]\nlicence: none") == [("key-unknown", 1), ("value", 2), ("value", 3)]


def test_a_misspelt_licence_is_guessed() -> None:
    _, problems = load_sidecar(b"licence: cc-by-4", "a.jpg.yaml", CONTEXT)
    assert "cc-by-4.0" in problems[0].hint


def test_what_is_no_text_or_no_yaml_is_a_problem() -> None:
    for data in (b"\xff\xfe\0", b"caption: [", b"- a\n- b"):
        sidecar, problems = load_sidecar(data, "a.jpg.yaml", CONTEXT)
        assert sidecar is None
        assert problems


def test_there_is_a_schema_for_editors() -> None:
    schema = Sidecar.model_json_schema()
    assert set(schema["properties"]) == set(Sidecar.model_fields)
    assert all(field.description for field in Sidecar.model_fields.values())
