from __future__ import annotations

import pickle

import pytest

from portevoix.core.diagnostics import headline
from portevoix.core.languages import Language
from portevoix.source.campaign import Campaign, load_campaign

WHOLE = """\
name: {en: Our day, fr: Notre jour, ar: يومنا}
tagline: {en: Our common future}
description: {en: A day for makers.}
base_url: https://Example.org/day
source_language: en
languages:
  en:
  fr: {fallback: [en]}
  pt-br: {fallback: [fr, en]}
  ar: {name: العربية الفصحى, direction: rtl, fallback: []}
time_zone: Europe/Zurich
host: {name: {en: The agency}, url: https://example.org/}
organisation:
  name: {en: The agency}
  email: press@example.org
  same_as: [https://www.wikidata.org/wiki/Q1]
key_dates:
  day: {from: 2026-04-26, to: 2026-04-26, name: {en: The day}}
  call: {from: 2026-03-01 10:00}
hashtags: [OurDay, "#MakersDay"]
channels: [press, social]
objectives:
  - {id: reach, text: {en: Reach the young}, audiences: [youth], channels: [press], indicators: [{en: Events}]}
facets:
  topic: {slug: {fr: themes, "*": topics}}
  prize: {name: {en: Prize}}
navigation: [messages, pages/about]
theme: {name: makers, settings: {colour: red}}
"""

SMALL = "name: {en: Our day}\nbase_url: https://example.org\nsource_language: en\nlanguages: {en: }\n"


def load(text: str) -> Campaign:
    campaign, problems = load_campaign(text.encode(), "content/campaign.yaml")
    assert problems == ()
    assert campaign is not None
    return campaign


def refused(text: str) -> list[tuple[str, str]]:
    campaign, problems = load_campaign(text.encode(), "c.yaml")
    assert campaign is None
    return [(headline(problem).removeprefix("c.yaml:"), problem.hint) for problem in problems]


def test_a_whole_campaign_is_read() -> None:
    campaign = load(WHOLE)
    assert campaign.base_url == "https://example.org/day/"
    assert campaign.base_path == "/day/"
    assert campaign.key_dates["call"].start == "2026-03-01T10:00:00+01:00"
    assert (campaign.key_dates["day"].start, campaign.key_dates["day"].end) == ("2026-04-26", "2026-04-26")
    assert campaign.hashtags == ("OurDay", "MakersDay")
    assert campaign.theme.settings == {"colour": "red"}


def test_a_small_campaign_takes_every_default() -> None:
    campaign = load(SMALL)
    assert (campaign.time_zone, campaign.base_path, campaign.theme.name) == ("UTC", "/", "base")
    assert {name: facet.registry for name, facet in campaign.facets.items()} == {
        "topic": "topics", "country": "countries", "audience": "audiences", "role": "roles",
    }  # fmt: skip


def test_languages_come_in_their_order_with_names_and_directions() -> None:
    assert load(WHOLE).languages_in_order() == (
        Language("en", "English", "ltr"),
        Language("fr", "Français", "ltr"),
        Language("pt-BR", "Português (Brasil)", "ltr"),
        Language("ar", "العربية الفصحى", "rtl"),
    )
    assert load(SMALL.replace("{en: }", "{en: , he: }")).languages_in_order()[1] == Language("he", "עברית", "rtl")


def test_the_fallback_chain_is_as_declared_and_else_the_source_language() -> None:
    campaign = load(WHOLE)
    assert [campaign.fallback_chain(tag) for tag in ("en", "fr", "pt-BR", "ar")] == [(), ("en",), ("fr", "en"), ()]
    assert load(SMALL.replace("{en: }", "{en: , de: }")).fallback_chain("de") == ("en",)


def test_a_facet_that_always_exists_can_be_changed_in_part_and_others_added() -> None:
    facets = load(WHOLE).facets
    assert list(facets) == ["topic", "country", "audience", "role", "prize"]
    assert (facets["topic"].registry, facets["topic"].slug) == ("topics", {"fr": "themes", "*": "topics"})
    assert facets["prize"].registry == "prize"


def test_the_digest_moves_with_what_the_reading_of_files_depends_on() -> None:
    base = load(SMALL)
    assert load(SMALL.replace("Our day", "Your day") + "hashtags: [A]\n").digest == base.digest
    assert load(SMALL + "time_zone: Europe/Zurich\n").digest != base.digest
    assert load(SMALL.replace("{en: }", "{en: , fr: }")).digest != base.digest
    assert load(SMALL + "facets: {topic: {registry: themes}}\n").digest != base.digest


def test_the_settings_survive_json() -> None:
    campaign = load(WHOLE)
    assert Campaign.model_validate_json(campaign.model_dump_json(by_alias=True), strict=False) == campaign
    assert pickle.loads(pickle.dumps(campaign)) == campaign


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        (
            "fr: Notre", "fre: Notre",
            "1:21: error: the campaign does not have the language “fre” [value]", "did you mean “fr”?",
        ),
        (
            "source_language: en", "source_language: es",
            "5:18: error: the campaign does not have the language “es” [value]",
            "the campaign has: en, fr, pt-BR, ar",
        ),
        (
            "[fr, en]", "[fr, eng]", "9:26: error: the campaign does not have the language “eng” [value]",
            "did you mean “en”?",
        ),
        (
            "fr: {fallback: [en]}", "fr: {fallback: [en, FR]}",
            "8:23: error: a language cannot fall back to itself (FR) [campaign-setting]", "leave it out",
        ),
        (
            "  en:\n", "  en:\n  FR:\n",
            "9:3: error: “FR” and “fr” are the same language [campaign-setting]", "keep one of the two",
        ),
        (
            "pt-br", "portuguese", "9:3: error: “portuguese” is not a language tag [value]",
            "write it like en, pt-BR or zh-Hans",
        ),
        (
            "pt-br", "qqx", "9:3: error: no language “qqx” is known [campaign-setting]",
            "correct it, or give the language a name: {name: …}",
        ),
        (
            "to: 2026-04-26", "to: 2026-04-25",
            "18:31: error: this date ends before it begins (2026-04-26 – 2026-04-25) [campaign-setting]",
            "correct “from” or “to”",
        ),
        (
            "tagline: {en", "tagline: {fr",
            "2:10: error: the text in the source language is missing: en [value]", "add “en: …”",
        ),
        (
            "prize: {name: {en: Prize}}", "prize: {}",
            "26:10: error: “name” is missing [campaign-setting]", "add a line “name: {en: …}”",
        ),
        (
            "channels: [press], ind", "channels: [presse], ind",
            "23:77: error: the campaign has no such channel (presse) [campaign-setting]", "did you mean “press”?",
        ),
        (
            "channels: [press], ind", "channels: [radio], ind",
            "23:77: error: the campaign has no such channel (radio) [campaign-setting]", "add it to “channels”",
        ),
        (
            "org/day", "org/day?a=b",
            "4:11: error: the site's address holds neither ? nor # (https://Example.org/day?a=b) [value]",
            "write it like https://example.org/day/",
        ),
        (
            "org/day", "org/../day",
            "4:11: error: the path in the site's address is not a plain one (https://Example.org/../day) [value]",
            "write it like https://example.org/day/",
        ),
        ("rtl", "right", "10:41: error: this is not one of the choices (right) [value]", "choose one of: ltr, rtl"),
        (
            "navigation", "navigatoin", "27:1: error: “navigatoin” is not known here [key-unknown]",
            "did you mean “navigation”?",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(old: str, new: str, line: str, hint: str) -> None:
    assert old in WHOLE
    assert refused(WHOLE.replace(old, new, 1)) == [(line, hint)]


def test_two_objectives_must_not_have_one_id() -> None:
    again = WHOLE.replace("facets:", "  - {id: reach, text: {en: Again}}\nfacets:")
    assert refused(again) == [
        ("24:10: error: two objectives have the same id (reach) [campaign-setting]", "change one of the two")
    ]


def test_a_span_of_days_and_moments_is_compared_in_the_campaigns_time_zone() -> None:
    late = SMALL + "time_zone: Europe/Zurich\nkey_dates: {day: {from: 2026-04-26T23:30Z, to: 2026-04-26}}\n"
    assert [line for line, _ in refused(late)] == [
        "6:48: error: this date ends before it begins (2026-04-26T23:30:00+00:00 – 2026-04-26) [campaign-setting]"
    ]
    load(SMALL + "key_dates: {day: {from: 2026-04-26 18:00, to: 2026-04-26}}\n")


def test_all_that_is_missing_is_told_at_once() -> None:
    assert [line for line, _ in refused("tagline: {en: x}\ntime_zone: Mars\n")] == [
        "1:1: error: “base_url” is missing [value-missing]",
        "1:1: error: “languages” is missing [value-missing]",
        "1:1: error: “name” is missing [value-missing]",
        "1:1: error: “source_language” is missing [value-missing]",
        "2:12: error: there is no time zone “Mars” [value]",
    ]


def test_a_campaign_without_languages_is_told() -> None:
    message = "4:12: error: at least one is needed here (nothing) [value]"
    assert refused(SMALL.replace("{en: }", "{}")) == [(message, "")]


def test_problems_in_the_text_itself_are_told() -> None:
    assert refused("name: 'x\n")[0][0] == "1:7: error: this quotation mark is never closed ('x) [yaml-syntax]"
    assert load_campaign(b"\xff", "c.yaml")[1][0].code == "file-text"


def test_editors_get_a_schema_that_knows_short_forms() -> None:
    schema = Campaign.model_json_schema()
    languages = schema["properties"]["languages"]["additionalProperties"]
    assert {"type": "null"} in languages["anyOf"]
    assert {"string", None} == {one.get("type") for one in schema["properties"]["theme"]["anyOf"]}
    assert all("description" in one for one in schema["properties"].values())
