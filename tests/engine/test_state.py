"""State: what was saved is what is loaded; what is damaged is thrown away; one command at a time holds it."""

from __future__ import annotations

import multiprocessing
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from engine.tasks import hold
from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import SIZE, digest
from portevoix.core.errors import PortevoixError, UsageError
from portevoix.engine import state as state_module
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Trace
from portevoix.engine.state import Remembered, State, StateUnreadable

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAME = TEXT.map(lambda text: f"n:{text}")
MARK = st.binary(min_size=SIZE, max_size=SIZE)
NUMBER = st.integers(0, 2**62)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
ORDER = st.builds(Order, TEXT, TEXT, TEXT, TEXT)
PROBLEM = st.builds(Problem, TEXT, NUMBER, NUMBER, TEXT, TEXT, TEXT, TEXT, st.sampled_from(["error", "warning"]))
STAMP = st.tuples(NUMBER, NUMBER, NUMBER, NUMBER)


def some(keys: st.SearchStrategy[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(keys, values, max_size=5)


@st.composite
def remembered(draw: st.DrawFn) -> Remembered:
    """Anything a build may remember: its traces read facts that it knows."""
    facts = draw(some(NAME, MARK))
    reads = st.lists(st.sampled_from(sorted(facts)), unique=True).map(tuple) if facts else st.just(())
    few = st.lists(ORDER, max_size=2).map(tuple)
    trace = st.builds(Trace, MARK, TEXT, MARK, reads, few, st.lists(PROBLEM, max_size=2).map(tuple))
    return Remembered(
        meta=draw(some(TEXT, JSON)),
        records=draw(some(NAME, st.tuples(MARK, st.binary(max_size=20)))),
        facts=facts,
        traces=draw(some(NAME, trace)),
        outputs=draw(some(NAME, st.tuples(MARK, STAMP))),
        receipts=draw(some(NAME, st.builds(Receipt, NUMBER, MARK))),
    )


@settings(max_examples=40)
@given(st.lists(remembered(), min_size=1, max_size=4))
def test_whatever_is_saved_one_after_the_other_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, every: list[Remembered]
) -> None:
    state = State(tmp_path_factory.mktemp("state") / "state.sqlite")
    old = state.load()
    for new in every:
        state.save(old, new)
        assert state.sound() is True
        again = State(state.path)
        old = again.load()
        assert old == new
        assert again.meta() == new.meta
        assert again.outputs() == new.outputs


SAMPLE = Remembered(
    {"since": None},
    {"content/a.md": (digest("a"), b'{"title": "A"}')},
    {"cell:a": digest("1"), "cell:b": digest("2")},
    {"page:a": Trace(digest("r"), "a.html", digest("bytes"), ("cell:b", "cell:a"), (), ())},
    {"a.html": (digest("bytes"), (5, 1, 2, 3))},
    {"ab" * 16: Receipt(7, digest("x"))},
)


def saved(tmp_path: Path) -> State:
    state = State(tmp_path / "state.sqlite")
    state.save(Remembered(), SAMPLE)
    return State(state.path)


def test_there_is_nothing_at_first(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    assert state.sound() is None
    assert state.load() == Remembered()
    assert state.meta() == {}


def test_forgetting_leaves_nothing(tmp_path: Path) -> None:
    state = saved(tmp_path)
    assert state.sound() is True
    state.forget()
    assert state.sound() is None
    assert State(state.path).load() == Remembered()
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60)
@given(st.data())
def test_a_change_anywhere_in_the_file_is_seen(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    state = saved(tmp_path_factory.mktemp("state"))
    whole = bytearray(state.path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        del whole[place:]
    else:
        whole[place] ^= data.draw(st.integers(1, 255))
    state.path.write_bytes(bytes(whole))
    assert state.sound() is False
    with suppress(StateUnreadable):  # whatever is in it: what cannot be made out is told in one way only
        State(state.path).load()


@pytest.mark.parametrize("text", [None, "", "0" * 32, "nonsense"])
def test_without_its_own_checksum_a_file_is_not_sound(text: str | None, tmp_path: Path) -> None:
    state = saved(tmp_path)
    if text is None:
        (tmp_path / "state.sum").unlink()
    else:
        (tmp_path / "state.sum").write_text(text)
    assert state.sound() is False


def test_a_save_that_is_cut_short_leaves_no_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = saved(tmp_path)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(state_module, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            state.save(SAMPLE, Remembered())
    assert State(state.path).sound() is False


def test_a_file_of_another_version_is_unreadable(tmp_path: Path) -> None:
    state = saved(tmp_path)
    connection = sqlite3.connect(state.path)
    connection.execute("pragma user_version = 999")
    connection.close()
    with pytest.raises(StateUnreadable, match="another version"):
        state.load()


def test_a_trace_that_reads_an_unknown_fact_is_unreadable(tmp_path: Path) -> None:
    state = saved(tmp_path)
    with sqlite3.connect(state.path) as connection:
        connection.execute("delete from facts where name = 'cell:a'")
    connection.close()
    with pytest.raises(StateUnreadable):
        state.load()


def test_a_file_deleted_while_a_build_ran_is_written_whole(tmp_path: Path) -> None:
    state = saved(tmp_path)
    old = state.load()
    state.path.unlink()
    state.save(old, SAMPLE)
    assert State(state.path).load() == SAMPLE


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    state = saved(tmp_path)
    with sqlite3.connect(state.path) as connection:
        connection.execute("update records set value = x'0123'")
    connection.close()
    state.save(SAMPLE, SAMPLE)
    assert State(state.path).load().records["content/a.md"][1] == b"\x01\x23"


def test_deleting_many_facts_is_quick(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    many = Remembered(facts={f"cell:{number}": digest(str(number)) for number in range(20_000)})
    state.save(Remembered(), many)
    begun = time.process_time()
    state.save(many, Remembered())
    assert time.process_time() - begun < 2
    assert State(state.path).load() == Remembered()


def test_one_command_at_a_time_holds_the_state(tmp_path: Path) -> None:
    first, second = State(tmp_path / "state.sqlite"), State(tmp_path / "state.sqlite")
    first.lock()
    with pytest.raises(UsageError, match="another portevoix command"):
        second.lock()
    first.unlock()
    second.lock()
    second.unlock()
    second.unlock()


def test_states_of_two_outputs_do_not_bar_each_other(tmp_path: Path) -> None:
    one, two = State(tmp_path / "one.sqlite"), State(tmp_path / "two.sqlite")
    one.lock()
    two.lock()
    one.unlock()
    two.unlock()


def test_another_process_holds_the_state_until_it_dies(tmp_path: Path) -> None:
    path, held = tmp_path / "state.sqlite", tmp_path / "held"
    process = multiprocessing.get_context("spawn").Process(target=hold, args=(path, held))
    process.start()
    while not held.exists():
        assert process.is_alive()
        time.sleep(0.01)
    with pytest.raises(UsageError, match="another portevoix command"):
        State(path).lock()
    process.kill()
    process.join()
    state = State(path)
    state.lock()
    state.unlock()


def test_a_lock_that_cannot_be_had_for_another_reason_says_so(tmp_path: Path) -> None:
    (tmp_path / "state.lock").mkdir()
    with pytest.raises(PortevoixError, match="cannot be written to"):
        State(tmp_path / "state.sqlite").lock()
