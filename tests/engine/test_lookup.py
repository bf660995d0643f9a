"""Questions to a state that is not loaded whole have the answers that the whole would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine.test_state import remembered
from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.core.digest import digest
from portevoix.engine.products import Trace
from portevoix.engine.state import Remembered, State


@settings(max_examples=60)
@given(remembered(), st.data())
def test_lookups_agree_with_the_whole_state(
    tmp_path_factory: pytest.TempPathFactory, whole: Remembered, data: st.DataObject
) -> None:
    state = State(tmp_path_factory.mktemp("state") / "state.sqlite")
    state.save(Remembered(), whole)
    some = data.draw(st.sets(st.sampled_from(sorted(whole.facts)))) if whole.facts else set()
    besides = data.draw(st.sets(st.sampled_from(sorted(whole.traces)))) if whole.traces else set()
    others = {key: trace for key, trace in whole.traces.items() if key not in besides}
    with state.lookup() as last:
        assert last is not None
        assert dict(last) == whole.records
        assert len(last) == len(whole.records)
        assert last.outputs() == whole.outputs
        assert last.receipts() == whole.receipts
        assert last.facts([*some, "no:such"]) == {name: whole.facts[name] for name in some}
        assert last.readers(some) == {key: one for key, one in whole.traces.items() if some & set(one.reads)}
        assert last.unread(some, besides) == some - {name for one in others.values() for name in one.reads}
        assert last.problems(besides) == [problem for key in sorted(others) for problem in others[key].problems]
        with pytest.raises(KeyError):
            last["no such record"]


def test_numbers_that_only_look_alike_are_not_taken_for_each_other(tmp_path: Path) -> None:
    # 1 and 256 are 01 00 00 00 and 00 01 00 00: side by side, the bytes of 1 stand across the border of 256 and 0.
    names = [f"cell:{number:03}" for number in range(600)]
    facts = {name: digest(name) for name in names}
    traces = {
        f"page:{start:03}": Trace(digest("r"), f"{start}.html", digest("b"), tuple(names[start::256]), (), ())
        for start in range(256)
    }
    state = State(tmp_path / "state.sqlite")
    state.save(Remembered(), Remembered(facts=facts, traces=traces))
    with state.lookup() as last:
        assert last is not None
        for name in names:
            assert last.readers({name}).keys() == {key for key, one in traces.items() if name in one.reads}


def test_there_is_nothing_to_look_up_at_first(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite").lookup() as last:
        assert last is None
