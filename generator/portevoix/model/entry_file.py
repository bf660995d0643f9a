"""One Markdown file, typed: its front matter by its kind, its facets, where its text begins.

What a file says on its own is checked here, once per state of the file. What it says about others is checked when the
library is put together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import create_model

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import canonical_json, digest_bytes, digest_json
from portevoix.model.kinds import KINDS, Metadata
from portevoix.model.kinds.common import roles
from portevoix.source.front_matter import decode, split
from portevoix.source.validation import validate
from portevoix.source.yaml_text import YamlDocument, parse_yaml

VERSION = "1"
"""Changes when a record of an unchanged file would come out differently."""


@dataclass(frozen=True, slots=True)
class EntryFile:
    """What one file says. ``meta`` holds the fields that it sets, as JSON; ``text_mark`` is its ``source_digest``.

    ``mark`` covers ``meta`` and ``facets``; ``body_line`` is the line of the file on which the text begins.
    """

    path: str
    kind: str
    meta: Mapping[str, Any]
    facets: Mapping[str, tuple[str, ...]]
    body_line: int
    body_mark: bytes
    text_mark: str
    mark: bytes

    def to_json(self) -> list[Any]:
        """The file's record."""
        return [
            self.path, self.kind, self.meta, {name: list(keys) for name, keys in self.facets.items()},
            self.body_line, self.body_mark.hex(), self.text_mark, self.mark.hex(),
        ]  # fmt: skip

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> EntryFile:
        """The file that ``to_json`` wrote."""
        path, kind, meta, facets, line, body_mark, text_mark, mark = row
        keys = {name: tuple(values) for name, values in facets.items()}
        return cls(path, kind, meta, keys, line, bytes.fromhex(body_mark), text_mark, bytes.fromhex(mark))


def read_entry_file(
    data: bytes, path: str, *, kind: str, facets: Sequence[str], time_zone: str
) -> tuple[EntryFile | None, tuple[Problem, ...]]:
    """The typed content of the Markdown file ``path``, and everything that is wrong with it on its own.

    ``kind`` holds unless the file names another; ``facets`` are the facets that the campaign declares.
    """
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    parts, more = split(text, path)
    problems += more
    if parts is None:
        return None, problems
    document, more = parse_yaml(parts.yaml, path, 2)
    problems += more
    if document is None:
        return None, problems
    if not isinstance(document.value, dict):
        return None, (*problems, Problem(
            path, 2, 1, "front-matter", "the front matter is not a list of fields like “title: …”",
            hint="begin each line with a field's name and a colon",
        ))  # fmt: skip
    kind, wrong = _kind(document, path, kind)
    if wrong is not None:
        return None, (*problems, wrong)
    chosen, document, more = _facets(document, path, facets)
    problems += more
    found, more = validate(partial(kind), document, path, context={"time_zone": time_zone})
    problems += more
    if found is None:
        return None, problems
    meta = {name: value for name, value in found.model_dump(mode="json").items() if name in found.model_fields_set}
    mark = digest_json([kind, meta, {name: list(keys) for name, keys in chosen.items()}])
    body = parts.body
    return EntryFile(
        path, kind, meta, chosen, parts.body_line, digest_bytes(body.encode()), text_digest(kind, meta, body), mark
    ), problems


def text_digest(kind: str, meta: Mapping[str, Any], body: str) -> str:
    """The ``source_digest`` of a text: BLAKE2b-128 in hexadecimal, over canonical JSON of translatable fields and body.

    Text counts in Unicode normal form C, without space at the ends of lines and of the body.
    """
    names = roles(KINDS[kind].model).translatable
    fields = {name: value for name, value in meta.items() if name in names}
    lines = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    text = canonical_json({"fields": fields, "body": lines}).decode("utf-8", "surrogatepass")
    return digest_bytes(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hex()


@cache
def partial(kind: str) -> type[Metadata]:
    """The kind's model with nothing required: a translation inherits what it does not say."""
    model = KINDS[kind].model
    optional: dict[str, Any] = {
        name: (info.rebuild_annotation() | None, None)
        for name, info in model.model_fields.items()
        if info.is_required()
    }
    return create_model(model.__name__, __base__=model, **optional) if optional else model


@cache
def required(kind: str) -> tuple[str, ...]:
    """The fields that the source of an entry of this kind must have."""
    return tuple(name for name, info in KINDS[kind].model.model_fields.items() if info.is_required())


def _kind(document: YamlDocument, path: str, kind: str) -> tuple[str, Problem | None]:
    named = document.value.get("kind", kind)
    if isinstance(named, str) and named in KINDS:
        return named, None
    line, column = document.marks.get(("kind",), (2, 1))
    return kind, Problem(
        path, line, column, "kind-unknown", "there is no such kind of entry", str(named),
        did_you_mean(str(named), KINDS) or "the kinds are " + ", ".join(KINDS),
    )  # fmt: skip


def _facets(
    document: YamlDocument, path: str, facets: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], YamlDocument, tuple[Problem, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    problems = []
    for name in facets:
        if name not in document.value:
            continue
        value = document.value[name]
        keys = value if isinstance(value, list | tuple) else (value,)
        if all(isinstance(key, str) and key for key in keys):
            chosen[name] = tuple(dict.fromkeys(keys))
        else:
            line, column = document.marks.get((name,), (2, 1))
            problems.append(
                Problem(
                    path,
                    line,
                    column,
                    "facet-value",
                    f"{name} takes keys of its registry",
                    str(value),
                    f"write it as {name}: [first, second]",
                )
            )
    rest = {name: value for name, value in document.value.items() if name not in facets}
    return chosen, replace(document, value=rest), tuple(problems)
