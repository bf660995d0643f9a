"""The README of earshot, followed to the letter: a theme of one's own, a campaign that builds after every part."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from docs.campaign import BASE, ROOT, examples, lay

from portevoix.build.build import build
from portevoix.build.request import Request
from portevoix.core.diagnostics import show

README = ROOT / "themes/earshot/README.md"
SETTINGS = "content/campaign.yaml"


def built(root: Path) -> list[str]:
    """What the build has to say of the campaign at ``root``."""
    report = build(Request(root, root / "output", datetime(2027, 2, 1, 12, tzinfo=UTC)))
    return [show(problem) for problem in report.problems]


def test_following_it_makes_a_theme(tmp_path: Path) -> None:
    lay(tmp_path, BASE)
    for example in examples(README):
        if example.path == SETTINGS:  # a line to add
            example = example._replace(text=BASE[SETTINGS] + example.text)
        if example.path:
            lay(tmp_path, {example.path: example.text})
            assert built(tmp_path) == [], f"{README.name}:{example.line}"
    arabic = (tmp_path / "output/ar/index.html").read_text()
    (sheet,) = re.findall(r'rel="stylesheet" href="/([^"]+)"', arabic)
    styles = (tmp_path / "output" / sheet).read_text()
    assert "--paper:#fffdf4" in styles
    assert re.search(r"--accent: ?#6b2fb3", styles)
    (drawing,) = re.findall(r"url\([^)]*?(ring[^)]*\.svg)\)", styles)
    assert list((tmp_path / "output").rglob(drawing))
    assert 'class="button" href="/en/about/" hreflang="en"' in arabic


def test_it_is_a_small_theme_that_names_only_what_there_is() -> None:
    files = {example.path: example.text for example in examples(README) if example.path}
    assert {path.rpartition(".")[2] for path in files} == {"css", "yaml", "svg", "html"}
    assert sum(text.count("\n") for text in files.values()) < 80
    base = (ROOT / "themes/base/static/css/base.css").read_text() + "--measure: --accent:"  # these are settings
    table = README.read_text().partition("## At noon")[0].partition("| property |")[2]
    assert [name for name in re.findall(r"--[a-z]+", table) if f"{name}:" not in base] == []
