"""Finished HTML as a tree: enough of it for markup of our own templates and of texts that were checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ENDS = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr", "td", "th"), "td": ("td", "th"),
    "th": ("td", "th"),
}  # fmt: skip
"""What a start tag ends that its author left open."""
_AROUND = frozenset("ul ol dl table thead tbody tfoot".split())
_CLOSE_PARAGRAPHS = frozenset(
    "address article aside blockquote details div dl figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main "
    "nav ol p pre section table ul".split()
)


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes decoded, its children in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All text in it, as it is."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse_tree(html: str) -> Node:
    """The tree of ``html`` below a nameless root; comments and declarations are left out."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSE_PARAGRAPHS and self.open[-1].tag == "p":
            self.open.pop()
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in _AROUND:
                break
            if self.open[place].tag in _ENDS.get(tag, ()):
                del self.open[place:]
                break
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
