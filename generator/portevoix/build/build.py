"""The build: from a campaign's files to its site, whole or not at all."""

from __future__ import annotations

import gc

from portevoix.build.desk import opened
from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.build.session import Session
from portevoix.build.unchanged import nothing_to_do
from portevoix.core.errors import PortevoixError, SnapshotMoved


def build(request: Request, session: Session | None = None) -> Report:
    """Bring the output to what the campaign is at ``request.now``; with an error in it, leave the output as it is.

    ``PortevoixError`` when it cannot even be tried: no campaign, an output that is not ours, another build at work.
    """
    # A build makes much and throws little away: looking for rubbish as often as usual costs a fifth of its time, and a
    # short one has ended before any is worth it.
    gc.set_threshold(100_000, 20, 20)
    gc.disable()
    try:
        with opened(request, session) as desks:
            for desk in desks:
                if done := nothing_to_do(desk):
                    return done
                # Only now: a build with nothing to do needs nothing of it, and one after an edit of texts not all.
                from portevoix.build.retouch import retouch

                try:
                    if done := retouch(desk):
                        return done
                    from portevoix.build import stages

                    gc.enable()
                    return stages.run(desk.remembering())
                except SnapshotMoved:
                    continue
    except OSError as error:
        what = f"{error.filename or 'the disk'}: {error.strerror or error}"
        hint = "the site is whole; make room, or see to the permissions, then build again"
        raise PortevoixError(what, hint) from error
    finally:
        gc.enable()
    raise PortevoixError("the files keep changing while the site is being built", "try again when they are at rest")
