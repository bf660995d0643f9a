"""Where the pages to be shown stand: found by what they are, so that a new slug or translation changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from portevoix.build.desk import opened
from portevoix.build.request import Request
from portevoix.build.stages import load
from portevoix.model.library import Library

LANGUAGES = ("fr", "ar", "zh-Hans")


class Kind(NamedTuple):
    """A kind of page: its ``name`` in files, and the ``id`` of the entry or section that shows it."""

    name: str
    id: str


KINDS = (
    Kind("home", "index"),
    Kind("gallery", "changemakers"),
    Kind("changemaker", "changemakers/cool-wall"),
    Kind("messages", "messages"),
    Kind("article", "articles/draw-for-a-stranger"),
    Kind("event", "events/evening-within-earshot"),
    Kind("press-room", "press"),
    Kind("release", "press/releases/launch"),
    Kind("toolkit", "toolkit/posts"),
    Kind("questions", "faq"),
)


def addresses(request: Request) -> Mapping[tuple[str, str], str]:
    """Kind of page and language → address below the base address."""
    with opened(request) as desks:
        loaded = load(next(desks))
    assert loaded.gated is not None, "the campaign cannot be read: run portevoix build to see why"
    library = loaded.gated.public
    return {(kind.name, tag): _address(library, kind.id, tag) for kind in KINDS for tag in LANGUAGES}


def _address(library: Library, name: str, language: str) -> str:
    section = library.sections.get(name)
    if section is not None and section.has_page:
        return section.urls[language]
    entry = library.nearest(name, language)
    assert entry is not None, f"the demonstration campaign has no public “{name}” any more"
    return entry.url
