"""The epoch: what browsers see of the site at one time, whole, while the next one is being made."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from portevoix.core.paths import unsafe_part

WELL_KNOWN = ".well-known"
"""The one folder with a dot that browsers may ask for (RFC 8615)."""


class Epoch(NamedTuple):
    """The files of ``output``, before them those ``waiting`` in ``stage``, and without those that are ``gone``.

    While a build is committed its files move from the stage to the output one by one: each is found in one or the
    other, so that a new epoch stands at once.
    """

    output: Path
    stage: Path | None = None
    waiting: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def locate(self, path: str) -> Path | None:
        """Where the file ``path`` of the site lies; None when there is none, or it lies outside of the site.

        A symbolic link is not followed, whoever put it there.
        """
        parts = path.split("/")
        hidden = any(not part or unsafe_part(part) or (part[0] == "." and part != WELL_KNOWN) for part in parts)
        if hidden or path in self.gone:
            return None
        if self.stage is not None and path in self.waiting and (found := _file(self.stage, path)) is not None:
            return found
        return _file(self.output, path)

    def missing(self, path: str) -> str | None:
        """The file that says that ``path`` is missing: the language's, else the site's; None when there is none."""
        names = (f"{path.split('/')[0]}/404.html", "404.html")
        return next((name for name in names if self.locate(name) is not None), None)

    def folder(self, path: str) -> bool:
        """Whether ``path`` is a folder with a page of its own."""
        return self.locate(f"{path}/index.html".lstrip("/")) is not None


def _file(root: Path, path: str) -> Path | None:
    place = root / path
    try:
        inside = place.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # half a surrogate pair names nothing
        return None
    return place if inside and place.is_file() and not place.is_symlink() else None
