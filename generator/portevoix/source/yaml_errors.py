"""What a YAML parser's complaint means, in an author's words.

The parser says where it could not go on; what the author did wrong often stands a little before. Each rule looks at the
text itself, so that PyYAML with and without its C part leads to the same words.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from portevoix.core.diagnostics import cut

_KEY = r"[^\s:#\[\]{}\"'][^\s:]*"
_NO_SPACE = re.compile(rf"\s*(?:- +)?({_KEY}):([^\s:/].*)")
_KEY_VALUE = re.compile(rf"(\s*(?:- +)*)({_KEY}(?: [^\s:]+)*)\s*: +(.*)")
_ODD_COLON = re.compile(r"\s*(?:- +)?([^\s:：]+)(?::[\u00a0\u2007\u202f\u3000]|：)")
_NEEDS_QUOTES = "@`%*&!,[]{}|>?"


class Explanation(NamedTuple):
    """Line and column (from 0) of the mistake, what is wrong, what was found, and the hint."""

    line: int
    column: int
    message: str
    found: str
    hint: str


def explain(error: yaml.MarkedYAMLError, text: str) -> Explanation:
    """The mistake behind ``error``, which PyYAML raised on ``text``."""
    explanation = _explain(error, text)
    return explanation._replace(found=cut(explanation.found))


def no_field(text: str) -> tuple[str, str]:
    """Message and hint for a front matter that is read as nothing but the ``text``, not as fields."""
    odd = _odd_colon([text], 0)
    if odd is not None:
        return odd.message, odd.hint
    return "the front matter does not name its fields", "begin each line with a name and a colon: “title: …”"


def _explain(error: yaml.MarkedYAMLError, text: str) -> Explanation:
    rows = text.rstrip("\n").split("\n")
    line, column = _inside(rows, error.problem_mark or error.context_mark)
    problem = error.problem or ""
    context = error.context or ""
    opened = _inside(rows, error.context_mark) if error.context_mark else (line, column)
    above = next((number for number in range(line - 1, -1, -1) if rows[number].strip()), line)
    typed = _tab(rows, line, column) or _odd_colon(rows, above) or _odd_colon(rows, line)
    if typed:
        return typed
    if "quoted scalar" in context:
        return _in_quotes(rows, opened, line, column, problem)
    if "block scalar" in context:
        return Explanation(
            *opened, f"after “{rows[opened[0]][opened[1]]}” the text begins on the next line",
            rows[opened[0]][opened[1] :].strip(), "move the text to the next line, indented; or put it in quotes",
        )  # fmt: skip
    if "not allowed" in problem:
        return _not_allowed(rows, line, column, problem)
    if "simple key" in context:
        return _no_colon(rows, *opened)
    if "flow" in context:
        return _unclosed_bracket(rows, opened, line)
    if "next token" in context or "node content" in problem:
        return _bad_start(rows, line, column)
    if any(word in context for word in ("alias", "anchor", "tag", "directive")) or "tag" in problem:
        return _bad_start(rows, *opened)
    return _structure(rows, line, column)


def _inside(rows: list[str], mark: Any) -> tuple[int, int]:
    """The place of ``mark``; the end of the last line when the parser stopped behind it."""
    if mark is None:
        return 0, 0
    if mark.line < len(rows):
        return mark.line, min(mark.column, len(rows[mark.line]))
    return len(rows) - 1, len(rows[-1])


def _tab(rows: list[str], line: int, column: int) -> Explanation | None:
    row = rows[line]
    indent = row[: len(row) - len(row.lstrip())]
    at = indent.find("\t")
    if at < 0 and row[column : column + 1] != "\t":
        return None
    column = at if at >= 0 else column
    return Explanation(line, column, "a tab stands here where YAML wants spaces", "", "replace the tab by two spaces")


def _odd_colon(rows: list[str], line: int) -> Explanation | None:
    match = _ODD_COLON.match(rows[line])
    if match is None:
        return None
    hint = f"write “{match[1]}: …”, with an ordinary colon and an ordinary space"
    what = "this colon is a full-width one" if match[0][-1] == "：" else "a no-break space stands after the colon"
    return Explanation(line, match.end() - 1, f"{what}, where YAML wants an ordinary one", rows[line].strip(), hint)


def _in_quotes(rows: list[str], opened: tuple[int, int], line: int, column: int, problem: str) -> Explanation:
    row = rows[opened[0]]
    if "end of stream" in problem or "document" in problem:
        return Explanation(
            *opened, "this quotation mark is never closed", row[opened[1] :].strip(),
            f"write {row[opened[1]]} at the end of the text too",
        )  # fmt: skip
    at = rows[line].rfind("\\", 0, column + 1)
    return Explanation(
        line, max(at, 0), "a backslash in double quotes begins a code, and this one does not exist",
        rows[line][max(at, 0) : max(at, 0) + 2], "write \\\\ for one backslash, or use single quotes",
    )  # fmt: skip


def _not_allowed(rows: list[str], line: int, column: int, problem: str) -> Explanation:
    row = rows[line]
    if "sequence entries" in problem:
        return Explanation(
            line, column, "a list begins on a line of its own", row[column:].strip(),
            "write each “- item” on its own line, or the list as [item, item]",
        )  # fmt: skip
    if "mapping keys" in problem:
        return _bad_start(rows, line, column)
    match = _KEY_VALUE.match(row)
    if match and match.start(3) <= column:
        return Explanation(
            line, column, "there is a second “:” in this value", match[3].strip(),
            f"put the whole value in quotes: {_quoted(match[3].strip())}",
        )  # fmt: skip
    if lost := _lost_colon(rows, line):
        return lost
    for above in range(line - 1, -1, -1):
        if rows[above].strip():
            missing = _NO_SPACE.match(rows[above])
            if missing and not _KEY_VALUE.match(rows[above]):
                return _missing_space(rows, above)
            break
    indent = len(row) - len(row.lstrip())
    return Explanation(
        line, indent, "this line is indented, but the line above it already has its value", row.strip(),
        "give it the same indentation as the line above",
    )  # fmt: skip


def _no_colon(rows: list[str], line: int, column: int) -> Explanation:
    row = rows[line]
    if _NO_SPACE.match(row):
        return _missing_space(rows, line)
    if re.match(r"\s*-[^\s-]", row):
        item = row.strip()
        return Explanation(line, column, "a space is missing after the hyphen", item, f"write “- {item[1:]}”")
    name, _, rest = row.strip().partition(" ")
    hint = "add the name and a colon; if it continues the text above, indent it"
    if rest and re.fullmatch(r"[a-z_]+", name):
        hint = f"if a colon is missing, write “{name}: {cut(rest.strip())}”; if it continues the text above, indent it"
    return Explanation(line, column, "this line is not of the form “name: value”", row.strip(), hint)


def _lost_colon(rows: list[str], line: int) -> Explanation | None:
    """The line above, when both begin at the margin and that one is no field: the parser read on, up to this colon."""
    above = next((number for number in range(line - 1, -1, -1) if rows[number].split("#")[0].strip()), None)
    if above is None or ":" in rows[above] or not (rows[above][0].isalpha() and _KEY_VALUE.match(rows[line])):
        return None
    return None if rows[line][0].isspace() else _no_colon(rows, above, 0)


def _missing_space(rows: list[str], line: int) -> Explanation:
    match = _NO_SPACE.match(rows[line])
    assert match is not None
    return Explanation(
        line, match.end(1), "a space is missing after the colon", rows[line].strip(),
        f"write “{match[1]}: {match[2].strip()}”",
    )  # fmt: skip


def _unclosed_bracket(rows: list[str], opened: tuple[int, int], line: int) -> Explanation:
    row = rows[opened[0]]
    if opened == (len(rows) - 1, len(row)):
        opened = opened[0], max(row.rfind("["), row.rfind("{"), 0)
    bracket = row[opened[1] : opened[1] + 1]
    if bracket not in ("[", "{"):
        return _bad_start(rows, *opened)
    rest = row[opened[1] :].strip()
    if re.search(r"[\[{,]\s*#", rest):
        return Explanation(
            *opened, "“#” begins a comment, so the end of this list is not seen", rest,
            "put each value that begins with “#” in quotes",
        )  # fmt: skip
    closing = "]" if bracket == "[" else "}"
    if line == opened[0] and closing in rest:
        return Explanation(
            *opened, f"what stands between “{bracket}” and “{closing}” cannot be read", rest,
            "put a comma between two values, and quotes around a value that holds , : [ ] { or }",
        )  # fmt: skip
    return Explanation(
        *opened, f"this “{bracket}” is never closed", rest,
        f"write “{closing}” at its end; if the text itself begins with “{bracket}”, put it in quotes",
    )  # fmt: skip


def _bad_start(rows: list[str], line: int, column: int) -> Explanation:
    row = rows[line]
    sign = row[column : column + 1]
    if sign not in tuple(_NEEDS_QUOTES):
        return _structure(rows, line, column)
    value = row[column:].strip()
    return Explanation(
        line, column, f"a value cannot begin with “{sign}”", value, f"put the whole value in quotes: {_quoted(value)}"
    )


def _structure(rows: list[str], line: int, column: int) -> Explanation:
    """A line that does not fit the lines above it."""
    row = rows[line]
    before = row[:column].rstrip()
    match = _KEY_VALUE.match(row)
    value = match[3].strip() if match else row.strip()
    if before[-1:] in ("'", '"') and value[:1] == before[-1]:
        other = '"' if before[-1] == "'" else "'"
        hint = "put the text in one pair of quotes" if other in value else f"put {other} around the whole text instead"
        return Explanation(line, column, "the text goes on after its closing quotation mark", value, hint)
    if not before and row.strip():
        if lost := _lost_colon(rows, line):
            return lost
        return Explanation(
            line, column, "this line is indented like no line above it", row.strip(),
            "give lines that belong together the same indentation",
        )  # fmt: skip
    return Explanation(
        line, column, "this cannot be read", row.strip(),
        "look at the indentation, the colons and the quotes here and in the line above",
    )  # fmt: skip


def _quoted(value: str) -> str:
    """``value`` in the quotes that suit it, cut when it is long."""
    if '"' not in value:
        return f'"{cut(value)}"'
    return "'" + cut(value).replace("'", "''") + "'"
