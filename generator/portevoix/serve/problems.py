"""Problems as the overlay shows them: with the line they stand in, and a link that opens the editor there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from portevoix.build.report import source_line
from portevoix.build.request import Request
from portevoix.core.diagnostics import Problem, brief, excerpt
from portevoix.core.errors import UsageError

EDITOR = "vscode://file{path}:{line}:{column}"
"""The link that opens a file in an editor; ``PORTEVOIX_EDITOR`` names another: ``idea://open?file={path}&line={line}``."""
MOST = 100
"""How many problems are shown: nobody mends more at once, and each page that is open gets them all."""
_GRAVITY = ("error", "warning", "note")


def to_show(problems: Iterable[Problem], request: Request) -> list[dict[str, Any]]:
    """The problems as JSON, in their order; of very many only the gravest, and how many more there are.

    ``row`` is the line, as far as it is shown, ``mark`` the column in that, ``editor`` the link, where they are known.
    """
    shown, row_of = [], source_line(request)
    for problem in _gravest(list(problems)):
        line = row_of(problem.path, problem.line) if problem.line else None
        row, mark = excerpt(line, problem.column) if line is not None else (None, 0)
        editor = editor_link(problem.path, request, problem.line, problem.column)
        shown.append({**brief(problem)._asdict(), "row": row, "mark": mark, "editor": editor})
    return shown


def _gravest(problems: list[Problem]) -> Iterator[Problem]:
    if len(problems) <= MOST:
        return (yield from problems)
    by_gravity = sorted(problems, key=lambda problem: _GRAVITY.index(problem.severity))
    yield from by_gravity[:MOST]
    more, gravest = len(problems) - MOST, by_gravity[MOST].severity
    yield Problem("", 0, 0, "preview", f"and {more} more", hint="the terminal names them all", severity=gravest)


def editor_link(path: str | None, request: Request, line: int = 1, column: int = 1) -> str | None:
    """The link that opens the source file ``path``; None when it is not there."""
    place = request.place(path) if path else None
    if place is None or not place.is_file():
        return None
    inside = "/" + quote(place.resolve().as_posix().lstrip("/"), safe="/:")  # of Windows too: /C:/…
    return editor_form().format(path=inside, line=max(line, 1), column=max(column, 1))


def editor_form() -> str:
    """The form of the link, from the environment or our own; ``UsageError`` when it names what we do not know."""
    form = os.environ.get("PORTEVOIX_EDITOR") or EDITOR
    try:
        form.format(path="/", line=1, column=1)
    except (ValueError, LookupError, AttributeError, TypeError):
        hint = "it may name {path}, {line} and {column}: " + EDITOR
        raise UsageError(f"PORTEVOIX_EDITOR cannot be used: “{form}”", hint) from None
    return form
