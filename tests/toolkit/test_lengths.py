"""How long a post is: the published rules of each platform, in several scripts."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from portevoix.model.kinds.post import Platform
from portevoix.toolkit.lengths import fits, length, size
from portevoix.toolkit.platforms import platforms
from portevoix.toolkit.posts import put_together

FAMILY = "👩‍👩‍👧‍👦"
ADDRESS = "https://within-earshot.example.org/en/a-rather-long-address-of-a-page/"


def test_every_platform_that_posts_may_name_has_its_limits_source_and_month() -> None:
    assert set(platforms()) == set(get_args(Platform))
    for allowed in platforms().values():
        assert allowed.limit > 0
        assert allowed.source.startswith("https://")
        assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}", allowed.checked)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Who can hear you?", 17),
        ("“Who” – you?", 12),
        ("من يسمعك؟", 9),
        ("谁听得见你？", 12),
        ("Голос", 5),
        ("…€•", 6),
        (FAMILY, 2),
        ("👍🏽🇨🇭1️⃣❤️", 8),
        ("©2026", 5),
        ("e\u0301", 1),  # é in two code points: NFC comes first
        (f"See {ADDRESS}", 4 + 23),
        (f"{ADDRESS} http://a.example/", 23 + 1 + 23),
    ],
)
def test_x_weighs(text: str, weight: int) -> None:
    """Source: twitter-text, config v3, and the examples of its documentation."""
    assert length(text, platforms()["x"]) == weight


@pytest.mark.parametrize(("text", "count"), [(FAMILY, 1), ("नमस्ते", 3), ("谁听", 2), (f"a {ADDRESS}", 2 + len(ADDRESS))])
def test_bluesky_counts_graphemes_and_bytes(text: str, count: int) -> None:
    assert length(text, platforms()["bluesky"]) == count


def test_a_text_may_have_few_graphemes_and_too_many_bytes() -> None:
    many = FAMILY * 150
    assert length(many, platforms()["bluesky"]) == 150
    assert size(many) == 150 * 25
    assert not fits(many, platforms()["bluesky"])


def test_mastodon_counts_an_address_as_23() -> None:
    assert length(f"{FAMILY} {ADDRESS}", platforms()["mastodon"]) == 2 + 23


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert length(f"a{FAMILY}", platforms()["threads"]) == 1 + 25


def test_the_limit_itself_fits_and_one_more_does_not() -> None:
    for allowed in platforms().values():
        assert fits("a" * allowed.limit, allowed)
        assert not fits("a" * (allowed.limit + 1), allowed)


def test_a_post_takes_only_what_its_platform_takes() -> None:
    known = platforms()
    assert put_together("Come.\n", ["One", "Two"], "https://a.example/") == "Come.\n\n#One #Two\nhttps://a.example/"
    assert put_together("Come.", ["One", "Two"], "https://a.example/", known["threads"]).count("#") == 1
    assert "https" not in put_together("Come.", ["One"], "https://a.example/", known["instagram"])
    assert put_together("Come.", [], "", known["x"]) == "Come."
