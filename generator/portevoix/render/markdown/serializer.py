"""Python-Markdown's serializer for HTML, twice as fast: the same bytes for the trees that our dialect makes.

Their tags are strings, or None for text alone; whatever has another tag is left to the library. It relies on how the
library escapes, which three of its names that are not public say; a test compares the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import (  # type: ignore[attr-defined]
    BOOLEAN_ATTRIBUTES,
    _escape_attrib_html,
    _escape_cdata,
    to_html_string,
)


def to_html(root: Element) -> str:
    """The HTML of ``root``, as the library's serializer writes it."""
    parts: list[str] = []
    _write(root, parts)
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    end = ""
    if isinstance(tag, str):
        items = element.items()
        parts.append(f"<{tag}{_attributes(items)}>" if items else f"<{tag}>")
        end = _end(tag)
        if text:
            parts.append(text if end in ("</script>", "</style>") else _escaped(text))
    elif tag is not None:
        parts.append(to_html_string(element))
        return
    elif text:
        parts.append(_escaped(text))
    for child in element:
        _write(child, parts)
    if end:
        parts.append(end)
    if tail:
        parts.append(_escaped(tail))


@lru_cache(maxsize=256)
def _end(tag: str) -> str:
    """The closing tag of an element; empty for those that have none."""
    return "" if tag.lower() in HTML_EMPTY else f"</{tag}>"


def _escaped(text: str) -> str:
    return str(_escape_cdata(text)) if "&" in text or "<" in text or ">" in text else text


def _attributes(items: Iterable[tuple[str, Any]]) -> str:
    """The attributes of an opening tag, in the order of their names."""
    parts = []
    for name, value in sorted(items):
        if value is None or (name == value and name in BOOLEAN_ATTRIBUTES["html"]):
            parts.append(f" {name}")
        else:
            parts.append(f' {name}="{_escape_attrib_html(value)}"')
    return "".join(parts)
