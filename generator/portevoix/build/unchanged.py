"""Nothing to do: found out from stamps alone, before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portevoix.build.desk import Desk
from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.build.standing import untouched
from portevoix.engine.state import StateUnreadable


def options(request: Request) -> list[object]:
    """What was asked for, as far as the output depends on it."""
    return [request.drafts, request.strict]


def holds(meta: Mapping[str, Any], request: Request, recipe: bytes) -> bool:
    """Whether the last build, of which ``meta`` is known, was of the same kind, and time has changed nothing since."""
    if meta.get("recipe") != recipe.hex() or meta["options"] != options(request):
        return False
    since, until = meta["since"], meta["until"]
    if since is not None and request.now < datetime.fromisoformat(since):
        return False
    return until is None or request.now < datetime.fromisoformat(until)


def nothing_to_do(desk: Desk) -> Report | None:
    """The report of a build that has nothing to do; None when something may have changed since the last one."""
    state, snapshot = desk.state, desk.snapshot
    try:
        if not desk.session.observer.informed or not state.sound():
            return None
        meta = state.meta()
        if not holds(meta, desk.request, desk.recipe) or snapshot.problems:
            return None
        if meta["snapshot"] != snapshot.digest().hex():
            return None
        if not desk.session.alone and not untouched(desk.request.output, state.outputs()):
            return None
        return Report.replayed(meta["report"])
    except (StateUnreadable, KeyError, TypeError, ValueError):
        return None
