"""Registries: ``content/data/<name>.yaml``, the values that other files may name."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import ConfigDict, Field, RootModel

from portevoix.core.diagnostics import Problem
from portevoix.source.fields import Hashtag, Slug, Slugs, Tag, Texts
from portevoix.source.front_matter import decode
from portevoix.source.validation import Context, Model, validate
from portevoix.source.yaml_document import YamlDocument

COUNTRIES = "countries"
"""The registry whose keys are ISO 3166-1 codes and whose names come from CLDR."""

HASHTAGS = "hashtags"
"""The registry of hashtags; it belongs to no facet, and posts name its keys."""
HASHTAG = "hashtag"
"""What stands before a key of it among the values of registries."""

_NO_COUNTRIES = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))
"""Two-letter codes that CLDR names but ISO 3166-1 does not list as countries (``XK``, in wide use, stays)."""


class RegistryValue(Model):
    """One value of a registry. Any further keys are kept for the theme, as they are."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)

    name: Texts = Field(description="How readers see it")
    slug: Slugs | None = Field(None, description="Its segment in addresses; else its key")
    description: Texts | None = Field(None, description="A sentence or two for the page that gathers what bears it")

    @property
    def extra(self) -> dict[str, Any]:
        """The further keys, with their values as written."""
        return dict(self.model_extra or {})


class Registry(RootModel[dict[Slug, RegistryValue]]):
    """Key → value, in the order of the file."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)


class HashtagValue(RegistryValue):
    """A hashtag, in each language and script in which it is used; without its #."""

    name: dict[Tag, Hashtag] = Field(min_length=1, description="The hashtag as it is written in each language")


class Hashtags(RootModel[dict[Slug, HashtagValue]]):
    """Key → hashtag, in the order of the file."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)


class Countries(RootModel[dict[str, RegistryValue]]):
    """Code → value, in the order of the file."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)


Values = dict[str, RegistryValue]


def load_registry(data: bytes, path: str, context: Context) -> tuple[Values | None, tuple[Problem, ...]]:
    """The registry in ``data``, by key in the file's order; None with all problems when it cannot be used.

    ``context`` is ``Campaign.context``. In ``countries.yaml`` keys are upper-case ISO 3166-1 codes, and each declared
    language has CLDR's name unless the file gives another. In ``hashtags.yaml`` each name is a hashtag.
    """
    from portevoix.source.yaml_text import parse_yaml  # only now: whoever reads no YAML need not wait for it

    text, problems = decode(data, path)
    document, problems = (None, problems) if text is None else parse_yaml(text, path)
    if document is None:
        return None, problems
    model: type[Registry] | type[Countries] | type[Hashtags] = Registry
    name = path.rpartition("/")[2].removesuffix(".yaml")
    if name == HASHTAGS:
        model = Hashtags
    elif name == COUNTRIES and isinstance(document.value, dict):
        model = Countries
        problems += _unknown_countries(document, path)
        document = YamlDocument(_with_names(document.value, context.get("languages", ())), document.marks)
    registry, wrong_values = validate(model, document, path, context=context)
    problems += wrong_values
    return (dict(registry.root) if registry is not None and not problems else None), problems


@cache
def country_name(code: str, tag: str) -> str | None:
    """The name of country ``code`` in language ``tag`` by CLDR, or None when it has none."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(tag.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return None
    return names.get(code) if code not in _NO_COUNTRIES and len(code) == 2 else None


def _with_names(values: dict[str, Any], languages: tuple[str, ...]) -> dict[str, Any]:
    """The known countries among ``values``, each with CLDR's names where the file gives none."""
    named: dict[str, Any] = {}
    for code, value in values.items():
        if country_name(code, "en") is None:
            continue
        value = {} if value is None else value
        known = {tag: name for tag in languages if (name := country_name(code, tag))}
        if isinstance(value, dict) and isinstance(value.get("name", {}), dict):
            value = {**value, "name": known | value.get("name", {})}
        named[code] = value
    return named


def _unknown_countries(document: YamlDocument, path: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            path, *document.key_place((code,)), "country-code", f"there is no country “{code}”", "",
            f"write {code.upper()}" if country_name(code.upper(), "en") else "write its two ISO 3166 letters, like CH",
        )
        for code in document.value
        if country_name(code, "en") is None
    )  # fmt: skip
