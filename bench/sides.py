"""The two sides: how each generator is called, and what is done before it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from bench.corpus import HERE, edit_body, edit_title, write_hugo, write_portevoix
from bench.vocabulary import NAMES

REFERENCE = "Hugo"
"""The case that all others are divided by."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to measure: ``prepare`` is given the number of the round and takes no part in the time."""

    name: str
    prepare: Callable[[int], object]
    command: tuple[str, ...]
    environment: Mapping[str, str]


def cases(root: Path, pages: int) -> list[Case]:
    """The cases over a corpus of ``pages`` pages that is written to ``root``, in the order of a round.

    Portevoix's stand in the order of an author's day, and each starts from what the one before has left.
    """
    count = pages // len(NAMES)
    ours, theirs = root / "portevoix", root / "hugo"
    write_portevoix(ours, count)
    write_hugo(theirs, count)
    output = root / "portevoix-output"
    environment = {"PYTHONPATH": str(HERE.parent / "generator")}
    build = (sys.executable, "-m", "portevoix", "build", "--root", str(ours), "--output", str(output))

    def clean(round_: int) -> None:
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(ours / ".portevoix", ignore_errors=True)

    return [
        _hugo(REFERENCE, theirs, root / "hugo-output", "hugo.yaml"),
        Case("cold", clean, build, environment),
        Case("nothing to do", lambda round_: None, build, environment),
        _hugo("Hugo without Related", theirs, root / "hugo-output", "hugo.yaml,without-related.yaml"),
        Case("one body edited", lambda round_: edit_body(ours, round_, count), build, environment),
        Case("one title edited", lambda round_: edit_title(ours, round_ + count // 2, count), build, environment),
    ]


def _hugo(name: str, source: Path, output: Path, settings: str) -> Case:
    def clean(round_: int) -> None:
        shutil.rmtree(output, ignore_errors=True)

    command = (
        str(hugo_binary()), "--source", str(source), "--destination", str(output), "--config", settings,
        "--noBuildLock", "--quiet",
    )  # fmt: skip
    return Case(name, clean, command, {})


def hugo_binary() -> Path:
    """Hugo itself, inside its package: the package's own script starts a Python first."""
    found = distribution("hugo").locate_file("hugo/binaries/hugo")
    return Path(str(found))


def size(output: Path) -> tuple[int, int]:
    """The number of files below ``output``, and their bytes."""
    sizes = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
