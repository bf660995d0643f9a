"""The command that makes indexes: Pagefind, of which there is a standard build and an extended one.

Source: pagefind.app, "Multilingual search": only the extended build tells apart the words of Chinese and Japanese.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGES = (("pagefind_bin_extended", "pagefind_extended"), ("pagefind_bin", "pagefind"))
"""The packages that bring the command, the better one first, and its name in each."""

UNSPACED = frozenset({"ja", "zh"})
"""Languages written without spaces, whose words only the extended build tells apart."""


@dataclass(frozen=True, slots=True)
class Command:
    """The installed command; ``extended``: it is the build for all languages."""

    path: Path
    extended: bool

    def knows(self, language: str) -> bool:
        """Whether a search in ``language`` would find anything."""
        return self.extended or language.split("-")[0] not in UNSPACED


def installed() -> Command | None:
    """The command that is installed as a Python package beside us; one from elsewhere would be of any version."""
    for package, name in PACKAGES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            path = Path(folder) / (f"{name}.exe" if os.name == "nt" else name)
            if path.is_file():
                return Command(path, package == "pagefind_bin_extended")
    return None
