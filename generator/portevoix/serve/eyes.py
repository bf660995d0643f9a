"""Eyes: which source files changed, from what the system tells, without looking at all of them again."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from portevoix.build.request import Request, bundled_themes
from portevoix.build.session import Observer, Progress, Session, quiet
from portevoix.core.digest import digest_bytes
from portevoix.source.snapshot import Snapshot

DEBOUNCE, STEP, PATIENCE = 50, 10, 500
"""Milliseconds: how long changes are gathered at most, how long it must be quiet (``watchfiles`` takes 1600 and 50,
which is for reloading programs), and how often to look whether the folders themselves are the same."""
TRY_AGAIN = 30
"""Seconds after which watching is tried again where it was not possible."""
BLIND = "hint: all files are looked at once a second instead; raise fs.inotify.max_user_watches and max_user_instances"


class LiveSession(Session):
    """The session of a preview: its snapshot follows what ``changed`` tells of.

    ``seen`` is the last snapshot; ``styles_alone``: nothing but style sheets changed since the last commit (None:
    nothing did).
    """

    hasty = True

    def __init__(self, observer: Observer, progress: Progress = quiet) -> None:
        super().__init__(progress, observer)
        self.seen: Snapshot | None = None
        self.styles_alone: bool | None = None
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
        if changed:
            self.styles_alone = self.styles_alone is not False and all(place.endswith(".css") for place in changed)
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


def watch(root: Path, tell: Callable[[set[str]], None], stop: threading.Event, say: Callable[[str], object]) -> None:
    """Call ``tell`` with the places where something changed below the sources of ``root``, until ``stop``; blocks.

    It watches only some time after it was called, and does not say when: its first sign of life tells of ``root`` as
    a whole, so that what was saved meanwhile is looked for. The same when a folder was put in the place of another.
    Where the system does not tell (it has no watches left, a name is not UTF-8), everything is looked at once a second,
    and ``say`` is told why, for the terminal.
    """
    said = ""
    while not stop.is_set():
        watched = _places(root)
        try:
            if watched:
                _watch(root, watched, tell, stop)
            else:
                stop.wait(PATIENCE / 1000)
        except FileNotFoundError:
            continue  # one is gone again: it is looked for at once
        except Exception as error:  # the library has errors of its own, which are no OSError
            if str(error) != said:
                said = str(error)
                say(f"portevoix: changes of files cannot be watched here ({said})\n  {BLIND}")
            _look_around(root, tell, stop)


def _look_around(root: Path, tell: Callable[[set[str]], None], stop: threading.Event) -> None:
    """Look at all files once a second for a while."""
    before = None
    for _ in range(TRY_AGAIN):
        now = _stamps(root)
        if now != before:
            tell({str(root)})
        before = now
        if stop.wait(1.0):
            return


def _stamps(root: Path) -> dict[str, tuple[int, int, int]]:
    """What tells one state of each file from another, by the file's place."""
    found = {}
    for folder in _places(root):
        for place, _, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    facts = os.lstat(f"{place}/{name}")
                    found[f"{place}/{name}"] = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
    return found


def _watch(root: Path, watched: Mapping[str, int], tell: Callable[[set[str]], None], stop: threading.Event) -> None:
    """Watch until ``stop``, or until other folders stand where the ``watched`` ones did."""
    from watchfiles import watch as changes

    known = False
    for found in changes(
        *watched, watch_filter=None, debounce=DEBOUNCE, step=STEP, stop_event=stop, rust_timeout=PATIENCE,
        yield_on_timeout=True, raise_interrupt=False, ignore_permission_denied=True,
    ):  # fmt: skip
        if found or not known:
            tell({place for _, place in found} | (set() if known else {str(root)}))
        known = True
        if _places(root) != watched:
            break


def _places(root: Path) -> dict[str, int]:
    """The folders to watch, and which these are."""
    found = {}
    for place in (root / "content", root / "themes", bundled_themes()):
        with suppress(OSError):
            if place is not None and place.is_dir():
                found[str(place)] = place.stat().st_ino
    return found
