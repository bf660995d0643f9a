"""The kinds of content: what the front matter of each may say.

``KINDS`` is the registry. A kind is a typed model and the few things that the model cannot say: its well-known
sections, its order in lists, whether its text comes from guests.
"""

from __future__ import annotations

from portevoix.model.kinds.article import Article
from portevoix.model.kinds.changemaker import Changemaker
from portevoix.model.kinds.common import Kind, Metadata
from portevoix.model.kinds.event import Event
from portevoix.model.kinds.message import Message
from portevoix.model.kinds.page import Page
from portevoix.model.kinds.person import Person
from portevoix.model.kinds.release import Release

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("page", Page, sections=("pages",), order="weight"),
        Kind("message", Message, sections=("messages",), order="weight"),
        Kind("changemaker", Changemaker, sections=("changemakers",), order="title"),
        Kind("article", Article, sections=("articles",), order="date", guest=True, feed=True),
        Kind("person", Person, sections=("people", "press/contacts"), order="title"),
        Kind("event", Event, sections=("events",), order="start"),
        Kind("release", Release, sections=("press/releases",), order="date", feed=True),
    )
}
"""Every kind by its name."""

WELL_KNOWN: dict[str, str] = {section: kind.name for kind in KINDS.values() for section in kind.sections}
"""The kind of what stands in a folder of a well-known name, when its ``section.yaml`` does not say another."""

__all__ = ["KINDS", "WELL_KNOWN", "Kind", "Metadata"]
