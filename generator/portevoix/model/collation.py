"""The order of titles: each language by its own alphabet.

Source: the collation of Unicode CLDR 48 (UTS #35, part 5), its root order and its tailorings, so far as they say which
letters there are. Accents and case that do not make a letter count for nothing: what differs in them alone goes by
code point.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_LAST: Final = "\U0010fffd"
_SPACE, _PUNCTUATION, _SYMBOL, _DIGIT, _OWN, _OTHER = "012345"
"""The groups of characters in their order: letters of the language's own script come before all others."""

_SCRIPTS = {
    "ARABIC": "ar ckb fa ps sd ug ur",
    "CYRILLIC": "be bg kk ky mk mn ru sr tg uk",
    "GREEK": "el",
    "HEBREW": "he yi",
    "CJK": "zh",
}
"""The first word of the Unicode names of a script's letters, and the languages written in it."""
_SCRIPT_OF = {language: script for script, languages in _SCRIPTS.items() for language in languages.split()}

_ALPHABETS = {
    "be": "её зі уў",
    "da": "zæøå",
    "es": "nñ",
    "fi": "zåäö",
    "gl": "nñ",
    "nb": "zæøå",
    "nn": "zæøå",
    "no": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "sl": "cčć dđ sš zž",
    "sv": "zåäö",
    "uk": "гґ еє иії",
}
"""Letters that stand after the first of their word, not with the letter whose accented form they look like."""

_AS: Final = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ё": "е", "ѐ": "е", "ѝ": "и"}
"""Letters that count as others although Unicode does not take them apart, or not all that look like them."""
_AS_IN = {
    "ar": {"ا": "ء", "أ": "ء", "إ": "ء", "ؤ": "ء", "ئ": "ء", "آ": "ءء", "ة": "ت", "ى": "ي", "ی": "ي"},
}


def title_key(title: str, tag: str) -> tuple[str, str]:
    """What ``title`` sorts by in a list in the language ``tag``."""
    return unicodedata.normalize("NFC", title.casefold()).translate(_order(tag)), title


class _Order(dict[int, str]):
    """Code point → what it sorts by, found out when it is first asked for."""

    def __init__(self, tag: str) -> None:
        language, *rest = tag.split("-")
        self._script = "LATIN" if "Latn" in rest else _SCRIPT_OF.get(language, "LATIN")
        self._as = _AS | _AS_IN.get(language, {})
        for letters in _ALPHABETS.get(language, "").split():
            for letter in letters[1:]:
                self[ord(letter)] = self[ord(letters[0])] + _LAST + letters[: letters.index(letter)]
        if language == "zh" and not {"Hant", "TW", "HK", "MO"} & set(rest):
            self._by_pinyin()

    def __missing__(self, code: int) -> str:
        key = self[code] = self._key(chr(code))
        return key

    def _key(self, character: str) -> str:
        plain = self._as.get(character) or _plain(character)
        if plain != character:
            return plain.translate(self)
        category = unicodedata.category(character)
        if category[0] in "ZC":
            return _SPACE
        if category[0] == "P":
            return _PUNCTUATION + character
        if category[0] == "S":
            return _SYMBOL + character
        if category[0] == "N":
            return f"{_DIGIT}{unicodedata.digit(character, character)}"
        return (_OWN if unicodedata.name(character, "").startswith(self._script) else _OTHER) + character

    def _by_pinyin(self) -> None:
        from portevoix.model.pinyin import IDEOGRAPHS

        for code, ideograph in enumerate(IDEOGRAPHS, 0x4E00):
            self[ord(ideograph)] = _OWN + chr(code)


@cache
def _order(tag: str) -> _Order:
    return _Order(tag)


def _plain(character: str) -> str:
    """``character`` without its accents; Cyrillic letters are letters of their own."""
    if unicodedata.category(character) == "Cf" or character == "\u0640":
        return ""
    if "\u0400" <= character <= "\u052f":
        return character
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
