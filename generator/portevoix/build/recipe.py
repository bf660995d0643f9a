"""The recipe: a digest of everything but the campaign that the output depends on."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

import portevoix
from portevoix.core.digest import digest

LIBRARIES = ("babel", "jinja2", "markdown", "markupsafe", "nh3", "pydantic", "pyyaml", "tzdata")
"""The libraries whose behaviour reaches the bytes of pages; those of pictures are in their fulfillers' recipes."""


def recipe() -> bytes:
    """A digest of our own source and of the versions of Python and of the libraries."""
    root = Path(portevoix.__file__).parent
    sources = sorted(path for path in root.rglob("*.py"))
    parts: list[bytes | str] = [platform.python_version()]
    for path in sources:
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    for name in LIBRARIES:
        parts += [name, metadata.version(name)]
    return digest(*parts)
