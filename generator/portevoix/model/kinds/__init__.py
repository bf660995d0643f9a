"""The kinds of content: what the front matter of each may say.

``KINDS`` is the registry. A kind is a typed model and the few things that the model cannot say: its well-known
sections, its order in lists, whether its text comes from guests.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from portevoix.model.kinds.common import Metadata


class Kind(NamedTuple):
    """A kind of content; its ``model`` is the class of its name in the module of its name.

    ``sections``: folders that hold it unless they say otherwise. ``order``: how lists of it go (``date`` and ``start``
    fall and rise, ``title`` goes by the language's alphabet, ``weight`` rises). ``guest``: its text comes from outside
    the team and is sanitized. ``feed``: its sections have a feed unless they say otherwise. ``page``: each has a page
    of its own; without one, it is a part of its section's page. ``data``: it is written in YAML, all its languages in
    one file, and has no text. ``photo``: each is a picture and the sidecar beside it. ``offers``: its fields name
    files to download. ``one_of``: groups of fields of which each entry must have one.
    """

    name: str
    sections: tuple[str, ...] = ()
    order: str = "date"
    guest: bool = False
    feed: bool = False
    page: bool = True
    data: bool = False
    photo: bool = False
    offers: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()

    @property
    def model(self) -> type[Metadata]:
        """What its front matter may say. It is loaded when it is asked for: most builds meet few kinds."""
        module = import_module(f"portevoix.model.kinds.{self.name}")
        found: type[Metadata] = getattr(module, self.name.capitalize())
        return found


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("page", sections=("pages",), order="weight"),
        Kind("message", sections=("messages",), order="weight"),
        Kind("changemaker", sections=("changemakers",), order="title"),
        Kind("article", sections=("articles",), order="date", guest=True, feed=True),
        Kind("person", sections=("people", "press/contacts"), order="title"),
        Kind("event", sections=("events",), order="start"),
        Kind("release", sections=("press/releases",), order="date", feed=True),
        Kind("faq", sections=("faq",), order="weight", page=False),
        Kind("partner", sections=("partners",), order="title", page=False, data=True),
        Kind("kit", sections=("press/kits",), order="weight", page=False, data=True),
        Kind("stat", sections=("stats",), order="weight", page=False, data=True),
        Kind("post", sections=("toolkit/posts",), order="weight", page=False, data=True),
        Kind("brief", sections=("toolkit/briefs",), order="weight"),
        Kind("photo", sections=("press/photos",), order="date", page=False, photo=True),
        Kind("video", sections=("press/videos", "videos"), order="date", offers=True, one_of=(("link", "file"),)),
        Kind("brand", sections=("press/brand", "brand"), order="weight", offers=True),
        Kind("factsheet", sections=("press/facts",), order="weight"),
        Kind("coverage", sections=("press/coverage",), order="date", page=False, data=True),
    )
}
"""Every kind by its name."""

WELL_KNOWN: dict[str, str] = {section: kind.name for kind in KINDS.values() for section in kind.sections}
"""The kind of what stands in a folder of a well-known name, when its ``section.yaml`` does not say another."""
