"""Where in the source something stands that the Markdown parser, which keeps no places, has found."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

# The first backtick stands before its own condition, so that the search can leap from one to the next.
_CODE_SPAN = re.compile(r"(`(?<![`\\]`)`*)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_INDENTED = re.compile(r"\n[^\S\n]*\n(?:    |\t)")
_GOES_ON = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-%")
_LIST_ITEM = re.compile(r" {0,3}(?:[*+\-]|\d+\.|:|\[\^[^\]]*\]:)\s")


class Locator:
    """Finds the occurrences of texts in one source, one after the other, outside code."""

    def __init__(self, body: str, first_line: int) -> None:
        self.body = body
        self.first_line = first_line
        self._offset, self._line = 0, first_line
        self._next: dict[str, int] = {}
        self._code: tuple[list[int], list[int]] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of character ``offset`` of the body."""
        if offset < self._offset:
            self._offset, self._line = 0, self.first_line
        self._line += self.body.count("\n", self._offset, offset)
        self._offset = offset
        return self._line, offset - self.body.rfind("\n", 0, offset)

    def find(self, spellings: Iterable[tuple[str, int]]) -> tuple[int, int]:
        """The place of the next occurrence of the first of ``spellings`` that stands in the body; (0, 0) if none does.

        A spelling is a text and how many of its first characters are context that is not part of the place.
        """
        known = list(spellings)
        for text, context in known:
            if (offset := self._following(text)) >= 0:
                return self.place(offset + context)
        for text, context in known:
            if text in self._next:
                return self.place(self._next[text] - len(text) + context)
        return 0, 0

    def _following(self, text: str) -> int:
        """The offset of the next occurrence of ``text`` as a whole and outside code; −1 if there is none."""
        start = self._next.get(text, 0)
        while (offset := self.body.find(text, start)) >= 0:
            start = offset + len(text)
            cut = text[-1] in _GOES_ON and self.body[start : start + 1] in _GOES_ON
            if not cut and not self.in_code(offset):
                self._next[text] = start
                break
        return offset

    def address(self, written: str) -> tuple[int, int]:
        """The place of the next link or picture whose address is ``written``."""
        plain = written.strip()
        if (offset := self._following("](" + plain)) >= 0:
            return self.place(offset + 2)
        spellings = [plain]
        if "&" in plain:
            spellings.append(plain.replace("&", "&amp;"))
        if "_" in plain or "*" in plain:
            spellings.append(plain.replace("_", "\\_").replace("*", "\\*"))
        before = ("](", "](<", '="', "]: ", "='", "=", "<", "")
        return self.find((prefix + text, len(prefix)) for prefix in before for text in spellings)

    def in_code(self, offset: int) -> bool:
        """Whether character ``offset`` stands in code, by the look of the source."""
        if self._code is None:
            ranges = sorted(self._code_ranges())
            self._code = [start for start, _ in ranges], [end for _, end in ranges]
        starts, ends = self._code
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < ends[index]

    def _code_ranges(self) -> Iterable[tuple[int, int]]:
        body = self.body
        if "`" in body:
            for match in _CODE_SPAN.finditer(body):
                yield match.span()
        if not _INDENTED.search("\n\n" + body):
            return
        offset, blank, listed = 0, True, False
        for line in body.split("\n"):
            if not line.strip():
                blank = True
            elif line.startswith(("    ", "\t")):
                if blank and not listed:
                    yield offset, offset + len(line)
            else:
                listed = bool(_LIST_ITEM.match(line)) or (listed and not blank)
                blank = False
            offset += len(line) + 1
