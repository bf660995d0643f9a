"""Figures of statistics in the words of each language (Unicode CLDR)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from portevoix.render.formats import filters


@pytest.mark.parametrize(
    ("tag", "value", "scale", "words"),
    [
        ("en", 4.59, "billion", "4.59 billion"),
        ("fr", 4.59, "billion", "4,59 milliards"),
        ("ar", 4.59, "billion", "4.59 مليار"),
        ("ru", 6.0, "billion", "6 миллиардов"),
        ("ru", 4.59, "billion", "4,59 миллиарда"),
        ("es", 1.0, "million", "1 millón"),
        ("zh", 4.59, "billion", "45.9亿"),
        ("hi", 40.0, "million", "4 करोड़"),
        ("en", 41.0, "percent", "41%"),
        ("fr", 12.5, "percent", "12,5\xa0%"),
        ("en", 1234.5678, None, "1,234.5678"),
        ("en", 0.0, "million", "0"),
    ],
)
def test_a_figure_keeps_its_digits_and_takes_the_words_of_its_scale(
    tag: str, value: float, scale: str | None, words: str
) -> None:
    assert filters(lambda: SimpleNamespace(formats=tag))["figure"](value, scale) == words
