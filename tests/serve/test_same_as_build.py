"""What the preview shows is what ``portevoix build`` makes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from build.campaigns import EDITS, NOON, clean, small, tree
from serve.previews import Served, serving, until

STEPS = 6


def shown(served: Served) -> dict[str, str] | None:
    """The preview's site, unless it is being changed at this moment."""
    try:
        return tree(served.site)
    except FileNotFoundError:
        return None


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_preview_holds_what_a_clean_build_makes(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    root, done = tmp_path / "site", []
    small(root)
    with serving(root) as served:
        served.ready()
        served.ask(NOON.isoformat())
        for _ in range(STEPS):
            kept = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
            for edit in rng.sample(EDITS, rng.choice([1, 1, 3])):
                edit(root, rng)
                done.append(edit.__name__)
            expected, whole = clean(root, tmp_path / "clean")
            if whole.failed:
                until(lambda: served.status()["failed"], f"a failure: {done}")
                for path in (root / "content").rglob("*"):
                    if path.is_file() and path not in kept:
                        path.unlink()
                for path, data in kept.items():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                expected, whole = clean(root, tmp_path / "clean")
            if not whole.failed:
                until(lambda: shown(served) == expected, f"the same site: {done}")  # noqa: B023
    assert "Traceback" not in served.said()
