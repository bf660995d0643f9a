"""YAML with places: plain values, and where in the file each of them stands.

The dialect is the core of YAML 1.2 without what surprises authors: ``true`` and ``false`` are the only yes and no,
numbers are decimal, dates stay text, and there are no aliases, anchors or tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import yaml

from portevoix.core.diagnostics import Problem
from portevoix.source.yaml_document import KEY, Path, YamlDocument
from portevoix.source.yaml_errors import explain

DEPTH_LIMIT: Final = 40
NODE_LIMIT: Final = 20_000

try:
    from yaml.cyaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without its C part
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

_PLAIN: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_READABLE = ("yaml-duplicate-key", "yaml-comment")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[YamlDocument | None, tuple[Problem, ...]]:
    """Read ``text``, which begins on line ``first_line`` of the file ``path``.

    The document is None when the text cannot be understood. It is there, beside the problems, when a key is written
    twice (its first value counts) or ``#`` cuts a value off. An empty text is a document whose value is None. The text
    is as ``front_matter.decode`` leaves it: line ends are LF.
    """
    composer = _Composer(text, path, first_line)
    try:
        composer.check_characters()
        value = composer.document()
    except _UnreadableError as unreadable:
        composer.problems.append(unreadable.problem)
        return None, tuple(composer.problems)
    except yaml.MarkedYAMLError as error:
        line, column, message, found, hint = explain(error, text)
        composer.report(line, column, "yaml-syntax", message, found, hint)
        return None, tuple(composer.problems)
    problems = tuple(composer.problems)
    if any(problem.code not in _READABLE for problem in problems):
        return None, problems
    return YamlDocument(value, composer.marks), problems


class _UnreadableError(Exception):
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Composer:
    """One pass over the parser's events: values, marks and problems together, nothing expanded."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.marks: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.nodes = 0
        self.anchors: set[str] = set()
        self.rows = text.split("\n")
        self.may_lose_text = "#" in text
        self.next: Callable[[], Any] = lambda: None

    def problem(self, line: int, column: int, code: str, message: str, found: str = "", hint: str = "") -> Problem:
        """A problem at a place of ``text``, both from 0."""
        return Problem(self.path, line + self.first_line, column + 1, code, message, found, hint)

    def report(self, line: int, column: int, code: str, message: str, found: str = "", hint: str = "") -> None:
        self.problems.append(self.problem(line, column, code, message, found, hint))

    def check_characters(self) -> None:
        """Refuse what YAML would take for the end of a line, or cannot hold at all, but no editor shows."""
        match = _UNPRINTABLE.search(self.text)
        if match:
            offset = match.start()
            line, column = self.text.count("\n", 0, offset), offset - self.text.rfind("\n", 0, offset) - 1
            raise _UnreadableError(
                self.problem(
                    line, column, "yaml-character", "there is an invisible control character here",
                    f"U+{ord(match[0]):04X}", "delete it; it comes along when text is pasted from another program",
                )
            )  # fmt: skip

    def document(self) -> Any:
        self.next = _Loader(self.text).get_event
        self.next()
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            self.marks[()] = (self.first_line, 1)
            return None
        value = self.node(self.next(), (), 0)
        self.next()
        second = self.next()
        if isinstance(second, yaml.DocumentStartEvent):
            line, column = _start(second)
            raise _UnreadableError(
                self.problem(
                    line, column, "yaml-documents", "a second document begins here, and a file holds only one",
                    "---", "delete this line, or move what follows it to a file of its own",
                )
            )  # fmt: skip
        return value

    def node(self, event: Any, path: Path, depth: int) -> Any:
        mark = event.start_mark
        line, column = mark.line, mark.column
        self.marks[path] = (line + self.first_line, column + 1)
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            message = f"there are more than {NODE_LIMIT:,} values in this text"
            raise _UnreadableError(self.problem(line, column, "yaml-size", message, hint="split it into several files"))
        if depth > DEPTH_LIMIT:
            message = f"lists and settings are nested more than {DEPTH_LIMIT} deep here"
            raise _UnreadableError(self.problem(line, column, "yaml-depth", message, hint="nest them less"))
        self.check_marker(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            if self.may_lose_text and event.implicit[0]:
                self.check_comment(event)
            return _scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth)
        return None

    def check_marker(self, event: Any, line: int, column: int) -> None:
        """Report an anchor, an alias or a tag, by what stands there; but no alias whose anchor is reported already."""
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in self.anchors:
                return
        elif event.anchor is None and event.tag is None:
            return
        elif event.anchor is not None:
            self.anchors.add(event.anchor)
        word = self.rows[line][column:].split(maxsplit=1)[0].rstrip(",]}")
        self.report(
            line, column, "yaml-marker", f"a value cannot begin with “{word[0]}”, which is a command in YAML", word,
            "put the whole value in quotes",
        )  # fmt: skip

    def check_comment(self, event: Any) -> None:
        """Report a word like ``#1`` that YAML drops as a comment; a comment proper has a space after its sign."""
        mark = event.end_mark
        row = self.rows[mark.line] if mark.line < len(self.rows) else ""
        rest = row[mark.column :].lstrip()
        if rest[:1] == "#" and rest[1:2].strip("# "):
            column = row.index("#", mark.column)
            self.report(
                mark.line, column, "yaml-comment", "YAML takes this for a comment and drops it", rest,
                "put the whole value in quotes; if it is a comment, write a space after “#”",
            )  # fmt: skip

    def sequence(self, path: Path, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        event = self.next()
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items)), depth + 1))
            event = self.next()
        return tuple(items)

    def mapping(self, path: Path, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        event = self.next()
        while not isinstance(event, yaml.MappingEndEvent):
            mark = event.start_mark
            place = (mark.line + self.first_line, mark.column + 1)
            key = self.key(event, path, depth)
            if key in values:
                first, _ = self.marks[(*path, key, KEY)]
                self.report(
                    mark.line, mark.column, "yaml-duplicate-key", f"“{key}” is written twice",
                    f"the first one is on line {first}", "keep one of the two",
                )  # fmt: skip
                self.node(self.next(), (*path, key, KEY, place[0], place[1]), depth + 1)
            else:
                self.marks[(*path, key, KEY)] = place
                values[key] = self.node(self.next(), (*path, key), depth + 1)
            event = self.next()
        return values

    def key(self, event: Any, path: Path, depth: int) -> str:
        """A key is its text as written, so that ``2030`` and ``no`` can be keys."""
        mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent) and event.value and event.anchor is None and event.tag is None:
            return str(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            hint = "if the text begins with “{”, put all of it in quotes"
        else:
            hint = "write “name: value”"
        self.node(event, (*path, KEY, mark.line, mark.column), depth + 1)
        self.report(mark.line, mark.column, "yaml-key", "the name before the colon is not a plain word", hint=hint)
        return f"\0{mark.line}:{mark.column}"


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _scalar(event: yaml.ScalarEvent) -> Any:
    """The value of a scalar; only an unquoted one can be anything else than text."""
    text = event.value
    if not event.implicit[0]:
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if text[0] in "-0123456789":
        if _WHOLE.fullmatch(text):
            return int(text)
        if _FRACTION.fullmatch(text):
            return float(text)
    return text
