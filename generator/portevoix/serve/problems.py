"""Problems as the overlay shows them: with the line they stand in, and a link that opens the editor there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from portevoix.build.report import source_line
from portevoix.build.request import Request
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import UsageError

EDITOR = "vscode://file{path}:{line}:{column}"
"""The link that opens a file in an editor; ``PORTEVOIX_EDITOR`` names another: ``idea://open?file={path}&line={line}``."""


def to_show(problems: Iterable[Problem], request: Request) -> list[dict[str, Any]]:
    """The problems as JSON, in their order; ``row`` is the line, ``editor`` the link, where they are known."""
    try:
        row = source_line(request)
    except UsageError:  # there is no content at all
        return [{**problem._asdict(), "row": None, "editor": None} for problem in problems]
    return [
        {
            **problem._asdict(),
            "row": row(problem.path, problem.line) if problem.line else None,
            "editor": editor_link(problem.path, request, problem.line, problem.column),
        }
        for problem in problems
    ]


def editor_link(path: str | None, request: Request, line: int = 1, column: int = 1) -> str | None:
    """The link that opens the source file ``path``; None when it is not there."""
    for root, folder in request.roots().items():
        place = folder / path[len(root) + 1 :] if path and path.startswith(f"{root}/") else None
        if place is not None and place.is_file():
            form = os.environ.get("PORTEVOIX_EDITOR") or EDITOR
            inside = "/" + quote(place.resolve().as_posix().lstrip("/"), safe="/:")  # of Windows too: /C:/…
            return form.format(path=inside, line=max(line, 1), column=max(column, 1))
    return None
