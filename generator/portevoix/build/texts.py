"""Texts: the Markdown of every entry, parsed once per state of it and kept in the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import orjson

from portevoix.build.desk import Desk, over
from portevoix.build.load import Records
from portevoix.core.diagnostics import Problem
from portevoix.core.digest import SIZE, digest, digest_json
from portevoix.core.paths import folder
from portevoix.engine.store import Store
from portevoix.model.entry import Body, Entry
from portevoix.model.entry_file import EntryFile, required
from portevoix.model.kinds import KINDS
from portevoix.model.library import Bodies, Library
from portevoix.model.references import check_targets
from portevoix.render.blocks import BlockSpec
from portevoix.render.markdown.document import Document
from portevoix.render.markdown.parse import dialect, parse
from portevoix.render.theme import Theme
from portevoix.source.front_matter import decode, split
from portevoix.source.snapshot import Snapshot

if TYPE_CHECKING:
    from portevoix.model.assemble import Sources

_NO_FILES = ("facet", "section", "url")
"""The kinds of references that lead to no file."""
_NARROW = ("facet", "section")
"""Of these, the ones to be held against the library in each build."""


class _Shared(NamedTuple):
    snapshot: Snapshot
    store: Store
    blocks: Mapping[str, BlockSpec]


class _Job(NamedTuple):
    path: str
    language: str
    guest: bool
    key: str
    line: int
    private: bool


def parse_texts(
    desk: Desk, library: Library, sources: Sources, hidden: Set[str], theme: Theme
) -> tuple[Library, Records, dict[str, list[Problem]]]:
    """The library with the body of every entry, the records of the texts, and by path the problems in them.

    Texts of the entries ``hidden`` (by ``id@language``) are kept in the private store. Of the others, those that lack
    what pages of their kind stand on are left out: the problem is told, and no page can be made.
    """
    snapshot = desk.snapshot
    records = text_records(desk, library.entries.values(), sources.files, hidden, theme)
    problems: dict[str, list[Problem]] = {}
    content = content_paths((*snapshot.files, *sources.unread))
    for entry in library.entries.values():
        if found := text_problems(entry, records, snapshot, theme, content, library):
            problems[entry.path] = found
    entries = {
        name: entry
        for name, entry in library.entries.items()
        if name in hidden or all(entry.meta.get(field) is not None for field in required(entry.kind))
    }
    return replace(library, entries=entries, bodies=Bodies(entries, Kept(records))), records, problems


def text_records(
    desk: Desk, entries: Iterable[Entry], files: Mapping[str, EntryFile], hidden: Set[str], theme: Theme
) -> Records:
    """The records of the texts of ``entries``, parsed where the last build's do not hold any more."""
    around = digest(dialect(), repr(sorted(theme.blocks.items())))
    records: Records = {}
    waiting: list[_Job] = []
    for entry in entries:
        if not entry.has_text:
            continue
        file = files[entry.file]
        guest = KINDS[entry.kind].guest
        key = digest(around, entry.language, folder(entry.path), str(guest), file.body_mark)
        name = text_name(entry)
        kept = desk.before.records.get(name)
        mark = key + file.body_line.to_bytes(4, "little")
        if kept is not None and kept[0] == mark:
            records[name] = kept
        else:
            records[name] = (mark, b"")
            waiting.append(_Job(entry.path, entry.language, guest, key.hex(), file.body_line, entry.key in hidden))
    shared = _Shared(desk.snapshot, desk.store, theme.blocks)
    for job, row in zip(waiting, over(desk, _parse, shared, waiting), strict=True):
        records[f"text:{job.path}"] = (records[f"text:{job.path}"][0], row)
    return records


def content_paths(paths: Iterable[str]) -> set[str]:
    """Those of ``paths`` that lie below ``content/``, as texts name them."""
    return {path.removeprefix("content/") for path in paths if path.startswith("content/")}


def text_name(entry: Entry) -> str:
    """The name of the record of an entry's text."""
    return f"text:{entry.path}"


def text_problems(
    entry: Entry, records: Mapping[str, tuple[bytes, bytes]], snapshot: Snapshot, theme: Theme, content: Set[str],
    library: Library,
) -> list[Problem]:  # fmt: skip
    """What is wrong in the text of ``entry``; ``content`` are the paths below ``content/`` that it may refer to."""
    if not entry.has_text:
        return []
    mark, row = records[text_name(entry)]
    said = orjson.loads(row)
    problems = [Problem.from_json(one) for one in said["problems"]]
    if not content >= set(said["targets"]):
        # It is parsed again, for the places of what it refers to.
        document = reparse(entry, snapshot, theme)
        return problems + check_targets(entry.path, _placed(document, _line(mark)), content, library)
    return problems + (check_targets(entry.path, said["narrow"], content, library) if said["narrow"] else [])


def _parse(shared: _Shared, job: _Job) -> bytes:
    document, problems = _document(shared.snapshot, job.path, job.language, job.guest, shared.blocks)
    kept = orjson.dumps(document.to_json())
    (shared.store.private if job.private and shared.store.private else shared.store).put(job.key, kept)
    outline = [[row.level, row.text, row.id, row.explicit] for row in document.outline]
    below = job.line - 1
    row = {
        "mark": digest(kept, str(job.line)).hex(),
        "lead": document.lead,
        "lead_mark": digest(document.lead).hex(),
        "outline": outline,
        "outline_mark": digest_json(outline).hex(),
        "downloads": [row.target for row in document.references if row.kind == "download"],
        "targets": sorted({row.target for row in document.references if row.kind not in _NO_FILES and row.target}),
        "narrow": [row for row in _placed(document, job.line) if row[0] in _NARROW or ":" in row[0]],
        "problems": [
            (problem._replace(line=problem.line + below) if problem.line else problem).to_json() for problem in problems
        ],
    }
    return orjson.dumps(row)


def _placed(document: Document, line: int) -> list[tuple[str, str, int, int]]:
    """The references of a text that begins on ``line``: kind, target, line and column in the file."""
    return [(row.kind, row.target, row.line + line - 1 if row.line else 0, row.column) for row in document.references]


def _document(
    snapshot: Snapshot, path: str, language: str, guest: bool, blocks: Mapping[str, BlockSpec]
) -> tuple[Document, tuple[Problem, ...]]:
    text, _ = decode(snapshot.read(path), path)
    parts, _ = split(text or "", path)
    body = parts.body if parts else ""
    inside = folder(path.removeprefix("content/"))
    return parse(body, path=path, folder=inside, first_line=1, language=language, blocks=blocks, guest=guest)


def reparse(entry: Entry, snapshot: Snapshot, theme: Theme) -> Document:
    """The document of ``entry`` when the store has lost it."""
    return _document(snapshot, entry.path, entry.language, KINDS[entry.kind].guest, theme.blocks)[0]


def _line(mark: bytes) -> int:
    """The line of the file on which a text begins, as the key of its record tells it."""
    return int.from_bytes(mark[SIZE:], "little")


@dataclass(frozen=True, slots=True)
class Kept:
    """Makes out the body of an entry from the record of its text: the new one, else that of the ``last`` build."""

    records: Mapping[str, tuple[bytes, bytes]]
    last: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)

    def __call__(self, entry: Entry) -> Body:
        """The body of ``entry``; an empty one when it is data."""
        if not entry.has_text:
            return Body()
        name = text_name(entry)
        mark, row = self.records[name] if name in self.records else self.last[name]
        said = orjson.loads(row)
        return Body(
            mark[:SIZE].hex(), _line(mark), bytes.fromhex(said["mark"]), said["lead"],
            bytes.fromhex(said["lead_mark"]), tuple(map(tuple, said["outline"])), bytes.fromhex(said["outline_mark"]),
            tuple(said["downloads"]),
        )  # fmt: skip
