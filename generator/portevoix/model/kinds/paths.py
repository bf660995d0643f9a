"""The files that an entry's fields name: pictures and downloads, wherever in its metadata they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from portevoix.model.kinds.common import roles
from portevoix.source.validation import Model
from portevoix.source.yaml_document import Path

Sort = Literal["picture", "file"]
"""What a field may name: a picture to show, or any file to offer."""


def changed(model: type[Model], meta: Mapping[str, Any], change: Callable[[Path, Sort, str], Any]) -> dict[str, Any]:
    """``meta`` with ``change(place, sort, path)`` in the place of every path that a field of ``model`` names."""
    return _changed(model, meta, (), change)


def named(model: type[Model], meta: Mapping[str, Any]) -> Iterator[tuple[Path, Sort, str]]:
    """Place, sort and path of every file that a field of ``model`` names in ``meta``."""
    found: list[tuple[Path, Sort, str]] = []
    _changed(model, meta, (), lambda place, sort, path: found.append((place, sort, path)))
    return iter(found)


def holds_paths(model: type[Model] | None) -> bool:
    """Whether a group of fields names files."""
    if model is None:
        return False
    known = roles(model)
    return bool(known.pictures or known.files) or any(holds_paths(part) for part in known.parts.values())


def _changed(
    model: type[Model], meta: Mapping[str, Any], inside: Path, change: Callable[[Path, Sort, str], Any]
) -> dict[str, Any]:
    known = roles(model)
    new = dict(meta)
    for name, value in meta.items():
        if value is None:
            continue
        if name in known.pictures or name in known.files:
            sort: Sort = "picture" if name in known.pictures else "file"
            new[name] = _each(value, (*inside, name), sort, change)
        elif name in known.parts:
            part, group = known.parts[name], isinstance(value, list | tuple)
            rows = enumerate(value) if group else [((), value)]
            made = [_changed(part, row, (*inside, name, *((at,) if group else ())), change) for at, row in rows]
            new[name] = made if group else made[0]
    return new


def _each(value: Any, place: Path, sort: Sort, change: Callable[[Path, Sort, str], Any]) -> Any:
    if isinstance(value, dict):
        return {key: change((*place, key), sort, path) for key, path in value.items()}
    if isinstance(value, list | tuple):
        return [change((*place, at), sort, path) for at, path in enumerate(value)]
    return change(place, sort, value)
