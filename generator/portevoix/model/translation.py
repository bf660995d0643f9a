"""How a translation stands beside its original."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from portevoix.model.entry import Entry

State = Literal["source", "current", "stale", "untracked", "missing"]
"""A text's state: the original itself; a translation of the source as it is, or as it was; one of which that is not
known; or none at all."""


def state_of(entry: Entry, digest: Callable[[], str | None]) -> State:
    """The state of ``entry``; ``digest`` gives the ``source_digest`` of its original as it is now, if that matters."""
    if entry.language == entry.source_language:
        return "source"
    if not entry.has_text:
        return "current"  # it stands side by side with its source, in one file
    recorded = entry.meta.get("source_digest")
    if recorded is None:
        return "untracked"
    return "current" if recorded == digest() else "stale"
