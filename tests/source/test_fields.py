from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field

from portevoix.source.fields import (
    Contact,
    Day,
    DayOrMoment,
    Duration,
    Email,
    EntryId,
    FediverseAccount,
    Hashtag,
    Kind,
    Moment,
    Prose,
    SecureAddress,
    Slug,
    Slugs,
    Tag,
    Text,
    Texts,
    TimeZone,
    WebAddress,
    slug_of,
)
from portevoix.source.validation import Context, Model, validate
from portevoix.source.yaml_text import parse_yaml

CONTEXT: Context = {
    "time_zone": "Europe/Zurich",
    "languages": ("en", "fr", "zh-Hans"),
    "source_language": "en",
    "kinds": ("page", "release"),
}


class Sample(Model):
    """One field of each type."""

    text: Text = ""
    prose: Prose = ""
    moment: Moment = ""
    day: Day = ""
    date: DayOrMoment = ""
    url: WebAddress = ""
    secure: SecureAddress = ""
    contact: Contact = ""
    account: FediverseAccount = ""
    email: Email = ""
    slug: Slug = ""
    slugs: Slugs = Field({})
    tag: Tag = ""
    texts: Texts = Field({})
    entry: EntryId = ""
    hashtag: Hashtag = ""
    zone: TimeZone = ""
    kind: Kind = ""
    length: Duration = ""


def read(line: str) -> Any:
    document, problems = parse_yaml(line, "a.yaml")
    assert document is not None, problems
    sample, problems = validate(Sample, document, "a.yaml", context=CONTEXT)
    assert sample is not None, problems
    return getattr(sample, line.partition(":")[0])


def refused(line: str) -> tuple[str, str, str]:
    document, _ = parse_yaml(line, "a.yaml")
    assert document is not None
    sample, (problem,) = validate(Sample, document, "a.yaml", context=CONTEXT)
    assert sample is None
    assert problem.code == "value"
    return problem.message, problem.found, problem.hint


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("text: '  Our common future '", "Our common future"),
        ("text: >\n  Our common\n  future\n", "Our common future"),
        ("text: 1984", "1984"),
        ("prose: |\n  One\n\n  two\n", "One\n\ntwo"),
        ("moment: 2026-04-26 10:00", "2026-04-26T10:00:00+02:00"),
        ("moment: 2026-04-26 8:00", "2026-04-26T08:00:00+02:00"),
        ("moment: 2026-01-26", "2026-01-26T00:00:00+01:00"),
        ("moment: 2026-04-26T10:00:05Z", "2026-04-26T10:00:05+00:00"),
        ("day: 2026-02-28", "2026-02-28"),
        ("date: 2026-02-28", "2026-02-28"),
        ("date: 2026-02-28 12:00", "2026-02-28T12:00:00+01:00"),
        ("url: https://example.org/é?a=b#c", "https://example.org/é?a=b#c"),
        ("email: press.office@example.org", "press.office@example.org"),
        ("contact: security@example.org", "mailto:security@example.org"),
        ("contact: mailto:security@example.org", "mailto:security@example.org"),
        ("contact: https://example.org/@report", "https://example.org/@report"),
        ("account: '@Day.2@social.example.org'", "@Day.2@social.example.org"),
        ("account: day@example.social", "@day@example.social"),
        ("slug: solar-weavers-2", "solar-weavers-2"),
        ("slug: e\u0301te\u0301", "été"),
        ("slug: यूनेस्को", "यूनेस्को"),
        ("slug: 新闻-稿", "新闻-稿"),
        ("slug: 2026", "2026"),
        ("slugs: press", {"*": "press"}),
        ("slugs: {en: press, FR: presse, '*': media}", {"en": "press", "fr": "presse", "*": "media"}),
        ("tag: zh-hans", "zh-Hans"),
        ("texts: {en: Day, zh-hans: 日}", {"en": "Day", "zh-Hans": "日"}),
        ("length: 2:34", "2:34"),
        ("length: 12:34", "12:34"),
        ("length: 1:02:34", "1:02:34"),
        ("entry: press/releases/launch", "press/releases/launch"),
        ("entry: press/", "press"),
        ("hashtag: '#WorldOceanDay'", "WorldOceanDay"),
        ("hashtag: यूनेस्को_2026", "यूनेस्को_2026"),
        ("zone: America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("kind: release", "release"),
    ],
)
def test_a_value_gets_its_normal_form(line: str, value: Any) -> None:
    assert read(line) == value


AFTER_COLON = "write it after the colon, or delete the line"
MOMENT = "write it like 2026-04-26 10:00 or 2026-04-26T10:00+02:00"
CONTACT = "an e-mail address, or a web address that begins with https://, is expected here"
ACCOUNT = "an account like @day@example.social is expected here"
SLUG = "only lower-case letters, digits and hyphens between them can stand here"
HTTPS = "a web address that begins with https:// is expected here"
EMAIL = "an e-mail address like press@example.org is expected here"
ENTRY = "the name of an entry is its path in content/ without language and ending"
TEXTS = "a text for each language is expected here"
HASHTAG = "a hashtag is one word of letters, digits and _, and not digits alone"


@pytest.mark.parametrize(
    ("line", "message", "found", "hint"),
    [
        ("text:", "a text is expected here", "nothing", AFTER_COLON),
        ("text: ''", "a text is expected here", "", AFTER_COLON),
        ("text: true", "a text is expected here", "true", "put it in quotes"),
        ("text: 1.50", "a text is expected here", "1.5", "put it in quotes"),
        ("text: [a]", "a text is expected here", "", "write one text; if it begins with “[”, put all of it in quotes"),
        (
            'text: "a\\nb"', "this text must be a single line", "a b",
            "leave out the line breaks, or begin it with “>”",
        ),
        (
            'text: "a\\eb"', "there is an invisible control character in this text", "a\x1bb",
            "delete it, or type the text again",
        ),
        ("prose:", "a text is expected here", "nothing", AFTER_COLON),
        ("moment:", "a date and time like 2026-04-26 10:00 is expected here", "nothing", AFTER_COLON),
        ("moment: tomorrow", "this is not a date and time", "tomorrow", MOMENT),
        (
            "moment: 2026-02-30", "there is no such date or time", "2026-02-30",
            "look at a calendar for the day; the hours go from 00:00 to 23:59",
        ),
        ("moment: 0026-04-26", "this year cannot be meant", "0026-04-26", "write the year with its four digits"),
        (
            "moment: 2026-03-29 02:30", "this time does not exist in Europe/Zurich: the clocks go forward over it",
            "2026-03-29 02:30", "choose an earlier or a later time",
        ),
        (
            "moment: 2026-10-25 02:30",
            "this time exists twice in Europe/Zurich: the clocks go back over it", "2026-10-25 02:30",
            "write the offset that is meant: 2026-10-25 02:30+02:00 or 2026-10-25 02:30+01:00",
        ),
        (
            "day: 26 April", "a date like 2026-04-26 is expected here", "26 April",
            "write year, month and day, with hyphens",
        ),
        (
            "day: 2026-02-30", "there is no such date", "2026-02-30", "look at a calendar: is it the right month?",
        ),
        ("url: example.org", HTTPS, "example.org", "write it whole, as https://example.org/"),
        ("url: javascript:alert(1)", HTTPS, "javascript:alert(1)", "write it whole, as https://example.org/"),
        ("url: https://a:b@example.org", HTTPS, "https://a:b@example.org", "write it whole, as https://example.org/"),
        ("url: https://a:99999/", HTTPS, "https://a:99999/", "write it whole, as https://example.org/"),
        (
            "url: https://example.org/<a>", "“<” cannot stand in a web address", "https://example.org/<a>",
            "write %3C for it",
        ),
        (
            "url: https://example.org/a b", "there is a space in this web address", "https://example.org/a b",
            "write %20 for a space",
        ),
        ("email: ana(at)example.org", EMAIL, "ana(at)example.org", ""),
        ("email: ana@example", EMAIL, "ana@example", ""),
        (
            "email: mailto:ana@example.org", "an e-mail address stands here without “mailto:”",
            "mailto:ana@example.org", "write ana@example.org",
        ),
        ("slug: L'Été à Zürich!", SLUG, "L'Été à Zürich!", "write lété-à-zürich"),
        ("slug: -a--b", SLUG, "-a--b", "write a-b"),
        ("slug: '!'", SLUG, "!", ""),
        ("slugs: {fr: Presse}", SLUG, "Presse", "write presse"),
        ("slugs: Presse", SLUG, "Presse", "write presse"),
        ("secure: http://example.org/a", HTTPS, "http://example.org/a", "write https://example.org/a"),
        ("contact: http://example.org/a", HTTPS, "http://example.org/a", "write https://example.org/a"),
        ("contact: the office", CONTACT, "the office", "write it like security@example.org"),
        ("contact: a@b", EMAIL, "a@b", ""),
        ("account: goodday", ACCOUNT, "goodday", "write its name and its server"),
        ("account: day@localhost", ACCOUNT, "day@localhost", "write its name and its server"),
        ("tag: english", "“english” is not a language tag", "", "write it like en, pt-BR or zh-Hans"),
        ("tag: ar", "the campaign does not have the language “ar”", "", "the campaign has: en, fr, zh-Hans"),
        ("tag: zh-Hant", "the campaign does not have the language “zh-Hant”", "", "did you mean “zh-Hans”?"),
        (
            "texts: {en: a, xx: b}", "the campaign does not have the language “xx”", "",
            "the campaign has: en, fr, zh-Hans",
        ),
        ("texts: {fr: a}", "the text in the source language is missing: en", "", "add “en: …”"),
        ("texts: Hello", TEXTS, "Hello", "write {en: …, fr: …}"),
        ("texts: {}", TEXTS, "", "write {en: …, fr: …}"),
        ("texts: {en: a, EN: b}", "“en” and “EN” are the same language", "", "keep one of the two"),
        ("texts: {en: }", "a text is expected here", "nothing", AFTER_COLON),
        ("length: 75:00", "a duration like 2:34 or 1:02:34 is expected here", "75:00",
         "write minutes and seconds with a colon"),
        ("entry: press/launch.en.md", ENTRY, "press/launch.en.md", "write press/launch"),
        ("entry: /press/launch", ENTRY, "/press/launch", "write press/launch"),
        ("entry: ../secret", ENTRY, "../secret", "write it like press/releases/launch"),
        ("entry: aux", ENTRY, "aux", "write it like press/releases/launch"),
        ("hashtag: World Ocean Day", HASHTAG, "World Ocean Day", "write WorldOceanDay"),
        ("hashtag: 2026", HASHTAG, "2026", "write it like WorldOceanDay"),
        ("zone: Europe/Zurch", "there is no time zone “Europe/Zurch”", "", "did you mean “Europe/Zurich”?"),
        ("zone: ../../etc/passwd", "there is no time zone “../../etc/passwd”", "", "write it like Europe/Zurich"),
        ("kind: relase", "there is no kind “relase”", "", "did you mean “release”?"),
        ("kind: zzz", "there is no kind “zzz”", "", "choose one of: page, release"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_plain_words(line: str, message: str, found: str, hint: str) -> None:
    assert refused(line) == (message, found, hint)


def test_a_slug_is_made_of_any_text() -> None:
    assert [slug_of(text) for text in ("Our Common Future, 2026!", "L’eau", "ÉTÉ", "数字 化", "— !")] == [
        "our-common-future-2026", "leau", "été", "数字-化", "",
    ]  # fmt: skip


def test_without_a_campaign_languages_are_only_held_to_their_shape() -> None:
    document, _ = parse_yaml("texts: {ar: a}\ntag: xx\n", "a.yaml")
    assert document is not None
    assert validate(Sample, document, "a.yaml")[1] == ()
