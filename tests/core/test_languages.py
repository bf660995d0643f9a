"""Tags, and where their words are looked for."""

from __future__ import annotations

import pytest

from portevoix.core.languages import ancestry, autonym


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", {"fr"}),
        ("fr-CH", {"fr", "fr-CH"}),
        ("zh-Hans", {"zh", "zh-Hans"}),
        ("zh-CN", {"zh", "zh-Hans", "zh-CN"}),
        ("zh-Hant", {"zh-Hant"}),
        ("zh-TW", {"zh-Hant", "zh-TW"}),
        ("sr-Latn", {"sr-Latn"}),
        ("qq", {"qq"}),
    ],
)
def test_words_come_from_the_same_language_in_the_same_script(tag: str, expected: set[str]) -> None:
    found = ancestry(tag)
    assert expected <= set(found)
    assert found[-1] == tag
    assert (tag.split("-")[0] in found) == (tag.split("-")[0] in expected)


def test_a_language_is_named_as_its_readers_name_it() -> None:
    names = {tag: autonym(tag) for tag in ("zh-Hans", "zh-Hant", "es", "ru", "ar", "pt-BR", "qq")}
    assert names == {
        "zh-Hans": "简体中文",
        "zh-Hant": "繁體中文",
        "es": "Español",
        "ru": "Русский",
        "ar": "العربية",
        "pt-BR": "Português (Brasil)",
        "qq": "qq",
    }
