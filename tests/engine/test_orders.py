"""Orders: equal wishes have equal keys, whatever the wish depends on changes its key."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.core.digest import digest_bytes
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Recorder

INPUTS = {"source": "content/é.jpg", "width": 640, "focal": [0.5, 0.25]}
ORDER = Order.of("rendition", b"recipe", INPUTS, "media/e-640.{key}.webp")
JSON = st.dictionaries(st.text(), st.recursive(st.integers() | st.text() | st.booleans() | st.none(), st.lists))


def test_equal_inputs_give_equal_orders_in_whatever_order_they_are_named() -> None:
    assert Order.of("rendition", b"recipe", dict(reversed(INPUTS.items())), "media/e-640.{key}.webp") == ORDER


@given(JSON, JSON)
def test_keys_are_equal_exactly_where_inputs_are(one: dict[str, Any], two: dict[str, Any]) -> None:
    first, second = Order.of("kind", b"r", one, ""), Order.of("kind", b"r", two, "")
    assert (first.key == second.key) == (first.inputs == second.inputs)


@pytest.mark.parametrize(
    ("kind", "recipe", "inputs"),
    [
        ("svg", b"recipe", INPUTS),
        ("rendition", b"newer", INPUTS),
        ("rendition", b"recipe", {**INPUTS, "width": 641}),
        ("rendition", b"recipe", {**INPUTS, "more": None}),
    ],
)
def test_another_kind_recipe_or_input_gives_another_key_and_path(
    kind: str, recipe: bytes, inputs: dict[str, object]
) -> None:
    other = Order.of(kind, recipe, inputs, "media/e-640.{key}.webp")
    assert other.key != ORDER.key
    assert other.path != ORDER.path


def test_the_path_carries_twelve_digits_of_the_key_and_does_not_change_it() -> None:
    assert ORDER.path == f"media/e-640.{ORDER.key[:12]}.webp"
    assert len(bytes.fromhex(ORDER.key)) == 16
    assert Order.of("rendition", b"recipe", INPUTS, "elsewhere.webp").key == ORDER.key


def test_a_receipt_states_size_and_digest() -> None:
    assert Receipt.of(b"four") == Receipt(4, digest_bytes(b"four"))


def test_placing_an_order_twice_is_placing_it_once_but_two_places_are_two_orders() -> None:
    recorder = Recorder()
    there = Order.of("rendition", b"recipe", INPUTS, "there.webp")
    for order in (ORDER, there, ORDER):
        recorder.order(order)
    assert list(recorder.orders.values()) == [ORDER, there]
