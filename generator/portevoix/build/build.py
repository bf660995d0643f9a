"""The build: from a campaign's files to its site, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC

from portevoix.build.audit import leaks, needles
from portevoix.build.load import Loader, Records
from portevoix.build.make import deliver, make_products
from portevoix.build.places import Places
from portevoix.build.plan import plan, planned_orders
from portevoix.build.recipe import recipe
from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.build.sources import Read, read_all
from portevoix.build.standing import stamp, standing
from portevoix.build.texts import parse_texts, reparse
from portevoix.build.unchanged import nothing_to_do, options
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError, SnapshotMoved
from portevoix.engine.choose import choose
from portevoix.engine.facts import Facts, changed
from portevoix.engine.journal import Stage, check_output, foreign_files, owned
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Made, Product, Trace
from portevoix.engine.state import Remembered, State, StateUnreadable
from portevoix.engine.store import Store
from portevoix.media.views import FUNCTIONS
from portevoix.model.assemble import assemble
from portevoix.model.gate import Gated, gate
from portevoix.render.facts import resolvers
from portevoix.render.moments import Moments, window
from portevoix.render.site import Site
from portevoix.render.styles import fingerprint
from portevoix.source.snapshot import Snapshot, Stamps, take

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, what is done of it, and of how much."""


def quiet(stage: str, done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What one build works with: the request, its state as ``before``, its stage, its store, its one snapshot."""

    request: Request
    state: State
    before: Remembered
    stage: Stage
    store: Store
    snapshot: Snapshot
    recipe: bytes
    progress: Progress
    notes: tuple[str, ...] = ()


def build(request: Request, progress: Progress = quiet) -> Report:
    """Bring the output to what the campaign is at ``request.now``; with an error in it, leave the output as it is."""
    with _opened(request) as (state, stage):
        for desk in _desks(request, state, stage, progress):
            try:
                done = nothing_to_do(request, state, desk.snapshot, desk.recipe)
                return done or _build(_remembering(desk))
            except SnapshotMoved:
                continue
    raise PortevoixError("the files keep changing while the site is being built", "try again when they are at rest")


def _build(desk: Desk) -> Report:
    drafted = load(desk)
    if drafted.gated is None or drafted.read is None:
        return Report(problems=tuple(sorted(set(drafted.problems))), notes=desk.notes)
    site, receipts, problems = prepare(desk, drafted)
    products, more = plan(site, desk.recipe)
    facts = Facts(resolvers(site))
    stands = standing(desk.request.output, owned(desk.request.output) or {}, desk.before.outputs)
    different = changed(desk.before.facts, facts)
    chosen = choose(products, desk.before.traces, different, stands)
    hidden = drafted.gated.hidden
    made, suspects = make_products(
        site, chosen, desk.stage, stands, needles(hidden, site.library.entries.values()), desk.request.jobs,
        lambda done: desk.progress("pages", done, len(chosen)),
    )  # fmt: skip
    traces = _traces(products, made, desk.before.traces)
    delivered, bad = _deliver(desk, site, traces, stands)
    found = [*problems, *more, *bad, *(problem for trace in traces.values() for problem in trace.problems)]
    found += leaks(suspects, _public_sources(desk.snapshot, drafted))
    told = _told(drafted.problems, found, desk.request.strict)
    report = _report(desk, drafted.gated, told, made, len(products) + len(delivered))
    if report.failed:
        return report
    new = Remembered(
        records=drafted.records, traces=traces, receipts={**receipts, **{o.key: r for o, r in delivered.items()}},
        facts=_facts(traces, facts, desk.before.facts, different),
    )  # fmt: skip
    return _commit(desk, site, drafted.gated, new, delivered, stands, report)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: ``read`` and ``gated`` are None when there is nothing to build from."""

    read: Read | None
    gated: Gated | None
    records: Records
    problems: Sequence[Problem]


def load(desk: Desk) -> Loaded:
    """Everything that the files say, behind the gate at the build's moment, and every problem in them."""
    request = desk.request
    loader = Loader(desk.snapshot, desk.before.records, desk.recipe, request.jobs)
    read, problems = read_all(desk.snapshot, loader)
    if read is None:
        return Loaded(None, None, loader.records, problems)
    library, more = assemble(read.sources, Places(desk.snapshot))
    problems += more
    hidden = {entry.key for entry in gate(library, request.now, drafts=request.drafts).hidden}
    library, records, more = parse_texts(
        library, read.sources.files, hidden, read.theme, desk.store, desk.snapshot, desk.before.records, request.jobs
    )
    gated = gate(library, request.now, drafts=request.drafts)
    return Loaded(read, gated, {**loader.records, **records}, problems + more)


def prepare(desk: Desk, loaded: Loaded) -> tuple[Site, dict[str, Receipt], list[Problem]]:
    """The site to make products of, with the receipts of what must be delivered before pages are made."""
    assert loaded.read is not None
    assert loaded.gated is not None
    assets, problems = fingerprint(loaded.read.theme, desk.snapshot.read)
    library = loaded.gated.public
    site = Site(
        library, loaded.read.theme, assets, loaded.read.catalogs, Moments(desk.request.now, library.campaign),
        desk.snapshot, desk.store, FUNCTIONS, {}, reparse,
    )  # fmt: skip
    orders = planned_orders(site)
    stands = standing(desk.request.output, {order.path for order in orders}, desk.before.outputs)
    receipts, more = deliver(
        orders, desk.before.receipts, stands, desk.snapshot, desk.store, desk.stage, lambda done: None
    )
    return replace(site, receipts=receipts), receipts, problems + more


def _deliver(
    desk: Desk, site: Site, traces: Mapping[str, Trace], stands: Mapping[str, bytes]
) -> tuple[dict[Order, Receipt], list[Problem]]:
    orders = {order.path: order for order in planned_orders(site)}
    orders |= {order.path: order for trace in traces.values() for order in trace.orders}
    receipts, problems = deliver(
        orders.values(), desk.before.receipts, stands, desk.snapshot, desk.store, desk.stage,
        lambda done: desk.progress("pictures", done, len(orders)),
    )  # fmt: skip
    return {order: receipts[order.key] for order in orders.values() if order.key in receipts}, problems


def _traces(products: Sequence[Product], made: Sequence[Made], before: Mapping[str, Trace]) -> dict[str, Trace]:
    recipes = {product.key: product.recipe for product in products}
    new = {one.key: Trace(recipes[one.key], one.path, one.digest, one.reads, one.orders, one.problems) for one in made}
    return {key: new[key] if key in new else before[key] for key in recipes}


def _facts(
    traces: Mapping[str, Trace], facts: Facts, before: Mapping[str, bytes], different: set[str]
) -> dict[str, bytes]:
    names = set().union(*(trace.reads for trace in traces.values())) if traces else set()
    names |= {guard for name in names if (guard := facts.guard(name)) is not None}
    return {
        name: before[name] if name in before and name not in different else facts.digest(name) for name in sorted(names)
    }


def _public_sources(snapshot: Snapshot, loaded: Loaded) -> Iterator[bytes]:
    """The bytes of every text that anyone may read: public entries, settings, themes."""
    assert loaded.gated is not None
    hidden = {entry.path for entry in loaded.gated.hidden}
    for path in snapshot.files:
        if path not in hidden and path.endswith((".md", ".yaml", ".html", ".xml", ".po", ".css")):
            yield snapshot.read(path)


def _told(read: Sequence[Problem], made: Sequence[Problem], strict: bool) -> tuple[Problem, ...]:
    """All problems in their order; what follows from files that could not be read is left out."""
    if any(problem.severity == "error" for problem in read):
        made = [problem for problem in made if problem.severity == "error" and problem.code != "leak"]
    told = sorted({*read, *made})
    if strict:
        told = [replace(one, severity="error") if one.severity == "warning" else one for one in told]
    return tuple(told)


def _report(desk: Desk, gated: Gated, told: tuple[Problem, ...], made: Sequence[Made], products: int) -> Report:
    return Report(
        made=tuple(one.key for one in made), products=products, problems=told, held=gated.held, next=gated.next,
        notes=desk.notes, hidden_paths=frozenset(entry.path for entry in gated.hidden),
    )  # fmt: skip


def _commit(
    desk: Desk,
    site: Site,
    gated: Gated,
    new: Remembered,
    delivered: Mapping[Order, Receipt],
    stands: Mapping[str, bytes],
    report: Report,
) -> Report:
    output = desk.request.output
    manifest = {trace.path: trace.digest for trace in new.traces.values()}
    manifest |= {order.path: receipt.digest for order, receipt in delivered.items()}
    written = [path for path, mark in manifest.items() if stands.get(path) != mark]
    mine = owned(output)
    gone = (set(mine) if mine is not None else set(foreign_files(output))) - manifest.keys()
    if written or gone or mine != manifest:
        desk.stage.seal(written, gone, manifest)
        desk.stage.finish()
    fresh = set(written)
    for path, mark in manifest.items():
        kept = desk.before.outputs.get(path)
        left = kept[1] if kept is not None and path not in fresh else None
        found = left if left is not None and stands.get(path) == mark else stamp(f"{output}/{path}")
        if found is not None:
            new.outputs[path] = (mark, found)
    asked = {name.removeprefix("moment:") for name in new.facts if name.startswith("moment:")}
    turns = [moment for moment in (gated.last, gated.next) if moment is not None]
    since, until = window(site.moments, sorted(asked), turns)
    report = replace(report, written=len(written), deleted=len(gone))
    new.meta = {
        "recipe": desk.recipe.hex(), "snapshot": desk.snapshot.digest().hex(), "options": options(desk.request),
        "since": since.astimezone(UTC).isoformat() if since else None,
        "until": until.astimezone(UTC).isoformat() if until else None,
        "report": report.to_json(),
    }  # fmt: skip
    desk.state.save(desk.before, new)
    desk.stage.clear()
    return report


@contextmanager
def _opened(request: Request) -> Iterator[tuple[State, Stage]]:
    """State and stage of this output, held for one command; what an interrupted one decided is finished first."""
    check_output(request.output, request.replace)
    state, stage = State(request.state), Stage(request.output)
    state.lock()
    try:
        stage.finish()
        stage.clear()
        yield state, stage
    finally:
        stage.clear()
        state.unlock()


def _desks(request: Request, state: State, stage: Stage, progress: Progress) -> Iterator[Desk]:
    """A desk with a new snapshot for each try; what moved once is read again."""
    _keep_out_of_git(request)
    store = Store(request.shared, Store(request.private / "store"))
    own_recipe = recipe()
    for again in range(5):
        stamps = Stamps(request.private / "stamps.json")
        if again:
            stamps.taken = 0
        stage.clear()
        snapshot = take(request.roots(), stamps)
        yield Desk(request, state, Remembered(), stage, store, snapshot, own_recipe, progress)


def _remembering(desk: Desk) -> Desk:
    """The desk with what the last build knew; a state that cannot be made out is thrown away, and a note says so."""
    try:
        if desk.state.sound() is False:
            raise StateUnreadable("its checksum does not agree")
        return replace(desk, before=desk.state.load())
    except StateUnreadable:
        desk.state.forget()
        note = "the state of the last build could not be read; everything is made anew"
        return replace(desk, before=Remembered(), notes=(*desk.notes, note))


@contextmanager
def at_desk(request: Request) -> Iterator[Desk]:
    """A desk to look at the campaign from, with what the last build knew; for verbs that write no site."""
    with _opened(request) as (state, stage):
        yield _remembering(next(_desks(request, state, stage, quiet)))


def _keep_out_of_git(request: Request) -> None:
    folder = request.root / ".portevoix"
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
