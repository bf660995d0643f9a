"""The sidecar of a picture: ``portrait.jpg.yaml`` says what ``portrait.jpg`` shows, whose it is and who agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator
from pydantic.functional_validators import field_validator

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.source.fields import Day, Tag, Text, Texts
from portevoix.source.front_matter import decode
from portevoix.source.validation import Context, Model, validate, wrong

SUFFIX = ".yaml"
"""What a sidecar's name adds to its picture's."""

EVERY = "*"
"""Stands for every language that has no text of its own."""

LICENCES: Mapping[str, str] = {
    "all-rights-reserved": "",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "public-domain": "https://creativecommons.org/publicdomain/mark/1.0/",
    **{
        f"cc-{terms}-{version}": f"https://creativecommons.org/licenses/{terms}/{version.replace('-', '/')}/"
        for terms in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
        for version in ("4.0", "3.0-igo")
    },
}
"""Licences that may be named by id, and where each can be read; any other is named by its address.

Source: Creative Commons, list of licences; the 3.0 IGO ones are those of intergovernmental organisations.
"""


def _tag_or_every(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return value if value == EVERY else handler(value)


def _one_for_all(value: Any) -> Any:
    return {EVERY: value} if isinstance(value, str) else value


def _for_the_source(value: dict[str, str], info: ValidationInfo[Any]) -> dict[str, str]:
    source = (info.context or {}).get("source_language")
    if not value or (source is not None and source not in value and EVERY not in value):
        raise wrong("the text in the source language is missing", f"add “{source or 'en'}: …”")
    return value


TextOrTexts = Annotated[
    dict[Annotated[Tag, WrapValidator(_tag_or_every)], Text],
    BeforeValidator(_one_for_all, json_schema_input_type=str | dict[str, str]),
    AfterValidator(_for_the_source),
]
"""One text for all languages, kept under ``*``, or a text for each."""


def _licence(value: str) -> str:
    if value.startswith(("https://", "http://")):
        return value
    name = value.lower().replace(" ", "-")
    if name not in LICENCES:
        hint = did_you_mean(name, LICENCES) or "write an id like cc-by-4.0 or all-rights-reserved, or its web address"
        raise wrong("there is no licence of this name", hint)
    return name


Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Consent(Model):
    """That the people in the picture agreed to its use. Names and papers stay in the sidecar: no page can show them."""

    given: bool = Field(description="Whether everyone who can be recognised has agreed.")
    by: Text | None = Field(None, description="Who agreed; for a child, a parent or guardian. Never published.")
    date: Day | None = Field(None, description="The day of the agreement.")
    until: Day | None = Field(None, description="The last day of use, where the agreement ends.")
    scope: Text | None = Field(None, description="What was agreed to: press, web, this campaign only. Never published.")
    document: Text | None = Field(None, description="Where the signed form is kept. Never published.")


class Sidecar(Model):
    """What a picture's sidecar may say."""

    caption: Texts | None = Field(None, description="The caption, in each language.")
    alt: Texts | None = Field(None, description="What the picture shows, for those who do not see it.")
    decorative: bool = Field(
        False, description="It says nothing that the text does not: no alternative text is wanted."
    )
    creator: Text | None = Field(None, description="Who made it: the photographer or artist.")
    credit: TextOrTexts | None = Field(None, description="The credit line as it must be printed.")
    licence: Annotated[Text, AfterValidator(_licence)] | None = Field(
        None, description="The licence: an id like cc-by-4.0 or all-rights-reserved, or the address of its text."
    )
    terms: TextOrTexts | None = Field(None, description="What users must heed: editorial use only, no cropping.")
    date: Day | None = Field(None, description="The day it was taken or made.")
    focal: tuple[Fraction, Fraction] | None = Field(
        None, description="The point that crops keep in view, from the left and from the top: [0.5, 0.3]."
    )
    consent: Consent | None = Field(None, description="The agreement of the people in the picture.")

    @field_validator("decorative")
    @classmethod
    def _not_both(cls, decorative: bool, info: ValidationInfo[Any]) -> bool:
        if decorative and info.data.get("alt"):
            raise wrong("a decorative picture has no alternative text", "delete “decorative”, or the texts under “alt”")
        return decorative

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; empty when that is not known."""
        return LICENCES.get(self.licence or "", self.licence or "")

    def record(self) -> dict[str, Any]:
        """The sidecar as a JSON value for pages: what is not said is left out, and so is what is never published."""
        private = {"consent": {"by", "scope", "document"}}
        return self.model_dump(mode="json", exclude=private, exclude_none=True)


def load_sidecar(data: bytes, path: str, context: Context | None = None) -> tuple[Sidecar | None, tuple[Problem, ...]]:
    """The sidecar at ``path`` with the bytes ``data``, or None with every problem; ``context`` knows the languages."""
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    if text is None:
        return None, problems
    document, problems = parse_yaml(text, path)
    if document is None or problems:
        return None, problems
    return validate(Sidecar, document, path, context=context)


def text_for(texts: Mapping[str, str] | None, language: str) -> str:
    """The text of a ``TextOrTexts`` or ``Texts`` value in ``language``, else that for every language, else none."""
    texts = texts or {}
    return texts.get(language, texts.get(EVERY, ""))
