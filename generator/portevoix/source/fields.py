"""The types of single values that authors write, each with its own words for what is wrong.

All of them stay text, in one normal form, so that models are JSON. What they need to know about the campaign comes in
the validation ``Context``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from portevoix.core import clock
from portevoix.core.diagnostics import did_you_mean
from portevoix.core.languages import canonical_tag, is_known_tag
from portevoix.core.paths import normal, resolve, unsafe_part
from portevoix.source.validation import EMPTY_HINT, wrong

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_IN_EMAIL = r"\s@<>()\[\],;:\"\\“”„«»"
_EMAIL = re.compile(rf"[^{_NOT_IN_EMAIL}]+@[^{_NOT_IN_EMAIL}.]+(\.[^{_NOT_IN_EMAIL}.]+)+")
_FEDIVERSE = re.compile(r"@?([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_PHONE = re.compile(r"\+[0-9 ]{6,20}")
_DURATION = re.compile(r"([0-9]+:[0-5][0-9]|[0-5]?[0-9]):[0-5][0-9]")
_SLUG_CATEGORIES = ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")


def _as_text(value: Any, expected: str) -> str:
    """``value`` without space around it; a whole number counts as the text it was written as."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise wrong(f"{expected} is expected here", _text_hint(value))
    text = value.strip()
    if not text:
        raise wrong(f"{expected} is expected here", EMPTY_HINT)
    if _CONTROL.search(text):
        raise wrong("there is an invisible control character in this text", "delete it, or type the text again")
    return text


def _text_hint(value: Any) -> str:
    if value is None:
        return EMPTY_HINT
    if isinstance(value, tuple):
        return "write one text; if it begins with “[”, put all of it in quotes"
    return "put it in quotes" if isinstance(value, float | bool) else ""


def _text(value: Any) -> str:
    text = _as_text(value, "a text")
    if "\n" in text:
        raise wrong("this text must be a single line", "leave out the line breaks, or begin it with “>”")
    return text


def _prose(value: Any) -> str:
    return _as_text(value, "a text")


def _moment(value: Any, info: ValidationInfo[Any]) -> str:
    text = _as_text(value, "a date and time like 2026-04-26 10:00")
    try:
        moment = clock.parse_moment(text, (info.context or {}).get("time_zone", "UTC"))
    except clock.BadMoment as bad:
        raise wrong(str(bad), bad.hint or "write it like 2026-04-26 10:00 or 2026-04-26T10:00+02:00") from None
    if not 1000 <= moment.year <= 9000:  # so that it has a place on the calendar of every time zone
        raise wrong("this year cannot be meant", "write the year with its four digits")
    return moment.isoformat()


def _day(value: Any) -> str:
    text = _as_text(value, "a date like 2026-04-26")
    if not _DAY.fullmatch(text):
        raise wrong("a date like 2026-04-26 is expected here", "write year, month and day, with hyphens")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise wrong("there is no such date", "look at a calendar: is it the right month?") from None
    return text


def _day_or_moment(value: Any, info: ValidationInfo[Any]) -> str:
    return _day(value) if isinstance(value, str) and _DAY.fullmatch(value.strip()) else _moment(value, info)


def _web_address(value: Any) -> str:
    text = _as_text(value, "a web address like https://example.org/")
    hint = "write it whole, as https://example.org/"
    if re.search(r"\s", text):
        raise wrong("there is a space in this web address", "write %20 for a space")
    stray = re.search(r"[\\\"<>^`{|}]", text)
    if stray:
        raise wrong(f"“{stray[0]}” cannot stand in a web address", f"write %{ord(stray[0]):02X} for it")
    try:
        parts = urlsplit(text)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.port == 0
    except ValueError:
        bad = True
    if bad:
        raise wrong("a web address that begins with https:// is expected here", hint)
    return text


def _secure_address(value: Any) -> str:
    text = _web_address(value)
    if text.startswith("http:"):
        raise wrong("a web address that begins with https:// is expected here", f"write https{text[4:]}")
    return text


def _contact(value: Any) -> str:
    expected = "an e-mail address, or a web address that begins with https://,"
    text = _as_text(value, expected)
    if re.match(r"https?://", text):
        return _secure_address(text)
    if "@" not in text:
        raise wrong(f"{expected} is expected here", "write it like security@example.org")
    return f"mailto:{_email(text.removeprefix('mailto:'))}"


def _fediverse(value: Any) -> str:
    text = _as_text(value, "an account like @day@example.social")
    match = _FEDIVERSE.fullmatch(text)
    if match is None:
        raise wrong("an account like @day@example.social is expected here", "write its name and its server")
    return f"@{match[1]}"


def _email(value: Any) -> str:
    text = _as_text(value, "an e-mail address like press@example.org")
    if text.startswith("mailto:"):
        raise wrong("an e-mail address stands here without “mailto:”", f"write {text[7:]}")
    if not _EMAIL.fullmatch(text):
        raise wrong("an e-mail address like press@example.org is expected here")
    return text


def _phone(value: Any) -> str:
    text = _as_text(value, "a phone number like +41 22 000 00 00")
    if not _PHONE.fullmatch(text):
        raise wrong(
            "a phone number begins with + and the country's number, and holds digits and spaces",
            "write it like +41 22 000 00 00",
        )
    return text


def is_slug(text: str) -> bool:
    """Whether ``text`` is made of lower-case letters, digits and single hyphens inside, of any script."""
    return (
        text == text.lower()
        and all(text.split("-"))
        and unicodedata.category(text[0])[0] != "M"
        and all(character == "-" or unicodedata.category(character) in _SLUG_CATEGORIES for character in text)
    )


def slug_of(text: str) -> str:
    """The nearest slug to ``text``; empty when it holds no letter or digit."""
    text = unicodedata.normalize("NFC", text.lower())
    kept = (c if unicodedata.category(c) in _SLUG_CATEGORIES else "-" for c in text if c not in "'’")
    return "-".join(part for part in "".join(kept).split("-") if part and unicodedata.category(part[0])[0] != "M")


def _slug(value: Any) -> str:
    text = normal(_as_text(value, "a word for the address, like solar-weavers,"))
    if not is_slug(text):
        near = slug_of(text)
        raise wrong(
            "only lower-case letters, digits and hyphens between them can stand here", f"write {near}" if near else ""
        )
    return text


def _slugs(value: Any) -> Any:
    return {"*": value} if isinstance(value, str | int) and not isinstance(value, bool) else value


def _tag(value: Any, info: ValidationInfo[Any]) -> str:
    text = _as_text(value, "a language tag like en or zh-Hans")
    tag = canonical_tag(text)
    if tag is None:
        raise wrong(f"“{text}” is not a language tag", "write it like en, pt-BR or zh-Hans")
    declared = (info.context or {}).get("languages")
    if declared is not None and tag not in declared:
        hint = did_you_mean(tag, declared) or f"the campaign has: {', '.join(declared)}"
        raise wrong(f"the campaign does not have the language “{tag}”", hint)
    return tag


def _slug_tag(value: Any, info: ValidationInfo[Any]) -> str:
    return "*" if value == "*" else _tag(value, info)


def _one_case(value: Any) -> Any:
    """Refuse two spellings of one language: the model would keep only the second."""
    if isinstance(value, dict):
        seen: dict[str, str] = {}
        for key in value:
            tag = canonical_tag(key) or key
            if tag in seen:
                raise wrong(f"“{seen[tag]}” and “{key}” are the same language", "keep one of the two")
            seen[tag] = key
    return value


def _texts_wanted(value: Any) -> Any:
    if isinstance(value, str):
        raise wrong("a text for each language is expected here", "write {en: …, fr: …}")
    return _one_case(value)


def _in_source_language(value: dict[str, str], info: ValidationInfo[Any]) -> dict[str, str]:
    source = (info.context or {}).get("source_language")
    if not value:
        raise wrong("a text for each language is expected here", "write {en: …, fr: …}")
    if source is not None and source not in value:
        raise wrong(f"the text in the source language is missing: {source}", f"add “{source}: …”")
    return value


def _entry_id(value: Any) -> str:
    text = _as_text(value, "the name of an entry like press/releases/launch")
    path = resolve("", text.removesuffix("/"))
    if path is None or unsafe_part(path) or path != normal(text.removesuffix("/")) or path.endswith(".md"):
        near = re.sub(r"(\.[A-Za-z-]+)?\.md$", "", path or "")
        raise wrong(
            "the name of an entry is its path in content/ without language and ending",
            f"write {near}" if near and not unsafe_part(near) else "write it like press/releases/launch",
        )
    return path


def _hashtag(value: Any) -> str:
    text = normal(_as_text(value, "a hashtag like WorldOceanDay").lstrip("#＃"))
    if not text or text.isdecimal() or not all(c == "_" or unicodedata.category(c)[0] in "LMN" for c in text):
        near = "".join(c for c in text if c == "_" or unicodedata.category(c)[0] in "LMN")
        hint = f"write {near}" if near and not near.isdecimal() else "write it like WorldOceanDay"
        raise wrong("a hashtag is one word of letters, digits and _, and not digits alone", hint)
    return text


def _tongue(value: Any) -> str:
    text = _as_text(value, "a language tag like en or zh-Hans")
    tag = canonical_tag(text)
    if tag is None or not is_known_tag(tag):
        raise wrong(f"“{text}” is not the tag of a language", "write it like en, pt-BR or zh-Hans")
    return tag


def _duration(value: Any) -> str:
    text = _as_text(value, "a duration like 2:34")
    if not _DURATION.fullmatch(text):
        raise wrong("a duration like 2:34 or 1:02:34 is expected here", "write minutes and seconds with a colon")
    return text


def _time_zone(value: Any) -> str:
    text = _as_text(value, "a time zone like Europe/Zurich")
    try:
        clock.zone(text)
    except clock.BadMoment as bad:
        raise wrong(str(bad), did_you_mean(text, _zone_names()) or "write it like Europe/Zurich") from None
    return text


def _zone_names() -> list[str]:
    from importlib.resources import files

    return files("tzdata").joinpath("zones").read_text(encoding="ascii").split()


def _kind(value: Any, info: ValidationInfo[Any]) -> str:
    text = _as_text(value, "a kind of content like page or release")
    kinds = (info.context or {}).get("kinds")
    if kinds is not None and text not in kinds:
        raise wrong(f"there is no kind “{text}”", did_you_mean(text, kinds) or f"choose one of: {', '.join(kinds)}")
    return text


def _schema(description: str, *examples: Any, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "description": description, "examples": list(examples), **more})


Text = Annotated[str, BeforeValidator(_text), _schema("A text on one line", "Our common future")]
Prose = Annotated[str, BeforeValidator(_prose), _schema("A text of one or more lines")]
Moment = Annotated[
    str,
    BeforeValidator(_moment),
    _schema(
        "A date and time; without an offset in the campaign's time zone; a date alone means its first minute",
        "2026-04-26 10:00", "2026-04-26T10:00+02:00",
    ),
]  # fmt: skip
"""ISO 8601 with the offset, whatever was written."""
Day = Annotated[str, BeforeValidator(_day), _schema("A date: year, month, day", "2026-04-26", format="date")]
DayOrMoment = Annotated[
    str, BeforeValidator(_day_or_moment), _schema("A date, or a date and time", "2026-04-26", "2026-04-26 10:00")
]
WebAddress = Annotated[
    str, BeforeValidator(_web_address), _schema("A web address, whole", "https://example.org/", format="uri")
]
Email = Annotated[str, BeforeValidator(_email), _schema("An e-mail address", "press@example.org", format="email")]
SecureAddress = Annotated[
    str, BeforeValidator(_secure_address), _schema("A web address with https://", "https://example.org/", format="uri")
]
Contact = Annotated[
    str, BeforeValidator(_contact), _schema("An e-mail address or a web address", "security@example.org")
]
"""As a URI: ``mailto:…`` or ``https://…``."""
FediverseAccount = Annotated[
    str, BeforeValidator(_fediverse), _schema("An account in the fediverse, with its server", "@day@example.social")
]
Phone = Annotated[str, BeforeValidator(_phone), _schema("A phone number in its international form", "+41 22 000 00 00")]
Slug = Annotated[
    str, BeforeValidator(_slug), _schema("Lower-case letters of any script, digits, hyphens", "solar-weavers")
]
Tag = Annotated[str, BeforeValidator(_tag), _schema("The tag of a language that the campaign has", "en", "zh-Hans")]
Tongue = Annotated[str, BeforeValidator(_tongue), _schema("The tag of any language", "en", "zh-Hans")]
Duration = Annotated[str, BeforeValidator(_duration), _schema("Hours, minutes and seconds", "2:34", "1:02:34")]
EntryId = Annotated[
    str, BeforeValidator(_entry_id), _schema("An entry's path in content/, without language and ending", "pages/about")
]
Hashtag = Annotated[str, BeforeValidator(_hashtag), _schema("A hashtag; its # may be left out", "WorldOceanDay")]
"""Without its #."""
TimeZone = Annotated[str, BeforeValidator(_time_zone), _schema("A time zone by its IANA name", "Europe/Zurich")]
Kind = Annotated[str, BeforeValidator(_kind), _schema("A kind of content", "page", "release")]

Texts = Annotated[
    dict[Tag, Text],
    BeforeValidator(_texts_wanted),
    AfterValidator(_in_source_language),
    Field(json_schema_extra={"examples": [{"en": "Our common future", "fr": "Notre avenir commun"}]}),
]
"""A text for each language; the source language is always among them."""
Slugs = Annotated[
    dict[Annotated[str, BeforeValidator(_slug_tag)], Slug],
    BeforeValidator(_slugs, json_schema_input_type=Slug | dict[str, Slug]),
    Field(json_schema_extra={"examples": ["press", {"en": "press", "fr": "presse"}]}),
]
"""Language → slug; ``*`` is for every language that is not named."""
