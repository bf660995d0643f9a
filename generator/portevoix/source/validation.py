"""From a YAML document to a typed model, with every mistake in an author's words and at its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, TypedDict, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, RootModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from portevoix.core.diagnostics import Problem, cut, did_you_mean, look_alike
from portevoix.source.yaml_document import Path, YamlDocument


class Model(BaseModel):
    """What every model of authors' data is: nothing unknown, nothing converted by guess, nothing changed afterwards.

    Lists are tuples (``parse_yaml`` makes them so); each field has a description, from which documentation is made.
    """

    # What a command does not validate it need not build: most read one kind of file.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Context(TypedDict, total=False):
    """What fields may need to know about the campaign."""

    time_zone: str
    languages: tuple[str, ...]
    source_language: str
    kinds: tuple[str, ...]


M = TypeVar("M", bound=BaseModel)


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """What a validator raises to put ``message`` and ``hint`` before the author, at the value's place."""
    return PydanticCustomError("author", "{message}", {"message": message, "hint": hint})


def validate(
    model: type[M],
    document: YamlDocument,
    path: str,
    *,
    context: Context | None = None,
    skip: frozenset[str] = frozenset(),
) -> tuple[M | None, tuple[Problem, ...]]:
    """The ``document`` of file ``path`` as ``model``, or None with all problems in the order of their places.

    An empty document counts as an empty mapping. ``skip`` names keys of the outermost mapping that others read.
    """
    try:
        return model.model_validate(_value(document, skip), context=context), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = {_problem(model, document, path, one, at, skip) for one, at in _relevant(model, document, details)}
    return None, tuple(sorted(problems))


def validate_what_fits(
    model: type[M],
    document: YamlDocument,
    path: str,
    *,
    context: Context | None = None,
    skip: frozenset[str] = frozenset(),
) -> tuple[M, frozenset[str], tuple[Problem, ...]]:
    """As ``validate``, for a ``model`` without required fields: made of the keys that are right, with the wrong ones.

    So what is right can be held against other files in the same run.
    """
    found, problems = validate(model, document, path, context=context, skip=skip)
    if found is not None:
        return found, frozenset(), ()
    value = _value(document, skip)
    wrong_keys: set[str] = set(value) if isinstance(value, dict) else set()
    try:
        model.model_validate(value, context=context)
    except ValidationError as error:
        if isinstance(value, dict) and all(one["loc"] for one in error.errors(include_url=False)):
            wrong_keys = {str(one["loc"][0]) for one in error.errors(include_url=False)}
    right = {key: part for key, part in value.items() if key not in wrong_keys} if isinstance(value, dict) else {}
    return model.model_validate(right, context=context), frozenset(wrong_keys), problems


def _value(document: YamlDocument, skip: frozenset[str]) -> Any:
    value = {} if document.value is None else document.value
    if skip and isinstance(value, dict):
        value = {key: part for key, part in value.items() if key not in skip}
    return value


_Located = tuple[ErrorDetails, Path]


def _relevant(model: type[BaseModel], document: YamlDocument, details: Sequence[ErrorDetails]) -> Iterator[_Located]:
    """The errors an author should see, with their paths in the document."""
    located = [(one, _path(document, one["loc"])) for one in details]
    misspelt = _misspelt(model, located)
    inside = Counter(at[:end] for one, at in located if not _is_choice(one, at) for end in range(len(at) + 1))
    choices: dict[Path, list[str]] = {}
    for one, at in located:
        if _is_choice(one, at) and not inside[at]:
            choices.setdefault(at, []).append(_EXPECTED.get(one["type"], "something else"))
    for one, at in located:
        if _is_choice(one, at):
            if at in choices:
                message = _expects(" or ".join(choices.pop(at)))
                yield {**one, "type": "author", "ctx": {"message": message}}, at
        elif one["type"] == "missing" and (at, one["loc"][-1]) in misspelt:
            continue
        elif one["type"] != "too_short" or inside[at] == 1:
            yield one, at


def _misspelt(model: type[BaseModel], located: Sequence[_Located]) -> set[tuple[Path, str | int]]:
    """The missing keys that stand there in another spelling; telling that once is enough."""
    missing = {at for one, at in located if one["type"] == "missing"}
    found: set[tuple[Path, str | int]] = set()
    for one, at in located:
        if one["type"] == "extra_forbidden" and at[:-1] in missing:
            known = _known_keys(model, at[:-1])
            near = did_you_mean(str(at[-1]), known)
            found.update((at[:-1], key) for key in known if f"“{key}”" in near)
    return found


def _is_choice(error: ErrorDetails, at: Path) -> bool:
    """Whether ``error`` only says that a value is not of one of several types that are allowed."""
    return error["type"].endswith("_type") and error["loc"][-1:] != at[-1:]


def _path(document: YamlDocument, location: Iterable[str | int]) -> Path:
    """The part of pydantic's ``location`` that exists in the document: it also names the members of unions."""
    path: Path = ()
    for part in location:
        if (*path, part) in document.marks:
            path = (*path, part)
    return path


def _problem(
    model: type[BaseModel], document: YamlDocument, path: str, error: ErrorDetails, at: Path, others: Iterable[str]
) -> Problem:
    kind = error["type"]
    about_key = kind == "extra_forbidden" or error["loc"][-1:] == ("[key]",)
    line, column = document.key_place(at) if about_key else document.place(at)
    if kind == "missing":
        if isinstance(error["loc"][-1], int):
            message, found, hint = "this list is too short", "", ""
        else:
            key = error["loc"][-1]
            message, found, hint = f"“{key}” is missing", "", f"add a line “{key}: …”"
        return Problem(path, line, column, "value-missing", message, found, hint)
    if kind == "extra_forbidden":
        known = _known_keys(model, at[:-1]) + ([] if at[:-1] else sorted(others))
        hint = did_you_mean(str(at[-1]), known) or f"known here: {', '.join(known)}"
        return Problem(path, line, column, "key-unknown", f"“{at[-1]}” is not known here", "", hint)
    message, hint = _words(error)
    value = error["input"]
    found = "" if kind == "author" and isinstance(value, dict | tuple) else shown(value)
    return Problem(path, line, column, "value", message, "" if f"“{found}”" in message else found, hint)


_MAPPING = "“name: value” on lines of its own"
_EXPECTED: Mapping[str, str] = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    **dict.fromkeys(("tuple_type", "list_type", "frozen_set_type", "set_type"), "a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), _MAPPING),
}

_LIMITS: Mapping[str, str] = {
    "string_too_long": "this text is longer than {max_length} characters",
    "string_too_short": "this text is shorter than {min_length} characters",
    "too_long": "this list is longer than {max_length}",
    "too_short": "this list is shorter than {min_length}",
    "greater_than": "this number must be greater than {gt}",
    "greater_than_equal": "this number must be {ge} or more",
    "less_than": "this number must be less than {lt}",
    "less_than_equal": "this number must be {le} or less",
    "multiple_of": "this number must be a multiple of {multiple_of}",
    "string_pattern_mismatch": "this text has not the form that is expected here",
}


def _expects(what: str) -> str:
    return f"{what} is expected here"


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Message and hint for an error about a value."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "author":
        alike = look_alike(value) if isinstance(value, str) else ""
        return str(context["message"]), alike or str(context.get("hint", ""))
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "too_short" and context["min_length"] == 1:
        return "at least one is needed here", ""
    if kind in _LIMITS:
        return _LIMITS[kind].format_map(context), ""
    if kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        near = did_you_mean(value, choices) if isinstance(value, str) else ""
        return "this is not one of the choices", near or f"choose one of: {', '.join(choices)}"
    if kind in _EXPECTED:
        return _expects(_EXPECTED[kind]), _type_hint(_EXPECTED[kind], value)
    return "this value cannot be used here", ""


def _type_hint(expected: str, value: Any) -> str:
    if value is None:
        return EMPTY_HINT
    if isinstance(value, str) and (alike := look_alike(value)):
        return alike
    if expected == "true or false" and isinstance(value, str):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower(), value.lower())
        return f"write {meant}, without quotes" if meant in ("true", "false") else ""
    if expected == _MAPPING and isinstance(value, str) and re.match(r"\S+:\S", value):
        return "write a space after the colon"
    if expected == "a list" and isinstance(value, str | int | float):
        return f"write [{shown(value)}]"
    if expected in ("a number", "a whole number") and isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value):
        return "write it without quotes"
    return ""


EMPTY_HINT = "write it after the colon, or delete the line"


def shown(value: Any) -> str:
    """``value`` as an author would recognise it, on one line, cut when it is long."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "several “name: value”" if value else "nothing"
    if isinstance(value, list | tuple):
        return "a list"
    return cut(" ".join(str(value).split()))


def _known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the models which stand at ``path`` know."""
    return [field.alias or name for one in _models(model, path) for name, field in one.model_fields.items()]


def _models(annotation: Any, path: Path) -> Iterator[type[BaseModel]]:
    """The models that a value at ``path`` below something of type ``annotation`` may have."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _models(arguments[0], path)
    elif origin in (Union, UnionType):
        for argument in arguments:
            yield from _models(argument, path)
    elif isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _models(annotation.model_fields["root"].annotation, path)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            yield annotation
        for name, field in annotation.model_fields.items():
            if path and (field.alias or name) == path[0]:
                yield from _models(field.annotation, path[1:])
    elif path and arguments:
        yield from _models(arguments[-1] if isinstance(path[0], str) else arguments[0], path[1:])
