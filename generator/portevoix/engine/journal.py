"""The journal: how one tree of files becomes another, whole or not at all.

New files are staged beside the output. A sealed journal says what to move and what to delete; it is carried out, and
can be carried out again after any interruption. The output bears a manifest that says which files in it are ours.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from portevoix.core.digest import digest_bytes
from portevoix.core.errors import UsageError

MANIFEST = ".portevoix.json"
"""The file in the output that lists what is ours, with digests."""
NEW = ".portevoix.new"
"""A file on its way into a folder of the output that lies on another file system."""
VERSION = 1


class Stage:
    """The folder beside ``output`` where new files wait: ``.output.staging`` next to it.

    Every command, and every new try, stages in a ``tree`` of its own there: a worker that outlives its killed parent
    spoils no other's.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output.parent / f".{output.name}.staging"
        self.tree = self._new_tree()
        self.sealed = self.folder / "journal.json"
        self._made: set[str] = set()

    def clear(self) -> None:
        """Throw away whatever waits there, but not what a sealed journal has yet to move."""
        if self._decided() is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.tree = self._new_tree()  # what could not be thrown away goes nowhere
        self._made.clear()

    def _new_tree(self) -> Path:
        return self.folder / f"tree-{os.urandom(6).hex()}"

    def write(self, path: str, data: bytes) -> None:
        """Stage ``data`` as the file ``path`` of the output."""
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            try:  # nearly always one new folder in one that is there
                os.mkdir(f"{self.tree}/{parent}")
            except OSError:
                os.makedirs(f"{self.tree}/{parent}", exist_ok=True)
            self._made.add(parent)
        with open(f"{self.tree}/{path}", "wb") as stream:
            stream.write(data)

    def seal(self, written: Iterable[str], deleted: Iterable[str], manifest: Mapping[str, bytes]) -> None:
        """Decide: from here on the new tree will stand, even if this process dies.

        ``written`` is all that was staged since the stage was cleared: folders new to the output are moved whole.
        """
        files = {path: mark.hex() for path, mark in sorted(manifest.items())}
        said = {"made by": "portevoix", "version": VERSION, "files": files}
        self.write(MANIFEST, orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        folded = {path.casefold(): path for path in files}
        plan = {
            "tree": self.tree.name,
            "written": sorted(written),
            "deleted": {path: folded.get(path.casefold()) for path in sorted(deleted)},
        }
        body = orjson.dumps(plan)
        temporary = self.sealed.with_suffix(".new")
        with open(temporary, "wb") as stream:
            stream.write(digest_bytes(body).hex().encode() + b"\n" + body)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, self.sealed)

    def finish(self) -> bool:
        """Carry out a sealed journal, as often as it takes; False when there is none that is whole."""
        plan = self._decided()
        if plan is None:
            return False
        folders: set[str] = {""}
        self._mark()
        whole = None
        for path in plan["written"]:
            if whole is None or not path.startswith(f"{whole}/"):
                whole = self._move_folder(plan["tree"], path, folders)
                if whole is None:
                    self._move(plan["tree"], path, folders)
        for path, twin in plan["deleted"].items():
            _delete(self.output, path, twin)
        self._move(plan["tree"], MANIFEST, folders)
        self.sealed.unlink()
        return True

    def _decided(self) -> Any:
        """What the sealed journal says; None when there is none that is whole."""
        try:
            mark, _, body = self.sealed.read_bytes().partition(b"\n")
        except OSError:
            return None
        return orjson.loads(body) if digest_bytes(body).hex().encode() == mark else None

    def _mark(self) -> None:
        """Make the output ours before anything is in it; the mark is a manifest that nobody can read."""
        _make_folder(self.output, "")
        if not os.path.lexists(self.output / MANIFEST):
            (self.output / MANIFEST).write_bytes(b"{}\n")

    def _move_folder(self, tree: str, path: str, folders: set[str]) -> str | None:
        """Move the outermost folder around ``path`` that the output has not, with all that waits in it.

        None when there is no such folder, or when it cannot be moved whole. ``folders`` are known to stand.
        """
        end = path.find("/")
        while end != -1:
            folder = path[:end]
            if folder not in folders:
                target = f"{self.output}/{folder}"
                try:
                    if not stat.S_ISDIR(os.lstat(target).st_mode):
                        return None
                except FileNotFoundError:
                    try:
                        os.replace(f"{self.folder}/{tree}/{folder}", target)
                    except OSError:
                        return None
                    return folder
                folders.add(folder)
            end = path.find("/", end + 1)
        return None

    def _move(self, tree: str, path: str, folders: set[str]) -> None:
        staged, target = f"{self.folder}/{tree}/{path}", f"{self.output}/{path}"
        if not os.path.exists(staged):
            return
        parent = path.rpartition("/")[0]
        if parent not in folders:
            _make_folder(self.output, parent)
            folders.add(parent)
        if os.path.isdir(target) and not os.path.islink(target):
            shutil.rmtree(target)
        _rename(staged, target)


def _rename(source: str, target: str) -> None:
    """Put ``source`` in the place of ``target``, in one step that is seen; also onto another file system."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = f"{os.path.dirname(target)}/{NEW}"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        shutil.copyfile(source, beside)
        os.replace(beside, target)
        os.unlink(source)


def _make_folder(output: Path, path: str) -> None:
    """Make the folder ``path``, of real folders only: no link leads out of the output, no file stands in the way."""
    output.mkdir(parents=True, exist_ok=True)
    place = str(output)
    for part in path.split("/") if path else ():
        place += f"/{part}"
        if os.path.islink(place) or not os.path.isdir(place):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(place)
            os.mkdir(place)


def _delete(output: Path, path: str, twin: str | None) -> None:
    """Delete the file ``path`` and the folders that it leaves empty; nothing that a link leads to.

    ``twin`` is a file to be kept whose name differs only in case: some file systems take the two for one.
    """
    place, folder = f"{output}/{path}", path.rpartition("/")[0]
    if twin is not None and os.path.exists(place) and os.path.samefile(place, f"{output}/{twin}"):
        return
    parts = folder.split("/")
    if any(os.path.islink(f"{output}/{'/'.join(parts[:count])}") for count in range(1, len(parts) + 1)):
        return
    if os.path.isdir(place) and not os.path.islink(place):
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(place)
    while folder:
        try:
            os.rmdir(f"{output}/{folder}")
        except OSError:
            return
        folder = folder.rpartition("/")[0]


def owned(output: Path) -> dict[str, bytes] | None:
    """The files in ``output`` that are ours, with digests; None when its manifest is missing or cannot be read.

    A manifest that names a file outside of the output is not one of ours.
    """
    try:
        manifest = orjson.loads((output / MANIFEST).read_bytes())
        files = {path: bytes.fromhex(mark) for path, mark in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None if any(path.startswith("/") or ".." in path.split("/") for path in files) else files


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
    """``UsageError`` when ``output`` cannot be written to, or holds files not ours and ``replace`` is not said."""
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise UsageError(f"{output} is not a folder", "name another place with --output")
    for folder in (output, output.parent):
        if folder.is_dir() and not os.access(folder, os.W_OK):
            hint = "new files wait beside the output: allow writing there, or name another place with --output"
            raise UsageError(f"{folder} cannot be written to", hint)
    if replace or not output.exists() or (output / MANIFEST).exists():
        return
    if foreign := foreign_files(output):
        raise UsageError(
            f"{output} is not empty, and what is in it was not made by portevoix ({foreign[0]})",
            "name another folder with --output, or say --replace to delete what is there",
        )
