"""Reading a text with the blocks of a small theme, and filling it so that every hole can be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from portevoix.core.diagnostics import Problem
from portevoix.render.blocks import BlockSpec, OptionSpec
from portevoix.render.markdown.document import Block, Document, FileAddress, Link, Picture, escape_attribute, fill

SPECS = {
    "quote": BlockSpec({"by": OptionSpec(required=True), "source": OptionSpec("link")}, "required"),
    "note": BlockSpec(),
    "gallery": BlockSpec(
        {
            "pictures": OptionSpec("pictures"),
            "cover": OptionSpec("picture"),
            "sheet": OptionSpec("file"),
            "entry": OptionSpec("entry"),
            "columns": OptionSpec("number"),
            "wide": OptionSpec("flag"),
            "style": OptionSpec("choice", choices=("plain", "loud")),
            "about": OptionSpec("facet"),
        },
        "none",
    ),
}


class ShowEverything:
    """A filler that shows what it was asked."""

    def link(self, hole: Link) -> tuple[str, str]:
        others = "".join(f' {name}="{escape_attribute(value)}"' for name, value in hole.attributes)
        return f'<a href="/{escape_attribute(f"{hole.target}#{hole.fragment}")}"{others}>', "</a>"

    def picture(self, hole: Picture) -> str:
        return f'<img src="/{hole.target}" alt="{hole.alt}">'

    def file_address(self, hole: FileAddress) -> str:
        return f"/{hole.target}"

    def heading_id(self, index: int) -> str:
        return f"h{index}"

    def footnote_label(self, number: int) -> str:
        return f"back {number}"

    def block(self, hole: Block, inner: str) -> str:
        return f"<{hole.name}>{inner.strip()}</{hole.name}>"


@dataclass(frozen=True)
class Reading:
    document: Document
    problems: tuple[Problem, ...]

    @property
    def html(self) -> str:
        return fill(self.document, ShowEverything())

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def places(self) -> list[tuple[int, int, str]]:
        return [(problem.line, problem.column, problem.code) for problem in self.problems]

    def holes(self, kind: type) -> list[Any]:
        return [part for part in self.document.segments if isinstance(part, kind)]


Read = Callable[..., Reading]


def runs_something(html: str) -> bool:
    """Whether a browser would run, style or load something on this page."""
    tree = LexborHTMLParser(html)
    for node in tree.css("*"):
        if node.tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "meta",
            "link",
            "form",
            "template",
            "animate",
        ):
            return True
        for name, value in node.attributes.items():
            bare = "".join((value or "").split()).lower()
            if name.startswith("on") or name == "style" or bare.startswith(("javascript:", "vbscript:", "data:")):
                return True
    return False
