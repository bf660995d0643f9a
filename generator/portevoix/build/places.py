"""Places of fields: found again in the file when a problem needs one, since problems are rare and places many."""

from __future__ import annotations

from functools import lru_cache

from portevoix.source.front_matter import decode, split
from portevoix.source.snapshot import Snapshot
from portevoix.source.yaml_document import YamlDocument


class Places:
    """Where fields stand in the files of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._document = lru_cache(maxsize=256)(self._read)

    def __call__(self, path: str, *field: str | int) -> tuple[int, int]:
        """Line and column of ``field`` in the YAML or front matter of ``path``; of what holds it when it is missing."""
        document = self._document(path)
        return document.place(field) if document is not None else (0, 0)

    def key(self, path: str, *field: str | int) -> tuple[int, int]:
        """Line and column of the name of ``field``."""
        document = self._document(path)
        return document.key_place(field) if document is not None else (0, 0)

    def _read(self, path: str) -> YamlDocument | None:
        from portevoix.source.yaml_text import parse_yaml  # only now: few builds have a problem to place

        if path not in self._snapshot.files:
            return None
        text, _ = decode(self._snapshot.read(path), path)
        first = 1
        if text is not None and path.endswith(".md"):
            parts, _ = split(text, path)
            text, first = (parts.yaml if parts else None), 2
        return parse_yaml(text, path, first)[0] if text is not None else None
