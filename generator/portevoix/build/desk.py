"""The desk: what one build works with, and how it comes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from portevoix.build.request import Request
from portevoix.build.session import Session
from portevoix.core.errors import UsageError
from portevoix.engine import workers
from portevoix.engine.journal import Stage, check_output
from portevoix.engine.state import Remembered, State, StateUnreadable
from portevoix.engine.store import Store
from portevoix.source.snapshot import Snapshot

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

TRIES = 5
"""How often a build starts again when files change under it."""


class Desk(NamedTuple):
    """The request, its one snapshot, what the last build left (``before``), where new files wait and results are kept.

    ``notes`` are for the report.
    """

    request: Request
    snapshot: Snapshot
    recipe: bytes
    state: State
    before: Remembered
    stage: Stage
    store: Store
    session: Session
    notes: tuple[str, ...] = ()

    def remembering(self) -> Desk:
        """The desk with what the last build knew; an unreadable state is thrown away, and a note says so."""
        try:
            if self.state.sound() is False:
                raise StateUnreadable("its checksum does not agree")
            before = self.state.load()
            if before.meta.get("recipe") != self.recipe.hex():
                before.facts.clear()  # everything is made again, and what facts were called may have changed
            return self._replace(before=before)
        except StateUnreadable:
            self.state.forget()
            note = "the state of the last build could not be read; everything is made anew"
            return self._replace(before=Remembered(), notes=(*self.notes, note))


def over(desk: Desk, task: Callable[[Shared, Item], Result], shared: Shared, items: Sequence[Item]) -> Iterator[Result]:
    """``task(shared, item)`` for every item, by as many workers as were asked for."""
    return workers.over(task, shared, items, jobs=desk.request.jobs, method=desk.request.start_method)


@contextmanager
def opened(request: Request, session: Session | None = None) -> Iterator[Iterator[Desk]]:
    """Desks for a command that has the output to itself: one for each try, each with a new snapshot.

    What an interrupted command had decided is finished first.
    """
    session = session or Session()
    _check_apart(request)
    check_output(request.output, request.replace)
    stage, own = Stage(request.output), session.state is None
    state = session.state or State(request.state)
    if own:
        state.lock()
    try:
        stage.finish()
        stage.clear()
        yield _desks(request, state, stage, session)
    finally:
        try:
            stage.finish()
            stage.clear()
        finally:
            if own:
                state.unlock()


def _check_apart(request: Request) -> None:
    """``UsageError`` when the output holds the campaign's own folders, or lies in one of them."""
    output = request.output.resolve()
    for name in ("content", "themes", ".portevoix/store"):
        kept = (request.root / name).resolve()
        if kept.is_relative_to(output) or output.is_relative_to(kept):
            raise UsageError(f"{output} holds the campaign itself, or lies in it", "name another folder with --output")


def _desks(request: Request, state: State, stage: Stage, session: Session) -> Iterator[Desk]:
    _keep_out_of_git(request)
    store = Store(request.shared, Store(request.private / "store"))
    own_recipe = session.recipe(request.private / "code.json")
    for again in range(TRIES):
        stage.clear()
        snapshot = session.look(request, again=again > 0)
        yield Desk(request, snapshot, own_recipe, state, Remembered(), stage, store, session)


def _keep_out_of_git(request: Request) -> None:
    folder = request.root / ".portevoix"
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
