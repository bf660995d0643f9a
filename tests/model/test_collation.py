"""Titles in the order of their language's alphabet. The orders expected here are those of ICU 78."""

from __future__ import annotations

import pytest

from portevoix.model.collation import title_key
from portevoix.model.pinyin import IDEOGRAPHS

ORDERS = [
    ("en", "“Zebra” 2 9 apple Apples Äpplf œuvre of zoo Дом 李"),
    ("fr", "«Oui» côté étage œuf of oui zèbre"),
    ("es", "¿Cuándo? cosa dado llama luz nube nz ñu oso"),
    ("gl", "nz ñu oso"),
    ("ru", "1990 еж ёлка ель ива йод кот яма Abc"),
    ("uk", "гу ґава дім ем єва жук ива із їжа йод"),
    ("ar", "أمل إنسان بيت تاج ثلج حق علم وطن يوم abc"),
    ("zh-Hans", "2 阿里 北京 创新 李 世界 王 张 知识产权 Abc"),
    ("zh", "北京 上海 Abc"),
    ("sv", "ask zon åka äta öl"),
    ("da", "and zoo æble øl ål"),
    ("de", "Ära Arzt Öl Olga über Uhr Zug"),
    ("pl", "ala ąka bar lato łata mama zebra źrebak żaba"),
]


@pytest.mark.parametrize(("tag", "words"), ORDERS)
def test_titles_go_by_the_alphabet_of_the_language(tag: str, words: str) -> None:
    expected = words.split()
    assert sorted(sorted(expected), key=lambda title: title_key(title, tag)) == expected


def test_the_same_letters_go_elsewhere_in_another_language() -> None:
    words = ["öl", "zon", "ñu", "nz"]
    assert sorted(words, key=lambda title: title_key(title, "sv")) == ["ñu", "nz", "zon", "öl"]
    assert sorted(words, key=lambda title: title_key(title, "es")) == ["nz", "ñu", "öl", "zon"]


def test_case_accents_tatweel_and_invisible_marks_count_only_between_equals() -> None:
    assert title_key("ÉTÉ", "fr")[0] == title_key("ete", "fr")[0]
    assert title_key("عـــلم", "ar")[0] == title_key("علم", "ar")[0]
    assert title_key("\u200fعِلم", "ar")[0] == title_key("علم", "ar")[0]
    assert title_key("e\u0301", "fr")[0] == title_key("é", "fr")[0]
    assert title_key("n\u0303u", "es")[0] == title_key("ñu", "es")[0]
    assert title_key("٢", "ar")[0] == title_key("2", "ar")[0]


def test_traditional_chinese_does_not_go_by_pinyin() -> None:
    assert title_key("北", "zh-Hant") > title_key("上", "zh-Hant")
    assert title_key("北", "zh-Hans") < title_key("上", "zh-Hans")


def test_the_table_of_pinyin_holds_each_ideograph_once() -> None:
    assert sorted(IDEOGRAPHS) == [chr(code) for code in range(0x4E00, 0xA000)]
