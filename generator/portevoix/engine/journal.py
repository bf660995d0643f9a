"""The journal: how one tree of files becomes another, whole or not at all.

New files are staged beside the output. A sealed journal says what to move and what to delete; it is carried out, and
can be carried out again after any interruption. The output bears a manifest that says which files in it are ours.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from portevoix.core.digest import digest_bytes
from portevoix.core.errors import UsageError

MANIFEST = ".portevoix.json"
"""The file in the output that lists what is ours, with digests."""
VERSION = 1


class Stage:
    """The folder beside ``output`` where new files wait: ``.output.staging`` next to it."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output.parent / f".{output.name}.staging"
        self.tree = self.folder / "tree"
        self.sealed = self.folder / "journal.json"
        self._made: set[str] = set()

    def clear(self) -> None:
        """Throw away whatever waits there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._made.clear()

    def write(self, path: str, data: bytes) -> None:
        """Stage ``data`` as the file ``path`` of the output."""
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            os.makedirs(f"{self.tree}/{parent}", exist_ok=True)
            self._made.add(parent)
        with open(f"{self.tree}/{path}", "wb") as stream:
            stream.write(data)

    def seal(self, written: Iterable[str], deleted: Iterable[str], manifest: Mapping[str, bytes]) -> None:
        """Decide: from here on the new tree will stand, even if this process dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        plan = {
            "version": VERSION,
            "written": sorted(written),
            "deleted": sorted(deleted),
            "files": {path: mark.hex() for path, mark in sorted(manifest.items())},
        }
        body = json.dumps(plan, ensure_ascii=False).encode()
        temporary = self.sealed.with_suffix(".new")
        with open(temporary, "wb") as stream:
            stream.write(digest_bytes(body).hex().encode() + b"\n" + body)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, self.sealed)

    def finish(self) -> bool:
        """Carry out a sealed journal, as often as it takes; False when there is none that is whole."""
        try:
            mark, _, body = self.sealed.read_bytes().partition(b"\n")
        except OSError:
            return False
        if digest_bytes(body).hex().encode() != mark:
            return False
        plan = json.loads(body)
        folders: set[str] = set()
        for path in plan["written"]:
            self._move(path, folders)
        for path in plan["deleted"]:
            _delete(self.output, path)
        manifest = {"made by": "portevoix", "version": VERSION, "files": plan["files"]}
        self.write(MANIFEST, (json.dumps(manifest, ensure_ascii=False) + "\n").encode())
        self._move(MANIFEST, folders)
        return True

    def _move(self, path: str, folders: set[str]) -> None:
        staged, target = f"{self.tree}/{path}", f"{self.output}/{path}"
        if not os.path.exists(staged):
            return
        parent = path.rpartition("/")[0]
        if parent not in folders:
            _make_folder(self.output, parent)
            folders.add(parent)
        if os.path.isdir(target) and not os.path.islink(target):
            shutil.rmtree(target)
        os.replace(staged, target)


def _make_folder(output: Path, path: str) -> None:
    """Make the folder ``path``, of real folders only: no link leads out of the output, no file stands in the way."""
    output.mkdir(parents=True, exist_ok=True)
    place = str(output)
    for part in path.split("/") if path else ():
        place += f"/{part}"
        if os.path.islink(place) or os.path.isfile(place):
            os.unlink(place)
        if not os.path.isdir(place):
            os.mkdir(place)


def _delete(output: Path, path: str) -> None:
    try:
        os.unlink(f"{output}/{path}")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return
    folder = path.rpartition("/")[0]
    while folder:
        try:
            os.rmdir(f"{output}/{folder}")
        except OSError:
            return
        folder = folder.rpartition("/")[0]


def owned(output: Path) -> dict[str, bytes] | None:
    """The files in ``output`` that are ours, with digests; None when its manifest is missing or cannot be read."""
    try:
        manifest = json.loads((output / MANIFEST).read_bytes())
        return {path: bytes.fromhex(mark) for path, mark in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def foreign_files(output: Path) -> list[str]:
    """The files in ``output`` that an author would miss: all but hidden ones at its top."""
    found = []
    for folder, _, names in os.walk(output):
        inside = os.path.relpath(folder, output).replace(os.sep, "/")
        for name in names:
            path = name if inside == "." else f"{inside}/{name}"
            if not path.startswith("."):
                found.append(path)
    return sorted(found)


def check_output(output: Path, replace: bool) -> None:
    """``UsageError`` when ``output`` is not a folder, or holds files that are not ours and ``replace`` is not said."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise UsageError(f"{output} is not a folder", "name another place with --output")
    if replace or not output.exists() or (output / MANIFEST).exists():
        return
    if foreign := foreign_files(output):
        raise UsageError(
            f"{output} is not empty, and what is in it was not made by portevoix ({foreign[0]})",
            "name another folder with --output, or say --replace to delete what is there",
        )
