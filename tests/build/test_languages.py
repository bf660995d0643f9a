"""A whole small site in Spanish, Simplified Chinese and Russian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build.campaigns import clean, made, page, put, tree, write

CAMPAIGN = """\
-- content/campaign.yaml --
name: {es: Día, zh-Hans: 活动日, ru: День}
base_url: https://example.org/
source_language: es
languages: {es: , zh-Hans: , ru: }
time_zone: Europe/Zurich
organisation: {name: {es: Instituto, zh-Hans: 研究所, ru: Институт}}
-- content/press/releases/launch.es.md --
---
title: ¿"Qué" cambia?
date: 2027-01-10
dateline: Ginebra
boilerplate: Trabajamos aquí.
notes: ["Una nota"]
---
Dijo: "¡Sí!"
-- content/press/releases/launch.zh-Hans.md --
---
title: '"变化"在哪里？'
dateline: 日内瓦
boilerplate: 我们在这里工作。
notes: [一条说明]
---
她说："好。"
-- content/press/releases/launch.ru.md --
---
title: Что "меняется"?
dateline: Женева
boilerplate: Мы работаем здесь.
notes: [Примечание]
---
Она сказала: "Да" --- и всё.
-- content/events/talk.es.md --
---
title: Charla
start: 2027-04-26 18:05
attendance: mixed
place: Ginebra
---
Venga.
-- content/events/talk.zh-Hans.md --
---
title: 讲座
place: 日内瓦
---
欢迎。
-- content/events/talk.ru.md --
---
title: Беседа
place: Женева
---
Приходите.
"""
TITLES = {
    "es": ["nube", "ñandú", "oso", "Árbol"],
    "zh-Hans": ["张", "李", "王", "北京"],
    "ru": ["йод", "ёлка", "ель", "иней"],
}
SORTED = {
    "es": ["Árbol", "nube", "ñandú", "oso"],
    "zh-Hans": ["北京", "李", "王", "张"],
    "ru": ["ёлка", "ель", "иней", "йод"],
}
RELEASES = {
    "es": (
        "¿«Qué» cambia?",
        "Ginebra – ",
        "10 de enero de 2027",
        "Dijo: «¡Sí!»",
        "Quiénes somos: Instituto",
        "Notas para la redacción",
    ),
    "zh-Hans": ("“变化”在哪里？", "日内瓦", "2027年1月10日", "她说：“好。”", "关于研究所", "编辑须知"),
    "ru": (
        "Что «меняется»?",
        "Женева",
        "10 января 2027\u202fг.",
        "Она сказала: «Да»\u00a0— и всё.",
        "Справка: Институт",
        "Примечания для редакций",
    ),
}
EVENTS = {
    "es": ("26 de abril de 2027, 18:05 (UTC+02:00)", "Modalidad", "Presencial y en línea"),
    "zh-Hans": ("2027年4月26日 18:05（UTC+02:00）", "参与方式", "线下和线上"),
    "ru": ("26 апреля 2027\u202fг., 18:05 (UTC+02:00)", "Формат участия", "Очно и онлайн"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write(root, CAMPAIGN)
    for language, titles in TITLES.items():
        for number, title in enumerate(titles):
            put(root / f"content/people/p{number}.{language}.md", f"---\ntitle: {title}\n---\n")
    report = made(root)
    assert not report.failed, report.problems
    return root


@pytest.mark.parametrize("language", RELEASES)
def test_pages_say_their_language_and_speak_it(language: str, site: Path) -> None:
    release = page(site, f"{language}/press/releases/launch")
    event = page(site, f"{language}/events/talk")
    for html in (release, event):
        assert f'<html lang="{language}" dir="ltr">' in html
    for words in RELEASES[language]:
        assert words in release
    for words in EVENTS[language]:
        assert words in event


@pytest.mark.parametrize("language", SORTED)
def test_lists_by_title_go_by_the_alphabet(language: str, site: Path) -> None:
    html = page(site, f"{language}/people")
    assert re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", html) == SORTED[language]


@pytest.mark.parametrize("language", RELEASES)
def test_no_english_is_left_in_the_interface(language: str, site: Path) -> None:
    for path in ("press/releases/launch", "events/talk", "people", "events"):
        text = re.sub(r"<[^>]*>|UTC", " ", page(site, f"{language}/{path}").partition("<body")[2])
        words = "Skip Main Languages Page Events People Press Releases Begins Place Notes About Online".split()
        assert [word for word in words if re.search(rf"\b{word}\b", text)] == []


def test_the_languages_are_named_for_their_readers(site: Path) -> None:
    html = page(site, "")
    assert all(name in html for name in ("Español", "简体中文", "Русский"))


def test_a_new_title_moves_to_its_place_as_in_a_build_from_nothing(site: Path, tmp_path: Path) -> None:
    put(site / "content/people/p2.es.md", "---\ntitle: Ñu\n---\n")
    assert not made(site).failed
    assert re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", page(site, "es/people")) == ["Árbol", "nube", "ñandú", "Ñu"]
    assert tree(site / "output") == clean(site, tmp_path / "scratch")[0]


def test_traditional_chinese_does_not_get_simplified_words(tmp_path: Path) -> None:
    write(tmp_path, CAMPAIGN.replace("zh-Hans", "zh-Hant"))
    assert not made(tmp_path).failed
    assert "编辑须知" not in page(tmp_path, "zh-Hant/press/releases/launch")
