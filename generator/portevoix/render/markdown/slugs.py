"""Ids of headings, readable in every script."""

from __future__ import annotations

import re
import unicodedata

_OTHER_ASCII = re.compile(r"[^a-z0-9]+")
_JOINERS = "\u200c\u200d\u00ad"


def heading_slug(text: str) -> str:
    """The letters, marks and digits of ``text`` in lower case and form C, joined by hyphens; ``section`` if none."""
    lowered = text.lower()
    if lowered.isascii():
        return _OTHER_ASCII.sub("-", lowered).strip("-") or "section"
    for joiner in _JOINERS:
        lowered = lowered.replace(joiner, "")
    composed = unicodedata.normalize("NFC", lowered)
    if composed.replace(" ", "").isalpha():
        return "-".join(composed.split())
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in composed)
    return "-".join(kept.split()) or "section"


def unique_slug(slug: str, used: set[str]) -> str:
    """``slug``, or with the first free number from 2 behind it; it is added to ``used``."""
    candidate, number = slug, 1
    while candidate in used:
        number += 1
        candidate = f"{slug}-{number}"
    used.add(candidate)
    return candidate
