"""Committing: the journal turns the old site into the new one, then the state remembers it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from portevoix.build.desk import Desk
from portevoix.build.report import Report
from portevoix.build.standing import stamp
from portevoix.build.unchanged import options
from portevoix.core.digest import ABSENT
from portevoix.engine.journal import MANIFEST, foreign_files, owned
from portevoix.engine.state import Remembered, Stamp
from portevoix.model.gate import Gated
from portevoix.render.moments import Moments, window


def commit(
    desk: Desk,
    new: Remembered,
    manifest: Mapping[str, bytes],
    stands: Mapping[str, bytes],
    stamps: Mapping[str, Stamp],
    holds: tuple[datetime | None, datetime | None],
    report: Report,
) -> Report:
    """Make the output hold exactly ``manifest`` (path → digest), given that ``stands`` is there already, so stamped.

    ``new`` is remembered, with the time during which it ``holds``: from, until.
    """
    output = desk.request.output
    written = [path for path, mark in manifest.items() if stands.get(path) != mark]
    mine = owned(output)
    gone = (set(mine) if mine is not None else set(foreign_files(output))) - manifest.keys()
    if written or gone or mine != manifest:
        desk.stage.seal(written, gone, manifest)
        desk.stage.finish()
    for path, mark in manifest.items():
        left = stamps[path] if stands.get(path) == mark else stamp(f"{output}/{path}")
        if left is not None:
            new.outputs[path] = (mark, left)
    if (found := stamp(f"{output}/{MANIFEST}")) is not None:
        new.outputs[MANIFEST] = (ABSENT, found)
    report = replace(report, written=len(written), deleted=len(gone))
    new.meta |= {
        "recipe": desk.recipe.hex(),
        "snapshot": desk.snapshot.digest().hex(),
        "options": options(desk.request),
        "since": _utc(holds[0]),
        "until": _utc(holds[1]),
        "report": report.to_json(),
    }
    try:
        desk.state.save(desk.before, new)
    except (sqlite3.Error, OSError) as error:
        desk.state.forget()
        note = f"the state could not be kept, so the next build makes everything anew ({error})"
        report = replace(report, notes=(*report.notes, note))
    return report


def holding(gated: Gated, moments: Moments, facts: Mapping[str, bytes]) -> tuple[datetime | None, datetime | None]:
    """From when until when a build at another moment would make the same: no entry turns, no answer about time does."""
    asked = [name.removeprefix("moment:") for name in facts if name.startswith("moment:")]
    return window(moments, asked, [turn for turn in (gated.last, gated.next) if turn is not None])


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
