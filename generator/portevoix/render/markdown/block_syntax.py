"""Blocks: cut out of the text before the Markdown parser sees it, so that each mistake has its line.

::

    /// call-to-action
        link: ../events/host.en.md

    Host an event in your town.
    ///

Name, options as indented YAML right below, Markdown, and a closing line with as many slashes. Blocks nest; so that
people see which is which, the outer one may have more slashes. The text stays one text: where a block begins and ends a
marker is left, a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portevoix.core.diagnostics import did_you_mean
from portevoix.render.blocks import BlockSpec
from portevoix.render.markdown.block_options import read_options
from portevoix.render.markdown.document import Block
from portevoix.render.markdown.job import ETX, STX, Job

_FENCE = re.compile(r" {0,3}(/{3,})[ \t]*(.*?)[ \t]*$")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")
_FORGOTTEN_INDENT = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:\s|$)")
_COMMENT = re.compile(r"^ {0,3}<!--.*?-->", re.DOTALL | re.MULTILINE)


@dataclass(slots=True)
class _Open:
    slashes: int
    name: str
    line: int
    column: int
    known: bool
    body: str
    start: int = 0
    hole: int = -1


def marker(kind: str, number: int) -> str:
    """The paragraph that stands for the start (``b``) or the end (``c``) of the block that is hole ``number``."""
    return f"{STX}pv{kind}{number}{ETX}"


def cut_blocks(text: str, first_line: int, specs: Mapping[str, BlockSpec], job: Job) -> str:
    """``text`` with markers for its blocks; the blocks are added to the holes of ``job``, mistakes to its problems."""
    cutter = _Cutter(text.split("\n"), first_line, specs, job, _commented_lines(text))
    return cutter.run()


def _commented_lines(text: str) -> set[int]:
    """The lines that stand in HTML comments: a block that is commented out is no block."""
    if "<!--" not in text:
        return set()
    lines: set[int] = set()
    for match in _COMMENT.finditer(text):
        first = text.count("\n", 0, match.start())
        lines.update(range(first, first + match[0].count("\n") + 1))
    return lines


class _Cutter:
    """One pass over the lines, with the blocks that are open."""

    def __init__(
        self, lines: list[str], first_line: int, specs: Mapping[str, BlockSpec], job: Job, commented: set[int]
    ) -> None:
        self.lines = lines
        self.first_line = first_line
        self.specs = specs
        self.job = job
        self.commented = commented
        self.out: list[str] = []
        self.open: list[_Open] = []

    def run(self) -> str:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            fence = _FENCE.match(line) if "///" in line and index not in self.commented else None
            if fence is None:
                self.out.append(line)
                index += 1
            elif fence[2]:
                index = self.start(index, fence)
            else:
                self.end(index, len(fence[1]), fence.start(1))
                index += 1
        for block in reversed(self.open):
            self.unclosed(block)
        return "\n".join(self.out)

    def start(self, index: int, fence: re.Match[str]) -> int:
        """Open the block of line ``index``; the index of the first line after its options."""
        slashes, name = len(fence[1]), fence[2]
        place = (self.first_line + index, fence.start(1) + 1)
        end = index + 1
        while end < len(self.lines) and self.lines[end].startswith((" ", "\t")) and self.lines[end].strip():
            if _FENCE.match(self.lines[end]):
                break
            end += 1
        spec = self.known_spec(name, (place[0], fence.start(2) + 1))
        self.open.append(_Open(slashes, name, *place, spec is not None, spec.body if spec else "optional"))
        if spec is not None:
            options = read_options(self.lines[index + 1 : end], place, name, spec, self.job)
            self.job.holes.append(Block(name, options, place[0]))
            self.open[-1].hole = len(self.job.holes) - 1
            self.out += ["", marker("b", self.open[-1].hole), ""]
            if end == index + 1 and end < len(self.lines):
                self.forgotten_indent(end, spec)
        self.open[-1].start = len(self.out)
        return end

    def known_spec(self, name: str, place: tuple[int, int]) -> BlockSpec | None:
        if name in self.specs:
            return self.specs[name]
        first, _, rest = name.partition(" ")
        if rest and first in self.specs:
            self.job.problem(
                place, "block-syntax", f"only the name stands after the slashes of the block “{first}”", name,
                "write its options on the lines below, indented by four spaces",
            )  # fmt: skip
        elif not _NAME.match(name):
            self.job.problem(
                place, "block-syntax", "three slashes begin a block, and this is not the name of one", name,
                "write the name of a block after the slashes; to show slashes as text, put “\\” before them",
            )  # fmt: skip
        else:
            hint = did_you_mean(name, self.specs) or _list_of("blocks", self.specs)
            self.job.problem(place, "block-unknown", "there is no block of this name", name, hint)
        return None

    def forgotten_indent(self, index: int, spec: BlockSpec) -> None:
        match = _FORGOTTEN_INDENT.match(self.lines[index])
        if match and match[1] in spec.options:
            self.job.problem(
                (self.first_line + index, 1), "block-option-indent",
                f"the option “{match[1]}” is not indented, so it would be shown as text", self.lines[index].strip(),
                "put four spaces before it",
            )  # fmt: skip

    def end(self, index: int, slashes: int, column: int) -> None:
        match = next((block for block in reversed(self.open) if block.slashes == slashes), None)
        if match is None:
            hint = "delete this line, or begin a block above with “/// name”"
            if self.open:
                hint = f"the open block “{self.open[-1].name}” closes with {self.open[-1].slashes} slashes"
            self.job.problem(
                (self.first_line + index, column + 1), "block-stray", "this closes a block, but none is open",
                "/" * slashes, hint,
            )  # fmt: skip
            return
        while self.open[-1] is not match:
            inner = self.open[-1]
            self.unclosed(inner)
        self.close(match)

    def close(self, block: _Open, *, told: bool = False) -> None:
        """End the innermost block; ``told``: that its end is missing, and so what stands in it may not belong there."""
        self.open.pop()
        if not block.known:
            return
        empty = not any(line.strip() for line in self.out[block.start :])
        if empty and block.body == "required":
            self.job.problem(
                (block.line, block.column), "block-body", f"the block “{block.name}” is empty",
                hint="write its text between the two lines with slashes, after an empty line",
            )  # fmt: skip
        elif not empty and block.body == "none" and not told:
            self.job.problem(
                (block.line, block.column), "block-body", f"the block “{block.name}” takes no text",
                hint="move the text below the closing slashes; options are indented by four spaces",
            )  # fmt: skip
        self.out += ["", marker("c", block.hole), ""]

    def unclosed(self, block: _Open) -> None:
        """Tell that the innermost block has no end, and end it here."""
        self.job.problem(
            (block.line, block.column), "block-unclosed", f"the block “{block.name}” is never closed",
            f"{'/' * block.slashes} {block.name}", f"write a line “{'/' * block.slashes}” where it ends",
        )  # fmt: skip
        self.close(block, told=True)


def _list_of(what: str, names: Mapping[str, object]) -> str:
    return f"the {what} are: {', '.join(sorted(names))}" if names else f"there are no {what} here"
