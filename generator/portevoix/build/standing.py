"""What stands in the output: our files, by digest, whoever touched them since."""

from __future__ import annotations

import os
import stat as stat_module
from collections.abc import Iterable, Mapping
from pathlib import Path

from portevoix.core.digest import digest_bytes
from portevoix.engine.state import Stamp


def stamp(path: str) -> Stamp | None:
    """The stamp of a regular file, or None."""
    try:
        facts = os.lstat(path)
    except OSError:
        return None
    if not stat_module.S_ISREG(facts.st_mode):
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def untouched(output: Path, left: Mapping[str, tuple[bytes, Stamp]]) -> bool:
    """Whether every file is as the last build left it."""
    lstat, folder, regular = os.lstat, f"{output}/", stat_module.S_ISREG
    try:
        for path, (_, mark) in left.items():
            facts = lstat(folder + path)
            if (
                facts.st_mtime_ns != mark[1]
                or facts.st_size != mark[0]
                or facts.st_ctime_ns != mark[2]
                or facts.st_ino != mark[3]
                or not regular(facts.st_mode)
            ):
                return False
    except OSError:
        return False
    return True


def standing(
    output: Path, ours: Iterable[str], left: Mapping[str, tuple[bytes, Stamp]]
) -> dict[str, tuple[bytes, Stamp]]:
    """The digests of the files in ``output`` that are ``ours``, with the stamps that they had when that was so.

    A file with another stamp than it was ``left`` with is read.
    """
    found = {}
    for path in ours:
        place = f"{output}/{path}"
        mark = stamp(place)
        if mark is None:
            continue
        known = left.get(path)
        if known is not None and known[1] == mark:
            found[path] = known
        else:
            found[path] = (digest_bytes(Path(place).read_bytes()), mark)
    return found
