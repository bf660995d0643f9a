"""What every kind has, and how a field says what it is: text to translate, a reference, a picture."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from portevoix.source.fields import Day, Moment, Prose, Slug, Text
from portevoix.source.validation import Model


class Role(NamedTuple):
    """What a field's value stands for beyond its type.

    ``translatable``: each language says its own; all other fields belong to the source language and are inherited.
    ``own``: each file says its own, and it is not text. ``entry``: the id of an entry, of that kind unless ``*``.
    ``picture`` and ``file``: the path of a picture, or of any file to offer, relative to the file that says it; it may
    stand alone, in a list, in a mapping, or in a group of fields.
    """

    name: Literal["translatable", "own", "entry", "picture", "file"]
    kind: str = "*"


TRANSLATABLE = Role("translatable")
OWN = Role("own")
PICTURE = Role("picture")
FILE = Role("file")

EntryId = Annotated[Text, Role("entry")]
"""The id of any entry: its path from ``content/`` without language and ending."""
PersonId = Annotated[Text, Role("entry", "person")]
"""The id of a person."""


class Part(Model):
    """A group of fields within an entry's metadata."""


class Metadata(Model):
    """The front matter that every kind of entry may have."""

    title: Annotated[Text, TRANSLATABLE] = Field(description="The headline, shown on the page, in lists and in feeds.")
    summary: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="One or two sentences for lists, feeds and search engines. Default: the first paragraph."
    )
    slug: Annotated[Slug | None, TRANSLATABLE] = Field(
        None, description="The last part of the address. Default: the last part of the id."
    )
    kind: Annotated[str | None, OWN] = Field(None, description="The kind, where it is not the section's.")
    date: Day | None = Field(None, description="The day it bears: 2026-04-26.")
    updated: Day | None = Field(None, description="The day of its last change worth telling.")
    picture: Annotated[Text | None, PICTURE] = Field(
        None, description="The picture that stands for the entry: a file, as seen from the entry's own."
    )
    picture_alt: Annotated[Text | None, TRANSLATABLE] = Field(
        None, description="What the picture shows, for those who do not see it. Default: from the picture's sidecar."
    )
    weight: int = Field(0, description="Its place in lists that go by weight: the smallest first.")
    see_also: tuple[EntryId, ...] = Field((), description="Entries to recommend beside this one, by id.")
    aliases: Annotated[tuple[Text, ...], OWN] = Field(
        (), description="Former addresses below the language, as press/launch/: they lead here."
    )
    draft: Annotated[bool, OWN] = Field(False, description="Not finished: nothing of it is shown.")
    withdrawn: bool = Field(False, description="Taken back: nothing of it is shown any more.")
    publish_at: Moment | None = Field(None, description="The moment from which it is public: 2026-03-01 09:00.")
    embargo: Moment | None = Field(None, description="The moment until which it is confidential.")
    expires_at: Moment | None = Field(None, description="The moment from which it is no longer public.")
    source_language: Annotated[str | None, OWN] = Field(
        None, description="The language that the entry was written in, where it is not the section's."
    )
    source_digest: Annotated[str | None, OWN] = Field(
        None,
        pattern="^[0-9a-f]{32}$",
        description="In a translation: which state of the source it renders. Written by translate accept.",
    )


class FieldRoles(NamedTuple):
    """The roles of a model's fields, by the fields' names."""

    translatable: frozenset[str]
    own: frozenset[str]
    pictures: tuple[str, ...]
    files: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    times: tuple[str, ...]
    texts: frozenset[str]
    parts: Mapping[str, type[Part]]


@cache
def roles(model: type[Model]) -> FieldRoles:
    """The roles of every field of ``model``.

    ``entries`` pairs a field's name with the kind it refers to; ``credits.person`` is one within groups of fields.
    ``times`` are the fields that hold days or moments, ``parts`` the models of those that hold groups of fields.
    """
    translatable, own, pictures, files, entries, times = set(), set(), [], [], [], []
    texts: set[str] = set()
    parts: dict[str, type[Part]] = {}
    for name, info in model.model_fields.items():
        if any(mark in _TIMES for mark in [*info.metadata, *_marks(info.annotation)]):
            times.append(name)
        if any(mark in _TEXTS for mark in [*info.metadata, *_marks(info.annotation)]):
            texts.add(name)
        for part in _types(info.annotation):
            if isinstance(part, type) and issubclass(part, Part):
                parts[name] = part
                entries += [(f"{name}.{inner}", kind) for inner, kind in roles(part).entries]
        for role in [mark for mark in [*info.metadata, *_marks(info.annotation)] if isinstance(mark, Role)]:
            if role.name == "translatable":
                translatable.add(name)
            elif role.name == "own":
                own.add(name)
            elif role.name == "picture":
                pictures.append(name)
            elif role.name == "file":
                files.append(name)
            else:
                entries.append((name, role.kind))
    return FieldRoles(
        frozenset(translatable), frozenset(own), tuple(pictures), tuple(files), tuple(entries), tuple(times),
        frozenset(texts), parts,
    )  # fmt: skip


def indefinite(kind: str) -> str:
    """The kind's name after its article: “an article”."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _marks(annotation: Any) -> typing.Iterator[Any]:
    """What is said of a type, and of the types it is made of, by ``Annotated``."""
    if typing.get_origin(annotation) is Annotated:
        base, *marks = typing.get_args(annotation)
        yield from marks
        yield from _marks(base)
    elif typing.get_origin(annotation) in (tuple, list, dict, typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _marks(part)


def _types(annotation: Any) -> typing.Iterator[Any]:
    """The plain types that a type is made of."""
    inner = typing.get_args(annotation)
    if not inner:
        yield annotation
    for part in inner[:1] if typing.get_origin(annotation) is Annotated else inner:
        yield from _types(part)


_TIMES = (typing.get_args(Day)[1], typing.get_args(Moment)[1])
_TEXTS = (typing.get_args(Text)[1], typing.get_args(Prose)[1])
