"""Search: which pages of which language go into an index, and when an index is made again."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import EDITS, NOON, another_moment, clean, made, put, small, tree, write

from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.engine.journal import MANIFEST
from portevoix.engine.state import Remembered, State
from portevoix.search.command import Command, installed
from portevoix.search.index import make_index

SITE = """\
-- content/campaign.yaml --
name: {en: Day, ar: يوم, zh: 日子}
base_url: https://example.org/day/
source_language: en
languages: {en: , ar: , zh: }
navigation: [articles]
-- content/articles/section.yaml --
title: {en: Articles, ar: مقالات, zh: 文章}
page_size: 2
-- content/articles/river.en.md --
---
title: The river
date: 2027-01-10
---
The weavers light their lamps with running water.
-- content/articles/river.ar.md --
---
title: النهر
---
النساجون يضيئون مصابيحهم بالماء الجاري.
-- content/articles/river.zh.md --
---
title: 河流
---
织工们用流水点亮了灯。
-- content/articles/rain.en.md --
---
title: Rain
date: 2027-01-12
see_also: [articles/river]
---
Three schools share what falls on them.
-- content/articles/roof.en.md --
---
title: Roof
date: 2027-01-14
---
A gauge stands on it.
-- content/articles/secret.en.md --
---
title: Quicksilver
date: 2027-01-20
embargo: 2027-03-01 09:00
---
Not before March: alchemists.
-- content/pages/old.en.md --
---
title: Old and new
aliases: [older/]
---
It moved.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write(root, SITE)
    return root


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages whose index was made, since the list was last cleared."""
    languages: list[str] = []

    def watched(command: Command, language: str, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        languages.append(language)
        return make_index(command, language, pages)

    monkeypatch.setattr("portevoix.search.index.make_index", watched)
    return languages


def edit(root: Path, path: str, change: Callable[[str], str]) -> None:
    put(root / path, change((root / path).read_text()))


def searchable(root: Path) -> None:
    """The small campaign with search."""
    small(root)
    edit(root, "content/campaign.yaml", lambda text: text.replace("search: false\n", ""))


def fragments(root: Path, language: str) -> dict[str, dict[str, object]]:
    """What the index of a language holds of each page, by the page's address below the language's."""
    found = {}
    for path in (root / "output" / language / "pagefind/fragment").iterdir():
        value = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[value["url"]] = value
    return found


def test_every_language_has_an_index_of_its_own_pages(site: Path, indexed: list[str]) -> None:
    report = made(site)
    assert (report.problems, indexed) == ((), ["ar", "en", "zh"])
    assert set(fragments(site, "en")) == {
        "", "articles/", "articles/river/", "articles/rain/", "articles/roof/", "old/"
    }  # fmt: skip
    assert set(fragments(site, "ar")) == {"", "articles/", "articles/river/"}
    assert fragments(site, "zh")["articles/river/"]["meta"] == {
        "title": "河流", "kind": "文章", "date": "2027年1月10日"
    }  # fmt: skip


def test_pages_are_found_for_their_own_words_alone(site: Path) -> None:
    made(site)
    held = fragments(site, "en")
    assert held["articles/"]["content"] == "Articles."
    assert "river" not in str(held["articles/rain/"]["content"])  # it is named beside the text, and in the menu
    assert str(held["articles/rain/"]["content"]).startswith("Rain.")  # not the way to it


QUESTIONS = """\
-- content/data/topics.yaml --
water: {name: {en: Water}}
-- content/faq/section.yaml --
title: {en: Questions}
page_size: 1
-- content/faq/gauge.en.md --
---
title: Who reads the gauge?
topic: [water]
weight: 1
---
The caretaker.
-- content/faq/roof.en.md --
---
title: Whose is the roof?
topic: [water]
weight: 2
---
The parish council owns it.
-- content/pages/ask.en.md --
---
title: Ask
---
/// faq
    section: ../faq/
///
"""


def test_what_a_list_holds_is_found_once(site: Path) -> None:
    """A question is found on its own part of its section's list: not on the page of a facet, nor where it is cited."""
    write(site, QUESTIONS)
    assert made(site).problems == ()
    assert (site / "output/en/faq/topic/water/index.html").exists()
    held = {address: str(page["content"]) for address, page in fragments(site, "en").items()}
    assert "parish council" in (site / "output/en/ask/index.html").read_text()
    assert [address for address in held if "caretaker" in held[address]] == ["faq/"]
    assert [address for address in held if "parish council" in held[address]] == ["faq/page/2/"]
    assert "articles/page/2/" not in held  # only pages that are found themselves stand there


def test_a_page_leads_to_the_search_and_the_search_to_every_section(site: Path) -> None:
    made(site)
    output = site / "output"
    assert '<form class="search" role="search" action="/day/ar/search/">' in (output / "ar/index.html").read_text()
    page = (output / "ar/search/index.html").read_text()
    assert 'data-index="/day/ar/pagefind/pagefind.js"' in page
    assert "<noscript>" in page
    assert '<li><a href="/day/ar/articles/">مقالات</a></li>' in page
    assert "search" not in (output / "sitemap-en.xml").read_text()


def test_an_index_is_made_again_only_when_a_page_of_its_language_changed(site: Path, indexed: list[str]) -> None:
    made(site)
    indexed.clear()
    made(site)
    assert indexed == []
    edit(site, "content/articles/river.ar.md", lambda text: text + "\nكلمة أخرى.\n")
    made(site)
    assert indexed == ["ar"]
    edit(site, "content/articles/river.zh.md", lambda text: text.replace("title: 河流", "title: 大河"))
    made(site)
    assert indexed == ["ar", "zh"]
    put(site / "themes/mine/theme.yaml", "name: mine\n")
    put(site / "themes/mine/templates/partials/footer.html", "<footer>Bye</footer>")
    edit(site, "content/campaign.yaml", lambda text: text + "theme: mine\n")
    made(site)
    assert indexed == ["ar", "zh", "ar", "en", "zh"]
    assert tree(site / "output") == clean(site, site.parent / "clean")[0]


def test_an_edit_on_the_short_way_remembers_what_the_whole_way_would(tmp_path: Path, indexed: list[str]) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    searchable(here)
    made(here)
    for number in range(3):
        path = ("articles/second.en.md", "articles/first.fr.md", "articles/third.en.md")[number]
        edit(here, f"content/{path}", lambda text: text + "\nSomething quite different.\n")
        shutil.rmtree(there, ignore_errors=True)
        shutil.copytree(here, there)  # its files bear other stamps: the whole way is gone there
        indexed.clear()
        reports = made(there), made(here)
        assert indexed == [["en", "en"], ["fr", "fr"], []][number]
        assert told(reports[0]) == told(reports[1])
        assert tree(here / "output") == tree(there / "output")
        assert remembered(here) == remembered(there)


def told(report: Report) -> tuple[object, ...]:
    return set(report.made), report.problems, report.written, report.deleted, report.products


def remembered(root: Path) -> Remembered:
    found = State(Request(root, root / "output", NOON).state).load()
    found.outputs = {path: (mark, (0, 0, 0, 0)) for path, (mark, _) in found.outputs.items() if path != MANIFEST}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_indexes_are_those_of_a_clean_build(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    root, now = tmp_path / "site", NOON
    searchable(root)
    for _ in range(8):
        made(root, now=now)
        rng.choice(EDITS)(root, rng)
        if rng.random() < 0.3:
            now = another_moment(rng)
        report = made(root, now=now)
        whole, expected = clean(root, tmp_path / "clean", now)
        assert report.problems == expected.problems
        if not report.failed:
            assert tree(root / "output") == whole


def test_what_is_hidden_is_in_no_file_of_an_index_before_its_moment(site: Path) -> None:
    made(site)
    assert not holding(site, b"uicksilver", b"lchemist", b"secret")
    made(site, now=datetime(2027, 3, 2, tzinfo=UTC))
    assert holding(site, b"uicksilver", b"lchemist", b"secret")
    made(site)
    assert not holding(site, b"uicksilver", b"lchemist", b"secret")


def holding(root: Path, *words: bytes) -> list[Path]:
    """The files of all indexes that hold one of ``words``."""
    found = []
    for path in root.glob("output/*/pagefind/**/*"):
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
            found += [path for word in words if word in data]
    return found


def test_the_setting_takes_the_search_away(site: Path) -> None:
    made(site)
    edit(site, "content/campaign.yaml", lambda text: text + "search: false\n")
    report = made(site)
    assert report.problems == ()
    assert report.deleted
    assert not any("pagefind" in path or "/search/" in path for path in tree(site / "output"))
    assert not any(b"data-pagefind-body" in path.read_bytes() for path in site.glob("output/**/*.html"))
    assert tree(site / "output") == clean(site, site.parent / "clean")[0]


def test_the_same_pages_make_the_same_bytes_anywhere(tmp_path: Path) -> None:
    write(tmp_path / "here", SITE)
    shutil.copytree(tmp_path / "here", tmp_path / "a deeper/place ü")
    made(tmp_path / "here")
    made(tmp_path / "a deeper/place ü", jobs=3)
    assert tree(tmp_path / "here/output") == tree(tmp_path / "a deeper/place ü/output")


def test_what_others_did_to_an_index_is_put_right(site: Path, indexed: list[str]) -> None:
    made(site)
    before = tree(site / "output")
    indexed.clear()
    (site / "output/zh/pagefind/pagefind-entry.json").write_text("{}")
    next((site / "output/ar/pagefind/fragment").iterdir()).unlink()
    made(site)
    assert tree(site / "output") == before
    assert indexed == ["ar", "zh"]


def test_with_the_standard_build_chinese_has_no_search_and_the_build_warns(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = installed()
    assert command is not None
    monkeypatch.setattr("portevoix.build.search.installed", lambda: Command(command.path, extended=False))
    report = made(site)
    assert [(one.code, one.found, one.line, one.severity) for one in report.problems] == [
        ("search-language", "zh", 4, "warning")
    ]
    assert (site / "output/en/search/index.html").exists()
    assert not (site / "output/zh/search").exists()
    assert 'role="search"' not in (site / "output/zh/index.html").read_text()
    assert made(site).problems == report.problems
    edit(site, "content/articles/rain.en.md", lambda text: text + "\nMore.\n")
    assert made(site).problems == report.problems


def test_a_language_whose_words_nobody_tells_apart_has_no_search_and_a_note_says_so(site: Path) -> None:
    edit(site, "content/campaign.yaml", lambda text: text.replace("zh: }", "zh: , km: }"))
    assert [(one.code, one.found, one.severity) for one in made(site).problems] == [("search-language", "km", "note")]
    assert not (site / "output/km/search").exists()


@pytest.mark.parametrize(("language", "words"), [("zh", 10), ("zh-Hant", 15), ("ja", 14), ("th", 6)])
def test_the_extended_build_tells_words_apart_where_the_list_says_so(language: str, words: int) -> None:
    """What a new version knows besides belongs into the lists of ``search/command.py``."""
    command = installed()
    assert command is not None
    assert command.extended
    assert Command(command.path, extended=False).knows(language) is False
    text = {
        "zh": "我们的村庄用太阳能点亮了学校",
        "zh-Hant": "我們的村莊用太陽能點亮了學校",
        "ja": "私たちの村は太陽光で学校を照らしました",
        "th": "หมู่บ้านของเราใช้พลังงานแสงอาทิตย์",
    }[language]
    page = f'<!doctype html><html lang="{language}"><body data-pagefind-body><p>{text}</p></body></html>'
    (fragment,) = (
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        for name, data in make_index(command, language, [("a/", page)]).items()
        if name.startswith("fragment/")
    )
    assert fragment["word_count"] == words


@pytest.mark.parametrize(("setting", "severity"), [("", "note"), ("search: true\n", "warning")])
def test_without_the_command_there_is_no_search_and_the_build_says_so(
    setting: str, severity: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portevoix.build.search.installed", lambda: None)
    edit(site, "content/campaign.yaml", lambda text: text + setting)
    report = made(site)
    assert [(one.code, one.severity) for one in report.problems] == [("search-missing", severity)]
    assert not any("pagefind" in path for path in tree(site / "output"))


def test_an_index_that_cannot_be_made_leaves_the_site_as_it_was(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(site)
    before = tree(site / "output")
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho 'no more memory' >&2\n")
    broken.chmod(0o755)
    monkeypatch.setattr("portevoix.build.search.installed", lambda: Command(broken, extended=True))
    edit(site, "content/articles/rain.en.md", lambda text: text + "\nMore.\n")
    report = made(site)
    assert [(one.code, one.found) for one in report.problems] == [("search-failed", "en")]
    assert "no more memory" in report.problems[0].message
    assert tree(site / "output") == before
    monkeypatch.undo()
    assert not made(site).failed
    assert tree(site / "output") == clean(site, tmp_path / "clean")[0]


def test_progress_is_told_by_language(site: Path) -> None:
    from portevoix.build.build import build
    from portevoix.build.session import Session

    told: list[tuple[str, int, int]] = []
    build(Request(site, site / "output", NOON), Session(lambda *row: told.append(row)))
    assert [row for row in told if row[0] == "search"] == [("search", 1, 3), ("search", 2, 3), ("search", 3, 3)]
