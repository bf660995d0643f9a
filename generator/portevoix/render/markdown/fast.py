"""Python-Markdown three times faster, with the same output bytes.

Every class here subclasses one class of the library and puts a cheap test before it: is there anything to do? Only
objects whose type is exactly the library's class are re-labelled, and patterns and processors that are not known here
are always tried: slower, never wrong. It relies on four private names of the inline processor (without them that part
stays as it is) and on the regular expressions of known patterns; the library is pinned, and a test compares the bytes.

The walks of ``_Inline.run`` and ``_BlockParser.parseBlocks`` follow Python-Markdown, which is
Copyright 2007-2023 The Python Markdown Project (v. 1.7 and later),
Copyright 2004, 2005, 2006 Yuri Takhteyev (v. 0.2-1.6b), Copyright 2004 Manfred Stienstra (the original version),
and licensed under the BSD 3-Clause License.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown, blockparser, serializers
from markdown import blockprocessors as blocks_of
from markdown import inlinepatterns as inline
from markdown import treeprocessors as trees
from markdown.extensions import abbr, attr_list, def_list, footnotes, md_in_html, sane_lists, tables
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

from portevoix.render.markdown.serializer import to_html

M = TypeVar("M", bound=Markdown)

FAST: dict[type, type] = {}
"""The library's class → ours."""

_PRIVATE = [
    f"_InlineProcessor__{name}"
    for name in ("handleInline", "applyPattern", "processPlaceholders", "processElementText")
]


def speed_up(md: M) -> M:
    """``md`` itself, faster; to be called once, when all its extensions are loaded."""
    parts: Sequence[Any] = [
        md.parser, *md.preprocessors, *md.parser.blockprocessors, *md.inlinePatterns, *md.treeprocessors,
    ]  # fmt: skip
    for part in parts:
        part.__class__ = FAST.get(type(part), type(part))
    if md.serializer is serializers.to_html_string:
        md.serializer = to_html
    md.is_block_level = lru_cache(maxsize=1024)(md.is_block_level)  # type: ignore[method-assign]
    return md


def _replaces(stock: type) -> Callable[[type], type]:
    def note(ours: type) -> type:
        FAST[stock] = ours
        return ours

    return note


def _may_hold(md: Markdown, character: str) -> bool:
    """Whether the text at hand can hold ``character``; a parser that does not keep its ``source`` may hold anything."""
    return character in getattr(md, "source", character)


# What a text must contain for a pattern to match, by the pattern's regular expression.
_TRIGGERS: dict[str, tuple[str, ...]] = {
    inline.BACKTICK_RE: ("`",),
    inline.ESCAPE_RE: ("\\",),
    inline.LINK_RE: ("[",),
    inline.IMAGE_LINK_RE: ("![",),
    inline.AUTOLINK_RE: ("<",),
    inline.AUTOMAIL_RE: ("<",),
    inline.HTML_RE: ("<",),
    inline.ENTITY_RE: ("&",),
    inline.LINE_BREAK_RE: ("  \n",),
    r"\[\^([^\]]*)\]": ("[^",),
    r"\*|_": ("*", "_"),
}

# These make nothing in a text without a “[label]: address”.
_REFERENCES = (
    inline.ReferenceInlineProcessor,
    inline.ShortReferenceInlineProcessor,
    inline.ImageReferenceInlineProcessor,
    inline.ShortImageReferenceInlineProcessor,
)
_UNKNOWN = 1 << 40

_Plan = list[tuple[int, Any, tuple[str, ...]]]
"""Patterns with their positions in the registry and their triggers."""


class _Inline(trees.InlineProcessor):
    """A text that no pattern can match is left alone; others see only the patterns that can match in them.

    No trigger can appear later: matches become placeholders, which hold none.
    """

    signature: list[Any] | None = None
    table: list[tuple[int, Any, tuple[str, ...], int]]
    bits: dict[str, int]
    present: list[tuple[str, int]]
    plans: dict[int, _Plan]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.prepare()
        self.stashed_nodes = {}
        queue = deque([(tree, [*(ancestors or ()), tree.tag.lower()])])
        while queue:
            element, self.ancestors = queue.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            inserts = []
            for child in element:
                text, tail = child.text, child.tail
                if text and not isinstance(text, AtomicString) and ((plan := self.plan(text)) or STX in text):
                    self.ancestors.append(child.tag.lower())
                    child.text = None
                    nodes = self.nodes(text, plan, child, is_text=True)
                    queue += nodes
                    inserts.append((child, nodes))
                    self.ancestors.pop()
                if tail and ((plan := self.plan(tail)) or STX in tail):
                    holder, child.tail = Element("d"), None
                    nodes = self.nodes(tail, plan, holder, is_text=False)
                    child.tail = holder.tail
                    position = list(element).index(child) + 1
                    element[position:position] = [node for node, _ in nodes]
                if len(child):
                    queue.append((child, self.ancestors[:]))
            for child, nodes in inserts:
                child[:0] = [node for node, _ in nodes]
        return tree

    def nodes(self, text: str, plan: _Plan, parent: Element, *, is_text: bool) -> list[tuple[Element, list[str]]]:
        """The elements that ``text`` becomes; what stands before them is added to ``parent``."""
        handled = self._InlineProcessor__handleInline(text, 0, plan)
        made: list[tuple[Element, list[str]]] = self._InlineProcessor__processPlaceholders(  # type: ignore[attr-defined]
            handled, parent, is_text
        )
        return made

    def prepare(self) -> None:
        """See what can match in this text."""
        signature = [bool(self.md.references), *[(p, getattr(p, "pattern", None)) for p in self.inlinePatterns]]
        if signature != self.signature:
            self.tabulate(signature)
        self.present = [(trigger, bit) for trigger, bit in self.bits.items() if _may_hold(self.md, trigger[0])]

    def tabulate(self, signature: list[Any]) -> None:
        """Make the table of patterns, anew when one of them, or whether there are references, has changed."""
        self.signature, self.table, self.bits, self.plans = signature, [], {}, {}
        patterns: list[Any] = list(self.inlinePatterns)
        for index, pattern in enumerate(patterns):
            if type(pattern) in _REFERENCES and not self.md.references:
                continue
            triggers = _TRIGGERS.get(getattr(pattern, "pattern", ""), ())
            mask = sum({self.bits.setdefault(trigger, 1 << len(self.bits)) for trigger in triggers}) or -1
            self.table.append((index, pattern, triggers, mask))

    def plan(self, text: str) -> _Plan:
        """The patterns that can match in ``text``."""
        key = _UNKNOWN
        for trigger, bit in self.present:
            if trigger in text:
                key |= bit
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = [(at, pattern, found) for at, pattern, found, mask in self.table if mask & key]
        return plan

    def _InlineProcessor__handleInline(  # noqa: N802 - the library calls it by this name for nested text
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
        plan: _Plan | None = None,
    ) -> str:
        if not isinstance(data, AtomicString):
            apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
            for index, pattern, triggers in plan or self.plan(data):
                matched, start = index >= patternIndex, 0
                while matched and _follows(triggers, data, start):
                    data, matched, start = apply(pattern, data, index, start)
        return data

    def _InlineProcessor__processElementText(  # noqa: N802 - called by this name for elements in elements
        self,
        node: Element,
        subnode: Element,
        isText: bool = True,  # noqa: N803
    ) -> None:
        if INLINE_PLACEHOLDER_PREFIX in ((subnode.text if isText else subnode.tail) or ""):
            super()._InlineProcessor__processElementText(node, subnode, isText)  # type: ignore[misc]


def _follows(triggers: tuple[str, ...], data: str, start: int) -> bool:
    """Whether one of ``triggers`` stands in ``data`` from ``start``, or there are none to look for."""
    for trigger in triggers:
        if data.find(trigger, start) >= 0:
            return True
    return not triggers


if all(hasattr(trees.InlineProcessor, name) for name in _PRIVATE):
    _replaces(trees.InlineProcessor)(_Inline)


@_replaces(inline.DelimiterProcessor)
class _Emphasis(inline.DelimiterProcessor):
    """``*a*`` and ``**a**`` with no other delimiter inside: one element, no state."""

    SIMPLE = re.compile(r"(\*\*?)(?![\s*])([^*_]*[^\s*_])\1(?!\*)")

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        simple = None if self.regions or self.pattern != r"\*|_" else self.SIMPLE.match(data, m.start())
        if simple is None:
            return super().handleMatch(m, data)
        element = Element("em" if len(simple[1]) == 1 else "strong")
        element.text = simple[2]
        return element, simple.start(), simple.end()


class _Brackets(inline.LinkInlineProcessor):
    """Links and pictures without brackets inside brackets, and with an address and a title that need no thought."""

    PLAIN = re.compile(r"""\(([^\s()<>"'\x02]+)(?: "([^"'()\x02]*)")?\)""")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = data.find("]", index)
        if end < 0 or data.find("[", index, end) >= 0:
            return super().getText(data, index)
        return data[index:end], end + 1, True

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        plain = self.PLAIN.match(data, index)
        if plain is None:
            return super().getLink(data, index)
        href, title = plain.groups()
        return href, title and self.RE_TITLE_CLEAN.sub(" ", title.strip()), plain.end(), True


@_replaces(inline.LinkInlineProcessor)
class _Link(_Brackets):
    pass


@_replaces(inline.ImageInlineProcessor)
class _Image(_Brackets, inline.ImageInlineProcessor):
    pass


# A processor can only take a block in which some line begins, after spaces, with one of these characters ("1": the
# block begins with a digit; "|": anywhere in a block of several lines). Processors not listed are always asked.
_NEEDS: dict[type, str] = {
    blocks_of.HashHeaderProcessor: "#",
    blocks_of.SetextHeaderProcessor: "=-",
    blocks_of.HRProcessor: "-_*",
    sane_lists.SaneOListProcessor: "1",
    sane_lists.SaneUListProcessor: "*+-",
    blocks_of.BlockQuoteProcessor: ">",
    blocks_of.ReferenceProcessor: "[",
    blocks_of.EmptyBlockProcessor: "\n",
    blocks_of.ListIndentProcessor: " ",
    blocks_of.CodeBlockProcessor: " ",
    def_list.DefListIndentProcessor: " ",
    def_list.DefListProcessor: ":",
    footnotes.FootnoteBlockProcessor: "[",
    abbr.AbbrBlockprocessor: "*",
    md_in_html.MarkdownInHtmlProcessor: STX,
}
_LINE_START = re.compile(r"\n *([#>:*+_=\-\[])")


def begins_with(characters: str) -> Callable[[type], type]:
    """Say of a block processor that it takes only blocks in which a line begins with one of ``characters``."""

    def note(processor: type) -> type:
        _NEEDS[processor] = characters
        return processor

    return note


@_replaces(blockparser.BlockParser)
class _BlockParser(blockparser.BlockParser):
    """Asks only the processors that could take a block, by the characters that begin its lines."""

    processors: Sequence[Any] = ()
    plans: dict[str, list[Any]]

    def candidates(self, block: str) -> Sequence[Any]:
        """The processors to ask about ``block``, in their order."""
        first = block[:1]
        if not first or first in " \n" + STX:
            return self.processors
        key = "1" if first.isdigit() else first if first in "#>:*+_=-[" else ""
        if "\n" in block:
            key += "".join(sorted(set(_LINE_START.findall(block)))) + ("|" if "|" in block else "")
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = [
                processor
                for processor in self.processors
                if type(processor) not in _NEEDS or set(_NEEDS[type(processor)]) & set(key)
            ]
        return plan

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        self.prepare()
        return super().parseDocument(lines)

    def prepare(self) -> None:
        """See which processors there are, once for each text."""
        processors = list(self.blockprocessors)
        if processors != self.processors:
            self.processors, self.plans = processors, {}

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        if not self.processors:
            self.prepare()
        while blocks:
            block = blocks[0]
            for processor in self.candidates(block):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break
                if blocks[0] != block:  # declined, but changed the block: ask all the later ones, as the library does
                    later = self.processors[self.processors.index(processor) + 1 :]
                    any(other.test(parent, blocks[0]) and other.run(parent, blocks) is not False for other in later)
                    break


@begins_with("|")
@_replaces(tables.TableProcessor)
class _Table(tables.TableProcessor):
    """Without a backtick or a backslash every pipe separates."""

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc,no-any-return]
        return row.split("|")


@_replaces(md_in_html.HtmlBlockPreprocessor)
class _HtmlBlocks(md_in_html.HtmlBlockPreprocessor):
    """Nothing to do without a tag (``&#``: the HTML parser completes a missing semicolon)."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&#" in line for line in lines) else lines


@_replaces(trees.UnescapeTreeprocessor)
class _Unescape(trees.UnescapeTreeprocessor):
    """Nothing to do without a backslash, nor in a text without a delimiter of placeholders."""

    def run(self, root: Element) -> None:
        if _may_hold(self.md, "\\"):
            super().run(root)

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


@_replaces(attr_list.AttrListTreeprocessor)
class _AttributeLists(attr_list.AttrListTreeprocessor):
    """Nothing to do without a curly bracket."""

    def run(self, doc: Element) -> None:
        if _may_hold(self.md, "{") and "{" in "".join(doc.itertext()):
            super().run(doc)


@_replaces(trees.PrettifyTreeprocessor)
class _Prettify(trees.PrettifyTreeprocessor):
    """The library's, with fewer questions about elements without children."""

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        is_block = self.md.is_block_level
        if len(elem) and is_block(elem.tag) and elem.tag not in ("code", "pre"):
            if is_block(elem[0].tag) and (not elem.text or elem.text.isspace()):
                elem.text = "\n"
            for child in elem:
                if is_block(child.tag):
                    self._prettifyETree(child)
        if not elem.tail or elem.tail.isspace():
            elem.tail = "\n"
