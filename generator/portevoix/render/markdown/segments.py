"""Cutting finished HTML at its tokens into literal segments and holes."""

from __future__ import annotations

import re

from portevoix.render.markdown.document import BlockEnd, FootnoteLabel, Hole, Link, LinkEnd
from portevoix.render.markdown.job import ETX, STX, TOKEN, Job

_LEFT_OVER = re.compile("\x02[^\x03]*\x03?|\x03")


def cut_segments(html: str, job: Job) -> tuple[str | Hole, ...]:
    """``html`` cut at its tokens; every link and block that begins ends, whatever became of the tokens on the way."""
    return _Cutter(job).run(html)


class _Cutter:
    """One pass over the tokens, with the links and blocks that are open."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.segments: list[str | Hole] = []
        self.links = 0
        self.blocks: list[str] = []
        self.garbled = False

    def run(self, html: str) -> tuple[str | Hole, ...]:
        parts = TOKEN.split(html)
        self.literal(parts[0])
        for token, text in zip(parts[1::2], parts[2::2], strict=True):
            self.hole(token[0], token[1:])
            self.literal(text)
        self.segments += [LinkEnd()] * self.links + [BlockEnd()] * len(self.blocks)
        if self.garbled or self.links or self.blocks:
            self.job.problem(
                (self.job.locator.first_line, 1), "markdown-garbled", "the parser garbles this text",
                hint="look for “<?”, “<!” or a tag that is not finished, and write “&lt;” for “<”",
            )  # fmt: skip
        return tuple(self.segments)

    def literal(self, text: str) -> None:
        if STX in text or ETX in text:
            text, self.garbled = _LEFT_OVER.sub("", text), True
        if text:
            self.segments.append(text)

    def hole(self, kind: str, number: str) -> None:
        match kind:
            case "h":
                hole = self.job.holes[int(number)]
                self.links += isinstance(hole, Link)
                self.segments.append(hole)
            case "e" if self.links:
                self.links -= 1
                self.segments.append(LinkEnd())
            case "n":
                self.segments.append(FootnoteLabel(int(number)))
            case "b" if number not in self.blocks:
                self.blocks.append(number)
                self.segments.append(self.job.holes[int(number)])
            case "c" if self.blocks[-1:] == [number]:
                self.blocks.pop()
                self.segments.append(BlockEnd())
            case _:
                self.garbled = True
