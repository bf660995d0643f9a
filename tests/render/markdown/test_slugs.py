"""Ids of headings."""

from __future__ import annotations

from portevoix.render.markdown.slugs import heading_slug, unique_slug


def test_letters_marks_and_digits_of_every_script_stay() -> None:
    assert heading_slug("L’été 2026: “Déjà!”") == "l-été-2026-déjà"
    assert heading_slug("हिन्दी में") == "हिन्दी-में"
    assert heading_slug("தமிழ் மொழி") == "தமிழ்-மொழி"
    assert heading_slug("می\u200cخواهم") == "میخواهم"
    assert heading_slug("中文（标题）") == "中文-标题"


def test_spellings_of_one_letter_give_one_slug() -> None:
    assert heading_slug("Cafe\u0301") == heading_slug("CAF\u00c9") == "café"


def test_no_letters_at_all() -> None:
    assert heading_slug("!? …") == "section"
    assert heading_slug("") == "section"


def test_numbers_make_slugs_unique() -> None:
    used = {"a-2"}
    assert [unique_slug("a", used) for _ in range(3)] == ["a", "a-3", "a-4"]
