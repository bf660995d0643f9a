"""Names of files that every system can store, however they were called.

A name is made of ASCII letters, digits, dots, hyphens and underscores: archives from any campaign then open alike on
systems that read names in different ways.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from portevoix.core.paths import unsafe_part

LONGEST = 80
"""Characters of a name without its ending: the folder that a reader unpacks into has a length too."""

_PLAIN = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
     "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ŋ": "n", "ħ": "h"}
)  # fmt: skip


def plain(text: str) -> str | None:
    """``text`` in ASCII letters, digits and hyphens, without accents; None when a letter has no such form."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    letters = [character for character in bare if not unicodedata.category(character).startswith("M")]
    if not all(character.isascii() or not character.isalnum() for character in letters):
        return None
    kept = "".join(character if character.isascii() and character.isalnum() else "-" for character in letters)
    return re.sub("-+", "-", kept).strip("-")[:LONGEST].rstrip("-") or None


def stem(*candidates: str, default: str = "file") -> str:
    """The first of ``candidates`` that can be written plainly, else ``default``; never a name that systems reserve."""
    name = next((found for candidate in candidates if (found := plain(candidate))), default)
    return f"{name}-file" if unsafe_part(name) else name


class Names:
    """The names in one folder; none stands twice, however systems see upper and lower case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str, ending: str = "") -> str:
        """``wanted`` with ``ending``; with a number between them when that name is taken."""
        name, number = f"{wanted}{ending}", 2
        while name.casefold() in self._taken:
            name, number = f"{wanted}-{number}{ending}", number + 1
        self._taken.add(name.casefold())
        return name


def file_names(paths: Iterable[str]) -> dict[str, str]:
    """Names for the files at ``paths``, which come into one folder; those called alike are told apart by their own."""
    parts = {path: _parts(path) for path in paths}
    alike = Counter(f"{own}{ending}".casefold() for _, own, ending in parts.values())
    names, found = Names(), {}
    for path, (around, own, ending) in parts.items():
        whole = f"{around}-{own}"[:LONGEST] if around and alike[f"{own}{ending}".casefold()] > 1 else own
        found[path] = names.take(whole, ending=ending)
    return found


def _parts(path: str) -> tuple[str, str, str]:
    """Plain names of the folder that holds a file and of the file itself, and its ending."""
    place, ending = posixpath.splitext(path)
    ending = f".{plain(ending[1:]) or 'bin'}".lower() if ending else ""
    return plain(posixpath.basename(posixpath.dirname(path))) or "", stem(posixpath.basename(place)), ending
