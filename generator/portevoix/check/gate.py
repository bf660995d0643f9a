"""The quality gate: the site is built where nobody sees it, and its sources and pages are held against the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import orjson

from portevoix.build import report as build_report
from portevoix.build.build import build
from portevoix.build.desk import Desk, opened
from portevoix.build.places import Places
from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.build.session import Progress, Session, quiet
from portevoix.build.stages import Loaded, load
from portevoix.build.texts import reparse
from portevoix.check.page import Page, read_page
from portevoix.check.rules import RULES, apply
from portevoix.check.site import Site
from portevoix.engine import workers
from portevoix.engine.journal import owned
from portevoix.model.entry import Entry
from portevoix.model.entry_file import EntryFile, source_digest
from portevoix.model.gate import Gated
from portevoix.render.markdown.document import Document
from portevoix.render.theme import Theme


class Checked(NamedTuple):
    """What a check found. ``report`` holds all problems, those of the build too; ``pages`` is the number of pages read.

    ``built``: the site could be built, and so its pages were looked at.
    """

    report: Report
    pages: int
    built: bool


def request_for(root: Path, now: datetime, jobs: int, actual: datetime | None = None) -> Request:
    """The build that a check of the campaign in ``root`` looks at: in the private folder, with a state of its own.

    ``actual`` is the moment that it is in fact, as in ``Request``.
    """
    request = Request(root, root / "output", now, jobs=jobs, actual=actual)
    return request._replace(output=request.private / "check" / "site")


def check(request: Request, progress: Progress = quiet) -> Checked:
    """Build the site that ``request`` asks for, and hold it against every rule.

    ``PortevoixError`` when it cannot even be tried: no campaign, another check at work, files that change meanwhile.
    """
    report = build(request, Session(progress))
    with opened(request) as desks:
        desk = next(desks).remembering()
        loaded = load(desk)
        if loaded.gated is None or loaded.theme is None:
            return Checked(report, 0, built=False)
        site = _site(desk, loaded, loaded.gated, loaded.theme, built=not report.failed)
        problems = tuple(sorted({*report.problems, *apply(RULES, site)}))
    return Checked(replace(report, problems=problems), len(site.pages), built=not report.failed)


def _site(desk: Desk, loaded: Loaded, gated: Gated, theme: Theme, *, built: bool) -> Site:
    snapshot, output = desk.snapshot, desk.request.output
    traces = desk.before.traces if built else {}

    def digest(entry: Entry) -> str:
        said = orjson.loads(loaded.records[entry.path][1])[0]
        row = said if entry.has_text else said[entry.language]
        return source_digest(EntryFile.from_json(row), snapshot.read(entry.path))

    @cache
    def document(key: str) -> Document:
        entry = gated.public.entries[key]
        kept = desk.store.get(gated.public.bodies[key].key)
        return Document.from_json(orjson.loads(kept)) if kept is not None else reparse(entry, snapshot, theme)

    def document_of(entry: Entry) -> Document:
        return document(entry.key)

    return Site(
        now=desk.request.now,
        gated=gated,
        theme=theme,
        catalogs=loaded.catalogs or {},
        snapshot=snapshot,
        where=Places(snapshot),
        digest=digest,
        traces=traces,
        outputs=frozenset(owned(output) or ()) if built else frozenset(),
        pages=_pages(output, [trace.path for trace in traces.values()], desk.request.jobs),
        document=document_of,
    )


def _pages(output: Path, paths: list[str], jobs: int) -> Mapping[str, Page]:
    wanted = sorted(path for path in paths if path.endswith(".html"))
    return dict(zip(wanted, workers.over(_page, output, wanted, jobs=jobs), strict=True))


def _page(output: Path, path: str) -> Page:
    return read_page(path, (output / path).read_bytes())


def show(checked: Checked, request: Request, style: str, *, write: Callable[[str], object]) -> None:
    """Write what was found with ``write``, line by line; ``style`` is text, json or github.

    In CI problems in what is held back say neither where nor what, as in the report of a build.
    """
    report = checked.report
    build_report.tell(report, request, style, write=write)
    if style == "json":
        summary = {"failed": report.failed, "built": checked.built, "pages": checked.pages, "held": dict(report.held)}
        write(json.dumps({"summary": summary}, ensure_ascii=False))
        return
    if not checked.built:
        write("the site cannot be built, so its pages were not looked at")
        return
    pages = f"{checked.pages} page" + ("" if checked.pages == 1 else "s")
    write(f"{pages} looked at" + ("" if report.problems else ": nothing to mend"))
    if report.held:
        held = ", ".join(f"{count} {status}" for status, count in report.held.items())
        write(f"not looked at, since held back: {held}; --now looks at another moment")
