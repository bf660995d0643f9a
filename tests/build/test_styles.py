"""Style sheets reach readers as one file, that of their language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build.campaigns import made, page, put, small

from portevoix.core.digest import digest_bytes

THEME = """\
name: mine
extends: base
styles: [css/one.css, css/two.css]
language_styles: {ar: [css/arabic.css]}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    small(tmp_path)
    put(tmp_path / "themes/mine/theme.yaml", THEME)
    put(tmp_path / "themes/mine/static/dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    put(tmp_path / "themes/mine/static/css/one.css", "/* one */\n.one { background: url(../dot.svg); margin: 0.5em }\n")
    put(tmp_path / "themes/mine/static/css/two.css", ".two { color: red }\n")
    put(tmp_path / "themes/mine/static/css/arabic.css", ".arabic { color: green }\n")
    assert not made(tmp_path).failed
    return tmp_path


def sheets(site: Path, path: str) -> list[str]:
    """The style sheets that the page at ``path`` loads, by their paths in the output."""
    return re.findall(r'<link rel="stylesheet" href="/day/([^"]+)"', page(site, path))


def text(site: Path, sheet: str) -> str:
    return (site / "output" / sheet).read_text()


def test_a_page_loads_one_sheet_with_settings_and_all_styles_in_their_order(site: Path) -> None:
    (sheet,) = sheets(site, "en")
    said = text(site, sheet)
    places = [said.index(mark) for mark in (":root{--accent:", ".menu", ".one{", ".two{")]
    assert places == sorted(places)
    assert "margin:.5em" in said
    assert "/*" not in said


def test_addresses_in_it_are_seen_from_where_it_stands(site: Path) -> None:
    (sheet,) = sheets(site, "en")
    (address,) = re.findall(r"\.one\{background:url\(([^)]+)\)", text(site, sheet))
    assert (site / "output" / sheet).parent.joinpath(address).is_file()


def test_a_language_has_its_own(site: Path) -> None:
    (english,), (french,), (arabic,) = sheets(site, "en"), sheets(site, "fr"), sheets(site, "ar")
    assert english == french != arabic
    assert text(site, arabic) == text(site, english) + ".arabic{color:green}\n"


def test_a_sheet_of_a_language_makes_the_pages_of_that_language_again(site: Path) -> None:
    put(site / "themes/mine/static/css/arabic.css", ".arabic { color: blue }\n")
    keys = made(site).made
    assert "home:ar" in keys
    assert "asset:site-ar.css" in keys
    assert not any(key.endswith("@en") or key in ("home:en", "home:fr", "asset:site.css") for key in keys)


def test_sheets_with_an_import_stay_apart(site: Path) -> None:
    """It may stand at the beginning of a style sheet alone (CSS Cascading 4, §2)."""
    put(site / "themes/mine/static/css/two.css", '@import "arabic.css";\n.two { color: red }\n')
    assert not made(site).failed
    assert [re.sub(r"\.\w+\.css", "", sheet) for sheet in sheets(site, "en")] == [
        "assets/settings", "assets/css/base", "assets/css/one", "assets/css/two",
    ]  # fmt: skip


def test_a_missing_sheet_of_a_language_is_told_with_its_line(site: Path) -> None:
    put(site / "themes/mine/theme.yaml", THEME.replace("arabic.css", "arabik.css"))
    (problem,) = made(site).problems
    assert (problem.path, problem.line, problem.code) == ("themes/mine/theme.yaml", 4, "style-missing")
    assert "arabic.css" in problem.hint


def test_the_name_of_a_file_of_the_theme_is_that_of_its_bytes(site: Path) -> None:
    """They are kept for a year: other bytes need another address, also after an update of the program."""
    places = list((site / "output/assets").rglob("*.css"))
    assert places
    for place in places:
        assert f".{digest_bytes(place.read_bytes()).hex()[:10]}.css" in place.name


def test_a_version_behind_an_address_stays(site: Path) -> None:
    put(site / "themes/mine/static/css/one.css", '.one { background: url("../dot.svg?v=1#a") }\n')
    assert not made(site).failed
    (sheet,) = sheets(site, "en")
    assert re.search(r'\.one\{background:url\("dot\.\w+\.svg\?v=1#a"\)\}', text(site, sheet))


def test_what_comments_and_strings_name_is_not_looked_for(site: Path) -> None:
    said = '/* b { background: url(old.png) } */\n.one::after { content: "url(gone.png)" }\n'
    put(site / "themes/mine/static/css/one.css", said)
    report = made(site)
    assert not report.failed
    assert report.problems == ()


def test_sheets_that_import_each_other_are_refused(site: Path) -> None:
    put(site / "themes/mine/static/css/two.css", '@import "arabic.css";\n')
    put(site / "themes/mine/static/css/arabic.css", 'a {}\n@import "two.css";\n')
    (problem,) = made(site).problems
    assert (problem.path, problem.code) == ("themes/mine/static/css/two.css", "style-target")
    assert "ring" in problem.message


def test_a_language_of_a_region_wears_what_its_parents_wear(site: Path) -> None:
    put(site / "themes/mine/theme.yaml", THEME.replace("{ar:", "{zh-Hans:"))
    settings = (site / "content/campaign.yaml").read_text()
    put(site / "content/campaign.yaml", re.sub(r"^(languages: .*)}$", r"\1, zh-CN: }", settings, flags=re.MULTILINE))
    assert not made(site).failed
    (sheet,) = sheets(site, "zh-CN")
    assert text(site, sheet).endswith(".arabic{color:green}\n")
