"""One field of a front matter, written into the bytes of its file; everything else stays as it is, byte for byte."""

from __future__ import annotations

import codecs
import re

from portevoix.source.front_matter import decode, split
from portevoix.source.yaml_document import KEY, YamlDocument
from portevoix.source.yaml_text import parse_yaml

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_SCALAR = re.compile(r'"[^"]*"|\'[^\']*\'|[^\s#]\S*')


def with_field(data: bytes, path: str, name: str, value: str) -> bytes | None:
    """The Markdown file ``data`` with ``name: value`` in its front matter, replaced or added as its last line.

    ``value`` is one word. The byte-order mark and the line ends stay. None when the front matter is written in a way
    that does not allow it, as a ``{…}``.
    """
    before = _read(data, path)
    if before is None:
        return None
    document, body, closing = before
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    rows = _LINE_END.split(data.removeprefix(mark).decode("utf-8"))
    lines, ends = rows[::2], rows[1::2]
    if (name, KEY) in document.marks:
        line, column = document.marks[(name,)]
        row = lines[line - 1]
        lines[line - 1] = row[: column - 1] + _SCALAR.sub(value, row[column - 1 :], count=1)
    else:
        _, first = min((place for at, place in document.marks.items() if at[-1:] == (KEY,)), default=(0, 1))
        lines.insert(closing, f"{' ' * (first - 1)}{name}: {value}")
        ends.insert(closing, ends[closing - 1])
    text = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    after = _read(mark + text.encode(), path)
    if after is None or after[0].value != {**document.value, name: value} or after[1] != body:
        return None
    return mark + text.encode()


def _read(data: bytes, path: str) -> tuple[YamlDocument, str, int] | None:
    """The front matter, the body, and the number of the line (from 0) that ends the front matter."""
    text, _ = decode(data, path)
    parts = split(text, path)[0] if text is not None else None
    document = parse_yaml(parts.yaml, path, 2)[0] if parts is not None else None
    if parts is None or document is None or not isinstance(document.value, dict):
        return None
    return document, parts.body, parts.body_line - 2
