"""A file's bytes as text, and a Markdown file's front matter apart from its body."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from portevoix.core.diagnostics import Problem, cut, line_and_column

_FENCE = "---"
_ALMOST_FENCE = re.compile(r"[-–—]{1,2}|[-–—]{4,}|[-–—]*[–—][-–—]*")
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONFLICT = re.compile(r"(?:<{7}|>{7}) .*|\|{7} [^|]+")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SAVE_AS_UTF8 = "save it again in your editor with the encoding UTF-8"


class FrontMatter(NamedTuple):
    """A Markdown file in its two parts; ``yaml`` begins on line 2 of the file, ``body`` on line ``body_line``."""

    yaml: str
    body: str
    body_line: int


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a UTF-8 file without a byte-order mark, every line end a LF; None when it is no text.

    A text that a merge left in two versions is none either: nobody knows which is meant.
    """

    def refuse(message: str, found: str, hint: str, line: int = 1, column: int = 1) -> tuple[None, tuple[Problem, ...]]:
        return None, (Problem(path, line, column, "file-text", message, found, hint),)

    if data.startswith(_LFS_POINTER):
        return refuse("only a Git LFS pointer is here, not the file itself", "", "run “git lfs pull”, then try again")
    if data.startswith(_WIDE_MARKS):
        return refuse("this file is not written in UTF-8", "UTF-16 or UTF-32", _SAVE_AS_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode("utf-8"))
        found = f"byte 0x{data[error.start]:02X}"
        return refuse("this file is not written in UTF-8", found, _SAVE_AS_UTF8, *line_and_column(before, len(before)))
    text = _unix(text)
    nul = text.find("\0")
    if nul >= 0:
        hint = "look whether this file is damaged, or was saved by another program than a text editor"
        return refuse("this file is not plain text", "a NUL byte", hint, *line_and_column(text, nul))
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text:
        return _merged(text, path)
    return text, ()


def _merged(text: str, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """``text`` as it is, unless a line marks two versions that a merge left; in code lines mark nothing."""
    fence = ""
    for number, row in enumerate(text.split("\n"), 1):
        code = _CODE.match(row) if path.endswith(".md") else None
        if code and not fence:
            fence = code[1]
        elif code and code[1].startswith(fence) and not row[code.end() :].strip():
            fence = ""
        elif not fence and _CONFLICT.fullmatch(row):
            message = "two versions of this text were merged here, and nobody chose one"
            hint = "keep what is right, and delete the lines that begin with <<<<<<<, =======, >>>>>>> (and |||||||)"
            return None, (Problem(path, number, 1, "merge-conflict", message, cut(row), hint),)
    return text, ()


def split(text: str, path: str) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """The front matter between the first line ``---`` and the next one, and the body after it.

    None with a problem when either line is missing: every entry needs front matter, for its title. ``text`` is as
    ``decode`` leaves it.
    """
    rows = text.split("\n")
    if rows[0].rstrip() != _FENCE:
        return None, (_no_front_matter(rows, path),)
    for number, row in enumerate(rows[1:], 1):
        if row.startswith(_FENCE) and row.rstrip() == _FENCE:
            return FrontMatter("\n".join(rows[1:number]) + "\n", "\n".join(rows[number + 1 :]), number + 2), ()
    hint = "write a line “---” after the last setting"
    for number, row in enumerate(rows[1:], 2):
        if _ALMOST_FENCE.fullmatch(row.strip()):
            hint = f"line {number} must be exactly three hyphens: ---"
            break
    return None, (Problem(path, 1, 1, "front-matter", "the front matter that begins here never ends", "", hint),)


def _no_front_matter(rows: list[str], path: str) -> Problem:
    line = next((number for number, row in enumerate(rows, 1) if row.strip()), 0)
    if not line:
        message, found, hint = "this file is empty", "", "begin it with three lines: “---”, “title: …”, “---”"
        return Problem(path, 1, 1, "front-matter", message, found, hint)
    found = rows[line - 1].strip()
    if found == _FENCE:
        message, hint = "the front matter must begin on the first line", "delete what stands before the first “---”"
    elif _ALMOST_FENCE.fullmatch(found):
        message, hint = "the front matter begins with another line than “---”", "write exactly three hyphens: ---"
    else:
        message = "this file has no front matter, and so no title"
        hint = "begin it with three lines: “---”, “title: …”, “---”"
    return Problem(path, line, 1, "front-matter", message, cut(found), hint)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
