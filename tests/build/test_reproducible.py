"""The same campaign at the same moment gives the same bytes: anywhere, by any number of workers, however started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from build.campaigns import NOON, made, put, small, tree

import portevoix


def many(root: Path) -> None:
    """A campaign with enough entries to be worth several workers."""
    small(root)
    for number in range(150):
        front = f"title: Piece {number}\ndate: 2027-01-{number % 28 + 1:02}\ntopic: [health]\n"
        put(root / f"content/articles/piece-{number}.en.md", f"---\n{front}---\nText {number}. [First](first.en.md)\n")


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "method"), [(2, "fork"), (3, "spawn"), (2, "forkserver")])
def test_workers_make_the_same_bytes(jobs: int, method: str, tmp_path: Path) -> None:
    many(tmp_path / "one")
    many(tmp_path / "two")
    made(tmp_path / "one")
    if method == "fork" and sys.platform == "win32":
        pytest.skip("there is no fork here")
    report = made(tmp_path / "two", jobs=jobs, start_method=method)
    assert not report.failed
    assert len(report.made) > 2 * 64
    assert tree(tmp_path / "one/output") == tree(tmp_path / "two/output")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("zone", "locale", "seed"), [("Pacific/Apia", "C", "0"), ("America/Lima", "C.UTF-8", "1"), ("UTC", "POSIX", "4711")]
)
def test_the_surroundings_make_no_difference(zone: str, locale: str, seed: str, tmp_path: Path) -> None:
    small(tmp_path / "here")
    small(tmp_path / "a deeper/place ü")
    made(tmp_path / "here")
    code = Path(portevoix.__file__).parent.parent
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(code), "TZ": zone, "LC_ALL": locale, "LANG": locale,
        "PYTHONHASHSEED": seed, "HOME": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-m", "portevoix", "build", "--root", str(tmp_path / "a deeper/place ü")]
    done = subprocess.run(
        [*command, "--now", NOON.isoformat(), "--jobs", "2"], env=environment, cwd="/", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert tree(tmp_path / "here/output") == tree(tmp_path / "a deeper/place ü/output")
