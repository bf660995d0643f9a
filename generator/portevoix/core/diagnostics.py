"""Problems: what is wrong, where, what was found, and one hint.

A problem is a value. It is made where the mistake is seen, travels with results, and is shown at the end, all at once.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
LONG = 200
"""How many characters of a line are shown."""
_SPACES = " \u00a0\u2007\u202f\u3000"
_DECORATION = f"{_SPACES}“”„‟‘’‚‛«»‹›「」『』"
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Problem(NamedTuple):
    """One thing that is wrong.

    ``path`` is relative to the campaign's root, with ``/``; ``line`` and ``column`` count from 1, 0 means unknown.
    ``message`` is a sentence without its full stop, in an author's words; ``found`` is what stood there, as written;
    ``hint`` says the one thing to do. ``code`` is a stable name like ``link-target``.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    found: str = ""
    hint: str = ""
    severity: Severity = "error"

    def to_json(self) -> list[Any]:
        """The problem as a JSON list, for state and for workers."""
        return [
            self.path, self.line, self.column, self.code, self.message, self.found, self.hint, self.severity
        ]  # fmt: skip

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> Problem:
        """The problem that ``to_json`` wrote."""
        return cls(*value)


def place(problem: Problem) -> str:
    """``path:line:column``, as far as they are known."""
    parts = [problem.path]
    if problem.line:
        parts.append(str(problem.line))
        if problem.column:
            parts.append(str(problem.column))
    return ":".join(parts)


def headline(problem: Problem) -> str:
    """``path:line:column: error: what is wrong (what was found)``, one line."""
    said = brief(problem)
    found = f" ({said.found})" if said.found else ""
    return _visible(f"{place(said)}: {said.severity}: {said.message}{found} [{said.code}]")


def _visible(text: str) -> str:
    """``text`` on one line, without what would steer a terminal."""
    return _STEERING.sub("\ufffd", text.replace("\n", " "))


def cut(text: str, length: int = 60) -> str:
    """The beginning of ``text``, as messages quote it: at most ``length`` characters, an ellipsis included."""
    return text if len(text) <= length else text[: length - 1] + "…"


def brief(problem: Problem) -> Problem:
    """The problem in words that can be read: what it quotes may be a whole picture, pasted into a text."""
    message, found, hint = (cut(text, 2 * LONG) for text in (problem.message, problem.found, problem.hint))
    return problem._replace(message=message, found=found, hint=hint)


class Excerpt(NamedTuple):
    """The part of a line that is shown; ``column`` counts in it from 1, 0 means unknown."""

    text: str
    column: int


def excerpt(line: str, column: int) -> Excerpt:
    """What is shown of ``line``: all of it, or some 200 characters around ``column`` when it is longer."""
    if len(line) <= LONG:
        return Excerpt(line, column)
    start = max(0, min(column - LONG // 2, len(line) - LONG))
    before, after = "…" if start else "", "…" if start + LONG < len(line) else ""
    return Excerpt(before + line[start : start + LONG] + after, column and column - start + len(before))


def cells(text: str) -> int:
    """Columns that ``text`` takes in a terminal: East Asian wide characters take two, combining marks none."""
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def show(problem: Problem, source_line: Callable[[str, int], str | None] | None = None) -> str:
    """The problem as people read it: headline, the line with a caret, the hint."""
    rows = [headline(problem)]
    line = source_line(problem.path, problem.line) if source_line and problem.line else None
    if line is not None:
        number, row = str(problem.line), excerpt(line.rstrip("\r\n"), problem.column)
        shown = _visible(row.text.replace("\t", " "))
        rows.append(f"  {number} | {shown}")
        if row.column:
            before = cells(shown[: row.column - 1])
            rows.append(f"  {' ' * len(number)} | {' ' * before}^")
    if problem.hint:
        rows.append(f"  hint: {_visible(brief(problem).hint)}")
    return "\n".join(rows)


def show_json(problem: Problem) -> str:
    """The problem as one line of JSON, for tools."""
    return json.dumps(
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "found": problem.found,
            "hint": problem.hint,
        },
        ensure_ascii=False,
    )


def show_github(problem: Problem) -> str:
    """The problem as a workflow command that GitHub shows beside the changed line.

    Source: GitHub Actions, "Workflow commands": ``%``, CR and LF are percent-encoded; in properties ``:`` and ``,``
    too.
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    name = "notice" if problem.severity == "note" else problem.severity
    where = f"file={value(problem.path)}"
    if problem.line:
        where += f",line={problem.line}"
        if problem.column:
            where += f",col={problem.column}"
    found = f" ({problem.found})" if problem.found else ""
    hint = f"\n{problem.hint}" if problem.hint else ""
    return f"::{name} {where},title={value(problem.code)}::{data(problem.message + found + hint)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of ``known``, or the empty string when nothing is near."""
    bare = word.strip(_DECORATION)
    if bare != word and bare in (known := list(known)):
        return look_alike(word)
    return "".join(f"did you mean “{near}”?" for near in close(word, known))


def look_alike(word: str) -> str:
    """A hint for a value in typographic quotes, or with spaces around it that are no ordinary ones; else empty."""
    bare = word.strip(_DECORATION)
    if not bare or bare == word.strip(" "):
        return ""
    if bare == word.strip(_SPACES):
        return f"write {bare} with an ordinary space before it: this one is a no-break space"
    return f"write {bare} without quotation marks like “ and ”: they count as a part of it"


def close(word: str, known: Iterable[str]) -> list[str]:
    """The one of ``known`` that is nearest to ``word``, as a list; empty when none is near."""
    return difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where character ``offset`` of ``text`` stands: line and column, both from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
