"""Digests of values: what is equal has one, and what is seen in another order has another."""

from __future__ import annotations

import math
from typing import Any

import pytest

from portevoix.core.digest import digest_in_order, digest_json

ONE, OTHER = {"en": 1, "fr": {"a": 1, "b": 2}}, {"fr": {"b": 2, "a": 1}, "en": 1}


def test_the_order_of_keys_counts_where_it_is_seen() -> None:
    assert digest_json(ONE) == digest_json(OTHER)
    assert digest_in_order(ONE) != digest_in_order(OTHER)


@pytest.mark.parametrize("value", ["half a character: \ud800", 10**30, math.inf])
def test_what_is_no_json_has_a_digest_all_the_same(value: Any) -> None:
    for digest in (digest_json, digest_in_order):
        assert digest({"a": value}) == digest({"a": value}) != digest({"a": "other"})
