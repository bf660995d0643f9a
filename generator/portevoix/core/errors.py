"""The one tree of exceptions.

::

    PortevoixError                 anything that a command reports without a traceback (exit status 1)
    ├── UsageError                 the command was called in a way that cannot work (exit status 2)
    └── SnapshotMoved              a file changed while it was being built; the build starts again

Every exception that leaves a public function for a reason other than a fault of ours is one of these.
"""

from __future__ import annotations


class PortevoixError(Exception):
    """Anything that a command reports in words; ``hint`` says what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(PortevoixError):
    """The command was called in a way that cannot work."""


class SnapshotMoved(PortevoixError):
    """A file no longer has the bytes that the snapshot saw; ``path`` is relative to the campaign."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while the site was being built")
        self.path = path
