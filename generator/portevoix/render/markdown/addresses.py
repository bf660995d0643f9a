"""What an author wrote as the address of a link or a picture: a path in the content tree, or an address elsewhere."""

from __future__ import annotations

import html
import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from portevoix.core.paths import resolve

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may open besides pages of the campaign."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_CONTROL_OR_SPACE = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")


class Address(NamedTuple):
    """An address as understood.

    ``kind``: ``tree`` (``target`` is a content-relative path, empty for the same text), ``url`` (``target`` is the
    address itself), ``scheme`` (one that is not allowed), ``climbs`` (a path out of the tree) or ``empty``.
    """

    kind: Literal["tree", "url", "scheme", "climbs", "empty"]
    target: str = ""
    fragment: str = ""


def read_address(written: str, folder: str) -> Address:
    """The address ``written`` in HTML or Markdown in a file of the content folder ``folder``.

    Entities and what browsers drop (surrounding control characters and spaces, tabs and line ends anywhere) are undone
    first, so that no spelling hides a scheme. Source: WHATWG URL, "basic URL parser".
    """
    text = html.unescape(written) if "&" in written else written
    text = text.strip(_CONTROL_OR_SPACE)
    if not text.isprintable():
        text = text.translate(_DROPPED)
    if not text:
        return Address("empty")
    scheme = _SCHEME.match(text)
    if scheme:
        return Address("url" if scheme[1].lower() in ALLOWED_SCHEMES else "scheme", text)
    if text[:2] in ("//", "\\\\", "/\\", "\\/"):
        return Address("scheme", text)
    path, _, fragment = text.partition("#")
    if not path:
        return Address("tree", "", unquote(fragment))
    target = resolve(folder, unquote(path))
    if target is None:
        return Address("climbs", text)
    return Address("tree", target, unquote(fragment))
