"""The command that makes indexes: Pagefind, of which there is a standard build and an extended one.

Source: pagefind.app, "Multilingual search": languages written without spaces need the extended build. Which of them it
knows was found out with version 1.5.2.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

PACKAGES = (("pagefind_bin_extended", "pagefind_extended"), ("pagefind_bin", "pagefind"))
"""The packages that bring the command, the better one first, and its name in each."""

DIVIDED = frozenset({"ja", "th", "zh"})
"""Languages written without spaces whose words the extended build tells apart."""
UNDIVIDED = frozenset({"bo", "dz", "km", "lo", "my", "yue"})
"""Those whose words no build tells apart: a search would find the beginnings of sentences."""


class Command(NamedTuple):
    """The installed command; ``extended``: it is the build for all languages."""

    path: Path
    extended: bool

    def knows(self, language: str) -> bool:
        """Whether a search in ``language`` would find anything."""
        main = language.split("-")[0]
        return main not in UNDIVIDED and (self.extended or main not in DIVIDED)


def installed() -> Command | None:
    """The command that is installed as a Python package beside us; one from elsewhere would be of any version."""
    for package, name in PACKAGES:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            path = Path(folder) / (f"{name}.exe" if os.name == "nt" else name)
            if path.is_file():
                return Command(path, package == "pagefind_bin_extended")
    return None
