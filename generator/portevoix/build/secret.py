"""What is secret: what must not lie where others see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from portevoix.build.request import Request
from portevoix.model.gate import Gated, gate
from portevoix.model.library import Library


class Secret(NamedTuple):
    """What must not lie in a store that others see: entries by ``id@language``, and source files."""

    keys: frozenset[str]
    paths: frozenset[str]


def public_in_fact(library: Library, gated: Gated, request: Request) -> frozenset[str]:
    """The source files of what is public at the build's moment and in fact as well: logs may name them."""
    if not request.drafts and request.actual in (None, request.now):
        return gated.public_paths
    return gated.public_paths & gate(library, request.actual or request.now).public_paths


def secret_of(library: Library, gated: Gated, request: Request, files: Iterable[str] = ()) -> Secret:
    """All that is hidden at the build's moment, or in fact.

    A build that shows what is not public in fact may draw on any of the ``files`` for that alone: then all are secret.
    """
    if not (gated.hidden_paths or gated.last or gated.next or request.drafts):
        return Secret(frozenset(), frozenset())  # nothing is held back at any moment
    plainly = gate(library, request.now)
    in_fact = gate(library, request.actual) if request.actual is not None else plainly
    every = (gated, plainly, in_fact)
    paths = {path for one in every for path in one.hidden_paths}
    if not gated.public_paths <= in_fact.public_paths:
        paths.update(files)
    return Secret(frozenset(entry.key for one in every for entry in one.hidden), frozenset(paths))
