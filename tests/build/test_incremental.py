"""Incremental equals clean: after any edits, a build has written what a build from nothing would have."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from build.campaigns import EDITS, NOON, Edit, another_moment, clean, made, small, tree
from build.library_edits import LIBRARY_EDITS, library

STEPS = 7


def run(seed: int, root: Path, edits: Sequence[Edit] = EDITS, *, with_library: bool = False) -> None:
    rng = random.Random(seed)
    site, scratch = root / "site", root / "clean"
    small(site)
    if with_library:
        library(site)
    now = NOON
    made(site, now=now)
    told = []
    for _ in range(STEPS):
        for edit in rng.sample(edits, rng.choice([1, 1, 2, 3])):
            edit(site, rng)
            told.append(edit.__name__)
        if rng.random() < 0.3:
            now = another_moment(rng)
            told.append(f"{now:%m-%d %H:%M}")
        expected, whole = clean(site, scratch, now)
        report = made(site, now=now)
        assert report.problems == whole.problems, (seed, told)
        if whole.failed:
            return
        found = tree(site / "output")
        different = {path for path in found.keys() | expected if found.get(path) != expected.get(path)}
        assert different == set(), (seed, told)
        assert made(site, now=now).made == (), (seed, told)


@pytest.mark.slow
@pytest.mark.parametrize("edit", [*EDITS, *LIBRARY_EDITS], ids=lambda edit: edit.__name__)
def test_an_edit_changes_something_and_gives_what_a_clean_build_gives(edit: Edit, tmp_path: Path) -> None:
    rng, site, changes = random.Random(1), tmp_path / "site", 0
    small(site)
    if edit in LIBRARY_EDITS:
        library(site)
    made(site)
    for _ in range(4):
        before = tree(site / "content") | tree(site / "themes")
        edit(site, rng)
        changes += tree(site / "content") | tree(site / "themes") != before
        expected, whole = clean(site, tmp_path / "clean")
        assert made(site).problems == whole.problems
        assert whole.failed or tree(site / "output") == expected
    assert changes


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_random_edits_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2000, 2020))
def test_random_edits_of_photos_and_data_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path, LIBRARY_EDITS, with_library=True)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_many_random_edits_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3000, 3300))
def test_many_random_edits_around_photos_and_data_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path, EDITS + LIBRARY_EDITS + LIBRARY_EDITS, with_library=True)
