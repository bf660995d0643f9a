"""Retouching: after an edit of texts alone, all that the last build put together holds but for those texts.

It is by far the commonest build. It does and tells what the stages would; it only does not read, put together or ask
again what cannot have changed. Where anything else may have, it leaves the build to the stages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import orjson

from portevoix.build.audit import audit
from portevoix.build.commit import about, publish, remember
from portevoix.build.desk import Desk
from portevoix.build.embargo_words import embargo_words
from portevoix.build.frame import Frame, read_frame
from portevoix.build.kept import Told, keep_texts, kept_files, kept_library, kept_problems
from portevoix.build.load import Loader, Records, job_of
from portevoix.build.make import make_products
from portevoix.build.report import Report
from portevoix.build.search import index, recorded_files, recorded_pages
from portevoix.build.secret import public_in_fact, secret_of
from portevoix.build.site import site_of
from portevoix.build.standing import untouched
from portevoix.build.telling import known_paths, told
from portevoix.build.texts import Kept, content_paths, text_problems, text_records
from portevoix.build.unchanged import holds
from portevoix.core.diagnostics import Problem
from portevoix.engine.choose import Reason
from portevoix.engine.facts import Facts
from portevoix.engine.journal import MANIFEST
from portevoix.engine.lookup import Lookup
from portevoix.engine.products import Product, Trace
from portevoix.engine.state import Remembered, Stamp, StateUnreadable
from portevoix.engine.tables import Gone
from portevoix.engine.workers import LITTLE
from portevoix.model.entry import Entry
from portevoix.model.entry_file import EntryFile, with_another_text
from portevoix.model.gate import Gated, gate
from portevoix.model.library import Bodies, Library
from portevoix.press.kits import is_kit
from portevoix.render.facts import SHAPE, resolvers
from portevoix.render.site import Site

MOST = 32
"""How many texts may have been edited: after a change of many, the whole way costs hardly more."""


class _MoreChanged(Exception):
    """Something else than texts may have changed, or more follows from the edit than pages: a build for the stages."""


def retouch(desk: Desk) -> Report | None:
    """Bring the output to what the snapshot is, if only texts changed since the last build; else None, and no change.

    An error in what was edited is left to the stages as well.
    """
    try:
        if not desk.state.sound() or desk.snapshot.problems:
            return None
        before = desk.state.meta()
        if not holds(before, desk.request, desk.recipe):
            return None
        with desk.state.lookup() as last:
            if last is None:
                return None
            done = _made(desk._replace(before=Remembered(meta=before)), last)
    except (_MoreChanged, StateUnreadable):
        desk.stage.clear()
        return None
    report, left = publish(desk, done.manifest, done.stands, done.report)
    moments = _moment(before["since"]), _moment(before["until"])
    report = replace(report, until=moments[1])
    meta = {**before, **done.new.meta, **about(desk, moments, report)}
    new = replace(done.new, meta=meta, outputs=left)
    return remember(desk, lambda: desk.state.change(new, done.gone), report)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None


def _made(desk: Desk, last: Lookup) -> _Done:
    return _make(desk, last, _plan(desk, last, _read(desk, last, _edited(desk, last))))


def _edited(desk: Desk, last: Lookup) -> dict[str, bytes]:
    """The paths of the texts that changed, when nothing else did, with the digests that the files had."""
    before, now = desk.session.built, desk.snapshot.files
    if before is None:
        before = kept_files(last)
    if before.keys() != now.keys():
        raise _MoreChanged
    found = {path: before[path] for path, mark in now.items() if before[path] != mark}
    if len(found) > MOST or not all(path.startswith("content/") and path.endswith(".md") for path in found):
        raise _MoreChanged
    return found


class _Read(NamedTuple):
    """What the edited ``entries`` are part of now; ``records`` are what changed of those of the last build.

    ``pasted`` are the warnings of words that are under embargo.
    """

    frame: Frame
    entries: Sequence[Entry]
    library: Library
    gated: Gated
    records: Records
    told: Told
    pasted: Sequence[Problem]


def _read(desk: Desk, last: Lookup, edited: Mapping[str, bytes]) -> _Read:
    snapshot, request = desk.snapshot, desk.request
    loader = Loader(snapshot, last, desk.recipe, request.jobs, request.start_method)
    frame, _ = read_frame(snapshot, loader)
    if frame is None or frame.theme is None:
        raise _MoreChanged
    library = kept_library(last, frame.campaign)
    by_path = {entry.path: entry for entry in library.entries.values()}
    if not by_path.keys() >= edited.keys():
        raise _MoreChanged
    entries = [by_path[path] for path in edited]
    files = _same_front_matter(entries, edited, library, loader, last)
    records = {path: loader.records[path] for path in edited}
    library = replace(library, bodies=Bodies(library.entries, Kept(records, last)))
    gated = gate(library, request.now, drafts=request.drafts)
    desk.session.observer.read(library, gated)
    records |= text_records(desk, entries, files, secret_of(library, gated, request).keys, frame.theme)
    before = Kept(last)
    if any(before(entry).downloads != library.bodies[entry.key].downloads for entry in entries):
        raise _MoreChanged
    content, told_before = content_paths(snapshot.files), kept_problems(last)
    texts = {path: found for path, found in told_before.texts.items() if path not in edited}
    for entry in entries:
        if found := text_problems(entry, records, snapshot, frame.theme, content, library):
            texts[entry.path] = found
    told_now = Told(told_before.elsewhere, texts)
    pasted, record = embargo_words(desk, gated, last, edited.keys())
    records |= keep_texts(snapshot, told_now) | record
    return _Read(frame, entries, library, gated, records, told_now, pasted)


def _same_front_matter(
    entries: Sequence[Entry], before: Mapping[str, bytes], library: Library, loader: Loader, last: Lookup
) -> dict[str, EntryFile]:
    """The files of ``entries`` as they are now; in front matters nothing may differ from ``before`` (by digest)."""
    snapshot = loader.snapshot
    found = {}
    for entry in entries:
        job = job_of(entry, library)
        key, record = last[entry.path]
        value, problems = orjson.loads(record)
        file = with_another_text(EntryFile.from_json(value), snapshot.read(entry.path))
        if file is None or key != loader.rests_on(job, before[entry.path]):
            raise _MoreChanged
        found[entry.path] = file
        row = orjson.dumps([file.to_json(), problems])
        loader.records[entry.path] = (loader.rests_on(job, snapshot.files[entry.path]), row)
    return found


class _Planned(NamedTuple):
    read: _Read
    site: Site
    problems: Sequence[Problem]
    facts: Facts
    different: set[str]
    traces: Mapping[str, Trace]
    manifest: Mapping[str, bytes]


def _plan(desk: Desk, last: Lookup, read: _Read) -> _Planned:
    """Which products read what changed; the output must stand as it was left."""
    left: dict[str, tuple[bytes, Stamp]] = last.outputs()
    if not desk.session.alone and not untouched(desk.request.output, left):
        raise _MoreChanged
    assert read.frame.theme is not None
    site, problems = site_of(desk, read.gated.public, read.frame.theme, read.frame.catalogs, last.receipts())
    facts = Facts(resolvers(site))
    names = [f"{kind}:{entry.key}" for entry in read.entries for kind in ("body", "lead", "headings")]
    different = {name for name, mark in last.facts(names).items() if facts.digest(name) != mark}
    traces = last.readers(different)
    if len(traces) >= 2 * LITTLE or any(map(is_kit, traces)):  # pages state what a kit comes to
        raise _MoreChanged
    if desk.session.observer.listens:
        reasons = {
            trace.path: [Reason("changed", name) for name in trace.reads if name in different]
            for trace in traces.values()
        }
        desk.session.observer.chosen(reasons)
    manifest = {path: mark for path, (mark, _) in left.items() if path != MANIFEST}
    return _Planned(read, site, problems, facts, different, traces, manifest)


class _Done(NamedTuple):
    new: Remembered
    gone: Gone
    manifest: Mapping[str, bytes]
    stands: Mapping[str, bytes]
    report: Report


def _make(desk: Desk, last: Lookup, planned: _Planned) -> _Done:
    """The products made anew, audited, and what is to be remembered of them."""
    read, before = planned.read, planned.traces
    products = [Product(key, trace.path, trace.recipe) for key, trace in before.items()]
    made = make_products(desk, planned.site, planned.facts, products, planned.manifest)
    traces = {
        one.key: Trace(before[one.key].recipe, one.path, one.digest, one.reads, one.orders, one.problems)
        for one in made
    }
    if any(traces[key].orders != before[key].orders for key in traces):
        raise _MoreChanged
    manifest = {**planned.manifest, **{trace.path: trace.digest for trace in traces.values()}}
    indexes = index(desk, recorded_pages(last, planned.site.searched), manifest, planned.manifest, last)
    outdated = recorded_files(last, planned.site.searched).keys() - indexes.files.keys()
    manifest = {path: mark for path, mark in {**manifest, **indexes.files}.items() if path not in outdated}
    leaks, sought = audit(desk, read.gated, manifest, planned.manifest)
    made_problems = [*planned.problems, *last.problems(traces.keys()), *leaks, *indexes.problems]
    made_problems += [problem for trace in traces.values() for problem in trace.problems]
    texts = [problem for found in read.told.texts.values() for problem in found]
    problems = told([*read.told.elsewhere, *texts, *read.pasted], made_problems, strict=desk.request.strict)
    report = Report(
        made=tuple(traces), products=len(manifest), problems=problems, held=read.gated.held, next=read.gated.next,
        notes=desk.notes, **known_paths(desk.snapshot, public_in_fact(read.library, read.gated, desk.request)),
    )  # fmt: skip
    if report.failed:
        raise _MoreChanged
    facts, gone = _facts(last, planned, traces)
    new = Remembered({"sought": sought}, read.records | indexes.records, facts, traces)
    return _Done(new, {"facts": gone, "outputs": outdated}, manifest, planned.manifest, report)


def _facts(last: Lookup, planned: _Planned, traces: Mapping[str, Trace]) -> tuple[dict[str, bytes], set[str]]:
    """The facts that are new or other than before, and those that nothing reads any more."""
    before = {name for trace in planned.traces.values() for name in trace.reads}
    now = {name for trace in traces.values() for name in trace.reads}
    came, went = now - before, before - now
    for name in came | went:
        if name.startswith("moment:") or planned.facts.guard(name) not in (None, SHAPE):
            raise _MoreChanged
    known = last.facts(came)
    gone = last.unread(went, besides=traces.keys())
    new = {name: planned.facts.digest(name) for name in (came - known.keys()) | (planned.different - gone)}
    return new, gone
