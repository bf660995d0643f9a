"""The Markdown dialect: Python-Markdown with its extensions, and our own passes over its tree."""

from __future__ import annotations

import re
import threading
import xml.etree.ElementTree as etree

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from portevoix.render.markdown.elements import BLOCK_MARK
from portevoix.render.markdown.fast import begins_with, speed_up
from portevoix.render.markdown.job import ETX, STX, Job
from portevoix.render.markdown.tree import cut_holes
from portevoix.render.markdown.typography import typeset_tree

VERSION = 3
"""Raised whenever the same text would parse to something else."""

FOOTNOTE_LABEL = f"{STX}pvn{{}}{ETX}"

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_instances = threading.local()


def dialect() -> str:
    """The name of the dialect and of the library behind it: part of the key of every stored document."""
    return f"portevoix-markdown-{VERSION}/{markdown.__version__}"


class Dialect(markdown.Markdown):
    """One parser, used for one text after the other; ``job`` and ``source`` are the text it is at."""

    job: Job
    source: str

    def __init__(self) -> None:
        self.abbreviations = AbbrExtension()
        self.abbreviated: dict[str, str] = self.abbreviations.abbrs  # type: ignore[attr-defined]
        self.footnotes = _Footnotes(BACKLINK_TITLE=FOOTNOTE_LABEL)
        super().__init__(
            extensions=[
                TableExtension(),
                self.footnotes,
                AttrListExtension(),
                MarkdownInHtmlExtension(),
                self.abbreviations,
                DefListExtension(),
                SaneListExtension(),
            ],
            output_format="html",
        )
        self.ESCAPED_CHARS = [*self.ESCAPED_CHARS, '"', "'", "/"]
        self.preprocessors.deregister("normalize_whitespace")
        self.parser.blockprocessors.register(_BlockMarks(self.parser), "block_marks", 110)
        self.treeprocessors.register(_Typography(self), "typography", 3)
        self.treeprocessors.register(_Holes(self), "holes", -10)

    def render(self, text: str, job: Job) -> str:
        """The HTML of ``text``, which ``normalise`` has seen, with tokens for the holes that are added to ``job``."""
        self.job = job
        self.source = text
        self.reset()
        return self.convert(text)


def parser(*, fast: bool = True) -> Dialect:
    """This thread's parser, sped up or as the library has it; both give the same bytes."""
    name = "fast" if fast else "stock"
    kept: dict[str, Dialect] = _instances.__dict__
    if name not in kept:
        made = Dialect()
        kept[name] = speed_up(made) if fast else made
    return kept[name]


def forget_parsers() -> None:
    """Drop this thread's parsers, one of which may have been left in the middle of a text."""
    _instances.__dict__.clear()


def normalise(text: str) -> str:
    """``text`` as the parser expects it.

    Without control characters (some delimit tokens), line ends are LF, tabs are expanded, empty lines hold no spaces.
    """
    if not text.replace("\n", "").isprintable() and _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = text.expandtabs(4)
    if " \n" in text:
        text = "\n".join([line if not line.isspace() else "" for line in text.split("\n")])
    return text + "\n\n"


class _Footnotes(FootnoteExtension):
    """Footnotes without a marker that says where they go: they stand at the end."""

    def findFootnotesPlaceholder(self, root: etree.Element) -> None:  # noqa: N802
        return None


@begins_with(STX)
class _BlockMarks(BlockProcessor):
    """Turns the marker of a block into an element of its own kind, whatever stands around it."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return block.startswith((f"{STX}pvb", f"{STX}pvc"))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        mark, _, rest = blocks.pop(0).partition("\n")
        etree.SubElement(parent, BLOCK_MARK).text = mark
        if rest:
            blocks.insert(0, rest)


class _Typography(Treeprocessor):
    md: Dialect

    def run(self, root: etree.Element) -> None:
        typeset_tree(root, self.md.job.language)


class _Holes(Treeprocessor):
    """The last pass over the tree: everything that a product decides becomes a token."""

    md: Dialect

    def run(self, root: etree.Element) -> None:
        cut_holes(root, self.md, self.md.job)
