"""Eyes: which source files changed, from what the system tells, without looking at all of them again."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from portevoix.build.request import Request, bundled_themes
from portevoix.build.session import Observer, Progress, Session, quiet
from portevoix.core.digest import digest_bytes
from portevoix.source.snapshot import Snapshot

DEBOUNCE, STEP = 50, 10
"""Milliseconds: how long changes are gathered at most, and how long it must be quiet; ``watchfiles`` takes 1600 and 50,
which is for reloading programs."""


class LiveSession(Session):
    """The session of a preview: its snapshot follows what ``changed`` tells of.

    ``seen`` is the last snapshot; ``styles_alone``: nothing but style sheets changed since the one before.
    """

    hasty = True

    def __init__(self, observer: Observer, progress: Progress = quiet) -> None:
        super().__init__(progress, observer)
        self.seen: Snapshot | None = None
        self.styles_alone = False
        self._sure = False
        self._changed: set[str] = set()
        self._changing = threading.Lock()

    def changed(self, places: Iterable[str]) -> None:
        """Something happened to the files at ``places``, absolute paths; safe to call from any thread."""
        with self._changing:
            self._changed.update(places)

    def look(self, request: Request, *, again: bool) -> Snapshot:
        """The snapshot: the last one with what changed, or a wholly new one where more than contents may have."""
        with self._changing:
            changed, self._changed = self._changed, set()
        self.styles_alone = bool(changed) and all(place.endswith(".css") for place in changed)
        sure, self._sure = self._sure and not again, False  # what has changed is lost, should this not come to its end
        followed = _followed(self.seen, changed) if sure and self.seen is not None else None
        self.seen = followed if followed is not None else super().look(request, again=again)
        self._sure = True
        return self.seen


def _followed(last: Snapshot, changed: Iterable[str]) -> Snapshot | None:
    """``last`` with the new contents of known files; None when files may have come, gone or changed their kind."""
    if last.problems or last.spelled:
        return None
    files = dict(last.files)
    folders = {str(folder): root for root, folder in last.roots.items()}
    for place in changed:
        folder = next((one for one in folders if place.startswith(f"{one}{os.sep}")), None)
        if folder is None:
            return None
        path = f"{folders[folder]}/{place[len(folder) + 1 :].replace(os.sep, '/')}"
        if path not in files:
            if os.path.lexists(place) or any(known.startswith(f"{path}/") for known in files):
                return None
            continue  # an editor tried whether it can write here, or kept the old text for a moment
        try:
            facts = os.lstat(place)
            if not stat.S_ISREG(facts.st_mode):
                return None
            files[path] = digest_bytes(Path(place).read_bytes())
        except OSError:
            return None
    return Snapshot(last.roots, files, last.problems, last.spelled)


def watch(root: Path, tell: Callable[[set[str]], None], stop: threading.Event) -> None:
    """Call ``tell`` with the places where something changed below the sources, until ``stop``; blocks."""
    from watchfiles import watch as changes

    themes = (root / "themes", bundled_themes())
    places = [place for place in (root / "content", *themes) if place is not None and place.is_dir()]
    for found in changes(
        *places, watch_filter=None, debounce=DEBOUNCE, step=STEP, stop_event=stop, rust_timeout=500,
        yield_on_timeout=False, ignore_permission_denied=True,
    ):  # fmt: skip
        tell({place for _, place in found})
