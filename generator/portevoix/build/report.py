"""The report of a build: what was made, what is held back, what is wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from portevoix.build.request import Request
from portevoix.core.diagnostics import Problem, show_github, show_json
from portevoix.core.diagnostics import show as show_problem


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. ``made`` holds the keys of the products that were made, ``written`` the files that changed.

    ``products`` is the number of files that the site has; ``held`` counts what is held back by status; ``next`` is when
    something appears or vanishes by itself, ``until`` the site is what it is now, a countdown on it included (None: for
    ever, as far as is known); ``hidden_paths`` are the source files of what is held back, at the build's moment or in
    fact, and ``public_paths`` those that are known to be public (None: all the others).
    """

    made: tuple[str, ...] = ()
    written: int = 0
    deleted: int = 0
    products: int = 0
    problems: tuple[Problem, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    next: datetime | None = None
    until: datetime | None = None
    notes: Sequence[str] = ()
    hidden_paths: frozenset[str] = frozenset()
    public_paths: frozenset[str] | None = None

    @property
    def failed(self) -> bool:
        """Whether there was an error; the output is then what it was."""
        return any(problem.severity == "error" for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """What a later build with nothing to do tells again."""
        return {
            "products": self.products,
            "problems": [problem.to_json() for problem in self.problems],
            "held": dict(self.held),
            "next": self.next.isoformat() if self.next else None,
            "until": self.until.isoformat() if self.until else None,
            "hidden": sorted(self.hidden_paths),
        }

    @classmethod
    def replayed(cls, value: Mapping[str, Any]) -> Report:
        """The report of a build with nothing to do after one that wrote ``value``."""
        return cls(
            products=value["products"],
            problems=tuple(map(Problem.from_json, value["problems"])),
            held=value["held"],
            next=datetime.fromisoformat(value["next"]) if value["next"] else None,
            until=datetime.fromisoformat(value["until"]) if value["until"] else None,
            hidden_paths=frozenset(value["hidden"]),
        )


def show(report: Report, request: Request, style: str, *, held: bool, write: Callable[[str], object]) -> None:
    """Write the report with ``write``, line by line; ``style`` is text, json or github.

    ``held`` names what is held back.
    """
    tell(report, request, style, write=write)
    if style == "json":
        write(json.dumps({"summary": _summary(report)}, ensure_ascii=False))
        return
    if held:
        for path in sorted(report.hidden_paths):
            write(f"held back: {path}")
    for row in _rows(report):
        write(row)


def tell(report: Report, request: Request, style: str, *, write: Callable[[str], object]) -> None:
    """Write the problems of the report, and its notes unless ``style`` is json.

    In CI, whose logs are read by many, problems in what is held back say neither where nor what.
    """
    discretion = _Discretion(report) if os.environ.get("CI") else None
    problems = [discretion.problem(one) if discretion else one for one in report.problems]
    line = source_line(request, discretion)
    for problem in problems:
        if style == "text":
            secret = discretion is not None and problem.code in _SECRET
            write(show_problem(problem, None if secret else line))
        else:
            write(show_json(problem) if style == "json" else show_github(problem))
    if style != "json":
        for note in report.notes:
            write(f"note: {note}")


_SECRET = ("target-hidden", "embargo-words")
"""The codes of problems that stand in public files, and quote what is held back."""


class _Discretion:
    """What logs that many read may say: only what is known to be public, and no name of anything else."""

    def __init__(self, report: Report) -> None:
        self._public = report.public_paths
        self._hidden = report.hidden_paths
        names = {name for path in report.hidden_paths for name in _names(path)}
        if self._public is not None:
            names -= {name for path in self._public for name in _names(path)}
        self._words = sorted(names, key=lambda name: (-len(name), name))

    def hides(self, path: str) -> bool:
        """Whether the file may not be named."""
        if self._public is None:
            return path in self._hidden
        return path.startswith("content/") and path not in self._public

    def names(self, text: str) -> bool:
        """Whether ``text`` names something that is held back."""
        return any(word in text for word in self._words)

    def problem(self, problem: Problem) -> Problem:
        """The problem without what may not be said."""
        if self.hides(problem.path):
            return Problem(
                "content", 0, 0, problem.code, "there is a problem in something that is held back",
                hint="build on your own machine to see which", severity=problem.severity,
            )  # fmt: skip
        message = "this has to do with something that is held back" if self.names(problem.message) else problem.message
        found = "" if problem.code in _SECRET or self.names(problem.found) else problem.found
        hint = "build on your own machine to see more" if self.names(problem.hint) else problem.hint
        return problem._replace(message=message, found=found, hint=hint)


def _names(path: str) -> Iterator[str]:
    """The names by which a file below ``content/`` can be told: its path, its entry's id, the last part of that."""
    inside = path.removeprefix("content/")
    stem = inside.removesuffix(".yaml").removesuffix(".md")
    for name in (inside, stem, stem.rpartition(".")[0], stem.rpartition("/")[2].partition(".")[0]):
        if len(name) > 3 and name not in ("index", "section"):
            yield name
            yield name.removesuffix("/index")


def source_line(request: Request, discretion: _Discretion | None = None) -> Callable[[str, int], str | None]:
    """A function that gives the line of a source file, by path and number; None when there is none, or it is hidden."""

    @lru_cache(maxsize=8)  # one file may have thousands of problems
    def rows(path: str) -> list[str]:
        if (place := request.place(path)) is not None:
            with suppress(OSError):
                text = place.read_bytes().decode("utf-8", "replace")
                return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        return []

    def line(path: str, number: int) -> str | None:
        if discretion is not None and discretion.hides(path):
            return None
        row = rows(path)[number - 1] if 0 < number <= len(rows(path)) else None
        return row if row is None or discretion is None or not discretion.names(row) else None

    return line


def _summary(report: Report) -> dict[str, Any]:
    return {
        "failed": report.failed,
        "files": report.products,
        "made": len(report.made),
        "written": report.written,
        "deleted": report.deleted,
        "held": dict(report.held),
        "next": report.next.isoformat() if report.next else None,
        "until": report.until.isoformat() if report.until else None,
    }


def _rows(report: Report) -> list[str]:
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = sum(problem.severity == "warning" for problem in report.problems)
    rows = []
    if errors or warnings:
        rows.append(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    if report.failed:
        return [*rows, "the site was left as it is"]
    if report.held:
        held = ", ".join(f"{count} {status}" for status, count in report.held.items())
        rows.append(f"held back: {held}" + (f"; next change {report.next.isoformat()}" if report.next else ""))
    if not report.made and not report.written and not report.deleted:
        return [*rows, f"nothing to do: all {_count(report.products, 'file')} stand"]
    made = f"{_count(report.products, 'file')}: {len(report.made)} made, {report.written} written"
    return [*rows, made + (f", {report.deleted} deleted" if report.deleted else "")]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
