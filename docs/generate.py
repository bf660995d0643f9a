"""Write the parts of the documentation that the code knows best: settings, fields, views, blocks, verbs.

Such a part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; all around it is written by hand.
``python docs/generate.py`` writes every part anew; ``--check`` only says, by exit status 1, that one is out of date.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import annotated_types
import click
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.functional_validators import BeforeValidator

from portevoix.cli import main as command_line
from portevoix.model import sidecar
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import Metadata, Role, roles
from portevoix.render import theme
from portevoix.render.templates import View
from portevoix.render.views.entry import EntryView
from portevoix.render.views.page import PageView
from portevoix.render.views.site import SiteView
from portevoix.source import campaign, fields, hosting, registry, section

HERE = Path(__file__).parent
BASE_THEME = HERE.parent / "themes" / "base" / "theme.yaml"
PART = re.compile(r"(<!-- generated: ([a-z -]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Row = tuple[str, ...]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    cells = [head, tuple("---" for _ in head), *rows]
    rows_of_text = (" | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in cells)
    return "".join(f"| {row} |\n" for row in rows_of_text)


# What a field holds, in words.

_PLAIN: Mapping[Any, str] = {
    bool: "`true` or `false`",
    int: "whole number",
    float: "number",
    str: "text",
    Any: "any value",
    types.NoneType: "nothing",
}


def _before(annotation: Any) -> Any:
    return next(mark.func for mark in typing.get_args(annotation) if isinstance(mark, BeforeValidator))


_TYPES: Mapping[Any, str] = {
    _before(annotation): words
    for annotation, words in (
        (fields.Text, "text"),
        (fields.Prose, "text, also of several lines"),
        (fields.Moment, "date and time"),
        (fields.Day, "date"),
        (fields.DayOrMoment, "date, or date and time"),
        (fields.WebAddress, "web address"),
        (fields.SecureAddress, "web address with https"),
        (fields.Contact, "e-mail address or web address"),
        (fields.FediverseAccount, "account in the fediverse"),
        (fields.Email, "e-mail address"),
        (fields.Phone, "phone number"),
        (fields.Slug, "slug"),
        (fields.Tag, "language"),
        (fields.Tongue, "tag of any language"),
        (fields.Duration, "duration"),
        (fields.EntryId, "id of an entry"),
        (fields.Hashtag, "hashtag"),
        (fields.TimeZone, "time zone"),
        (fields.Kind, "kind"),
        (fields.Texts, "text for each language"),
        (fields.Slugs, "slug, or a slug for each language"),
        (sidecar.TextOrTexts, "text, or a text for each language"),
    )
}


def holds(annotation: Any, marks: Iterable[Any] = ()) -> str:
    """What a value of this type is, in an author's words."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return holds(inner[0], [*inner[1:], *marks])
    marks = list(marks)
    for mark in marks:
        if isinstance(mark, Role) and mark.name in ("entry", "picture"):
            thing = "a person" if mark.kind == "person" else "an entry"
            return f"id of {thing}" if mark.name == "entry" else "path of a picture"
        if isinstance(mark, Role) and mark.name == "file":
            return _paths(annotation)
    for mark in marks:
        if isinstance(mark, BeforeValidator) and mark.func in _TYPES:
            return _TYPES[mark.func]
    if origin in (typing.Union, types.UnionType):
        return " or ".join(holds(part, marks) for part in inner if part is not types.NoneType)
    if origin is Literal:
        return _listed([f"`{choice}`" for choice in inner])
    if origin is tuple:
        one = holds(inner[0])
        return f"list: {one}" if inner[-1] is Ellipsis else f"[{', '.join(holds(part) for part in inner)}]"
    if origin is dict:
        return f"names, each with: {holds(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{_title(annotation)}](#{_anchor(_title(annotation))})"
    return _PLAIN[annotation] + _limits(marks)


def _paths(annotation: Any) -> str:
    """What a field that names files holds."""
    origin = typing.get_origin(annotation)
    return {tuple: "list: path of a file", dict: "languages, each with: path of a file"}.get(origin, "path of a file")


def _limits(marks: Iterable[Any]) -> str:
    low = high = None
    for mark in marks:
        for part in getattr(mark, "metadata", [mark]):
            low = getattr(part, "ge", low) if isinstance(part, annotated_types.Ge) else low
            high = getattr(part, "le", high) if isinstance(part, annotated_types.Le) else high
    return f" from {low} to {high}" if low is not None and high is not None else ""


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _title(model: type[BaseModel]) -> str:
    words = re.findall(r"[A-Z][a-z]*", model.__name__)
    return " ".join([words[0], *map(str.lower, words[1:])])


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _doc(thing: Any) -> str:
    """The docstring of ``thing`` in Markdown: one paragraph on one line."""
    text = " ".join((thing.__doc__ or "").split())
    assert text, f"{thing!r} has no docstring"
    return text.replace("``", "`")


# Models: settings and fields.


def _said(info: FieldInfo) -> str:
    words = (info.description or "").strip()
    assert words, f"a field of type {info.annotation} has no description"
    words = words if words.endswith(".") else f"{words}."
    default = () if info.is_required() else info.get_default()
    if default and not isinstance(default, BaseModel):
        shown = ", ".join(map(str, default)) if isinstance(default, tuple) else default
        words += f" Default: `{shown}`."
    return words


def _holds(info: FieldInfo) -> str:
    return holds(info.annotation, info.metadata) + ("; **required**" if info.is_required() else "")


def model_rows(model: type[BaseModel], names: Iterable[str]) -> Iterator[Row]:
    """A row for each of the fields ``names``: the name as authors write it, what it holds, what it says."""
    for name in names:
        info = model.model_fields[name]
        yield f"`{info.alias or name}`", _holds(info), _said(info)


def model_text(model: type[BaseModel], level: int = 0) -> str:
    """A table of the model's fields; ``level`` is that of a heading above it, 0 for none."""
    head = f"{'#' * level} {_title(model)}\n\n{_doc(model)}\n\n" if level else ""
    return head + table(("Field", "Holds", "Meaning"), model_rows(model, model.model_fields))


def campaign_text() -> str:
    """``campaign.yaml``."""
    parts = (
        campaign.LanguageSettings, campaign.Organisation, campaign.Host, campaign.KeyDate, campaign.Objective,
        campaign.Facet, campaign.ThemeChoice, hosting.Security, hosting.Analytics,
    )  # fmt: skip
    return "\n".join([model_text(campaign.Campaign), *(model_text(part, 3) for part in parts)])


def sidecar_text() -> str:
    """A picture's sidecar."""
    return model_text(sidecar.Sidecar) + "\n" + model_text(sidecar.Consent, 3)


def licences_text() -> str:
    """The licences that have an id."""
    return ", ".join(f"`{name}`" for name in sidecar.LICENCES) + "\n"


def theme_text() -> str:
    """``theme.yaml``."""
    parts = (theme.Setting, theme.Pictures, theme.Block, theme.Option)
    return "\n".join([model_text(theme.ThemeFile), *(model_text(part, 3) for part in parts)])


# Kinds.


def _field_rows(model: type[Metadata], names: Iterable[str]) -> Iterator[Row]:
    known = roles(model)
    for (name, held, said), field in zip(model_rows(model, names), names, strict=True):
        own = "its own" if field in known.translatable else "may have its own"
        translation = own if field in known.translatable | known.own else "inherited"
        yield name, held, translation, said


_FIELDS = ("Field", "Holds", "In a translation", "Meaning")


def common_text() -> str:
    """The fields of every kind."""
    return table(_FIELDS, _field_rows(Metadata, list(Metadata.model_fields)))


def kinds_text() -> str:
    """Each kind: what it is, where it stands, its own fields."""
    chapters = []
    for kind in KINDS.values():
        facts = [
            "in the folder " + _listed([f"`{place}/`" for place in kind.sections]),
            f"lists go by `{kind.order}`",
            *(["its sections have a feed"] if kind.feed else []),
            *(["guest text: no raw HTML"] if kind.guest else []),
            *(["all stand on their section's page"] if not kind.page else []),
            *(["written in YAML, all languages in one file"] if kind.data else []),
            *(["a picture and its sidecar"] if kind.photo else []),
        ]
        text = f"## {kind.name}\n\n{_doc(kind.model)} Well known {'; '.join(facts)}.\n\n"
        # A field of every kind stands here again where this kind says more of it.
        own = [
            name
            for name, info in kind.model.model_fields.items()
            if repr(info) != repr(Metadata.model_fields.get(name))
        ]
        if own:
            text += table(_FIELDS, _field_rows(kind.model, own))
        else:
            text += "No fields of its own.\n"
        for part in dict.fromkeys(roles(kind.model).parts.values()):
            text += "\n" + model_text(part, 3)
        chapters.append(text)
    return "\n".join(chapters)


# Views.


def view_text(view: type[View]) -> str:
    """What a view answers to, by the docstrings of its properties."""
    rows = [(f"`{name}`", _doc(value)) for name, value in vars(view).items() if isinstance(value, property)]
    return table(("Name", "What it is"), rows)


# The base theme.


def _base() -> theme.ThemeFile:
    return theme.ThemeFile.model_validate(yaml.safe_load(BASE_THEME.read_text(encoding="utf-8")), strict=False)


def blocks_text() -> str:
    """The blocks of the base theme."""
    rows = []
    for name, block in _base().blocks.items():
        options = [
            f"`{option}`: {about.type}" + (", **required**" if about.required else "")
            for option, about in block.options.items()
        ]
        rows.append((f"`{name}`", block.body, "; ".join(options)))
    return table(("Block", "Text in it", "Options"), rows)


def base_settings_text() -> str:
    """The settings of the base theme."""
    rows = (
        (f"`{name}`", one.type, f"`{one.default}`", one.description or "") for name, one in _base().settings.items()
    )
    return table(("Setting", "Type", "Default", "Meaning"), rows)


def base_pictures_text() -> str:
    """The picture sizes of the base theme."""
    rows = (
        (f"`{name}`", ", ".join(map(str, one.widths)), one.ratio or "as it is", f"`{one.sizes}`")
        for name, one in _base().pictures.items()
    )
    return table(("Size", "Widths in pixels", "Shape", "Shown at"), rows)


# The command line.


def commands(group: click.Group, before: str = "portevoix") -> Iterator[tuple[str, click.Command]]:
    """Every verb with its whole name, groups opened."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def verbs_text() -> str:
    """Each verb: what it does, its arguments and options."""
    chapters = []
    for name, command in commands(command_line):
        context = click.Context(command)
        arguments = [one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)]
        paragraphs = [part for part in (command.help or "").split("\n\n") if not part.lstrip().startswith("\b")]
        rows = [
            (", ".join(f"`{switch}`" for switch in option.opts), _choices(option), option.help or "")
            for option in command.params
            if isinstance(option, click.Option)
        ]
        usage = " ".join([name, *arguments])
        text = "\n\n".join(" ".join(part.split()) for part in paragraphs)
        chapters.append(f"### `{usage}`\n\n{text}\n\n" + (table(("Option", "Takes", "Meaning"), rows) if rows else ""))
    return "\n".join(chapters)


def _choices(option: click.Option) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return _listed([f"`{choice}`" for choice in option.type.choices])
    words = {"directory": "a folder", "integer range": "a number"}
    return (option.metavar or words.get(option.type.name, option.type.name)).lower()


PARTS: Mapping[str, Callable[[], str]] = {
    "campaign": campaign_text,
    "section": lambda: model_text(section.Section),
    "registry": lambda: model_text(registry.RegistryValue),
    "sidecar": sidecar_text,
    "licences": licences_text,
    "common fields": common_text,
    "kinds": kinds_text,
    "site": lambda: view_text(SiteView),
    "page": lambda: view_text(PageView),
    "entry": lambda: view_text(EntryView),
    "blocks": blocks_text,
    "theme": theme_text,
    "base settings": base_settings_text,
    "base pictures": base_pictures_text,
    "verbs": verbs_text,
}


def renewed(text: str) -> str:
    """A page of the documentation with its generated parts made anew."""
    return PART.sub(lambda match: f"{match[1]}{PARTS[match[2]]()}{match[3]}", text)


def main() -> int:
    """Write the pages, or with ``--check`` compare them; the exit status."""
    old = {path: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.md"))}
    new = {path: renewed(text) for path, text in old.items()}
    stale = [path for path in old if old[path] != new[path]]
    for path in stale:
        print(f"{path.name} is out of date" if "--check" in sys.argv else f"{path.name} renewed")
        if "--check" not in sys.argv:
            path.write_text(new[path], encoding="utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
