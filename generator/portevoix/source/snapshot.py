"""The snapshot: what every source file was at one moment, by digest.

One snapshot per build is the truth about files. A file whose stamp (size, times, inode) is the same as last time is
not read again, unless the stamp is so young that a change could hide behind it. What is read later is held against the
snapshot.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import ABSENT, digest, digest_bytes
from portevoix.core.errors import SnapshotMoved
from portevoix.core.paths import normal, unsafe_part

GRAIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a common file system (FAT counts in steps of two seconds)."""

_COMPILED = "__pycache__"
_NOT_TEXT = re.compile("[\ud800-\udfff]")  # how Python shows bytes of a name that are not UTF-8

Stamp = tuple[int, int, int, int]
"""Size in bytes, times of last change of content and of inode in nanoseconds, inode."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every file below the roots: ``files`` maps its path (``content/…``, ``themes/…``) to the digest of its bytes.

    Paths are in normal form C; ``spelled`` holds those that the disk spells in another way, as it does.
    """

    roots: Mapping[str, Path]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """The bytes of the file ``path``; ``SnapshotMoved`` when they are no longer those of the snapshot."""
        try:
            with open(self._place(path), "rb") as stream:
                data = stream.read()
        except OSError:
            raise SnapshotMoved(path) from None
        if digest_bytes(data) != self.files.get(path):
            raise SnapshotMoved(path)
        return data

    def locate(self, path: str) -> Path:
        """Where the file ``path`` lies on this machine."""
        return Path(self._place(path))

    def _place(self, path: str) -> str:
        for root, folder in self.roots.items():
            if path.startswith(f"{root}/"):
                return f"{folder}{self.spelled.get(path, path)[len(root) :]}"
        raise SnapshotMoved(path)

    def below(self, prefix: str) -> list[str]:
        """The paths that begin with ``prefix``, sorted."""
        return sorted(path for path in self.files if path.startswith(prefix))

    def digest(self) -> bytes:
        """The digest of all of it: paths and bytes."""
        paths = sorted(self.files)
        return digest("\0".join(paths), b"".join(map(self.files.__getitem__, paths)))


class Stamps:
    """What the last snapshot knew of each file, kept in a JSON file; without it every file is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.taken = 0
        self.known: dict[str, tuple[Stamp, bytes]] = {}
        try:
            saved = orjson.loads(path.read_bytes())
            self.taken = int(saved["taken"])
            self.known = {
                name: ((size, changed, stated, inode), bytes.fromhex(mark))
                for name, size, changed, stated, inode, mark in saved["files"]
            }
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            self.taken, self.known = 0, {}

    def save(self, taken: int, known: Mapping[str, tuple[Stamp, bytes]]) -> None:
        """Keep ``known`` for next time."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        rows = [[path, *mark, found.hex()] for path, (mark, found) in known.items()]
        # Builds of other outputs share this file, and may save it at the same time.
        temporary = self._path.with_suffix(f".{os.getpid()}.new")
        temporary.write_bytes(orjson.dumps({"taken": taken, "files": rows}))
        os.replace(temporary, self._path)


def take(roots: Mapping[str, Path], stamps: Stamps | None = None) -> Snapshot:
    """Look at every file below ``roots`` once.

    Hidden files (a name that begins with a dot), editors' backups and what Python compiles do not count. Symbolic
    links, files that cannot be read, names that some system cannot store and two names that differ only in how an
    accent is stored are problems.
    """
    taken = time.time_ns()
    files: dict[str, bytes] = {}
    spelled: dict[str, str] = {}
    known: dict[str, tuple[Stamp, bytes]] = {}
    problems: list[Problem] = []
    fresh = False
    before = stamps.known if stamps is not None else {}
    settled = stamps.taken - GRAIN if stamps is not None else 0
    for root, folder in roots.items():
        for path, place, mark in _walk(root, folder, before, problems):
            old = before.get(path)
            if old is not None and old[0] == mark and mark[1] < settled and mark[2] < settled:
                found = old[1]
            else:
                fresh = True
                try:
                    with open(place, "rb") as stream:
                        found = digest_bytes(stream.read())
                except FileNotFoundError:
                    continue  # deleted since the folder was read
                except OSError:
                    problems.append(_unreadable(path))
                    files[normal(path)] = ABSENT
                    continue
            known[path] = (mark, found)
            name = normal(path)
            if name in files:
                problems.append(_twin(path))
                continue
            if name != path:
                spelled[name] = path
            files[name] = found
    if stamps is not None and (fresh or known.keys() != before.keys()):
        stamps.save(taken, known)
    return Snapshot(dict(roots), files, tuple(sorted(problems)), spelled)


def _walk(root: str, folder: Path, known: Collection[str], problems: list[Problem]) -> Iterator[tuple[str, str, Stamp]]:
    """Every file: its path, where it lies, its stamp. The names of those in ``known`` are in order."""
    waiting = [(root, str(folder))]
    while waiting:
        inside, place = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue  # deleted since the folder above was read
        except OSError:
            problems.append(
                Problem(inside, 0, 0, "folder-unreadable", "this folder cannot be read", hint="check its permissions")
            )
            continue
        for entry in entries:
            name = entry.name
            path = f"{inside}/{name}"
            if path not in known:
                if name[0] == "." or name[-1] == "~" or name == _COMPILED or (name[0] == "#" and name[-1] == "#"):
                    continue
                if unsafe_part(name) or _NOT_TEXT.search(name):
                    problems.append(_bad_name(path, name))
                    continue
            try:
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError:
                problems.append(_unreadable(path))
                continue
            if stat.S_ISDIR(facts.st_mode):
                waiting.append((path, entry.path))
            elif stat.S_ISREG(facts.st_mode):
                yield path, entry.path, (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            else:
                problems.append(_not_a_file(path, stat.S_ISLNK(facts.st_mode)))


def _unreadable(path: str) -> Problem:
    return Problem(path, 0, 0, "file-unreadable", "this file cannot be read", hint="check its permissions")


def _twin(path: str) -> Problem:
    message = "two files here have the same name: only the way in which an accent is stored differs"
    return Problem(normal(path), 0, 0, "file-name", message, ascii(path.rpartition("/")[2]), "rename or delete one")


def _bad_name(path: str, name: str) -> Problem:
    shown = path.encode("utf-8", "replace").decode()
    message, hint = "this name cannot be used on every system", "use letters, digits, hyphens and dots"
    if re.fullmatch(r"[\w-]+(\.[\w-]+)*", name) and len(name) < 100:
        hint = "Windows keeps it for a device: choose another one"
    return Problem(shown, 0, 0, "file-name", message, ascii(name), hint)


def _not_a_file(path: str, link: bool) -> Problem:
    what = "this is a symbolic link; only real files are read" if link else "this is not a file"
    return Problem(path, 0, 0, "file-link", what, hint="put the file itself here")
