"""What builds in one process have in common: who watches them, and what need not be found out again.

A command that builds once needs none of it. The live preview builds all day, keeps the state to itself, and shows what
was made before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from portevoix.build.recipe import recipe
from portevoix.build.request import Request
from portevoix.engine.state import State
from portevoix.source.snapshot import Snapshot, Stamps, take

if TYPE_CHECKING:  # a build with nothing to do needs none of it
    from portevoix.engine.choose import Reason
    from portevoix.engine.journal import Stage
    from portevoix.engine.products import Made, Product
    from portevoix.model.gate import Gated
    from portevoix.model.library import Library

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, what is done of it, and of how much."""


def quiet(stage: str, done: int, of: int) -> None:
    """Tell nobody."""


class Observer:
    """Whom a build tells what it does, as it does it; this one lets everything pass."""

    listens = False
    """Whether it wants to hear reasons: they take time to put in words."""

    @property
    def informed(self) -> bool:
        """Whether it can do without ``read`` when there is nothing to do."""
        return True

    def read(self, library: Library, gated: Gated) -> None:
        """All that the files say, and what of it exists at the build's moment."""

    def passed(self) -> None:
        """What was read holds no error; what is made of it may still."""

    def chosen(self, reasons: Mapping[str, Sequence[Reason]]) -> None:
        """What will be made, by path, and why; told when it ``listens``."""

    def in_order(self, products: Sequence[Product]) -> Sequence[Product]:
        """The products in the order in which they are wanted."""
        return products

    def made(self, one: Made, stage: Stage) -> None:
        """One product was made; it lies in the stage, unless it came out as it stands."""

    def delivered(self, done: int, total: int) -> None:
        """Of ``total`` files that pages ordered, and that had to be made, ``done`` are there."""

    def sound(self, stage: Stage, written: Collection[str], deleted: Collection[str]) -> None:
        """The new site is whole: files ``written`` wait in the stage, and will be moved to the output."""

    def committed(self) -> None:
        """They have been moved."""


class Session:
    """One or many builds of the same request.

    ``built``: path → digest of the source files of the last build that the state knows, if it was of this session.
    ``alone``: nobody else touches the output. ``hasty``: an error in what was read ends a build at once; otherwise it
    goes on, to tell what else is wrong.
    ``hold`` takes the state for the whole session, so that no other command works on the same output.
    """

    alone = False
    hasty = False

    def __init__(self, progress: Progress = quiet, observer: Observer | None = None) -> None:
        self.progress = progress
        self.observer = observer or Observer()
        self.state: State | None = None
        self.built: Mapping[str, bytes] | None = None
        self._recipe: bytes | None = None

    def hold(self, state: State) -> None:
        """Take ``state`` until ``release``; ``UsageError`` when another command has it."""
        state.lock()
        self.state = state

    def release(self) -> None:
        """Let others have the state."""
        if self.state is not None:
            self.state.unlock()
            self.state = None

    def recipe(self, known: Path) -> bytes:
        """The digest of how everything is made; it does not change under a process."""
        if self._recipe is None:
            self._recipe = recipe(known)
        return self._recipe

    def look(self, request: Request, *, again: bool) -> Snapshot:
        """What every source file is now; ``again`` after files changed under a build."""
        stamps = Stamps(request.private / "stamps.json")
        if again:
            stamps.taken = 0  # no stamp is trusted after one has misled
        return take(request.roots(), stamps)
