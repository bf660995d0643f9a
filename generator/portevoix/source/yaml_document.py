"""A YAML text as it was read: plain values, and where in the file each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

KEY: Final = -1
"""``marks[(*path, KEY)]`` is the place of the key that leads to ``path`` (no list has an item -1)."""

Path = tuple[str | int, ...]


class YamlDocument(NamedTuple):
    """A YAML text as read: ``value`` (mappings are dicts, lists are tuples) and the places of its parts.

    ``marks`` maps a path such as ``("contacts", 0, "email")`` to the line and column, both from 1 in the file, where
    that value begins; ``(*path, KEY)`` to where its key does. The whole is at ``()``.
    """

    value: Any
    marks: Mapping[Path, tuple[int, int]]

    def place(self, path: Path) -> tuple[int, int]:
        """Where the value at ``path`` begins, or the nearest value around it that exists."""
        while path not in self.marks:
            path = path[:-1]
        return self.marks[path]

    def key_place(self, path: Path) -> tuple[int, int]:
        """Where the key that leads to ``path`` stands; where the value does, when it has no key."""
        return self.marks.get((*path, KEY)) or self.place(path)
