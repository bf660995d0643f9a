"""The front matter of a new entry: what it must say, filled in, and what it may say, explained and commented out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import roles
from portevoix.source.yaml_text import parse_yaml

_NOT_OFFERED = frozenset(("kind", "draft", "source_language", "source_digest"))
"""Fields that are set, if at all, and never left to be filled in."""
_DRAFT = ("# Nothing of a draft is shown: delete this line when it is finished.", "draft: true")


Value = str | int
"""What a field is set to: a text, or a whole number."""


def front_matter(kind: str, said: Mapping[str, Value], facets: Mapping[str, str], *, translation: bool) -> str:
    """The front matter with both its lines ``---``.

    ``said`` maps the fields that are set to their values, ``facets`` the names of facets to what to say of them. It is
    a draft. A ``translation`` is offered what it may say: the text that is its own.
    """
    values = {name: scalar(value) for name, value in said.items()}
    return "\n".join(["---", *_rows(kind, values, facets, translation=translation), "---", ""])


def data_file(kind: str, said: Mapping[str, Value | Mapping[str, str]], facets: Mapping[str, str]) -> str:
    """The YAML of an entry that is data; what ``said`` maps to a mapping stands by language."""
    values = {
        name: scalar(value)
        if isinstance(value, str | int)
        else "{" + ", ".join(f"{tag}: {json.dumps(text, ensure_ascii=False)}" for tag, text in value.items()) + "}"
        for name, value in said.items()
    }
    return "\n".join([*_rows(kind, values, facets, translation=False), ""])


def _rows(kind: str, values: Mapping[str, str], facets: Mapping[str, str], *, translation: bool) -> list[str]:
    model = KINDS[kind].model
    offered = {
        name: info
        for name, info in model.model_fields.items()
        if name not in values
        and name not in _NOT_OFFERED
        and (not translation or name in roles(model).translatable or name == "aliases")
    }
    rows = [*(f"{name}: {value}" for name, value in values.items()), *_DRAFT]
    if offered:
        rows += ["", "# Take the “#” off a line to use it; delete what is not needed."]
    for name, info in offered.items():
        rows += ["", *_offered(name, info, roles(model).parts.get(name))]
    for name, description in ({} if translation else facets).items():
        rows += ["", f"# {description}", f"# {name}: []"]
    return rows


def _offered(name: str, info: FieldInfo, part: type[BaseModel] | None) -> Iterator[str]:
    choices = _choices(info.annotation)
    yield f"# {info.description}" + (f" One of: {', '.join(choices)}." if choices else "")
    if part is None:
        yield f"# {name}: {_example(info)}".rstrip()
        return
    yield f"# {name}:"
    several = isinstance(info.get_default(), tuple)
    for number, (inner, about) in enumerate(part.model_fields.items()):
        dash = ("- " if number == 0 else "  ") if several else ""
        yield f"#   {dash}{inner}:  # {about.description}"


def _example(info: FieldInfo) -> str:
    """The default where it tells what to write, else nothing."""
    default = info.get_default()
    if isinstance(default, tuple):
        return "[]"
    if isinstance(default, bool):
        return "true"
    return "" if default is None else str(default)


def _choices(annotation: Any) -> tuple[str, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def scalar(text: Value) -> str:
    """``text`` as a YAML value that is read as just that text; a number as that number."""
    if isinstance(text, int):
        return str(text)
    document, problems = parse_yaml(f"x: {text}\n", "")
    plain = document is not None and not problems and document.value == {"x": text}
    return text if plain else json.dumps(text, ensure_ascii=False)
