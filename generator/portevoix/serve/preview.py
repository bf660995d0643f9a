"""The preview: builds whenever something changed, and tells the open pages what has become of them.

Builds run in one thread of their own. What a page shows is signalled as soon as it is made: the open pages are made
first, and seen from the stage; everything else follows when the whole site is known to be sound.
"""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from portevoix.build.build import build
from portevoix.build.report import Report
from portevoix.build.request import Request, moment_of
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError
from portevoix.engine.choose import Reason
from portevoix.engine.state import State, StateUnreadable
from portevoix.model.gate import Gated, gate
from portevoix.model.library import Library
from portevoix.serve.epoch import Epoch
from portevoix.serve.eyes import LiveSession
from portevoix.serve.listener import Listener
from portevoix.serve.problems import to_show

PATIENCE = 3
"""How many builds in a row may be given up for a newer change, before one is brought to its end."""
WIDE = 64
"""From so many files on a build is given up when something newer is there to be built."""

Message = Mapping[str, Any]


class Turns:
    """How often pages, by path, were told to load again: a page that was on its way meanwhile is told once more."""

    def __init__(self) -> None:
        self._all = 0
        self._last: dict[str, int] = {}

    def another(self, path: str) -> None:
        """The page at ``path`` is told."""
        self._all += 1
        self._last[path] = self._all

    def every(self, told: Collection[str]) -> None:
        """Every page is told, but for those that were ``told`` just now."""
        self._all += 1
        self._last = {"": self._all} | {path: self.of(path) for path in told}

    def so_far(self) -> int:
        """How many there have been."""
        return self._all

    def of(self, path: str) -> int:
        """The last one of the page at ``path``."""
        return self._last.get(path, self._last.get("", 0))


class Wish(NamedTuple):
    """How the site is to be shown: as of ``moment`` (None: now), with what is ``held`` back or without."""

    moment: datetime | None = None
    held: bool = False


class Outcome(NamedTuple):
    """What the last build came to: its problems, and whether the site was left as it was."""

    problems: tuple[Problem, ...] = ()
    failed: bool = False


class _Superseded(Exception):
    """Something newer is waiting to be built."""


class Preview:
    """The site of ``root`` as it is being written, kept in a target of its own.

    ``tell`` is called from the builder's thread with messages for the open pages and the paths of the pages that they
    are for (None: all of them); ``open_pages`` gives the paths, in the output, of the pages that are open.
    ``wish`` is how the site is to be shown, ``granted`` how it is; ``building``: something is being made.
    """

    def __init__(
        self,
        root: Path,
        tell: Callable[[Message, Collection[str] | None], None],
        open_pages: Callable[[], Collection[str]],
        report: Callable[[Report | PortevoixError, Request], None],
        jobs: int = 1,
    ) -> None:
        self.root = root
        self.output = target(root)
        self.wish = Wish()
        self.granted = Wish()
        self.epoch = Epoch(self.output)
        self.outcome = Outcome()
        self.building = False
        self.turns = Turns()
        self.library: Library | None = None
        self.shown: Gated | None = None
        self.reasons: Mapping[str, Sequence[Reason]] = {}
        self.listener = Listener(self)
        self.session = LiveSession(self.listener)
        self.tell = tell
        self.open_pages = open_pages
        self._report = report
        self._jobs = jobs
        self._wakes: queue.SimpleQueue[Literal["changed", "wish", "time", "stop"]] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._given_up = 0
        self._until: datetime | None = None

    def request(self) -> Request:
        """The build that is wanted now."""
        actual = moment_of(None, self.root)
        moment = self.wish.moment or actual
        return Request(self.root, self.output, moment, self.wish.held, jobs=self._jobs, actual=actual)

    def changed(self, places: Collection[str]) -> None:
        """Source files changed; from any thread."""
        self.session.changed(places)
        self._wakes.put("changed")

    def ask(self, wish: Wish) -> None:
        """Show the site otherwise; from any thread."""
        self.wish = wish
        self._wakes.put("wish")

    def stop(self) -> None:
        """Give up what is being built, and end ``run``; from any thread."""
        self._stopped.set()
        self._wakes.put("stop")

    def run(self) -> None:
        """Build now, and again whenever something changed, until ``stop``."""
        reload_all = True
        while not self._stopped.is_set():
            try:
                shown = self._build(reload_all)
            except Exception:  # nobody would notice that it builds no more
                traceback.print_exc()
                shown = False
            reload_all = "wish" in self._wait() or (reload_all and not shown)

    def _wait(self) -> set[str]:
        """Sleep until something changed, the site is wanted otherwise, or time itself changes it."""
        wakes: set[str] = set()
        try:
            wakes.add(self._wakes.get(timeout=self._until_next()))
        except queue.Empty:
            return {"time"}
        while not self._wakes.empty():
            wakes.add(self._wakes.get())
        return wakes

    def _until_next(self) -> float | None:
        if self._until is None or self.wish.moment is not None:
            return None
        return min(max(0.5, (self._until - datetime.now(UTC)).total_seconds()), 3600.0)

    def _build(self, reload_all: bool) -> bool:
        """Build once; whether what was wanted is shown now. ``reload_all`` says that no page shows it yet."""
        wish = self.wish
        request = self.request()
        self.listener.told.clear()
        self._tell_building(True)
        done = self._try(request)
        if done is None:
            return False
        self._given_up = 0
        if isinstance(done, Report):
            self.session.alone = True
            self._until = done.until
            if not done.failed:
                self.listener.adopt()
                self.granted = wish
                self.session.styles_alone = None
                self._stay()
            outcome = Outcome(done.problems, done.failed)
        else:
            self.session.alone = False
            self._until = None
            outcome = Outcome((Problem("", 0, 0, "preview", str(done), hint=done.hint),), failed=True)
        self._settle()
        self.outcome = outcome  # what is told of the site is told when it is the one that is shown
        self.tell(self.problems(), None)
        if reload_all and not outcome.failed:
            self._reload_others(frozenset(self.listener.told))
        self._tell_building(False)
        self._report(done, request)
        return not outcome.failed

    def _tell_building(self, building: bool) -> None:
        self.building = building
        self.tell({"command": "building", "building": building}, None)

    def _reload_others(self, told: frozenset[str]) -> None:
        """All pages load again, but for those that were ``told`` to while the site was being made: their bars look."""
        self.turns.every(told)
        others = frozenset(self.open_pages()) - told
        self.tell({"command": "reload", "path": "*", "liveCSS": True}, others if told else None)
        self.tell({"command": "shown"}, told)

    def _try(self, request: Request) -> Report | PortevoixError | None:
        """Build; the report, or why there is none; None when it was given up for something newer."""
        try:
            self._hold()
            return build(request, self.session)
        except _Superseded:
            self._given_up += 1
            self.epoch = Epoch(self.output)  # what was shown early stays on the screen: what is newer follows at once
            return None
        except PortevoixError as error:
            return error
        except Exception as error:  # a preview outlives its own mistakes: they are shown like an author's
            traceback.print_exc()
            return PortevoixError(f"portevoix made a mistake of its own: {error!r}", "save again, or start serve anew")

    def _hold(self) -> None:
        """Take the state again when its folder was deleted meanwhile: another preview could take it as well."""
        state = self.session.state
        if state is not None and not state.locked:
            self.session.release()
            self.session.hold(State(state.path))

    def _stay(self) -> None:
        state = self.session.state
        if state is not None and state.in_memory is None:
            with suppress(StateUnreadable):  # then it is asked as ever
                state.stay()

    def _settle(self) -> None:
        """Show what is committed and nothing else."""
        self.epoch = Epoch(self.output)
        self.listener.settle()

    def address(self, path: str) -> str:
        """The address of the file ``path`` of the site; a page's is that of its folder."""
        base = self.library.campaign.base_path if self.library is not None else "/"
        return base + quote(path.removesuffix("index.html"))

    def problems(self) -> Message:
        """The message that tells the open pages what is wrong."""
        return {
            "command": "problems",
            "failed": self.outcome.failed,
            "stands": self.epoch.folder(""),
            "problems": to_show(self.outcome.problems, self.request()),
        }

    def differs(self) -> tuple[Library, Gated, Gated] | None:
        """Everything, what is shown, and what the public sees now; None before anything was read."""
        library, shown = self.library, self.shown
        if library is None or shown is None:
            return None
        return library, shown, gate(library, moment_of(None, self.root))

    def give_up_if_newer(self, files: int) -> None:
        """End the build that is under way, if it is a long one and something newer waits, or the preview ends."""
        if self._stopped.is_set():
            raise _Superseded
        if files >= WIDE and self._given_up < PATIENCE and not self._wakes.empty():
            raise _Superseded


def target(root: Path) -> Path:
    """Where the preview's site lies: never in the output."""
    return root / ".portevoix" / "preview" / "site"
