"""A photo of the library: the sidecar of a picture, read as an entry in every language of its caption.

A photo is a picture and its sidecar, never a Markdown file: ``dawn.jpg`` and ``dawn.jpg.yaml`` in a section of photos
are the entry ``dawn``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest_bytes, digest_json
from portevoix.model.entry_file import EntryFile, facets_in
from portevoix.model.sidecar import SUFFIX, Sidecar
from portevoix.source.front_matter import decode
from portevoix.source.validation import Context, validate

KIND = "photo"


def read_photo_file(
    data: bytes, path: str, facets: Sequence[str], source_language: str, context: Context
) -> tuple[Mapping[str, Any] | None, dict[str, EntryFile], tuple[Problem, ...]]:
    """What the sidecar ``path`` says of its picture, the photo by language, and every problem.

    ``facets`` are those that the campaign declares. What a sidecar says is as for any picture; here it must have a
    caption, and may bear facets.
    """
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    document, problems = parse_yaml(text, path) if text is not None else (None, problems)
    if document is None or problems:
        return None, {}, problems
    chosen, wrong = facets_in(document, path, facets) if isinstance(document.value, dict) else ({}, [])
    sidecar, more = validate(Sidecar, document, path, context=context, skip=frozenset(facets))
    if sidecar is None:
        return None, {}, (*wrong, *more)
    if sidecar.caption is None:
        hint = "add “caption: {en: …, fr: …}”: a photo stands in the library under its caption"
        wrong.append(Problem(path, 0, 0, "photo-caption", "this photo has no caption", hint=hint))
        return sidecar.record(), {}, (*more, *wrong)
    picture = posixpath.basename(path.removesuffix(SUFFIX))
    files = {}
    for language, caption in sidecar.caption.items():
        source = language == source_language
        meta = {"title": caption, **({"picture": picture, "date": sidecar.date} if source else {})}
        meta = {name: value for name, value in meta.items() if value is not None}
        bears = chosen if source else {}
        mark = digest_json([KIND, meta, {name: list(keys) for name, keys in bears.items()}])
        files[language] = EntryFile(path, KIND, meta, bears, 1, digest_bytes(b""), digest_bytes(data), mark)
    return sidecar.record(), files, (*more, *wrong)
