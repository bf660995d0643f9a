"""Killed at any instant, a build leaves the old site or the new one, and the next build is right."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from build.campaigns import EDITS, NOON, clean, made, put, small, tree

import portevoix
from portevoix.build.desk import opened
from portevoix.build.request import Request

MOMENT = "2027-02-01T12:00:00+00:00"


def start(root: Path, output: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(portevoix.__file__).parent.parent)}
    command = [sys.executable, "-m", "portevoix", "build", "--jobs", "2", "--now", MOMENT]
    return subprocess.Popen(
        [*command, "--root", str(root), "--output", str(output)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def recover(root: Path) -> None:
    """What any command does first."""
    with opened(Request(root, root / "output", NOON)):
        pass


def run(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    root, scratch = tmp_path / "site", tmp_path / "clean"
    small(root)
    made(root)
    old = tree(root / "output")
    for edit in rng.sample(EDITS, 4):
        edit(root, rng)
    new, whole = clean(root, scratch)
    process = start(root, root / "output")
    time.sleep(rng.uniform(0.2, 1.4))
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    recover(root)
    found = tree(root / "output")
    if whole.failed:
        assert found == old
        return
    assert found in (old, new)
    assert not made(root).failed
    assert tree(root / "output") == new


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_a_killed_build_leaves_a_whole_site(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_a_build_killed_a_hundred_times_leaves_a_whole_site(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path)


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("calls", range(1, 60, 4))
def test_a_build_that_dies_while_committing_is_finished_by_the_next_command(
    calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Death comes at the n-th renaming or deletion: the journal is sealed, so the new site must stand in the end."""
    root = tmp_path / "site"
    small(root)
    made(root)
    put(root / "content/campaign.yaml", (root / "content/campaign.yaml").read_text().replace("en: Day", "en: Big Day"))
    (root / "content/articles/second.en.md").unlink()
    put(root / "content/articles/first.en.md", "---\ntitle: First\ndate: 2027-01-10\n---\nAlone.\n")
    new, whole = clean(root, tmp_path / "clean")
    assert not whole.failed
    left = [calls]
    plain = os.replace

    def replace(source: str, target: str) -> None:
        if f"{root / 'output'}" in str(target):
            left[0] -= 1
            if not left[0]:
                raise Killed
        plain(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        patch.setattr("shutil.rmtree", lambda *args, **more: None)  # the dead clean nothing up
        with contextlib.suppress(Killed):
            made(root)
    recover(root)
    assert tree(root / "output") == new
    assert not made(root).failed
    assert tree(root / "output") == new


def test_state_that_is_deleted_costs_time_and_nothing_else(tmp_path: Path) -> None:
    small(tmp_path)
    made(tmp_path)
    before = tree(tmp_path / "output")
    for path in (tmp_path / ".portevoix").rglob("*.sqlite"):
        path.unlink()
    report = made(tmp_path)
    assert report.made
    assert report.written == 0
    assert tree(tmp_path / "output") == before


@pytest.mark.parametrize("seed", range(12))
def test_damaged_state_is_told_and_thrown_away(seed: int, tmp_path: Path) -> None:
    small(tmp_path)
    made(tmp_path)
    before = tree(tmp_path / "output")
    rng = random.Random(seed)
    for path in (tmp_path / ".portevoix").rglob("state-*.sqlite"):
        data = bytearray(path.read_bytes())
        if seed % 3 == 0:
            del data[rng.randrange(len(data)) :]
        for _ in range(20):
            if data:
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(bytes(data))
    report = made(tmp_path)
    assert not report.failed
    assert report.notes == ("the state of the last build could not be read; everything is made anew",)
    assert tree(tmp_path / "output") == before


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_store_gives_no_wrong_page(seed: int, tmp_path: Path) -> None:
    small(tmp_path)
    made(tmp_path)
    before = tree(tmp_path / "output")
    rng = random.Random(seed)
    for path in sorted((tmp_path / ".portevoix").rglob("store/*/*")):
        data = bytearray(path.read_bytes())
        if rng.random() < 0.5 and data:
            data[rng.randrange(len(data))] ^= 1
            path.write_bytes(bytes(data))
    for path in (tmp_path / ".portevoix").rglob("*.sqlite"):
        path.unlink()
    assert not made(tmp_path).failed
    assert tree(tmp_path / "output") == before


def test_an_output_whose_manifest_is_unreadable_is_made_anew_whole(tmp_path: Path) -> None:
    small(tmp_path)
    made(tmp_path)
    before = tree(tmp_path / "output")
    put(tmp_path / "output/.portevoix.json", "{")
    put(tmp_path / "output/en/stale.html", "old")
    assert not made(tmp_path).failed
    assert tree(tmp_path / "output") == before
