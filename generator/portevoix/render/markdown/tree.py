"""Passes over the parser's tree: plain text, outline, links, pictures, attributes."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, HtmlStash

from portevoix.render.markdown.attributes import admit_attribute
from portevoix.render.markdown.block_syntax import marker
from portevoix.render.markdown.document import Block, Heading, HeadingId
from portevoix.render.markdown.elements import CONTAINERS, HEADINGS
from portevoix.render.markdown.job import KEPT, LINK_END, Job
from portevoix.render.markdown.references import link_hole, picture_hole
from portevoix.render.markdown.slugs import heading_slug, unique_slug

if TYPE_CHECKING:
    from markdown import Markdown

BLOCK_MARK = "block-mark"
"""The tag of the element that stands where a block begins or ends."""

_TAGS_IN_TEXT = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_TOKENS_OF_LIBRARY = re.compile("\x02(?!pv|amp)[^\x03]*\x03")
_TOKENS = re.compile("\x02[^\x03]*\x03")
_ALIGNMENTS = {f"text-align: {side};": f"align-{side}" for side in ("left", "center", "right")}

def cut_holes(root: etree.Element, md: Markdown, job: Job) -> None:
    """Note text, lead and outline of the tree in ``job``, and put tokens where a product decides."""
    PlainText(md.htmlStash, job).read(root)
    _number_headings(root, md.htmlStash, job)
    _place_blocks(root, job)
    trees = [root, *(item for item in md.htmlStash.rawHtmlBlocks if isinstance(item, etree.Element))]
    for tree in trees:
        for element in tree.iter():
            if element.attrib or element.tag == "p":
                _cut_element(element, md.htmlStash, job)


class PlainText:
    """Reads the plain text of a tree, one line a block, before it is cut."""

    def __init__(self, stash: HtmlStash, job: Job) -> None:
        self.stash = stash
        self.job = job

    def read(self, root: etree.Element) -> None:
        """Note the lines of ``root`` and the first paragraph outside blocks."""
        depth = 0
        for element in root:
            if element.tag == BLOCK_MARK:
                depth += 1 if (element.text or "")[3:4] == "b" else -1
                continue
            before = len(self.job.lines)
            self.block(element)
            if not self.job.lead and depth <= 0 and element.tag == "p" and len(self.job.lines) > before:
                self.job.lead = self.job.lines[before]

    def block(self, element: etree.Element) -> None:
        """Note the lines of one element that is no part of a line."""
        run: list[str] = []
        for part in self.parts(element):
            if part is None:
                self.line("".join(run))
                run.clear()
            else:
                run.append(part)
        self.line("".join(run))

    def parts(self, element: etree.Element) -> Iterator[str | None]:
        """The texts of ``element``, with None where a line ends."""
        if element.text:
            yield element.text
        for child in element:
            tag = child.tag
            if tag in ("sup", "a") and _belongs_to_footnote(child):
                pass
            elif tag == "br":
                yield " "
            elif tag in CONTAINERS:
                yield None
                yield from self.parts(child)
                yield None
            elif len(child):
                yield from self.parts(child)
            elif child.text:
                yield child.text
            if child.tail:
                yield child.tail

    def line(self, text: str) -> None:
        """Note a line, if there is anything on it."""
        text = plain(text, self.stash)
        if text:
            self.job.lines.append(text)


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


def _number_headings(root: etree.Element, stash: HtmlStash, job: Job) -> None:
    """Give every heading its id; the ids that authors wrote are taken first."""
    headings = [element for element in root.iter() if element.tag in HEADINGS]
    if not headings:
        return
    used = {identifier for element in root.iter() if (identifier := element.get("id"))}
    text_of = PlainText(stash, job)
    for element in headings:
        text = plain("".join(part or " " for part in text_of.parts(element)), stash)
        written = element.get("id")
        identifier = written or unique_slug(heading_slug(text), used)
        element.set("id", job.token(HeadingId(len(job.outline))))
        job.outline.append(Heading(int(element.tag[1]), text, identifier, bool(written)))


def _cut_element(element: etree.Element, stash: HtmlStash, job: Job) -> None:
    """Cut the holes of one element's own tag."""
    tag = element.tag
    if tag == "p" and len(element) == 1 and element[0].tag == "img":
        image = element[0]
        if not (element.text or "").strip() and not (image.tail or "").strip():
            image.set("alone", "")
            element.tag = None  # type: ignore[assignment]
            return
    if not element.attrib:
        return
    alignment = _ALIGNMENTS.get(element.get("style") or "") if tag in ("td", "th") else None
    if alignment:
        del element.attrib["style"]
        element.set("class", f"{element.get('class')} {alignment}" if element.get("class") else alignment)
    alone = element.attrib.pop("alone", None) is not None if tag == "img" else False
    clean = True
    for name, value in list(element.attrib.items()):
        if value and "\x02" in value:
            value = _TOKENS_OF_LIBRARY.sub("", restore_stash(value, stash))
            element.set(name, value)
        clean = clean and admit_attribute(name, value, job) and _may_lead(tag, name, value or "", job)
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
    values = ((name, value or "") for name, value in element.attrib.items())
    return [(name, html.unescape(value.replace(AMP_SUBSTITUTE, "&"))) for name, value in values]


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
