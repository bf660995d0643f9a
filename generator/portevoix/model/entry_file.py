"""One Markdown file, typed: its front matter by its kind, its facets, where its text begins.

What a file says on its own is checked here, once per state of the file. What it says about others is checked when the
library is put together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from pydantic import create_model

from portevoix.core.diagnostics import Problem, close, did_you_mean
from portevoix.core.digest import canonical_json, digest_bytes, digest_json
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import Metadata, indefinite, roles
from portevoix.source.front_matter import decode, split
from portevoix.source.section import VISIBILITY, untold
from portevoix.source.validation import EMPTY_HINT, shown, validate_what_fits
from portevoix.source.yaml_document import YamlDocument

EVERY = "*"
"""Among the fields that could not be understood: none of them could."""


class EntryFile(NamedTuple):
    """What one file says. ``meta`` holds the fields that it sets, as JSON.

    ``head_mark`` covers the front matter as it is written, ``mark`` what it says: ``meta`` and ``facets``;
    ``body_line`` is the line of the file on which the text begins; ``unread`` names the fields that stand there and
    could not be understood, ``*`` for all of them.
    """

    path: str
    kind: str
    meta: Mapping[str, Any]
    facets: Mapping[str, tuple[str, ...]]
    body_line: int
    body_mark: bytes
    head_mark: bytes
    mark: bytes
    unread: frozenset[str] = frozenset()

    def to_json(self) -> list[Any]:
        """The file's record."""
        return [
            self.path, self.kind, self.meta, {name: list(keys) for name, keys in self.facets.items()},
            self.body_line, self.body_mark.hex(), self.head_mark.hex(), self.mark.hex(), sorted(self.unread),
        ]  # fmt: skip

    @classmethod
    def from_json(cls, row: Sequence[Any]) -> EntryFile:
        """The file that ``to_json`` wrote."""
        path, kind, meta, facets, line, body_mark, head_mark, mark, unread = row
        keys = {name: tuple(values) for name, values in facets.items()}
        marks = bytes.fromhex(body_mark), bytes.fromhex(head_mark), bytes.fromhex(mark)
        return cls(path, kind, meta, keys, line, *marks, frozenset(unread))

    def lacks(self, name: str) -> bool:
        """Whether the field ``name`` does not stand there at all, as far as one can know."""
        return self.meta.get(name) is None and not self.unread & {name, EVERY}

    @property
    def visible(self) -> bool:
        """Whether it is known what holds the entry back, if anything does."""
        return not self.unread & {EVERY, *VISIBILITY}


def read_entry_file(
    data: bytes, path: str, *, kind: str, facets: Sequence[str], time_zone: str
) -> tuple[EntryFile | None, tuple[Problem, ...]]:
    """The Markdown file ``path`` as far as it can be understood, and everything that is wrong with it on its own.

    ``kind`` holds unless the file names another; ``facets`` are the facets that the campaign declares. None when it
    cannot be told where the text begins.
    """
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    if text is None:
        return None, problems
    parts, problems = split(text, path)
    if parts is None:
        return None, problems
    document, problems = parse_yaml(parts.yaml, path, 2)
    chosen: dict[str, tuple[str, ...]] = {}
    meta: dict[str, Any] = {}
    unread = frozenset((EVERY,))
    wrong = _no_mapping(document, path) if document is not None else None
    if document is not None and wrong is None:
        kind, wrong = kind_in(document, path, kind, data=False)
        if wrong is None:
            chosen, meta, unread, more = fields_in(document, path, kind, facets, time_zone)
            problems += more
    if wrong is not None:
        problems += (wrong,)
    mark = digest_json([kind, meta, {name: list(keys) for name, keys in chosen.items()}])
    marks = digest_bytes(parts.body.encode()), digest_bytes(parts.yaml.encode()), mark
    return EntryFile(path, kind, meta, chosen, parts.body_line, *marks, unread), problems


def with_another_text(file: EntryFile, data: bytes) -> EntryFile | None:
    """``file`` as it is when its bytes are ``data`` now; None when they differ from what it was in more than the text.

    What is wrong with the file stays the same then: a text itself is not looked into here.
    """
    text, _ = decode(data, file.path)
    parts, problems = split(text, file.path) if text is not None else (None, ())
    if parts is None or problems or digest_bytes(parts.yaml.encode()) != file.head_mark:
        return None
    return file._replace(body_line=parts.body_line, body_mark=digest_bytes(parts.body.encode()))


def fields_in(
    document: YamlDocument, path: str, kind: str, facets: Sequence[str], time_zone: str
) -> tuple[dict[str, tuple[str, ...]], dict[str, Any], frozenset[str], tuple[Problem, ...]]:
    """What a document says: facets, other fields as JSON, what could not be understood by name, and every problem."""
    chosen, bad_facets = facets_in(document, path, facets)
    found, unread, bad_fields = validate_what_fits(
        partial(kind), document, path, context={"time_zone": time_zone}, skip=frozenset(facets)
    )
    meta = {name: value for name, value in found.model_dump(mode="json").items() if name in found.model_fields_set}
    meant = {near for name in unread - set(partial(kind).model_fields) for near in close(name, required(kind))}
    empty = untold(found, document, path)
    unread |= meant | empty.keys()
    bad_times = (*_disorder(document, path, meta), *_dated(document, path, kind, meta))
    return chosen, meta, unread, (*bad_facets, *bad_fields, *empty.values(), *bad_times)


def _no_mapping(document: YamlDocument, path: str) -> Problem | None:
    if isinstance(document.value, dict):
        return None
    from portevoix.source.yaml_errors import no_field

    if document.value is None:
        message, hint = "the front matter is empty", "write “title: …” between the two lines “---”"
        return Problem(path, 1, 1, "front-matter", message, hint=hint)
    message, hint = no_field(document.value if isinstance(document.value, str) else "")
    return Problem(path, *document.place(()), "front-matter", message, shown(document.value), hint)


_IN_ORDER = {
    ("start", "end"): "this ends before it begins",
    ("publish_at", "expires_at"): "this expires before it is published",
    ("embargo", "expires_at"): "this expires before its embargo ends",
}


def _disorder(document: YamlDocument, path: str, meta: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem(path, *document.place((last,)), "time-order", message, hint=f"correct “{first}” or “{last}”")
        for (first, last), message in _IN_ORDER.items()
        if meta.get(first) and meta.get(last) and _moment(meta[last]) < _moment(meta[first])
    ]


def _dated(document: YamlDocument, path: str, kind: str, meta: Mapping[str, Any]) -> Iterator[Problem]:
    """A release is issued when its embargo ends: with another date one of both is wrong, and it may be out early."""
    if kind != "release" or not meta.get("date") or not meta.get("embargo"):
        return
    dated, ends = date.fromisoformat(meta["date"]), _moment(meta["embargo"]).date()
    if abs(dated - ends) <= timedelta(days=1):  # the town that it is issued from may have another day
        return
    message = f"the embargo ends on {ends.isoformat()}, and the release is dated {dated.isoformat()}"
    hint = "its dateline shows that date: write the day on which it may be printed; or correct “embargo”"
    place = document.place(("embargo" if ends < dated else "date",))
    yield Problem(path, *place, "release-date", message, hint=hint, severity="warning")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def source_digest(file: EntryFile, data: bytes) -> str:
    """The ``source_digest`` of ``file``, whose bytes are ``data``.

    It is BLAKE2b-128 in hexadecimal, over canonical JSON of the translatable fields and the body. Text counts in
    Unicode normal form C, without space at the ends of lines and of the body.
    """
    text, _ = decode(data, file.path)
    parts, _ = split(text or "", file.path)
    body = parts.body if parts is not None else ""
    names = roles(KINDS[file.kind].model).translatable
    fields = {name: value for name, value in file.meta.items() if name in names}
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


@cache
def required_text(kind: str) -> tuple[str, ...]:
    """The fields that every translation must have of its own."""
    translatable = roles(KINDS[kind].model).translatable
    return tuple(name for name in required(kind) if name in translatable)


def kind_in(document: YamlDocument, path: str, kind: str, *, data: bool) -> tuple[str, Problem | None]:
    """The kind that a document says, else ``kind``; a problem when there is none, or it is not written in this form."""
    named = document.value.get("kind", kind)
    if isinstance(named, str) and named in KINDS:
        return named, None if KINDS[named].data == data and not KINDS[named].photo else _other_form(named, path)
    line, column = document.marks.get(("kind",), (2, 1))
    return kind, Problem(
        path, line, column, "kind-unknown", "there is no such kind of entry", shown(named),
        did_you_mean(str(named), KINDS) or "the kinds are " + ", ".join(KINDS),
    )  # fmt: skip


def _other_form(kind: str, path: str) -> Problem:
    if KINDS[kind].photo:
        message = f"{indefinite(kind)} is a picture and its sidecar, never a file of its own"
        hint = "write what it shows beside the picture: name.jpg and name.jpg.yaml"
        return Problem(path, 0, 0, "kind-form", message, hint=hint)
    bare = path.removesuffix(".yaml").removesuffix(".md")
    if KINDS[kind].data:
        bare = bare.rpartition(".")[0] if "." in bare.rpartition("/")[2] else bare
        message = f"{indefinite(kind)} is data without a text, all its languages in one file"
        return Problem(path, 0, 0, "kind-form", message, hint=f"write it as {bare}.yaml")
    message = f"{indefinite(kind)} is a text, with a file for each language"
    return Problem(path, 0, 0, "kind-form", message, hint=f"write it in Markdown: {bare}.en.md")


def facets_in(
    document: YamlDocument, path: str, facets: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The keys that a document gives for each of the ``facets``, and what is wrong with them."""
    chosen: dict[str, tuple[str, ...]] = {}
    problems = []
    for name in facets:
        if name not in document.value:
            continue
        value = document.value[name]
        keys = value if isinstance(value, tuple) else (value,)
        if all(isinstance(key, str | int) and not isinstance(key, bool) for key in keys):
            chosen[name] = tuple(dict.fromkeys(map(str, keys)))
        else:
            hint = EMPTY_HINT if value is None else f"write it as {name}: [first, second]"
            message = f"“{name}” takes keys of its registry"
            problems.append(Problem(path, *document.place((name,)), "facet-value", message, shown(value), hint))
    return chosen, problems
