from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field, RootModel, field_validator

from portevoix.core.diagnostics import headline
from portevoix.source.validation import Model, validate
from portevoix.source.yaml_text import parse_yaml


class Contact(Model):
    """A person."""

    name: str
    email: str | None = None
    age: Annotated[int, Field(gt=0, lt=150, multiple_of=1)] | None = None


class Quote(Model):
    """Words."""

    words: str


class Release(Model):
    """A sample with one field of each shape."""

    title: Annotated[str, Field(min_length=2, max_length=8, pattern="^[A-Z]")]
    start: str | None = Field(None, alias="from")
    weight: Annotated[int, Field(ge=1, le=9)] = 1
    ratio: float = 1.0
    draft: bool = False
    order: Literal["date", "title"] = "date"
    contacts: tuple[Contact, ...] = ()
    by_name: dict[str, Contact] = Field({})
    best: Contact | Quote | None = None
    either: int | tuple[str, ...] | None = None
    pair: tuple[int, int] = (1, 2)
    three: Annotated[tuple[str, ...], Field(min_length=3)] = ()
    tags: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] = ("a",)
    even: int = 0

    @field_validator("even")
    @classmethod
    def is_even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("this number must be even")
        return value


KNOWN = "known here: title, from, weight, ratio, draft, order, contacts, by_name, best, either, pair, three, tags, even"


class Registry(RootModel[dict[str, Contact]]):
    """Contacts by name."""


def problems(text: str, model: type[Release] | type[Registry] = Release) -> list[tuple[str, str]]:
    document, found = parse_yaml(text, "a.yaml")
    assert found == ()
    assert document is not None
    value, found = validate(model, document, "a.yaml")
    assert (value is None) == bool(found)
    return [(headline(problem).removeprefix("a.yaml:"), problem.hint) for problem in found]


def test_a_right_document_becomes_a_frozen_model_with_tuples() -> None:
    document, _ = parse_yaml("title: Reefs\nfrom: x\nratio: 2\ncontacts:\n  - {name: Ana, age: 30}\n", "a.yaml")
    assert document is not None
    release, found = validate(Release, document, "a.yaml")
    assert found == ()
    assert release is not None
    assert (release.start, release.ratio, release.contacts) == ("x", 2.0, (Contact(name="Ana", age=30),))


@pytest.mark.parametrize(
    ("line", "place", "message", "hint"),
    [
        ("titel: a", "2:1", "“titel” is not known here [key-unknown]", "did you mean “title”?"),
        ("zzzz: a", "2:1", "“zzzz” is not known here [key-unknown]", KNOWN),
        ("start: a", "2:1", "“start” is not known here [key-unknown]", KNOWN),
        ("contacts: [{}]", "2:12", "“name” is missing [value-missing]", "add a line “name: …”"),
        ("contacts: [{name: a, mail: b}]", "2:22", "“mail” is not known here [key-unknown]",
         "did you mean “email”?"),
        ("by_name: {x: {name: a, q: b}}", "2:24", "“q” is not known here [key-unknown]",
         "known here: name, email, age"),
        ("pair: [1]", "2:7", "this list is too short [value-missing]", ""),
        ("pair: [1, 2, 3]", "2:7", "this list is longer than 2 (a list) [value]", ""),
        ("tags: []", "2:7", "at least one is needed here (a list) [value]", ""),
        ("three: [a]", "2:8", "this list is shorter than 3 (a list) [value]", ""),
        ("tags: [a, b, c]", "2:7", "this list is longer than 2 (a list) [value]", ""),
        ("tags: a", "2:7", "a list is expected here (a) [value]", "write [a]"),
        ("tags: [1]", "2:8", "a text is expected here (1) [value]", ""),
        ("tags: {a: b}", "2:7", "a list is expected here (several “name: value”) [value]", ""),
        ("weight: 0", "2:9", "this number must be 1 or more (0) [value]", ""),
        ("weight: 10", "2:9", "this number must be 9 or less (10) [value]", ""),
        ("weight: '5'", "2:9", "a whole number is expected here (5) [value]", "write it without quotes"),
        ("weight: 1.5", "2:9", "a whole number is expected here (1.5) [value]", ""),
        ("weight: true", "2:9", "a whole number is expected here (true) [value]", ""),
        ("weight:", "2:8", "a whole number is expected here (nothing) [value]",
         "write it after the colon, or delete the line"),
        ("ratio: much", "2:8", "a number is expected here (much) [value]", ""),
        ("contacts: [{name: a, age: 0}]", "2:27", "this number must be greater than 0 (0) [value]", ""),
        ("contacts: [{name: a, age: 150}]", "2:27", "this number must be less than 150 (150) [value]", ""),
        ("contacts: [a]", "2:12", "“name: value” on lines of its own is expected here (a) [value]", ""),
        ("by_name: a", "2:10", "“name: value” on lines of its own is expected here (a) [value]", ""),
        ("by_name: name:Ana", "2:10", "“name: value” on lines of its own is expected here (name:Ana) [value]",
         "write a space after the colon"),
        ("draft: yes", "2:8", "true or false is expected here (yes) [value]", "write true, without quotes"),
        ("draft: 'False'", "2:8", "true or false is expected here (False) [value]", "write false, without quotes"),
        ("draft: 1", "2:8", "true or false is expected here (1) [value]", ""),
        ("order: titel", "2:8", "this is not one of the choices (titel) [value]", "did you mean “title”?"),
        ("order: 3", "2:8", "this is not one of the choices (3) [value]", "choose one of: date, title"),
        ("even: 3", "2:7", "this number must be even (3) [value]", ""),
        ("either: x", "2:9", "a whole number or a list is expected here (x) [value]", ""),
        ("either: [x, 1]", "2:13", "a text is expected here (1) [value]", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words_at_its_place(line: str, place: str, message: str, hint: str) -> None:
    assert problems(f"title: Reefs\n{line}\n") == [(f"{place}: error: {message}", hint)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title: R", "1:8: error: this text is shorter than 2 characters (R) [value]"),
        ("title: Reefs and more", "1:8: error: this text is longer than 8 characters (Reefs and more) [value]"),
        ("title: reefs", "1:8: error: this text has not the form that is expected here (reefs) [value]"),
    ],
)
def test_a_text_of_the_wrong_size_or_form_is_told(line: str, message: str) -> None:
    assert problems(line) == [(message, "")]


def test_all_problems_come_at_once_in_the_order_of_their_places() -> None:
    assert [line for line, _ in problems("weight: 0\ncontacts:\n  - nam: Ana\n  - {name: 3}\ndraft: no\n")] == [
        "1:1: error: “title” is missing [value-missing]",
        "1:9: error: this number must be 1 or more (0) [value]",
        "3:5: error: “nam” is not known here [key-unknown]",
        "4:12: error: a text is expected here (3) [value]",
        "5:8: error: true or false is expected here (no) [value]",
    ]


def test_a_misspelt_key_is_told_once_and_not_as_missing_too() -> None:
    message = "1:1: error: “titel” is not known here [key-unknown]"
    assert problems("titel: Reefs") == [(message, "did you mean “title”?")]


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert problems("") == [("1:1: error: “title” is missing [value-missing]", "add a line “title: …”")]


def test_a_document_that_is_no_mapping_is_told() -> None:
    assert problems("title:Reefs") == [
        (
            "1:1: error: “name: value” on lines of its own is expected here (title:Reefs) [value]",
            "write a space after the colon",
        )
    ]
    assert problems("- a")[0][0] == "1:1: error: “name: value” on lines of its own is expected here (a list) [value]"


def test_keys_that_others_read_can_be_skipped() -> None:
    document, _ = parse_yaml("title: Reefs\nlayout: wide\n", "a.yaml")
    assert document is not None
    assert validate(Release, document, "a.yaml")[0] is None
    assert validate(Release, document, "a.yaml", skip=frozenset({"layout"})) == (Release(title="Reefs"), ())


def test_the_values_of_a_registry_are_at_their_places() -> None:
    assert problems("ana: {name: Ana}\nbob: {nam: Bob}\n", Registry) == [
        ("2:7: error: “nam” is not known here [key-unknown]", "did you mean “name”?")
    ]


def test_no_message_speaks_of_the_library_that_found_the_mistake() -> None:
    text = "title: 3\nweight: x\nratio: []\ndraft: 2\norder: []\ncontacts: 3\nby_name: 3\nbest: 3\n"
    text += "either: {}\npair: 1\ntags: 4\n"
    lines = " ".join(f"{line} {hint}" for line, hint in problems(text)).lower()
    assert len(problems(text)) == 11
    for word in ("input should", "valid", "required", "tuple", "dictionary", "instance", "pydantic", "type=", "string"):
        assert word not in lines
