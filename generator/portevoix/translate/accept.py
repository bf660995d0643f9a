"""Accepting: a person says that a translation renders its source as it is now, and the file remembers which state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.model.entry import Entry
from portevoix.model.translation import State
from portevoix.translate.field import with_field
from portevoix.translate.texts import Texts

FIELD = "source_digest"


class Accepted(NamedTuple):
    """A translation that was accepted: its file, its source's, and its state before."""

    path: str
    source: str
    before: State


def chosen(texts: Texts, wanted: Iterable[str]) -> tuple[list[Entry], list[Problem]]:
    """The translations that ``wanted`` names: files, or entries (all their translations), by path below the root."""
    by_path = {entry.path: entry for entry in texts.library.entries.values()}
    found: dict[str, Entry] = {}
    refused: list[Problem] = []
    for path in wanted:
        entry_id = path.removeprefix("content/")
        if path in by_path:
            found[path] = by_path[path]
        elif entry_id in texts.library.languages_of:
            found |= {entry.path: entry for entry in _translations(texts, entry_id)}
        else:
            refused.append(_unknown(texts, path, by_path))
    return list(found.values()), refused


def _translations(texts: Texts, entry_id: str) -> Iterator[Entry]:
    for language in texts.library.languages_of[entry_id]:
        entry = texts.library.entries[f"{entry_id}@{language}"]
        if texts.state(entry) != "source":
            yield entry


def _unknown(texts: Texts, path: str, known: Iterable[str]) -> Problem:
    if path in texts.snapshot.files and path.endswith(".md"):
        return _errors(path)
    near = did_you_mean(path, [*known, *(f"content/{one}" for one in texts.library.languages_of)])
    hint = near or "name a file like content/pages/about.fr.md, or an entry like pages/about"
    return Problem(path, 0, 0, "accept-unknown", "there is no such translation", hint=hint)


def _errors(path: str) -> Problem:
    message = "this translation has errors, or its source has"
    return Problem(path, 0, 0, "accept-errors", message, hint="mend them first: portevoix check tells which")


def accept(texts: Texts, entries: Iterable[Entry]) -> tuple[list[Accepted], list[Problem]]:
    """Record in the file of each of ``entries`` which state of its source it renders: the one of now.

    What cannot be accepted, a source or an entry with errors, is left as it is and told.
    """
    wrong = {problem.path for problem in texts.problems if problem.severity == "error"}
    done: list[Accepted] = []
    refused: list[Problem] = []
    for entry in entries:
        source, state = texts.source(entry), texts.state(entry)
        if state == "source":
            message = "this is the original; only translations are accepted"
            hint = f"name a translation of it, or the entry: {entry.id}"
            refused.append(Problem(entry.path, 0, 0, "accept-source", message, hint=hint))
        elif wrong & {entry.path, source.path}:
            refused.append(_errors(entry.path))
        elif state == "current" or _record(texts, entry):
            done.append(Accepted(entry.path, source.path, state))
        else:
            hint = f"write the line yourself: {FIELD}: {texts.digest(entry)}"
            message = "the front matter is not written line by line, so nothing can be added to it"
            refused.append(Problem(entry.path, 0, 0, "accept-form", message, hint=hint))
    return done, refused


def _record(texts: Texts, entry: Entry) -> bool:
    data = with_field(texts.snapshot.read(entry.path), entry.path, FIELD, texts.digest(entry))
    if data is not None:
        texts.snapshot.locate(entry.path).write_bytes(data)
    return data is not None
