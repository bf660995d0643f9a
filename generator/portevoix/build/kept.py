"""What a build keeps of its reading for the next one: the library as it was put together, files, problems.

After an edit of texts alone (``retouch``) all of it still holds, and need not be read and put together again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from portevoix.build.load import Records
from portevoix.core.diagnostics import Problem
from portevoix.core.digest import ABSENT, SIZE
from portevoix.model.entry import Entry, FacetValue, Medium, Section
from portevoix.model.library import Library
from portevoix.model.visibility import Visibility
from portevoix.source.campaign import Campaign
from portevoix.source.snapshot import Snapshot

LIBRARY, FILES, PROBLEMS = "kept:library", "kept:files", "kept:problems"
"""The names of the records."""

_ALWAYS = Visibility()


class Told(NamedTuple):
    """The problems of reading: in everything but texts, and in the texts that have any, by path."""

    elsewhere: Sequence[Problem]
    texts: Mapping[str, Sequence[Problem]]


def keep(library: Library, proof: str, snapshot: Snapshot, told: Told) -> Records:
    """The records of a library, of which ``proof`` is the digest, of the files it was read from and of what was told.

    The bodies of its entries are not in them: texts have records of their own.
    """
    return {LIBRARY: (bytes.fromhex(proof), orjson.dumps(_rows(library)))} | keep_texts(snapshot, told)


def keep_texts(snapshot: Snapshot, told: Told) -> Records:
    """Those of the records that an edit of texts changes."""
    files = ["\n".join(snapshot.files), b"".join(snapshot.files.values()).hex()]
    problems = [
        [problem.to_json() for problem in told.elsewhere],
        {path: [problem.to_json() for problem in found] for path, found in sorted(told.texts.items())},
    ]
    return {FILES: (ABSENT, orjson.dumps(files)), PROBLEMS: (ABSENT, orjson.dumps(problems))}


def kept_files(records: Mapping[str, tuple[bytes, bytes]]) -> dict[str, bytes]:
    """Path → digest of every file that the last build read."""
    paths, marks = orjson.loads(records[FILES][1])
    every = bytes.fromhex(marks)
    return {
        path: every[place : place + SIZE]
        for path, place in zip(paths.split("\n"), range(0, len(every), SIZE), strict=True)
    }


def changed_files(records: Mapping[str, tuple[bytes, bytes]], snapshot: Snapshot) -> set[str] | None:
    """The files of ``snapshot`` that are new or other than when the last build read them; None when none is known."""
    if FILES not in records:
        return None
    return {path for path, _ in snapshot.files.items() - kept_files(records).items()}


def kept_problems(records: Mapping[str, tuple[bytes, bytes]]) -> Told:
    """What the last build had to tell of its reading."""
    elsewhere, texts = orjson.loads(records[PROBLEMS][1])
    return Told(
        [Problem.from_json(row) for row in elsewhere],
        {path: [Problem.from_json(row) for row in rows] for path, rows in texts.items()},
    )


def kept_library(records: Mapping[str, tuple[bytes, bytes]], campaign: Campaign) -> Library:
    """The library of ``campaign`` as the last build put it together, without the bodies."""
    entries, sections, media, values = _library(records[LIBRARY][1])
    return Library(campaign, entries, sections, media, values)


@lru_cache(maxsize=1)
def _library(
    record: bytes,
) -> tuple[dict[str, Entry], dict[str, Section], dict[str, Medium], dict[str, FacetValue]]:
    """What stands in the record of a library; a preview asks for the same one after every edit of texts."""
    entries, sections, media, values = orjson.loads(record)
    made = [
        Entry(
            entry_id, language, kind, section, path, source, meta,
            {name: tuple(keys) for name, keys in facets.items()} if facets else facets,
            _visibility(seen) if seen else _ALWAYS, url, bytes.fromhex(mark),
        )
        for entry_id, language, kind, section, path, source, meta, facets, seen, url, mark in entries
    ]  # fmt: skip
    return (
        {entry.key: entry for entry in made},
        {row["id"]: Section(**_section(row)) for row in sections},
        {row["path"]: Medium(**_marked(row, "digest", "mark")) for row in media},
        {f"{row['facet']}/{row['key']}": FacetValue(**_marked(row, "mark")) for row in values},
    )


def _rows(library: Library) -> list[Any]:
    entries = [[*entry[:8], _seen(entry.visibility), entry.url, entry.mark.hex()] for entry in library.entries.values()]
    others = [[_plain(one) for one in kind.values()] for kind in (library.sections, library.media, library.values)]
    return [entries, *others]


def _plain(value: Any) -> dict[str, Any]:
    return {
        name: said.hex() if isinstance(said, bytes) else _seen(said) if isinstance(said, Visibility) else said
        for name, said in value._asdict().items()
    }


def _marked(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: bytes.fromhex(row[name]) for name in names}


def _section(row: dict[str, Any]) -> dict[str, Any]:
    seen, facets = row["visibility"], row["facets"]
    own = {"visibility": _visibility(seen) if seen else _ALWAYS, "facets": None if facets is None else tuple(facets)}
    return _marked(row, "mark") | own


def _seen(visibility: Visibility) -> list[Any] | None:
    """The visibility as JSON; None when nothing holds anything back."""
    if visibility == _ALWAYS:
        return None
    moments = (visibility.expires_at, visibility.embargo, visibility.publish_at)
    return [visibility.withdrawn, visibility.draft, *(moment.isoformat() if moment else None for moment in moments)]


def _visibility(row: Sequence[Any]) -> Visibility:
    return Visibility(row[0], row[1], *(datetime.fromisoformat(text) if text else None for text in row[2:]))
