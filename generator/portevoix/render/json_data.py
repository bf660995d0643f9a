"""JSON made of what views say: what is not known is left out, and nothing in it can end the script that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup

_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def known(said: Mapping[str, Any]) -> dict[str, Any]:
    """``said`` without names that have no value: None, an empty text, list or object."""
    return {name: value for name, value in said.items() if value not in (None, "", [], (), {})}


def json_file(said: Mapping[str, Any]) -> bytes:
    """``said`` as a file."""
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def json_in_script(said: Mapping[str, Any]) -> Markup:
    """``said`` to stand between ``<script>`` tags: no tag, comment or entity can begin in it.

    Source: HTML Standard, "Restrictions for contents of script elements".
    """
    return Markup(orjson.dumps(said).decode().translate(_IN_SCRIPT))
