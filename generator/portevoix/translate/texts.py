"""The texts of a campaign by entry and language, and the state of each translation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from portevoix.build.load import Loader
from portevoix.build.places import Places
from portevoix.build.recipe import recipe
from portevoix.build.request import Request
from portevoix.build.sources import read_all
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError
from portevoix.model.assemble import assemble
from portevoix.model.entry import Entry
from portevoix.model.entry_file import EntryFile, source_digest
from portevoix.model.library import Library
from portevoix.model.translation import State, state_of
from portevoix.source.snapshot import Snapshot, take


class Texts(NamedTuple):
    """Every text of a campaign: the ``library``, its ``files`` by path, and what is wrong in them."""

    snapshot: Snapshot
    library: Library
    files: Mapping[str, EntryFile]
    problems: tuple[Problem, ...]

    def source(self, entry: Entry) -> Entry:
        """The original of ``entry``; itself when it is that."""
        return self.library.entries[f"{entry.id}@{entry.source_language}"]

    def digest(self, entry: Entry) -> str:
        """The ``source_digest`` of the original of ``entry`` as it is now."""
        source = self.source(entry)
        return source_digest(self.files[source.file], self.snapshot.read(source.path))

    def state(self, entry: Entry) -> State:
        """The state of ``entry``."""
        return state_of(entry, lambda: self.digest(entry))

    def state_of(self, entry_id: str, language: str) -> State:
        """The state of the entry ``entry_id`` in ``language``."""
        entry = self.library.entry(entry_id, language)
        return self.state(entry) if entry is not None else "missing"


def read_texts(request: Request) -> Texts:
    """The texts of the campaign in ``request.root``; ``PortevoixError`` when its settings or theme cannot be read."""
    snapshot = take(request.roots())
    read, problems = read_all(snapshot, Loader(snapshot, {}, recipe(), request.jobs, request.start_method))
    if read is None:
        raise PortevoixError("the campaign cannot be read", "run portevoix check to see why")
    library, more = assemble(read.sources, Places(snapshot))
    return Texts(snapshot, library, read.sources.files, tuple(sorted({*problems, *more})))


def path_below(root: Path, written: str) -> str:
    """The file or entry that ``written`` names, as a path below ``root``: ``content/pages/about.fr.md``.

    A path is taken as seen from the current folder when something is there, else as seen from ``root``, else from
    ``content/``.
    """
    place = Path(written).absolute()
    if place.exists() and place.resolve().is_relative_to(root):
        return place.resolve().relative_to(root).as_posix()
    plain = written.strip("/")
    return plain if plain.startswith("content/") else f"content/{plain}"
