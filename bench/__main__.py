"""``python -m bench``: times and memory of portevoix beside Hugo's, in the same minutes on the same machine."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import preview
from bench.measure import Run, peak_memory, timed
from bench.sides import REFERENCE, Case, cases, size

MEMORY_FILE_SYSTEM = Path("/dev/shm")
LIMITS = {"cold": 1.5, "nothing to do": 0.05, "one body edited": 0.1, "one title edited": 0.3}
"""Case → the largest time allowed, in times that of Hugo with its ``Related``."""
MEMORY_LIMIT = 400
"""MB that a cold build may hold."""
PAGES_OF_LIMITS = 6000
"""The limits are for sites of so many pages or more: in small ones the start of an interpreter is all one measures."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a case gave: medians over the rounds. ``ratio`` is that of the times in the same round to Hugo's."""

    wall: float
    cpu: float
    ratio: float
    memory: float | None


def measure(every: Sequence[Case], rounds: int) -> dict[str, Result]:
    """The results of ``every`` case: all of them once a round, so that a busy minute is busy for both sides.

    The first round is not timed: in it the cases are weighed, and files come into the system's cache.
    """
    memory: dict[str, float | None] = {}
    runs: dict[str, list[Run]] = {case.name: [] for case in every}
    for round_ in range(rounds + 1):
        for case in every:
            case.prepare(round_)
            if round_:
                runs[case.name].append(timed(case.command, case.environment))
            else:
                memory[case.name] = peak_memory(case.command, case.environment)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    theirs = [run.wall for run in runs[REFERENCE]]
    return {
        name: Result(
            median(run.wall for run in found),
            median(run.cpu for run in found),
            median(run.wall / other for run, other in zip(found, theirs, strict=True)),
            memory[name],
        )
        for name, found in runs.items()
    }


def table(pages: int, results: Mapping[str, Result]) -> Iterator[str]:
    """The rows of a table in Markdown."""
    yield f"| {pages:,} pages | wall, s | CPU, s | × Hugo | limit | peak memory, MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, result in results.items():
        limit = f"{LIMITS[name]:.2f}" if name in LIMITS and pages >= PAGES_OF_LIMITS else ""
        memory = "" if result.memory is None else f"{result.memory:.0f}"
        title = name if name.startswith("Hugo") else f"portevoix, {name}"
        yield f"| {title} | {result.wall:.2f} | {result.cpu:.2f} | {result.ratio:.3f} | {limit} | {memory} |"


def missed(pages: int, results: Mapping[str, Result]) -> Iterator[str]:
    """What is slower or larger than it may be, in words."""
    if pages < PAGES_OF_LIMITS:
        return
    for name, limit in LIMITS.items():
        if results[name].ratio > limit:
            yield f"{name}: {results[name].ratio:.3f} times Hugo's time, {limit} are allowed"
    memory = results["cold"].memory
    if memory is not None and memory >= MEMORY_LIMIT:
        yield f"memory: {memory:.0f} MB, less than {MEMORY_LIMIT} are allowed"


def main() -> int:
    """Measure, print, and say by the exit status whether every limit is kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[600, PAGES_OF_LIMITS], help="sizes of the site")
    parser.add_argument("--rounds", type=int, default=3, help="timed runs of each case")
    options = parser.parse_args()
    slow: list[str] = []
    place = MEMORY_FILE_SYSTEM if os.access(MEMORY_FILE_SYSTEM, os.W_OK) else None
    for pages in options.pages:
        with tempfile.TemporaryDirectory(prefix="portevoix-bench-", dir=place) as folder:
            root = Path(folder)
            results = measure(cases(root, pages), options.rounds)
            print(*table(pages, results), "", sep="\n")
            for name in ("portevoix", "hugo"):
                files, total = size(root / f"{name}-output")
                print(f"{name}'s output: {files:,} files, {total / 1e6:.1f} MB")
            print()
            slow += missed(pages, results)
        with tempfile.TemporaryDirectory(prefix="portevoix-bench-", dir=place) as folder:
            found = asyncio.run(preview.compare(Path(folder), pages))
            print(*preview.table(pages, found), "", sep="\n")
            slow += preview.missed(pages, found)
    for line in slow:
        print(f"missed: {line}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
