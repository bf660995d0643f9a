"""The one tree of exceptions.

::

    PortevoixError                 anything that a command reports without a traceback (exit status 1)
    ├── UsageError                 the command was called in a way that cannot work (exit status 2)
    ├── BuildFailed                problems in the campaign; carries all of them
    └── SnapshotMoved              a file changed while it was being built; the build starts again

Every exception that leaves a public function for a reason other than a fault of ours is one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portevoix.core.diagnostics import Problem


class PortevoixError(Exception):
    """Anything that a command reports in words; ``hint`` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(PortevoixError):
    """The command was called in a way that cannot work."""


class BuildFailed(PortevoixError):
    """The campaign has errors; ``problems`` holds every one that was found, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class SnapshotMoved(PortevoixError):
    """A file no longer has the bytes that the snapshot saw; ``path`` is relative to the campaign."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while the site was being built")
        self.path = path
