"""Committing: the journal turns the old site into the new one, then the state remembers it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from portevoix.build.desk import Desk
from portevoix.build.report import Report
from portevoix.build.standing import stamp
from portevoix.build.unchanged import options
from portevoix.core.digest import ABSENT
from portevoix.engine.journal import MANIFEST, foreign_files, owned
from portevoix.engine.state import Stamp
from portevoix.model.gate import Gated
from portevoix.render.moments import Moments, window


def publish(
    desk: Desk, manifest: Mapping[str, bytes], stands: Mapping[str, bytes], report: Report
) -> tuple[Report, dict[str, tuple[bytes, Stamp]]]:
    """Make the output hold exactly ``manifest`` (path → digest), given what ``stands`` there already.

    The report with what was done; and the digests and stamps of the files that were written.
    """
    output = desk.request.output
    written = [path for path, mark in manifest.items() if stands.get(path) != mark]
    mine = owned(output)
    if mine is not None:
        gone = mine.keys() - manifest.keys()
    else:  # what is hidden there may be another program's, unless the state knows it for ours
        gone = {*foreign_files(output), *desk.before.outputs} - {*manifest, MANIFEST}
    if written or gone or mine != manifest:
        desk.session.observer.sound(desk.stage, written, gone)
        desk.stage.seal(written, gone, manifest)
        desk.stage.finish()
        desk.session.observer.committed()
    left = {}
    for path in (*written, MANIFEST):
        if (found := stamp(f"{output}/{path}")) is not None:
            left[path] = (manifest.get(path, ABSENT), found)
    return replace(report, written=len(written), deleted=len(gone)), left


def about(desk: Desk, holds: tuple[datetime | None, datetime | None], report: Report) -> dict[str, Any]:
    """What a later build must know to see that it has nothing to do: from when until when this one ``holds``, too."""
    return {
        "recipe": desk.recipe.hex(),
        "snapshot": desk.snapshot.digest().hex(),
        "options": options(desk.request),
        "since": _utc(holds[0]),
        "until": _utc(holds[1]),
        "report": report.to_json(),
    }


def remember(desk: Desk, save: Callable[[], None], report: Report) -> Report:
    """Let ``save`` write the state; where that fails, there is none, and the report says so."""
    desk.session.built = None
    try:
        save()
        desk.session.built = desk.snapshot.files
    except (sqlite3.Error, OSError) as error:
        desk.state.forget()
        note = f"the state could not be kept, so the next build makes everything anew ({error})"
        return replace(report, notes=(*report.notes, note))
    return report


def holding(gated: Gated, moments: Moments, facts: Mapping[str, bytes]) -> tuple[datetime | None, datetime | None]:
    """From when until when a build at another moment would make the same: no entry turns, no answer about time does."""
    asked = [name.removeprefix("moment:") for name in facts if name.startswith("moment:")]
    return window(moments, asked, [turn for turn in (gated.last, gated.next) if turn is not None])


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
