"""Raw HTML: what staff may write, and its links and pictures, which are holes like all others.

The finished HTML of a text with raw HTML is read tag by tag as browsers do, since raw HTML and what Markdown makes of
the text around it meet in ways that no part alone shows.
Source: WHATWG HTML, "Tokenization".
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from portevoix.render.markdown.attributes import admit_attribute
from portevoix.render.markdown.document import FileAddress
from portevoix.render.markdown.elements import END_OPTIONAL, KNOWN, VOID
from portevoix.render.markdown.job import KEPT, LINK_END, STX, Job
from portevoix.render.markdown.references import link_hole, picture_hole, picture_target

_NAMES = """
    script style iframe object embed base meta link template frame frameset noframes noscript noembed applet param form
    input button textarea select title xmp plaintext html head body portal slot animate animatemotion
    animatetransform set foreignobject math image listing fencedframe
"""
_FORBIDDEN = frozenset(_NAMES.split())
"""Elements that run, load or send something, or inside which browsers read text by other rules."""

_MEDIA = {"video": ("src", "poster"), "audio": ("src",), "source": ("src", "srcset"), "track": ("src",)}

_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)"""
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*("[^"]*"|'[^']*'|(?!["'])[^\t\n\f\r >]*))?"""
)
_TAG_END = re.compile(r"[\t\n\f\r /]*>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_PLAIN = re.compile(
    r"<(/?)(p|em|strong|code|li|ul|ol|h[1-6]|pre|tr|td|th|thead|tbody|table|blockquote|br|hr|dl|dt|dd)>"
)


@dataclass(slots=True)
class _Attribute:
    name: str
    value: str | None
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    name: str
    written: str
    hole: bool


def rewrite_raw_html(text: str, job: Job) -> str:
    """``text`` without comments, and with tokens for the links, pictures and files of its raw HTML.

    What may not stand there, and what is not closed, is added to the problems of ``job``.
    """
    return _Rewriter(text, job).run()


class _Rewriter:
    """One pass over the tags of a text."""

    def __init__(self, text: str, job: Job) -> None:
        self.text = text
        self.job = job
        self.out: list[str] = []
        self.open: list[_Open] = []

    def run(self) -> str:
        text, done = self.text, 0
        position = text.find("<")
        while position >= 0:
            self.out.append(text[done:position])
            done = self.tag(position)
            position = text.find("<", done)
        self.out.append(text[done:])
        for element in reversed(self.open):
            self.unclosed(element)
        return "".join(self.out)

    def tag(self, start: int) -> int:
        """Read what begins with ``<`` at ``start``; where it ends."""
        text = self.text
        if plain := _PLAIN.match(text, start):
            self.out.append(plain[0])
            if plain[1]:
                self.close(plain[2], plain[0])
            elif plain[2] not in VOID:
                self.open.append(_Open(plain[2], plain[0], False))
            return plain.end()
        if comment := _COMMENT.match(text, start):
            return comment.end()
        closing = text.startswith("</", start)
        name = _NAME.match(text, start + 1 + closing)
        if name is None:
            return self.odd(start)
        attributes, end = self.attributes(name.end())
        if end < 0:
            self.forbid(text[start : start + 40].split("\n")[0], "this tag has no end", "write “>” where it ends")
            return len(text)
        written = text[start:end]
        if closing:
            if self.close(name[0].lower(), written):
                self.out.append(written)
        else:
            self.start(name[0].lower(), attributes, start, end)
        return end

    def odd(self, start: int) -> int:
        """A ``<`` that begins no tag: text, or a declaration that browsers drop with whatever it holds."""
        following = self.text[start + 1 : start + 2]
        if following and following in "!?/":
            end = self.text.find(">", start)
            end = len(self.text) if end < 0 else end + 1
            written = self.text[start:end]
            self.forbid(written, "this is no tag that a page may have", "to show “<” as text, write “&lt;”")
            return end
        self.out.append("&lt;")
        return start + 1

    def attributes(self, position: int) -> tuple[list[_Attribute], int]:
        """The attributes from ``position`` and where the tag ends, −1 when it does not."""
        found: list[_Attribute] = []
        while not (end := _TAG_END.match(self.text, position)):
            match = _ATTRIBUTE.match(self.text, position)
            if match is None:
                return found, -1
            name, value = match[1], match[2]
            if value is None and self.text[match.end() : match.end() + 1] == "=":
                return found, -1
            if value is not None and value[:1] in ('"', "'"):
                value = value[1:-1]
            if not any(known.name == name.lower() for known in found):
                found.append(_Attribute(name.lower(), value, *match.span(2)))
            position = match.end()
        return found, end.end()

    def start(self, name: str, attributes: list[_Attribute], start: int, end: int) -> None:
        """Check an opening tag and put out what stays of it."""
        written = self.text[start:end]
        if any((item.name, item.value) == KEPT for item in attributes):
            self.open.append(_Open(name, written, False))
            self.out.append(written)
            return
        if name not in KNOWN and name not in _FORBIDDEN:
            self.unknown(name, written)
            return
        if name in _FORBIDDEN:
            hint = "delete it; a block of the theme may do what you want"
            self.forbid(f"<{name}", f"the tag <{name}> is not allowed in text", hint)
        admitted = [admit_attribute(item.name, item.value, self.job) for item in attributes]
        if not all(admitted):
            self.out.append(f"<{name}>")
            if name not in VOID:
                self.open.append(_Open(name, written, False))
            return
        given = {item.name: item for item in attributes}
        pairs = [(item.name, html.unescape(item.value or "")) for item in attributes]
        hole = False
        if name == "a" and "href" in given:
            opening = link_hole(pairs, self.job)
            hole = bool(opening)
            self.out.append(written if opening is None else opening or "<a>")
        elif name == "img":
            self.out.append(picture_hole(pairs, self.job, raw=True))
        elif name in _MEDIA:
            self.out.append(self.media(_MEDIA[name], attributes, start, end))
        else:
            self.refuse_addresses(name, given)
            self.out.append(written)
        if name not in VOID:
            self.open.append(_Open(name, written, hole))

    def media(self, names: tuple[str, ...], attributes: list[_Attribute], start: int, end: int) -> str:
        """The tag with tokens for the addresses of its files."""
        parts, done = [], start
        for item in attributes:
            if item.name not in names or not item.value:
                continue
            parts += [self.text[done : item.start], '"', self.files(item), '"']
            done = item.end
        return "".join([*parts, self.text[done:end]])

    def files(self, item: _Attribute) -> str:
        """Tokens for the one address of ``item``, or the several of a ``srcset`` with their descriptors."""
        value = html.unescape(item.value or "")
        if item.name != "srcset":
            return self.file(value, "picture" if item.name == "poster" else "download")
        candidates = (candidate.split() for candidate in value.split(",") if candidate.strip())
        return ", ".join(" ".join([self.file(words[0], "picture"), *words[1:]]) for words in candidates)

    def file(self, written: str, kind: str) -> str:
        place = self.job.locator.address(written)
        target = picture_target(written, place, self.job, kind)
        return self.job.token(FileAddress(target, *place)) if target is not None else ""

    def refuse_addresses(self, name: str, given: dict[str, _Attribute]) -> None:
        for attribute in ("src", "srcset", "poster", "href"):
            item = given.get(attribute)
            if item and item.value and not (attribute == "href" and item.value.startswith("#")):
                if name == "a" or STX in item.value:
                    continue
                self.forbid(
                    f'{attribute}="{item.value}', f"<{name}> cannot name a file or a page",
                    "use a link, a picture, <video>, <audio> or a block of the theme",
                )  # fmt: skip

    def close(self, name: str, written: str) -> bool:
        """Close the element ``name``; whether its closing tag stays."""
        depth = next((depth for depth in range(len(self.open) - 1, -1, -1) if self.open[depth].name == name), None)
        if depth is None:
            if name not in VOID and name in KNOWN:
                place = self.job.locator.find([(written, 0)])
                self.job.problem(
                    place, "html-unclosed", f"this closes <{name}>, but none is open", written,
                    "delete it, or open it before",
                )  # fmt: skip
            return False
        for element in reversed(self.open[depth + 1 :]):
            self.unclosed(element)
        closed = self.open[depth]
        del self.open[depth:]
        if closed.hole:
            self.out.append(LINK_END)
        return not closed.hole

    def unclosed(self, element: _Open) -> None:
        if element.name in END_OPTIONAL:
            return
        place = self.job.locator.find([(element.written, 0), (f"<{element.name}", 0)])
        self.job.problem(
            place, "html-unclosed", f"<{element.name}> is not closed before the text around it ends", element.written,
            f"write </{element.name}> where it ends",
        )  # fmt: skip
        self.out.append(LINK_END if element.hole else f"</{element.name}>")

    def unknown(self, name: str, written: str) -> None:
        place = self.job.locator.find([(written, 0), (f"<{name}", 0)])
        hint = f"to show it as text, write “&lt;{name}>” or put it between backticks"
        message = f"there is no HTML tag <{name}>, so it would not be shown"
        self.job.problem(place, "html-unknown", message, written, hint)

    def forbid(self, written: str, message: str, hint: str) -> None:
        place = self.job.locator.find([(written, 0), (written.lower(), 0), (written.upper(), 0)])
        self.job.problem(place, "html-forbidden", message, written, hint)
