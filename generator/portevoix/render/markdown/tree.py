"""Passes over the parser's tree: plain text, outline, links, pictures, attributes."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from typing import TYPE_CHECKING

from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, HtmlStash

from portevoix.render.markdown.attributes import admit_attribute
from portevoix.render.markdown.block_syntax import marker
from portevoix.render.markdown.document import Block, Heading, HeadingId
from portevoix.render.markdown.elements import BLOCK_MARK, CONTAINERS, HEADINGS
from portevoix.render.markdown.job import KEPT, LINK_END, Job
from portevoix.render.markdown.references import link_hole, picture_hole
from portevoix.render.markdown.slugs import heading_slug, unique_slug

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS_IN_TEXT = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_TOKENS_OF_LIBRARY = re.compile("\x02(?!pv|amp)[^\x03]*\x03")
_TOKENS = re.compile("\x02[^\x03]*\x03")
_TEXT_ATTRIBUTES = frozenset({"id", "class", "title", "alt"})
_PLAIN_ATTRIBUTES = {"a": _TEXT_ATTRIBUTES | {"href"}, "img": _TEXT_ATTRIBUTES | {"src"}}
"""Those that need no check here, whatever they hold: addresses are checked where they become holes."""

_BREAK = "\x04"
"""Between two lines; no text holds it, as it is taken out of every source."""

_ALIGNMENTS = {f"text-align: {side};": f"align-{side}" for side in ("left", "center", "right")}


def cut_holes(root: etree.Element, md: Markdown, job: Job) -> None:
    """Note text, lead and outline of the tree in ``job``, and put tokens where a product decides."""
    stash = md.htmlStash
    _read_text(root, stash, job)
    elements = list(root.iter())
    _number_headings(elements, stash, job)
    _place_blocks(root, job)
    for item in stash.rawHtmlBlocks:
        if isinstance(item, etree.Element):
            elements += item.iter()
    for element in elements:
        if element.tag == "p" and len(element) == 1 and element[0].tag == "img" and _is_alone(element[0], element):
            element[0].set("alone", "")
            element.tag = None  # type: ignore[assignment]
        elif element.keys():
            _cut_element(element, stash, job)
    for table in list(root.iter("table")):
        _frame(table, stash)


def _read_text(root: etree.Element, stash: HtmlStash, job: Job) -> None:
    """Note the plain text of ``root``, one line a block, and the first paragraph outside blocks."""
    parts: list[str] = []
    depth, led = 0, False
    for element in root:
        if element.tag == BLOCK_MARK:
            depth += 1 if (element.text or "")[3:4] == "b" else -1
            continue
        if not led and depth <= 0 and element.tag == "p":
            first: list[str] = []
            _add_texts(element, first)
            lines = _lines(first, stash)
            if lines:
                job.lead, led = lines[0], True
        _add_texts(element, parts)
        parts.append(_BREAK)
    job.lines = _lines(parts, stash)


def _add_texts(element: etree.Element, parts: list[str]) -> None:
    """Add the texts of ``element`` to ``parts``, with ``_BREAK`` where a line begins or ends."""
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if tag in CONTAINERS:
            parts.append(_BREAK)
            _add_texts(child, parts)
            parts.append(_BREAK)
        elif tag == "br":
            parts.append(" ")
        elif tag in ("sup", "a") and _belongs_to_footnote(child):
            pass
        elif len(child):
            _add_texts(child, parts)
        elif child.text:
            parts.append(child.text)
        if child.tail:
            parts.append(child.tail)


def _lines(parts: list[str], stash: HtmlStash) -> list[str]:
    """The lines of ``parts`` that hold anything, as people read them."""
    found = [plain(line, stash) for line in "".join(parts).split(_BREAK) if line and not line.isspace()]
    return [line for line in found if line]


def _belongs_to_footnote(element: etree.Element) -> bool:
    """Whether ``element`` is the number of a footnote or the way back from one, which are no text."""
    return (element.get("id") or "").startswith("fnref:") or element.get("class") == "footnote-backref"


def plain(text: str, stash: HtmlStash) -> str:
    """Text of the tree as people read it: without tags, entities resolved, white space folded."""
    if "\x02" in text:
        text = restore_stash(text, stash)
        if "<" in text:
            text = _TAGS_IN_TEXT.sub("", text)
        text = _TOKENS.sub(" ", text.replace(AMP_SUBSTITUTE, "&"))
    if "&" in text:
        text = html.unescape(text)
    if text.isprintable() and "  " not in text:  # then no white space but single spaces
        return text.strip()
    return " ".join(text.split())


def restore_stash(text: str, stash: HtmlStash) -> str:
    """``text`` with the raw HTML that placeholders stand for."""

    def stored(match: re.Match[str]) -> str:
        number = int(match[1])
        item = stash.rawHtmlBlocks[number] if number < len(stash.rawHtmlBlocks) else ""
        return item if isinstance(item, str) else "".join(item.itertext())

    for _ in range(5):
        if "\x02wzxhzdk:" not in text:
            break
        text = HTML_PLACEHOLDER_RE.sub(stored, text)
    return text


def _number_headings(elements: list[etree.Element], stash: HtmlStash, job: Job) -> None:
    """Give every heading its id; the ids that authors wrote are taken first."""
    headings = [element for element in elements if element.tag in HEADINGS]
    if not headings:
        return
    used = {identifier for element in elements if (identifier := element.get("id"))}
    for element in headings:
        parts: list[str] = []
        _add_texts(element, parts)
        text = plain("".join(parts).replace(_BREAK, " "), stash)
        written = element.get("id")
        identifier = written or unique_slug(heading_slug(text), used)
        element.set("id", job.token(HeadingId(len(job.outline))))
        job.outline.append(Heading(int(element.tag[1]), text, identifier, bool(written)))


def _is_alone(image: etree.Element, paragraph: etree.Element) -> bool:
    """Whether nothing stands around ``image``, the only element in ``paragraph``."""
    return not (paragraph.text or "").strip() and not (image.tail or "").strip()


def _cut_element(element: etree.Element, stash: HtmlStash, job: Job) -> None:
    """Cut the holes of one element's own tag, which has attributes."""
    tag = element.tag
    alignment = _ALIGNMENTS.get(element.get("style") or "") if tag in ("td", "th") else None
    if alignment:
        del element.attrib["style"]
        given = element.get("class")
        element.set("class", f"{given} {alignment}" if given else alignment)
        if len(element.attrib) == 1 and not given:
            return
    alone = element.attrib.pop("alone", None) is not None if tag == "img" else False
    clean, plain_names = True, _PLAIN_ATTRIBUTES.get(tag, _TEXT_ATTRIBUTES)
    for name, value in list(element.attrib.items()):
        if value and "\x02" in value and not value.startswith("\x02pv"):
            value = _TOKENS_OF_LIBRARY.sub("", restore_stash(value, stash))
            element.set(name, value)
        clean = clean and (
            name in plain_names or (admit_attribute(name, value, job) and _may_lead(tag, name, value or "", job))
        )
        if not clean:
            del element.attrib[name]
        elif name == "title" and value:
            job.titles.append(value)
    if tag == "a" and "href" in element.attrib:
        _cut_link(element, job)
    elif tag == "img":
        element.text = picture_hole(_pairs(element), job, alone=alone)
        element.tag = None  # type: ignore[assignment]
        element.attrib.clear()


def _may_lead(tag: str, name: str, value: str, job: Job) -> bool:
    """Whether the attribute ``name`` may hold an address on this element; other elements than links load nothing."""
    if name not in ("href", "src", "srcset", "poster") or (tag, name) in (("a", "href"), ("img", "src")):
        return True
    job.problem(
        job.locator.address(value), "html-forbidden", f"<{tag}> cannot name a file or a page here", f"{name}={value}",
        "use a link, a picture or a block of the theme",
    )  # fmt: skip
    return False


def _cut_link(element: etree.Element, job: Job) -> None:
    kind = element.get("class")
    href = element.get("href") or ""
    if kind in ("footnote-ref", "footnote-backref") and href.startswith("#fn"):
        if kind == "footnote-backref":
            element.set("aria-label", element.attrib.pop("title", ""))
        element.set(*KEPT)
        return
    opening = link_hole(_pairs(element), job)
    if opening is None:
        if job.guest:
            element.set("rel", "nofollow noopener ugc")
        element.set(*KEPT)
        return
    element.tag = None  # type: ignore[assignment]
    element.attrib.clear()
    element.text = opening + (element.text or "")
    if not opening:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + LINK_END
    else:
        element.text += LINK_END


def _pairs(element: etree.Element) -> list[tuple[str, str]]:
    """The attributes of ``element``, unescaped."""
    return [(name, _unescaped(value) if value else "") for name, value in element.items()]


def _unescaped(value: str) -> str:
    return html.unescape(value.replace(AMP_SUBSTITUTE, "&")) if "&" in value or "\x02" in value else value


def _frame(table: etree.Element, stash: HtmlStash) -> None:
    """Put a table into a region that scrolls by itself, by keyboard too, and has the names of the columns.

    WCAG 2.2, 1.4.10 and 2.1.1: a wide table must not widen the page, nor need a pointer.
    """
    names = []
    for cell in table.iter("th"):
        parts: list[str] = []
        _add_texts(cell, parts)
        names.append(plain("".join(parts).replace(_BREAK, " "), stash))
    inner = etree.Element("table", dict(table.attrib))
    inner.text, inner.tail = table.text, "\n"
    inner.extend(list(table))
    tail = table.tail
    table.clear()
    table.tag, table.text, table.tail = "div", "\n", tail
    table.attrib.update({"class": "table", "tabindex": "0"})
    if label := ", ".join(filter(None, names)):
        table.attrib.update({"role": "region", "aria-label": label})
    table.append(inner)


def _place_blocks(root: etree.Element, job: Job) -> None:
    """Put the tokens of blocks, and find the blocks that do not begin and end between paragraphs."""
    at_top: set[str | None] = set()
    for element in root.iter(BLOCK_MARK):
        element.tag = None  # type: ignore[assignment]
    for element in root:
        if element.tag is None and (element.text or "").startswith(("\x02pvb", "\x02pvc")):
            at_top.add(element.text)
    for number, hole in enumerate(job.holes):
        if isinstance(hole, Block) and not {marker("b", number), marker("c", number)} <= at_top:
            job.nested.append(number)
            job.problem(
                (hole.line, 1), "block-nested-html", f"the block “{hole.name}” begins or ends inside raw HTML",
                hole.name, "close the HTML tag before the block, or begin the block before the tag",
            )  # fmt: skip
