"""Plain text from finished HTML, to be pasted into a newsroom's system.

One paragraph is one line: whoever pastes it sets its width. Headings are underlined, lists keep their marks and
numbers, quotations their ``>``, and the addresses of links stand at the end, numbered as in the text. Any script is
written as it is; right-to-left lines are for the reader's program to turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from portevoix.press.html_tree import Node, parse_tree

_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd label mark q ruby s samp small span strong sub sup "
    "time u var wbr picture source rp rt".split()
)
_SILENT = frozenset("head script style template svg iframe button select audio video object rp".split())
_UNDERLINES = {"h1": "=", "h2": "-"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OWN_ADDRESS = ("mailto:", "tel:")


def plain_text(html: str) -> str:
    """The text of ``html``, which ends in a line break; the addresses of its links come last."""
    writer = _Writer()
    parts = writer.blocks(parse_tree(html))
    if writer.links:
        parts.append("\n".join(f"[{number}] {address}" for address, number in writer.links.items()))
    return "\n\n".join(parts) + "\n"


class _Writer:
    """Turns a tree into blocks of text, and gathers the links; an address that comes twice keeps its number."""

    def __init__(self) -> None:
        self.links: dict[str, int] = {}
        self._shapes: dict[str, Callable[[Node], str]] = {
            "ul": self._list, "ol": self._list, "dl": self._terms, "table": self._table, "pre": self._verbatim,
            "blockquote": lambda node: _indented("\n\n".join(self.blocks(node)), "> ", "> "),
            "hr": lambda node: "* * *",
            **{f"h{level}": self._heading for level in range(1, 7)},
        }  # fmt: skip

    def blocks(self, node: Node) -> list[str]:
        """The blocks in ``node``, each of one or more lines; words between them are a block of their own."""
        found: list[str] = []
        loose: list[Node | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag in _INLINE and not _holds_blocks(child)):
                loose.append(child)
                continue
            found.append(_tidy("".join(map(self._inline, loose))))
            loose = []
            if child is None or child.tag in _SILENT:
                continue
            shape = self._shapes.get(child.tag)
            found += [shape(child)] if shape is not None else self.blocks(child)
        return [block for block in found if block.strip()]

    def _inline(self, node: Node | str) -> str:
        if isinstance(node, str):
            return _SPACE.sub(" ", node)
        if node.tag == "br":
            return "\n"
        if node.tag == "img":
            alt = _SPACE.sub(" ", node.attributes.get("alt", "")).strip()
            return f"[{alt}]" if alt else ""
        if node.tag in _SILENT:
            return ""
        text = "".join(map(self._inline, node.children))
        return self._link(node, text) if node.tag == "a" else f"({text})" if node.tag == "rt" else text

    def _link(self, node: Node, text: str) -> str:
        address, kinds = node.attributes.get("href", ""), node.attributes.get("class", "").split()
        if "footnote-ref" in kinds:
            return f" ({text.strip()})"
        if "footnote-backref" in kinds:
            return ""
        if not address or address.startswith("#") or not text.strip():
            return text
        bare = next((address.removeprefix(kind) for kind in _OWN_ADDRESS if address.startswith(kind)), address)
        if bare.replace(" ", "") == text.strip().replace(" ", ""):
            return text
        number = self.links.setdefault(address, len(self.links) + 1)
        return f"{text} [{number}]"

    def _heading(self, node: Node) -> str:
        text = " ".join(_tidy("".join(map(self._inline, node.children))).split("\n"))
        line = _UNDERLINES.get(node.tag)
        return f"{text}\n{line * _width(text)}" if line and text else text

    def _list(self, node: Node) -> str:
        start = node.attributes.get("start", "1")
        number = int(start) if start.isascii() and start.isdecimal() else 1
        items = []
        for child in node.children:
            if isinstance(child, str) or child.tag != "li":
                continue
            mark = f"{number}. " if node.tag == "ol" else "- "
            paragraphs = any(isinstance(one, Node) and one.tag == "p" for one in child.children)
            inside = ("\n\n".join if paragraphs else _stacked)(self.blocks(child))
            items.append(_indented(inside, mark, " " * len(mark)))
            number += 1
        return _stacked(items)

    def _terms(self, node: Node) -> str:
        lines = []
        for child in node.children:
            if isinstance(child, str):
                continue
            text = _stacked(self.blocks(child))
            if child.tag == "dd":
                text = _indented(text, "  ", "  ")
            lines.append(self._terms(child) if child.tag == "div" else text)
        return "\n".join(line for line in lines if line.strip())

    def _table(self, node: Node) -> str:
        parts = []
        for child in node.children:
            if isinstance(child, str):
                continue
            if child.tag == "tr":
                cells = [cell for cell in child.children if isinstance(cell, Node)]
                parts.append(" | ".join(" ".join(self.blocks(cell)).replace("\n", " ") for cell in cells))
            else:
                parts += [self._table(child)] if child.tag != "caption" else [*self.blocks(child), ""]
        return "\n".join(parts)

    def _verbatim(self, node: Node) -> str:
        return _indented(node.text().strip("\n"), "    ", "    ")


def _holds_blocks(node: Node) -> bool:
    """Whether an element that stands in lines holds some that do not."""
    return any(isinstance(one, Node) and (one.tag not in _INLINE or _holds_blocks(one)) for one in node.children)


def _tidy(text: str) -> str:
    """``text`` without space at the ends of its lines, or twice within."""
    return "\n".join(re.sub(" +", " ", line).strip(" \u00a0") for line in text.strip(" \n").split("\n"))


def _stacked(blocks: list[str]) -> str:
    """``blocks`` one below the other: close together when each of them is a line or a list without gaps."""
    return ("\n\n" if any("\n\n" in block for block in blocks) else "\n").join(blocks)


def _indented(text: str, first: str, rest: str) -> str:
    """``text`` with ``first`` before its first line and ``rest`` before the others."""
    lines = text.split("\n")
    return "\n".join((first if not number else rest) + line for number, line in enumerate(lines)).replace(
        f"{rest}\n", f"{rest.rstrip()}\n"
    )


def _width(text: str) -> int:
    """How many columns ``text`` takes: a Chinese character takes two, a combining mark none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)
    return len(text) + wide - marks
