"""How long a post is, as its platform counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

import regex

from portevoix.toolkit.platforms import Allowed, Count

_ADDRESS = regex.compile(r"https?://\S+")
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\uFE0F|\p{Emoji_Modifier}|\u200D)|[0-9#*]\uFE0F?\u20E3"
)
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""The characters that weigh 1 on X. Source: twitter-text, config v3."""


def length(text: str, platform: Allowed) -> int:
    """The length of ``text`` as ``platform`` counts it; the text is taken in NFC, as platforms do."""
    text = unicodedata.normalize("NFC", text)
    measure = _MEASURES[platform.count]
    if platform.address is None:
        return measure(text)
    addresses = len(_ADDRESS.findall(text))
    return measure(_ADDRESS.sub("", text)) + addresses * platform.address


def size(text: str) -> int:
    """The bytes of ``text`` in UTF-8."""
    return len(unicodedata.normalize("NFC", text).encode())


def fits(text: str, platform: Allowed) -> bool:
    """Whether ``platform`` takes ``text``."""
    short = length(text, platform) <= platform.limit
    return short and (platform.bytes is None or size(text) <= platform.bytes)


def graphemes(text: str) -> int:
    """The characters as readers see them: an emoji of several code points is one (Unicode UAX #29)."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def _weighted(text: str) -> int:
    """An emoji weighs 2, whatever it is made of; else each code point weighs 1 or 2."""
    return sum(2 if _EMOJI.match(found[0]) else sum(map(_weight, found[0])) for found in _GRAPHEME.finditer(text))


def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in _LIGHT) else 2


def _threads(text: str) -> int:
    """Code points, but an emoji counts as its bytes in UTF-8."""
    return sum(
        len(found[0].encode()) if _EMOJI.match(found[0]) else len(found[0]) for found in _GRAPHEME.finditer(text)
    )


_MEASURES: Mapping[Count, Callable[[str], int]] = {
    "weighted": _weighted,
    "graphemes": graphemes,
    "characters": len,
    "threads": _threads,
}
