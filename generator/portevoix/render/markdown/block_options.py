"""The options of a block: indented YAML, checked against what the theme declares."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from portevoix.core.diagnostics import did_you_mean
from portevoix.render.blocks import BlockSpec, OptionSpec
from portevoix.render.markdown.addresses import read_address
from portevoix.render.markdown.job import Job
from portevoix.source.yaml_document import YamlDocument

Place = tuple[int, int]


class _Wrong(Exception):
    """A value is not what its option takes; carries what to report."""

    def __init__(self, message: str, hint: str = "", code: str = "block-option") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


def read_options(lines: list[str], block: Place, name: str, spec: BlockSpec, job: Job) -> dict[str, Any]:
    """The options on the indented ``lines`` right below the line of ``block``, as ``spec`` admits them.

    What is wrong is added to the problems of ``job`` and left out; paths become content-relative and are noted as
    references.
    """
    options: dict[str, Any] = {}
    values, document = _mapping(lines, block, job)
    for key, value in values.items():
        place = document.key_place((key,)) if document else block
        place = (place[0], place[1] + _indent(lines))
        option = spec.options.get(key)
        if option is None:
            hint = did_you_mean(key, spec.options) or _known(name, spec)
            job.problem(place, "block-option-unknown", f"the block “{name}” has no option of this name", key, hint)
        elif value is not None:
            inner = document.place((key,)) if document else block
            try:
                options[key] = _checked(value, option, (inner[0], inner[1] + _indent(lines)), job)
            except _Wrong as wrong:
                job.problem(place, wrong.code, f"“{key}” {wrong.message}", _shown(value), wrong.hint)
                options[key] = None
    for key, option in spec.options.items():
        if option.required and key not in options:
            job.problem(
                block, "block-option-missing", f"the block “{name}” needs the option “{key}”",
                hint=f"write “    {key}: …” on the line below it",
            )  # fmt: skip
    return {key: value for key, value in options.items() if value is not None}


def _mapping(lines: list[str], block: Place, job: Job) -> tuple[Mapping[str, Any], YamlDocument | None]:
    if not lines:
        return {}, None
    from portevoix.source.yaml_text import parse_yaml  # only now: few texts hold blocks with options

    text = textwrap.dedent("\n".join(lines)) + "\n"
    document, problems = parse_yaml(text, job.path, block[0] + 1)
    indent = _indent(lines)
    for problem in problems:
        place = (problem.line, problem.column + indent if problem.column else 0)
        job.problem(place, problem.code, problem.message, problem.found, problem.hint)
    if document is None or document.value is None:
        return {}, None
    if not isinstance(document.value, dict):
        job.problem(
            (block[0] + 1, indent + 1), "block-option", "the lines below a block's name are its options",
            lines[0].strip(), "write “name: value”, or leave a line empty before text",
        )  # fmt: skip
        return {}, None
    return document.value, document


def _indent(lines: list[str]) -> int:
    return min((len(line) - len(line.lstrip()) for line in lines), default=0)


def _known(name: str, spec: BlockSpec) -> str:
    return f"the options of “{name}” are: {', '.join(spec.options)}" if spec.options else f"“{name}” takes no options"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else "a list" if isinstance(value, tuple) else "a mapping"


def _checked(value: Any, option: OptionSpec, place: Place, job: Job) -> Any:
    """``value`` as ``option`` takes it, fit for JSON; ``_Wrong`` when it is not."""
    match option.type:
        case "text":
            return _text(value)
        case "flag":
            if not isinstance(value, bool):
                raise _Wrong("takes yes or no", "write true or false")
            return value
        case "number":
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise _Wrong("takes a whole number from 1")
            return value
        case "choice":
            if _text(value) not in option.choices:
                known = ", ".join(option.choices)
                hint = did_you_mean(_text(value), option.choices) or f"choose one of: {known}"
                raise _Wrong("is none of the values to choose from", hint)
            return _text(value)
        case "facet":
            return _facet(value, place, job)
        case "pictures":
            items = value if isinstance(value, tuple) else (value,)
            return [_path(item, "picture", place, job) for item in items]
        case "picture":
            return _path(value, "picture", place, job)
        case "file":
            return _path(value, "download", place, job)
        case "entry":
            return _path(value, "entry" if option.kind == "*" else f"entry:{option.kind}", place, job)
        case "section":
            return _path(value, "section", place, job)
        case "link":
            return _link(value, place, job)


def _text(value: Any) -> str:
    if isinstance(value, bool | float):
        raise _Wrong("takes text", f'put it in quotes: "{_shown(value)}"')
    if not isinstance(value, str | int):
        raise _Wrong("takes text, and this is a list or a mapping", "put the text in quotes")
    return str(value)


def _facet(value: Any, place: Place, job: Job) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str | int) for item in value.values()):
        raise _Wrong("takes facets and their keys", "write it as {topic: climate}")
    for facet, key in value.items():
        job.reference("facet", f"{facet}/{key}", "", place)
    return {key: str(item) for key, item in value.items()}


def _path(value: Any, kind: str, place: Place, job: Job) -> str:
    if not isinstance(value, str):
        raise _Wrong("takes the path of a file", "a path starts at the folder of this file")
    address = read_address(value, job.folder)
    if address.kind == "climbs":
        raise _Wrong("leaves the content folder", "every “../” goes up one folder", "link-climbs")
    if address.kind != "tree" or not address.target:
        raise _Wrong("takes the path of a file in the content folder", "a path starts at the folder of this file")
    job.reference(kind, address.target, address.fragment, place)
    return address.target


def _link(value: Any, place: Place, job: Job) -> dict[str, str]:
    if not isinstance(value, str):
        raise _Wrong("takes the path of a content file or an address")
    address = read_address(value, job.folder)
    if address.kind == "climbs":
        raise _Wrong("leaves the content folder", "every “../” goes up one folder", "link-climbs")
    if address.kind == "scheme":
        hint = "use the path of a content file, or an https:, mailto: or tel: address"
        raise _Wrong("cannot link to this kind of address", hint, "link-scheme")
    if address.kind == "empty":
        raise _Wrong("is empty")
    if address.kind == "url":
        job.reference("url", address.target, "", place)
        return {"url": address.target}
    job.reference("link", address.target, address.fragment, place)
    return {"target": address.target, "fragment": address.fragment}
