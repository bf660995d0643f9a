"""Loading: every source file typed, once per state of the file, and every problem told.

A file's record is kept under the digest of its bytes and of all else that its reading depends on; so a build reads
again only what changed. Files are read by workers when there are many.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import ABSENT, digest, digest_json
from portevoix.engine import workers
from portevoix.model.kinds import KINDS
from portevoix.model.sections import default_kind
from portevoix.source.snapshot import Snapshot

if TYPE_CHECKING:
    from portevoix.model.entry import Entry
    from portevoix.model.library import Library
    from portevoix.source.campaign import Campaign
    from portevoix.source.validation import Context

Record = tuple[Any, tuple[Problem, ...]]
"""What was read (JSON, None when nothing could be) and what is wrong with it."""
Records = dict[str, tuple[bytes, bytes]]
"""By name: the key that the record stands under, and its JSON, as bytes until someone asks what they say."""


class Job(NamedTuple):
    """One file to read: ``name`` of its record, ``path``, ``reader`` and what that needs besides, as JSON."""

    name: str
    path: str
    reader: str
    needs: Any = None


def entry_job(path: str, kind: str, campaign: Campaign) -> Job:
    """The reading of the Markdown file ``path``, which holds an entry of ``kind`` unless it says another."""
    return Job(path, path, "entry", [kind, sorted(campaign.facets)])


def job_of(entry: Entry, library: Library) -> Job:
    """The reading of the file of an ``entry`` of the library."""
    kind = default_kind(entry.id, library.sections, lambda place: library.sections[place].kind)
    return entry_job(entry.path, kind, library.campaign)


class _Shared(NamedTuple):
    snapshot: Snapshot
    context: Context


# Each reader imports what it needs when there is something to read: most builds read one kind of file.


def _entry(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.model.entry_file import read_entry_file

    found, problems = read_entry_file(
        data, job.path, kind=job.needs[0], facets=job.needs[1], time_zone=context.get("time_zone", "UTC")
    )
    return (found.to_json() if found else None), problems


def _campaign(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.source.campaign import load_campaign

    found, problems = load_campaign(data, job.path)
    return (found.to_json() if found else None), problems


def _data(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.model.data_file import Around, read_data_file

    kind, facets, source = job.needs
    around = Around(kind, facets, context.get("languages", ()), source, context.get("time_zone", "UTC"))
    found, problems = read_data_file(data, job.path, around)
    return {language: file.to_json() for language, file in found.items()}, problems


def _section(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.source.section import load_section

    found, problems = load_section(data, job.path, context)
    return found.model_dump(mode="json"), problems


def _registry(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.source.registry import load_registry

    found, problems = load_registry(data, job.path, context)
    return ({key: value.model_dump(mode="json") for key, value in found.items()} if found else None), problems


def _sidecar(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.model.sidecar import load_sidecar

    found, problems = load_sidecar(data, job.path, context)
    return (found.record() if found else None), problems


def _photo(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.model.photo_file import read_photo_file

    facets, source = job.needs
    sidecar, files, problems = read_photo_file(data, job.path, facets, source, context)
    return {"sidecar": sidecar, "files": {tag: file.to_json() for tag, file in files.items()}}, problems


def _picture(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.media.probe import probe

    found, problems = probe(data, job.path)
    return (found.to_json() if found else None), problems


def _theme(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.render.theme import load_theme_file

    found, problems = load_theme_file(data, job.path)
    return (found.model_dump(mode="json") if found else None), problems


def _template(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.render.templates import references

    names, problems = references(data, job.path)
    return list(names), problems


def _catalog(data: bytes, job: Job, context: Context) -> Record:
    from portevoix.source.catalog import load_catalog

    found, problems = load_catalog(data, job.path, job.needs)
    return (found.to_json() if found else None), problems


_READERS: dict[str, Callable[[bytes, Job, Context], Record]] = {
    "campaign": _campaign,
    "entry": _entry,
    "data": _data,
    "section": _section,
    "registry": _registry,
    "sidecar": _sidecar,
    "photo": _photo,
    "picture": _picture,
    "theme": _theme,
    "template": _template,
    "catalog": _catalog,
}


class Loader:
    """Reads files by jobs, from the records of the last build where they still hold.

    ``records`` grows with every job that is asked for; it is what the next build is given as ``known``.
    """

    def __init__(
        self, snapshot: Snapshot, known: Mapping[str, tuple[bytes, bytes]], recipe: bytes, jobs: int, method: str | None
    ) -> None:
        self.snapshot = snapshot
        self.context: Context = {"kinds": tuple(KINDS)}
        self.records: Records = {}
        self._known = known
        self._recipe = recipe
        self._jobs = jobs
        self._method = method

    def read(self, jobs: Sequence[Job]) -> tuple[dict[str, Any], list[Problem]]:
        """What the files say, by path (without those that could not be read), and every problem."""
        around = digest_json(self.context)
        fresh: list[Job] = []
        for job in jobs:
            mark = self.snapshot.files[job.path]
            if mark == ABSENT:
                continue
            key = self._key(job, mark, around)
            kept = self._known.get(job.name)
            if kept is not None and kept[0] == key:
                self.records[job.name] = kept
            else:
                self.records[job.name] = (key, b"")
                fresh.append(job)
        shared = _Shared(self.snapshot, self.context)
        rows = workers.over(_read, shared, fresh, jobs=self._jobs, method=self._method, chunk=64)
        for job, row in zip(fresh, rows, strict=True):
            self.records[job.name] = (self.records[job.name][0], row)
        found, told = {}, []
        for job in jobs:
            if job.name in self.records:
                value, problems = orjson.loads(self.records[job.name][1])
                told += [Problem.from_json(row) for row in problems]
                if value is not None:
                    found[job.path] = value
        return found, told

    def rests_on(self, job: Job, mark: bytes) -> bytes:
        """The key under which the record of ``job`` would stand, were ``mark`` the digest of its file."""
        return self._key(job, mark, digest_json(self.context))

    def _key(self, job: Job, mark: bytes, around: bytes) -> bytes:
        return digest(self._recipe, job.reader, digest_json(job.needs), mark, around)


def _read(shared: _Shared, job: Job) -> bytes:
    value, problems = _READERS[job.reader](shared.snapshot.read(job.path), job, shared.context)
    return orjson.dumps([value, [problem.to_json() for problem in problems]])
