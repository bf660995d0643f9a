"""Paths inside a tree: always relative, always with ``/``, never out of it."""

from __future__ import annotations

import re
import unicodedata

_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


def normal(path: str) -> str:
    """``path`` in Unicode normal form C: two files must not differ only in how an accent is stored."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def resolve(base: str, target: str) -> str | None:
    """``target`` as seen from the folder ``base``, both inside one tree; None when it climbs out.

    A ``target`` that begins with ``/`` starts at the tree's root. ``resolve("press", "../a.md")`` is ``"a.md"``.
    """
    parts: list[str] = [] if target.startswith("/") else [part for part in base.split("/") if part]
    for part in target.split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return normal("/".join(parts))


def folder(path: str) -> str:
    """The folder that holds ``path``; the empty string at the root."""
    return path.rpartition("/")[0]


def unsafe_part(path: str) -> str | None:
    """The first part of ``path`` that some common system cannot store as a file's name, or None.

    Source: Microsoft, "Naming Files, Paths, and Namespaces" (reserved names and characters, no trailing dot or space).
    """
    for part in path.split("/"):
        if not part:
            continue
        stem = part.partition(".")[0].casefold()
        if stem in _RESERVED or _UNSAFE.search(part) or part[-1] in ". " or len(part.encode("utf-8", "replace")) > 255:
            return part
    return None
