"""Names of files that every system can store, however they were called.

A name is made of ASCII letters, digits, dots, hyphens and underscores: archives from any campaign then open alike on
systems that read names in different ways.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
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

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def take(self, *stems: str, ending: str = "") -> str:
        """The first of ``stems`` that is free, with ``ending``; else the first with a number behind it."""
        for candidate in stems:
            if self._free(f"{candidate}{ending}"):
                return f"{candidate}{ending}"
        number = 2
        while not self._free(f"{stems[0]}-{number}{ending}"):
            number += 1
        return f"{stems[0]}-{number}{ending}"

    def of_file(self, path: str) -> str:
        """A name for the file at ``path``: its own; where that is taken, its folder's goes before it."""
        place, ending = posixpath.splitext(path)
        own = stem(posixpath.basename(place))
        ending = f".{plain(ending[1:]) or 'bin'}".lower() if ending else ""
        around = stem(posixpath.basename(posixpath.dirname(path)), default="file")
        return self.take(own, f"{around}-{own}"[:LONGEST], ending=ending)

    def _free(self, name: str) -> bool:
        if name.casefold() in self._taken:
            return False
        self._taken.add(name.casefold())
        return True
