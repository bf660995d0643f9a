"""The engine alone: after any edits a toy's output is what a build from nothing gives, and no work was done in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine.toys import Goal, Toy, bring, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.engine.state import State

NAMES = st.sampled_from(["a1", "a2", "b1", "b2", "c1"])
GOAL = st.builds(
    Goal,
    st.sampled_from(["one", "two", "two/index", "deep/three", "deep/three/four"]),
    st.lists(NAMES, max_size=3, unique=True).map(tuple),
    st.integers(1, 2),
    st.sampled_from(["", "a", "b"]),
)
SET = st.tuples(st.just("set"), NAMES, st.integers(0, 3) | st.none())
PLAN = st.tuples(st.just("plan"), st.sampled_from("xyz"), GOAL | st.none())
SPOIL = st.tuples(st.just("spoil"), st.integers(0, 9), st.sampled_from([None, b"spoilt"]))
FORGET = st.tuples(st.just("forget"), st.none(), st.none())


def edit(toy: Toy, output: Path, state: Path, step: tuple[str, object, object]) -> None:
    """Change a cell, a goal, a file of the output; or lose the state."""
    what, name, value = step
    if what in ("set", "plan"):
        table: dict[object, object] = toy.cells if what == "set" else toy.goals  # type: ignore[assignment]
        table.pop(name, None)
        if value is not None:
            table[name] = value
    elif what == "forget":
        State(state).forget()
    elif files := sorted(tree(output)):
        path = output / files[int(str(name)) % len(files)]
        path.unlink()
        if isinstance(value, bytes):
            path.write_bytes(value)


def possible(toy: Toy) -> bool:
    """Whether all paths can stand side by side."""
    paths = [goal.path for goal in toy.goals.values()]
    return len(set(paths)) == len(paths) and not any(two.startswith(f"{one}/") for one in paths for two in paths)


def inputs(toy: Toy, key: str) -> object:
    """All that the product ``key`` depends on."""
    goal = toy.goals[key]
    return goal, [toy.cells.get(name) for name in goal.cells], toy.total(goal.every) if goal.every else None


@settings(max_examples=60)
@given(st.lists(st.lists(SET | SET | PLAN | PLAN | SPOIL | FORGET, min_size=1, max_size=3), min_size=1, max_size=7))
def test_incremental_equals_clean_and_makes_only_what_must_be(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, object, object]]]
) -> None:
    folder = tmp_path_factory.mktemp("toy")
    output, state = folder / "output", folder / "state.sqlite"
    toy = Toy({"a1": 1, "b1": 2}, {"x": Goal("one", ("a1", "c1"), every="a")})
    bring(toy, output, State(state))
    known = {"x": inputs(toy, "x")}
    for number, step in enumerate(steps):
        before = tree(output)
        for one in step:
            edit(toy, output, state, one)
        if not possible(toy):
            return
        spoilt = {path for path, data in before.items() if tree(output).get(path) != data}
        lost = not state.exists()
        made = bring(toy, output, State(state))
        now = {key: inputs(toy, key) for key in toy.goals}
        must = {key for key, goal in toy.goals.items() if now[key] != known.get(key) or goal.path in spoilt or lost}
        assert set(made) == must
        bring(toy, folder / f"clean-{number}", State(folder / f"clean-{number}.sqlite"))
        assert tree(output) == tree(folder / f"clean-{number}")
        assert bring(toy, output, State(state)) == []
        known = now


def toy_site(tmp_path: Path) -> tuple[Toy, Path, State]:
    toy = Toy(
        {"a1": 1, "a2": 2, "b1": 3},
        {"one": Goal("one", ("a1",)), "two": Goal("two", ("b1",)), "sum": Goal("sum", (), every="a")},
    )
    output, state = tmp_path / "output", State(tmp_path / "state.sqlite")
    assert bring(toy, output, state) == ["one", "sum", "two"]
    return toy, output, state


def test_an_edit_makes_what_reads_it(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    toy.cells["b1"] = 4
    assert bring(toy, output, state) == ["two"]


def test_an_edit_that_leaves_the_answer_as_it_was_stops_there(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    toy.cells["a2"] = 4  # the sum is odd as before
    assert bring(toy, output, state) == []
    toy.cells["a2"] = 5
    assert bring(toy, output, state) == ["sum"]


def test_what_appears_makes_those_who_asked_for_it_in_vain(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    toy.goals["hopeful"] = Goal("hopeful", ("z9",))
    assert bring(toy, output, state) == ["hopeful"]
    toy.cells["z9"] = 2
    assert bring(toy, output, state) == ["hopeful"]
    del toy.cells["z9"]
    assert bring(toy, output, state) == ["hopeful"]


def test_a_recipe_makes_its_own_products_only(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    toy.goals["one"] = Goal("one", ("a1",), version=2)
    assert bring(toy, output, state) == ["one"]


def test_two_products_may_change_places(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    toy.goals["one"], toy.goals["two"] = Goal("two", ("a1",)), Goal("one", ("b1",))
    assert bring(toy, output, state) == ["one", "two"]
    assert tree(output)["two"] == b"version 1\na1=1"


def test_a_state_of_another_output_makes_no_wrong_file(tmp_path: Path) -> None:
    toy, output, state = toy_site(tmp_path)
    assert bring(toy, tmp_path / "elsewhere", state) == ["one", "sum", "two"]
    assert tree(tmp_path / "elsewhere") == tree(output)


def test_output_that_is_ahead_of_the_state_is_brought_right(tmp_path: Path) -> None:
    """As after a kill between the journal and the state."""
    toy, output, state = toy_site(tmp_path)
    old = state.path.read_bytes()
    toy.cells["a1"] = 8
    bring(toy, output, state)
    state.path.write_bytes(old)
    assert bring(toy, output, State(state.path)) == ["one", "sum"]
    toy.cells["a1"] = 1
    assert bring(toy, output, State(state.path)) == ["one", "sum"]
    assert tree(output)["one"] == b"version 1\na1=1"
