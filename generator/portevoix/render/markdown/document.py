"""A parsed Markdown text: literal HTML with typed holes, and what can be said of it without filling them.

Parsing knows neither addresses nor visibility nor the theme's templates; so a document is parsed once and filled
differently by a page, a feed or a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class Link(NamedTuple):
    """The opening tag of a link whose address is not yet known; ``LinkEnd`` closes it.

    ``target`` is a path inside the content tree, or empty for a link within the same text; ``fragment`` comes after its
    ``#``, decoded; ``attributes`` are the other attributes of the tag (unescaped), in order.
    """

    target: str
    fragment: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """Where the link that was opened last ends."""


class Picture(NamedTuple):
    """A picture of the content tree. ``alt`` is None when the brackets are empty; ``decorative``: none is wanted.

    ``alone``: it is a paragraph of its own, whose ``<p>`` is left out, so that its markup may be a ``<figure>``.
    """

    target: str
    alt: str | None
    decorative: bool
    title: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    column: int
    alone: bool = False


class FileAddress(NamedTuple):
    """The address of a file of the content tree, inside an attribute's quotation marks (``<video src="…">``)."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class HeadingId:
    """The value of the ``id`` of the ``index``-th heading of the outline, inside its quotation marks."""

    index: int


class FootnoteLabel(NamedTuple):
    """The accessible label of a footnote's way back, inside its quotation marks; ``number`` counts from 1."""

    number: int


class Block(NamedTuple):
    """The start of a block; ``BlockEnd`` ends it, blocks nest. ``options`` hold what ``BlockSpec`` admits."""

    name: str
    options: dict[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class BlockEnd:
    """Where the block that was opened last ends."""


Hole = Link | LinkEnd | Picture | FileAddress | HeadingId | FootnoteLabel | Block | BlockEnd
_KINDS: dict[str, type] = {
    "link": Link, "/link": LinkEnd, "picture": Picture, "file": FileAddress, "heading": HeadingId,
    "footnote": FootnoteLabel, "block": Block, "/block": BlockEnd,
}  # fmt: skip
_ATTRIBUTES = {name: kind._fields.index("attributes") for name, kind in (("link", Link), ("picture", Picture))}
"""Where in a row the attributes stand, for the holes that have some."""
_NAMES = {kind: name for name, kind in _KINDS.items()}


class Heading(NamedTuple):
    """One heading: ``level`` 1–6, its plain ``text``, its own ``id``, and whether the author wrote that id."""

    level: int
    text: str
    id: str
    explicit: bool


class Reference(NamedTuple):
    """What a text refers to: ``kind`` is ``link``, ``picture``, ``download``, ``entry``, ``facet`` or ``url``.

    ``target`` is a path inside the content tree (``url``: the address as written; ``facet``: ``topic/climate``). The
    kind ``entry:changemaker`` is an entry that must be of that kind.
    """

    kind: str
    target: str
    fragment: str
    line: int
    column: int


class Document(NamedTuple):
    """A parsed text. ``lead`` is the plain text of the first paragraph, ``text`` of everything, one line a block."""

    segments: tuple[str | Hole, ...] = ()
    outline: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    lead: str = ""
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """The document as JSON, for the store."""
        return {
            "segments": [
                part if isinstance(part, str) else [_NAMES[type(part)], *_values(part)] for part in self.segments
            ],
            "outline": [[h.level, h.text, h.id, h.explicit] for h in self.outline],
            "references": [[r.kind, r.target, r.fragment, r.line, r.column] for r in self.references],
            "lead": self.lead,
            "text": self.text,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Document:
        """The document that ``to_json`` wrote."""
        return cls(
            segments=_segments(value),
            outline=tuple(Heading(*row) for row in value["outline"]),
            references=tuple(Reference(*row) for row in value["references"]),
            lead=value["lead"],
            text=value["text"],
        )

    @classmethod
    def to_fill(cls, value: dict[str, Any]) -> Document:
        """The document that ``to_json`` wrote, with its segments alone: all that filling needs."""
        return cls(segments=_segments(value))


def _segments(value: dict[str, Any]) -> tuple[str | Hole, ...]:
    return tuple([part if isinstance(part, str) else _hole(part) for part in value["segments"]])


def _values(hole: Hole) -> tuple[Any, ...]:
    return hole if isinstance(hole, tuple) else (hole.index,) if isinstance(hole, HeadingId) else ()


def _hole(row: list[Any]) -> Hole:
    kind, *values = row
    position = _ATTRIBUTES.get(kind)
    if position is not None:
        values[position] = tuple(map(tuple, values[position]))
    made: Hole = _KINDS[kind](*values)
    return made


class Filler(Protocol):
    """What gives the holes of one document their markup, for one product."""

    def link(self, hole: Link) -> tuple[str, str]:
        """The opening and the closing markup; both empty when the words stay and the link goes."""

    def picture(self, hole: Picture) -> str:
        """The picture's markup; empty when it is not to be shown."""

    def file_address(self, hole: FileAddress) -> str:
        """The address of a file that raw HTML shows or plays."""

    def heading_id(self, index: int) -> str:
        """The id of the ``index``-th heading of the outline."""

    def footnote_label(self, number: int) -> str:
        """The words for the way back from footnote ``number``."""

    def block(self, hole: Block, inner: str) -> str:
        """The block's markup around its finished ``inner`` HTML."""


@dataclass(slots=True)
class _Frame:
    block: Block | None
    parts: list[str] = field(default_factory=list)


def fill(document: Document, filler: Filler) -> str:
    """The document's HTML, every hole filled by ``filler``; attribute values it returns are escaped here."""
    frames = [_Frame(None)]
    closings: list[str] = []
    for part in document.segments:
        out = frames[-1].parts
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Link):
            opening, closing = filler.link(part)
            out.append(opening)
            closings.append(closing)
        elif isinstance(part, LinkEnd):
            out.append(closings.pop())
        elif isinstance(part, Picture):
            out.append(filler.picture(part))
        elif isinstance(part, FileAddress):
            out.append(escape_attribute(filler.file_address(part)))
        elif isinstance(part, HeadingId):
            out.append(escape_attribute(filler.heading_id(part.index)))
        elif isinstance(part, FootnoteLabel):
            out.append(escape_attribute(filler.footnote_label(part.number)))
        elif isinstance(part, Block):
            frames.append(_Frame(part))
        else:
            frame = frames.pop()
            assert frame.block is not None
            frames[-1].parts.append(filler.block(frame.block, "".join(frame.parts)))
    return "".join(frames[0].parts)


def escape_attribute(text: str) -> str:
    """``text`` as the value of an attribute in double quotation marks."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
