"""Facts: asked once, compared with what was known, and not asked at all while their guard stands."""

from __future__ import annotations

from collections import Counter

import pytest

from portevoix.core.digest import ABSENT, digest
from portevoix.engine.facts import Facts, Resolver, changed


class Asked:
    """Facts about a dictionary that count how often each is asked for."""

    def __init__(self, values: dict[str, str], pool: str = "") -> None:
        self.values, self.pool = values, pool
        self.count: Counter[str] = Counter()

    def _value(self, name: str) -> bytes:
        self.count[name] += 1
        return digest(self.values[name]) if name in self.values else ABSENT

    def _pool(self, name: str) -> bytes:
        self.count["pool"] += 1
        return digest(self.pool)

    def resolvers(self) -> dict[str, Resolver]:
        return {
            "value": Resolver(self._value),
            "pool": Resolver(self._pool),
            "drawn": Resolver(self._value, guard=lambda name: f"pool:{name[0]}"),
        }

    def facts(self) -> Facts:
        return Facts(self.resolvers())


def test_a_fact_is_asked_for_once_in_a_build() -> None:
    asked = Asked({"a": "1"})
    facts = asked.facts()
    assert facts.digest("value:a") == facts.digest("value:a") == digest("1")
    assert asked.count == {"a": 1}


def test_what_comes_after_the_first_colon_is_the_argument() -> None:
    asked = Asked({"a:b": "1"})
    assert asked.facts().digest("value:a:b") == digest("1")


def test_what_does_not_exist_has_the_digest_of_absence() -> None:
    assert Asked({}).facts().digest("value:a") == ABSENT


def test_a_kind_that_nobody_answers_is_an_error_when_asked_and_a_change_when_remembered() -> None:
    facts = Asked({}).facts()
    assert not facts.knows("other:a")
    assert changed({"other:a": b"x"}, facts) == {"other:a"}
    with pytest.raises(KeyError):
        facts.digest("other:a")


def test_changes_appearances_and_vanishings_are_told_apart_from_what_stays() -> None:
    before = {"value:same": digest("1"), "value:new": ABSENT, "value:gone": digest("3"), "value:other": digest("4")}
    facts = Asked({"same": "1", "new": "2", "other": "5"}).facts()
    assert changed(before, facts) == {"value:new", "value:gone", "value:other"}


def test_what_stays_absent_does_not_change() -> None:
    assert changed({"value:a": ABSENT}, Asked({}).facts()) == set()


def test_while_the_guard_stands_what_it_guards_is_not_asked_for() -> None:
    asked = Asked({"a1": "1", "a2": "2"}, pool="same")
    before = {"drawn:a1": digest("1"), "drawn:a2": digest("2"), "pool:a": digest("same")}
    assert changed(before, asked.facts()) == set()
    assert asked.count == {"pool": 1}


def test_when_the_guard_moves_what_it_guards_is_asked_for_again_once() -> None:
    asked = Asked({"a1": "1", "a2": "changed"}, pool="moved")
    before = {"drawn:a1": digest("1"), "drawn:a2": digest("2"), "pool:a": digest("same")}
    assert changed(before, asked.facts()) == {"drawn:a2", "pool:a"}
    assert asked.count == {"pool": 1, "a1": 1, "a2": 1}


def test_another_guard_that_stands_is_no_excuse() -> None:
    asked = Asked({"a1": "1", "b1": "other"}, pool="same")
    before = {"drawn:a1": digest("1"), "drawn:b1": digest("1"), "pool:a": digest("same")}
    assert changed(before, asked.facts()) == {"drawn:b1"}
    assert asked.count == {"pool": 1, "b1": 1}


def test_facts_without_a_guard_have_none() -> None:
    facts = Asked({}).facts()
    assert facts.guard("value:a") is None
    assert facts.guard("other:a") is None
    assert facts.guard("drawn:a1") == "pool:a"


def test_asked_again_only_one_kind_is_forgotten() -> None:
    first, second = Asked({"a1": "1"}, pool="same"), Asked({"a1": "other"}, pool="moved")
    facts = first.facts()
    assert (facts.digest("value:a1"), facts.digest("pool:a")) == (digest("1"), digest("same"))
    again = facts.again(second.resolvers(), forget="value")
    assert (again.digest("value:a1"), again.digest("pool:a")) == (digest("other"), digest("same"))
    assert facts.digest("value:a1") == digest("1")
