"""The recipe: a digest of everything but the campaign that the output depends on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import portevoix
from portevoix.core.digest import digest
from portevoix.source.snapshot import Stamps, take

LIBRARIES = (
    "babel", "imagesize", "jinja2", "markdown", "markupsafe", "nh3", "orjson", "pydantic", "pyvips", "pyvips-binary",
    "pyyaml", "regex", "tzdata",
)  # fmt: skip
"""The libraries whose behaviour reaches the bytes of pages and pictures."""
OPTIONAL = ("pagefind-bin", "pagefind-bin-extended")
"""Those that a site can be made without."""


def recipe(known: Path | None = None) -> bytes:
    """A digest of our own source and its data, and of the versions of Python and of the libraries.

    ``known`` is the file in which to keep what each source was: it is then read again only when its stamp is another.
    """
    sources = take({"portevoix": Path(portevoix.__file__).parent}, Stamps(known) if known is not None else None).files
    parts: list[bytes | str] = [sys.version.split()[0]]
    for path, mark in sorted(sources.items()):
        if path.endswith((".py", ".yaml")):
            parts += [path, mark]
    installed = _installed()
    for name in LIBRARIES:
        parts += [name, installed.get(name) or _version(name)]
    for name in OPTIONAL:
        parts += [name, installed.get(name, "")]
    return digest(*parts)


def _installed() -> dict[str, str]:
    """Name → version of what is installed, read off the names of folders: asking each costs more."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                project, _, version = name.removesuffix(".dist-info").partition("-")
                found.setdefault(project.lower().replace("_", "-"), version)
    return found


def _version(name: str) -> str:
    from importlib import metadata

    return metadata.version(name)
