"""Choosing: every reason for which a product is made again, and none without a reason."""

from __future__ import annotations

import pytest

from portevoix.core.digest import ABSENT, digest
from portevoix.engine.choose import Reason, choose, reasons
from portevoix.engine.facts import Facts, Resolver, changed
from portevoix.engine.products import Product, Trace

PAGE = Product("page:a", "a.html", b"recipe")
MARK = digest("bytes")
TRACE = Trace(b"recipe", "a.html", MARK, ("cell:x", "cell:y"), (), ())
BEFORE = {"cell:x": digest("1"), "cell:y": ABSENT}
STANDS = {"a.html": MARK}
SAME = {"x": "1"}


def why(
    product: Product = PAGE,
    trace: Trace | None = TRACE,
    cells: dict[str, str] = SAME,
    standing: dict[str, bytes] = STANDS,
    before: dict[str, bytes] = BEFORE,
) -> tuple[Reason, ...]:
    """The reasons; and the quick choice must agree that there are some."""
    facts = Facts({"cell": Resolver(lambda name: digest(cells[name]) if name in cells else ABSENT)})
    different = changed(before, facts)
    found = reasons(product, trace, different, before, facts, standing)
    traces = {} if trace is None else {product.key: trace}
    assert choose([product], traces, different, standing) == ([product] if found else [])
    return found


def test_what_stands_as_it_should_is_not_made() -> None:
    assert why() == ()


def test_a_product_that_was_not_there_is_new() -> None:
    assert why(trace=None) == (Reason("new"),)


def test_another_recipe_is_a_reason() -> None:
    assert why(Product("page:a", "a.html", b"other")) == (Reason("recipe"),)


def test_another_path_is_a_reason_that_names_the_old_one() -> None:
    assert why(Product("page:a", "b.html", b"recipe")) == (Reason("moved", "a.html"),)


def test_a_product_that_moved_is_made_even_if_its_bytes_stand_at_the_new_path() -> None:
    assert why(Product("page:a", "b.html", b"recipe"), standing={"b.html": MARK}) == (Reason("moved", "a.html"),)


def test_a_fact_that_changed_appeared_or_vanished_is_named() -> None:
    assert why(cells={"x": "2"}) == (Reason("changed", "cell:x"),)
    assert why(cells={"x": "1", "y": "0"}) == (Reason("appeared", "cell:y"),)
    assert why(cells={}) == (Reason("vanished", "cell:x"),)


def test_a_fact_whose_kind_nobody_answers_any_more_vanished() -> None:
    trace = Trace(b"recipe", "a.html", MARK, ("old:x",), (), ())
    assert why(trace=trace, before={"old:x": digest("1")}) == (Reason("vanished", "old:x"),)


def test_facts_that_others_read_are_no_reason() -> None:
    assert why(before={**BEFORE, "cell:z": digest("1")}) == ()


def test_a_file_that_is_missing_or_altered_is_a_reason() -> None:
    assert why(standing={}) == (Reason("missing"),)
    assert why(standing={"a.html": digest("touched")}) == (Reason("altered"),)


def test_all_reasons_are_told_in_their_order() -> None:
    found = why(Product("page:a", "a.html", b"other"), cells={"y": "1"}, standing={})
    assert [reason.what for reason in found] == ["recipe", "vanished", "appeared", "missing"]


def test_the_chosen_keep_the_order_of_the_plan() -> None:
    plan = [Product(f"page:{name}", f"{name}.html", b"recipe") for name in "dbca"]
    assert choose(plan, {"page:b": Trace(b"recipe", "b.html", MARK, (), (), ())}, set(), {"b.html": MARK}) == [
        plan[0],
        *plan[2:],
    ]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("new"), "it was not there before"),
        (Reason("recipe"), "the generator, its libraries or the way it is made changed"),
        (Reason("moved", "a.html"), "it stood at a.html before"),
        (Reason("changed", "cell:x"), "cell:x changed"),
        (Reason("appeared", "cell:x"), "cell:x appeared"),
        (Reason("vanished", "cell:x"), "cell:x vanished"),
        (Reason("missing"), "its file is missing from the output"),
        (Reason("altered"), "its file in the output was altered by someone else"),
    ],
)
def test_every_reason_has_words(reason: Reason, words: str) -> None:
    assert reason.message() == words
