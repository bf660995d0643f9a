"""What waits beside the output when a build is decided is what the journal names, no file more or less."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import EDITS, made, small

from portevoix.engine.journal import MANIFEST, Stage

Sealed = list[tuple[set[str], set[str]]]


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """For each sealing: the files that were staged, and those that the journal was told of."""
    found: Sealed = []
    plain = Stage.seal

    def seal(stage: Stage, written: Iterable[str], deleted: Iterable[str], manifest: Mapping[str, bytes]) -> None:
        named = set(written)
        waiting = {path.relative_to(stage.tree).as_posix() for path in stage.tree.rglob("*") if path.is_file()}
        found.append((waiting, named))
        plain(stage, named, deleted, manifest)
        assert (stage.tree / MANIFEST).is_file()

    monkeypatch.setattr(Stage, "seal", seal)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_build_stages_what_it_writes_and_nothing_else(seed: int, tmp_path: Path, sealed: Sealed) -> None:
    rng = random.Random(seed)
    small(tmp_path)
    made(tmp_path)
    for _ in range(6):
        rng.choice(EDITS)(tmp_path, rng)
        made(tmp_path)
    made(tmp_path, now=datetime(2027, 2, 10, 12, tzinfo=UTC))
    shutil.rmtree(tmp_path / "output/en")
    made(tmp_path)
    assert len(sealed) > 2
    for waiting, named in sealed:
        assert waiting == named
