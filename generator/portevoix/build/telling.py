"""What a report tells: which problems, in which order, and which paths may be named in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from portevoix.build.frame import SETTINGS
from portevoix.core.diagnostics import Problem
from portevoix.model.naming import DATA
from portevoix.source.snapshot import Snapshot


class _Paths(TypedDict):
    hidden_paths: frozenset[str]
    public_paths: frozenset[str]


def known_paths(snapshot: Snapshot, open_paths: frozenset[str]) -> _Paths:
    """Which files of the content are held back, and which are public.

    ``open_paths`` are those of all that is known to be public; what could not be read counts as held back.
    """
    common = {path for path in snapshot.files if path == SETTINGS or path.startswith(f"content/{DATA}/")}
    public = common | open_paths
    content = {path for path in snapshot.files if path.startswith("content/")}
    return {"hidden_paths": frozenset(content - public), "public_paths": frozenset(public)}


def told(read: Sequence[Problem], made: Sequence[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """All problems in their order; what merely follows from files that could not be read is left out.

    So is what making says of a line about which reading has spoken.
    """
    if any(problem.severity == "error" for problem in read):
        after = {"leak"} | ({"path-taken"} if any(problem.code == "address-taken" for problem in read) else set())
        made = [problem for problem in made if problem.severity == "error" and problem.code not in after]
    spoken = {(problem.path, problem.line) for problem in read if problem.line and problem.severity == "error"}
    problems = sorted({*read, *(problem for problem in made if (problem.path, problem.line) not in spoken)})
    if strict:
        problems = [one._replace(severity="error") if one.severity == "warning" else one for one in problems]
    return tuple(problems)
