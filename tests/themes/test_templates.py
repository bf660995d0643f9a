"""Rules that the base theme's templates keep, whatever is shown with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "themes/base/templates"


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_formats_and_sizes_of_files_are_isolated(path: Path) -> None:
    """In Arabic, “ZIP · 2 م.ب” falls apart where its parts stand in one run of text."""
    text = path.read_text(encoding="utf-8")
    written = re.findall(r"(.{0,5})\{\{ [\w.]+(?:\|bytes|(?:file|original|web)\.type) \}\}(.{0,6})", text)
    assert all(around == ("<bdi>", "</bdi>") for around in written)
    assert not re.search(r"(?<!<bdi>)\bZIP\b", text)


@pytest.mark.parametrize("name", ["partials/figure.html", "factsheet.html", "documents/entry.html"])
def test_a_source_and_its_year_keep_their_order(name: str) -> None:
    """“Statista · 2022”, too, in a page that runs from right to left."""
    lines = [
        line
        for line in (TEMPLATES / name).read_text(encoding="utf-8").splitlines()
        if "<cite>" in line and " · " in line
    ]
    assert lines
    assert all(re.search(r"<bdi>.*<cite>.*</cite>.*</bdi>.* · ", line) for line in lines)
