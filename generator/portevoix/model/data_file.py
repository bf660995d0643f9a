"""One YAML file that holds an entry as data: all its languages side by side, and no text.

What is translated stands by language (``title: {en: …, fr: …}``); a bare value is the source language's. The entry
exists in a language when every field that a translation must have is there in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import digest_bytes, digest_json
from portevoix.core.languages import canonical_tag, is_known_tag
from portevoix.model.entry_file import EVERY, EntryFile, fields_in, kind_in, required_text
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import roles
from portevoix.source.front_matter import decode
from portevoix.source.yaml_document import KEY, Path, YamlDocument


class Around(NamedTuple):
    """What the reading of a data file depends on besides its bytes.

    ``kind`` holds unless the file names another; ``languages`` and ``facets`` are what the campaign declares;
    ``source_language`` holds unless the file says its own.
    """

    kind: str
    facets: Sequence[str]
    languages: Sequence[str]
    source_language: str
    time_zone: str


def read_data_file(data: bytes, path: str, around: Around) -> tuple[dict[str, EntryFile], tuple[Problem, ...]]:
    """The entry in the file ``path``, by language, as far as it can be understood, and everything wrong with it."""
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    document, problems = parse_yaml(text, path) if text is not None else (None, problems)
    if document is None:
        return {around.source_language: _unknown(path, around.kind, data)}, problems
    wrong = _no_mapping(document, path)
    kind, wrong = (around.kind, wrong) if wrong is not None else kind_in(document, path, around.kind, data=True)
    if wrong is not None:
        return {around.source_language: _unknown(path, kind, data)}, (*problems, wrong)
    said = document.value.get("source_language")
    source = said if isinstance(said, str) and said in around.languages else around.source_language
    translatable = roles(KINDS[kind].model).translatable
    told = [*problems, *_undeclared(document, path, translatable, around.languages)]
    files: dict[str, EntryFile] = {}
    for language in (source, *(tag for tag in around.languages if tag != source)):
        part = _in_language(document, language, language == source, translatable, around.languages)
        if language != source and not all(part.value.get(name) for name in required_text(kind)):
            continue
        chosen, meta, unread, more = fields_in(part, path, kind, around.facets, around.time_zone)
        told += more
        mark = digest_json([kind, meta, {name: list(keys) for name, keys in chosen.items()}])
        files[language] = EntryFile(path, kind, meta, chosen, 1, digest_bytes(b""), digest_bytes(data), mark, unread)
    return files, tuple(dict.fromkeys(told))


def _no_mapping(document: YamlDocument, path: str) -> Problem | None:
    if isinstance(document.value, dict):
        return None
    hint = "begin each line with a name and a colon: “title: …”"
    message = "this file is empty" if document.value is None else "this file does not name its fields"
    return Problem(path, *document.place(()), "front-matter", message, hint=hint)


def _unknown(path: str, kind: str, data: bytes) -> EntryFile:
    """A file of which nothing could be understood: it holds back everything."""
    marks = digest_bytes(b""), digest_bytes(data), digest_json([kind, {}, {}])
    return EntryFile(path, kind, {}, {}, 1, *marks, frozenset((EVERY,)))


def _by_language(value: Any, languages: Collection[str]) -> bool:
    """Whether a value stands by language: among its keys is a language of the campaign, or all are language tags."""
    if not isinstance(value, dict) or not value:
        return False
    return any(_tag(key) in languages for key in value) or all(_is_tag(key) for key in value)


def _tag(key: object) -> str | None:
    return canonical_tag(key) if isinstance(key, str) else None


def _is_tag(key: object) -> bool:
    return isinstance(key, str) and _tag(key) is not None and is_known_tag(key)


def _in_language(
    document: YamlDocument, language: str, source: bool, translatable: Collection[str], languages: Sequence[str]
) -> YamlDocument:
    """What ``document`` says in ``language``, with its places; the ``source`` says all that is not translated too."""
    value: dict[str, Any] = {}
    marks: dict[Path, tuple[int, int]] = {(): document.marks[()]}
    for name, said in document.value.items():
        inside: tuple[str, ...] = (name,)
        if name in translatable and _by_language(said, languages):
            key = next((key for key in said if _tag(key) == language), None)
            if key is None:
                continue
            inside, said = (name, key), said[key]
        elif not source:
            continue
        value[name] = said
        for place, mark in document.marks.items():
            if place[: len(inside)] == inside:
                marks[name, *place[len(inside) :]] = mark
        if (name, KEY) in document.marks:
            marks[name, KEY] = document.marks[name, KEY]
    return YamlDocument(value, marks)


def _undeclared(
    document: YamlDocument, path: str, translatable: Collection[str], languages: Sequence[str]
) -> list[Problem]:
    problems = []
    for name, said in document.value.items():
        for key in said if name in translatable and _by_language(said, languages) else ():
            if _tag(key) not in languages:
                hint = did_you_mean(str(key), languages) or "declare it under languages in content/campaign.yaml"
                place = document.key_place((name, key))
                message = "this is not a language of the campaign"
                problems.append(Problem(path, *place, "language-undeclared", message, str(key), hint))
    return problems
