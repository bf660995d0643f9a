"""Typography by language: quotation marks, apostrophes, dashes, ellipses, the spaces of French punctuation and of
Russian dashes, lines of Chinese and Japanese joined without a space.

It works on the text of one block at a time, across the inline elements in it, and leaves code, addresses and what was
escaped with a backslash alone. The same text set twice stays the same.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as etree
from functools import lru_cache
from typing import NamedTuple

from markdown.util import AtomicString

from portevoix.render.markdown.elements import BLOCK_MARK, CONTAINERS, LITERAL
from portevoix.render.markdown.quotation import NARROW_SPACE, Pairs, quotation_marks

_BOUNDARY, _OPAQUE = "\x04", "\x05"
"""Between two text nodes of a block; in place of an element whose text is left alone."""

_UNSEEN = f"{_BOUNDARY}\"'"
_APOSTROPHE = "’"
_NO_BREAK = "\u00a0"
_SPACES = f" {_NO_BREAK}{NARROW_SPACE}"
_OPENING = "([{«“„‘‚‹「『¿¡-–—/…"
_CLOSING = ".,;:!?)]}»”’›」』-–—/…。，、；：！？"
_BOTH = frozenset("-–—/…")
"""What a quotation can begin or end beside: the other side tells which."""
_AFTER_FRENCH = frozenset(f")]}}»”’\"'.,…{_BOUNDARY}")
_ELISIONS = ("'", _APOSTROPHE)
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff，。、；：！？]")
_WIDE_MARKS = "“”‘’—…·"
_HEBREW = re.compile("[\u05d0-\u05ea]")
_SHORTENED = re.compile(r"'(?:\d\d(?!\d)|(?i:tis|twas|til|cause|em|n')\b)")
_CLOSING_SINGLE = re.compile(r"(?<=\S)'(?!\w)")
_BETWEEN = re.compile(r"(?:\x02[^\x03]*\x03|[\x04\"']){0,16}")

_ATOM = r"\x02[^\x03]*\x03|(?:https?://|www\.|mailto:)[^\s<>\"\x04]+"
_GENERAL = r"-{2,}|\.{3,}|[\"']"
_SLAVIC = r"(?<=[^\s\x04]) (?=(?:[–—]|---?)(?:[\s\x04]|$))"
"""The space before a dash that stands between words: no line begins with such a dash (GOST R 7.0.97)."""
_UNSPACED = r"\n"
"""Where a line ends in a script that puts no spaces between words: between two of its characters nothing stands there
(CSS Text 3, §4.1.2)."""
_FRENCH = (
    rf"«[{_SPACES}]*|(?<=\d) (?=h(?:\s\d|\b))|(?<=\d[{_SPACES}]h) (?=\d\d\b)"
    rf"|(?<![{_SPACES}])[{_SPACES}]*(?:[!?]+|[;:»])"
)
"""Guillemets, the hour as in ``18 h 30``, and the marks of two parts, with the spaces that they have."""


class _Rules(NamedTuple):
    items: re.Pattern[str]
    needed: tuple[str, ...]
    marks: Pairs
    language: str
    french: bool
    canadian: bool

    def apply_to(self, text: str) -> bool:
        """Whether ``text`` holds anything that is set."""
        for mark in self.needed:  # noqa: SIM110 - this runs for every block, and a generator takes twice as long
            if mark in text:
                return True
        return False


@lru_cache(maxsize=64)
def _rules(tag: str) -> _Rules:
    language = tag.split("-")[0]
    french = language == "fr"
    slavic, unspaced = language in ("be", "ru", "uk"), language in ("zh", "ja")
    own = _FRENCH if french else _SLAVIC if slavic else _UNSPACED if unspaced else ""
    pattern = f"{own}|{_GENERAL}" if own else _GENERAL
    needed = ('"', "'", "--", "...", *((*";:!?»«", " h") if french else "–—" if slavic else "\n" if unspaced else ""))
    return _Rules(
        re.compile(f"{_ATOM}|{pattern}"), needed, quotation_marks(tag), language, french, tag == "fr-CA"
    )  # fmt: skip


def typeset(text: str, language: str) -> str:
    """``text`` with the typography of ``language``, a tag like ``fr-CH``."""
    rules = _rules(language)
    return _Setter(rules, text).run() if rules.apply_to(text) else text


def typeset_tree(root: etree.Element, language: str) -> None:
    """Typeset the text of every block in ``root``, in place."""
    rules = _rules(language)
    for element in root if _holds_blocks_alone(root) else (root,):
        if element.tag not in LITERAL and rules.apply_to("".join(element.itertext())):
            _Walk(rules).block(element)


def _holds_blocks_alone(root: etree.Element) -> bool:
    """Whether no text stands between the children of ``root``, so that each can be set without the others."""
    if root.text and not root.text.isspace():
        return False
    for child in root:
        if child.tag not in CONTAINERS and child.tag != BLOCK_MARK:
            return False
        if child.tail and not child.tail.isspace():
            return False
    return True


class _Walk:
    """Collects the text nodes of each block and sets them together."""

    def __init__(self, rules: _Rules) -> None:
        self.rules = rules
        self.slots: list[tuple[etree.Element, bool] | None] = []
        self.texts: list[str] = []

    def block(self, element: etree.Element) -> None:
        """Set the text of ``element``, and of the blocks in it one by one."""
        self.inline(element)
        self.flush()

    def inline(self, element: etree.Element) -> None:
        if element.text:
            self.add(element, element.text, tail=False)
        for child in element:
            if child.tag in LITERAL:
                self.slots.append(None)
                self.texts.append(_OPAQUE)
            elif child.tag in CONTAINERS:
                self.flush()
                self.block(child)
            else:
                self.inline(child)
            if child.tail:
                self.add(child, child.tail, tail=True)

    def add(self, element: etree.Element, text: str, *, tail: bool) -> None:
        atomic = isinstance(text, AtomicString)
        self.slots.append(None if atomic else (element, tail))
        self.texts.append(_OPAQUE if atomic else text)

    def flush(self) -> None:
        slots, texts = self.slots, self.texts
        if not slots:
            return
        self.slots, self.texts = [], []
        joined = _BOUNDARY.join(texts)
        if not self.rules.apply_to(joined):
            return
        for slot, before, after in zip(slots, texts, _Setter(self.rules, joined).run().split(_BOUNDARY), strict=True):
            if slot and before != after:
                element, tail = slot
                if tail:
                    element.tail = after
                else:
                    element.text = after


class _Setter:
    """Sets one text from left to right, knowing which quotations are open."""

    def __init__(self, rules: _Rules, text: str) -> None:
        self.rules = rules
        self.text = text
        self.open: list[tuple[str, str]] = []
        self.last_closing = max((match.start() for match in _CLOSING_SINGLE.finditer(text)), default=-1)

    def run(self) -> str:
        out, done = [], 0
        for match in self.rules.items.finditer(self.text):
            start, end = match.span()
            out.append(self.text[done:start])
            out.append(self.item(match[0], start, end))
            done = end
        out.append(self.text[done:])
        return "".join(out)

    def item(self, found: str, start: int, end: int) -> str:
        first = found[0]
        if first == "\n":
            return "" if _is_wide(self.before(start)) and _is_wide(self.after(end)) else found
        if first == '"':
            return self.double(start, end)
        if first == "'":
            return self.single(start, end)
        if first == "-":
            return self.dash(found, start, end)
        if first == ".":
            return self.dots(found, start)
        if found == " ":
            return _NO_BREAK
        if self.rules.french and (first in _SPACES or first in "«!?;:»"):
            return self.french(found, start, end)
        return found

    def before(self, position: int) -> str:
        """The character that readers see before ``position``; quotation marks count as nothing."""
        for _ in range(16):
            if position <= 0:
                break
            character = self.text[position - 1]
            if character == "\x03":
                position = self.text.rfind("\x02", 0, position)
            elif character in _UNSEEN:
                position -= 1
            else:
                return character
        return ""

    def after(self, position: int) -> str:
        """The character that readers see from ``position``; quotation marks count as nothing."""
        position = _BETWEEN.match(self.text, position).end()  # type: ignore[union-attr]
        return self.text[position : position + 1]

    def double(self, start: int, end: int) -> str:
        before, after = self.before(start), self.after(end)
        if self.rules.language in ("he", "yi") and _HEBREW.match(before) and _HEBREW.match(after):
            return "\u05f4"
        elided = self.text[start - 1 : start] in _ELISIONS and after.isalpha() and before.isalpha()
        opens, closes = elided or _opens(before), _closes(after)
        if opens and closes:
            if (before in _BOTH) == (after in _BOTH):
                return '"'
            opens = after in _BOTH
        is_open = any(mark == '"' for mark, _ in self.open)
        if not opens and (closes or is_open):
            return self.close('"') if is_open else '"'
        if not opens and before.isdigit():
            return '"'
        outer_open, outer_close, inner_open, inner_close = self.rules.marks
        nested = is_open
        self.open.append(('"', inner_close if nested else outer_close))
        return inner_open if nested else outer_open

    def single(self, start: int, end: int) -> str:
        before, after = self.before(start), self.after(end)
        if self.rules.language in ("he", "yi") and _HEBREW.match(before):
            return "\u05f3"
        opens, closes = _opens(before), _closes(after)
        is_open = any(mark == "'" for mark, _ in self.open)
        asian = bool(_CJK.match(before) or _CJK.match(after))
        if opens and closes:
            return self.close("'") if is_open and before in _BOTH and after not in _BOTH else "'"
        if not opens and not closes and not asian:
            return _APOSTROPHE
        if not opens and is_open:
            return self.close("'")
        if not opens and closes:
            return "'" if before.isdigit() or asian else _APOSTROPHE
        if _SHORTENED.match(self.text, start) or not (asian or self.last_closing >= end):
            return _APOSTROPHE
        _, _, inner_open, inner_close = self.rules.marks
        self.open.append(("'", inner_close))
        return inner_open

    def close(self, mark: str) -> str:
        """Close the quotation that ``mark`` opened last, and those inside it that were never closed."""
        while True:
            opened, closing = self.open.pop()
            if opened == mark:
                return closing

    def dash(self, found: str, start: int, end: int) -> str:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        option = after.isalpha() and (not before or before.isspace())
        if len(found) > 3 or (option and len(found) == 2):
            return found
        if self.rules.language == "zh":
            return "——"
        return "–" if len(found) == 2 else "—"

    def dots(self, found: str, start: int) -> str:
        """Chinese ellipses have six dots (GB/T 15834)."""
        if self.rules.language == "zh" and (len(found) == 6 or (len(found) == 3 and _CJK.match(self.before(start)))):
            return "……"
        return "…" if len(found) == 3 else found

    def french(self, found: str, start: int, end: int) -> str:
        """The space within guillemets and before double punctuation."""
        if found[0] == "«":
            return f"«{NARROW_SPACE}" if self.text[end : end + 1].strip() else found
        mark = found.strip(_SPACES)
        before = self.text[start - 1 : start]
        if mark == "»":
            return f"{NARROW_SPACE}»" if before.strip() else found
        after = self.text[end : end + 1]
        ends = not after or after.isspace() or (mark[0] in "!?" and after in _AFTER_FRENCH) or after in f"{_BOUNDARY}»"
        if not ends or not before.strip() or before in "([{!?:;":
            return found
        if mark == ":":
            return f"{_NO_BREAK}:"
        return found if self.rules.canadian else NARROW_SPACE + mark


def _opens(before: str) -> bool:
    """Whether a quotation can begin after the character ``before``."""
    return not before or before.isspace() or before in _OPENING


def _closes(after: str) -> bool:
    """Whether a quotation can end before the character ``after``."""
    return not after or after.isspace() or after in _CLOSING


def _is_wide(character: str) -> bool:
    """Whether ``character`` is one of the Chinese and Japanese scripts, or of their punctuation."""
    return bool(character) and (character in _WIDE_MARKS or unicodedata.east_asian_width(character) in "WF")
