"""The stages of a build, each from frozen values to frozen values.

::

    load ──> gate ──> plan ──> choose ──> make ──> index ──> audit ──> commit

Kits are chosen and made before the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from portevoix.build.audit import audit
from portevoix.build.commit import about, holding, publish, remember
from portevoix.build.desk import Desk
from portevoix.build.embargo_words import embargo_words
from portevoix.build.kept import Told, changed_files, keep
from portevoix.build.load import Loader, Records
from portevoix.build.make import deliver, make_products
from portevoix.build.places import Places
from portevoix.build.plan import plan, planned_orders
from portevoix.build.report import Report
from portevoix.build.search import index, missing_search, pages_to_find
from portevoix.build.secret import public_in_fact, secret_of
from portevoix.build.site import site_of
from portevoix.build.sources import read_all
from portevoix.build.standing import standing
from portevoix.build.telling import known_paths, told
from portevoix.build.texts import parse_texts
from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.engine.choose import Reason, choose, reasons
from portevoix.engine.facts import Facts, changed
from portevoix.engine.journal import owned
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Made, Product, Trace
from portevoix.engine.state import Remembered, Stamp
from portevoix.model.assemble import assemble
from portevoix.model.gate import Gated, gate, lent_slugs
from portevoix.press.kits import is_kit
from portevoix.render.facts import SHAPE, resolvers
from portevoix.render.site import Site
from portevoix.render.theme import Theme
from portevoix.source.catalog import Catalog


def run(desk: Desk) -> Report:
    """Bring the output to what the desk's snapshot is, through every stage."""
    loaded = load(desk)
    wrong = desk.session.hasty and any(problem.severity == "error" for problem in loaded.problems)
    if loaded.gated is None or loaded.theme is None or wrong:
        problems = told(loaded.problems, (), strict=False)
        return Report(problems=problems, notes=desk.notes, **known_paths(desk.snapshot, loaded.public))
    if not any(problem.severity == "error" for problem in loaded.problems):
        desk.session.observer.passed()
    planned, kits = make_kits(desk, plan_site(desk, loaded))
    if desk.session.observer.listens:
        desk.session.observer.chosen({one.path: why(one, desk, planned) for one in planned.chosen})
    done = _make(desk, planned, kits, loaded.secret)
    leaks, sought = audit(desk, loaded.gated, done.manifest, planned.stands)
    problems = told(loaded.problems, [*planned.problems, *done.problems, *leaks], strict=desk.request.strict)
    report = Report(
        made=done.made, products=len(done.manifest), problems=problems, held=loaded.gated.held,
        next=loaded.gated.next, notes=desk.notes, **known_paths(desk.snapshot, loaded.public),
    )  # fmt: skip
    if report.failed:
        return report
    facts = _facts(done.traces, planned.facts, desk.before.facts, planned.different)
    holds = holding(loaded.gated, planned.site.moments, facts)
    report = replace(report, until=holds[1])
    report, left = publish(desk, done.manifest, planned.stands, report)
    stands = planned.stands.items()
    stood = {path: (mark, planned.stamps[path]) for path, mark in stands if done.manifest.get(path) == mark}
    meta = {"sought": sought, "sources": loaded.proof, **about(desk, holds, report)}
    new = Remembered(meta, loaded.records | done.records, facts, done.traces, stood | left, done.receipts)
    return remember(desk, lambda: desk.state.save(desk.before, new), report)


class Loaded(NamedTuple):
    """What the files say. ``gated`` is the library behind the gate; it and ``theme`` may be missing.

    ``proof`` is the digest of all that a library is put together from: one that built is known to be sound.
    ``secret`` are the source files of what is not public in fact, whatever moment the build is for; ``public`` those of
    what is public at that moment and in fact.
    """

    problems: Sequence[Problem]
    records: Records
    gated: Gated | None = None
    theme: Theme | None = None
    catalogs: Mapping[str, Catalog] | None = None
    proof: str = ""
    secret: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()


def load(desk: Desk) -> Loaded:
    """Everything that the files say, behind the gate at the build's moment, and every problem in them."""
    request = desk.request
    loader = Loader(desk.snapshot, desk.before.records, desk.recipe, request.jobs, request.start_method)
    read, problems = read_all(desk.snapshot, loader)
    if read is None:
        return Loaded(problems, loader.records)
    proof = digest(desk.recipe, read.sources.mark()).hex()
    where = Places(desk.snapshot)
    library, more = assemble(read.sources, where, proven=desk.before.meta.get("sources") == proof)
    problems += more
    gated = gate(library, request.now, drafts=request.drafts)
    problems += lent_slugs(library, gated, where)
    problems += missing_search(library.campaign, where)
    if read.theme is None:
        return Loaded(problems, loader.records, gated, public=public_in_fact(library, gated, request))
    secret = secret_of(library, gated, request, desk.snapshot.files)
    kept = library
    library, texts, found = parse_texts(desk, library, read.sources, secret.keys, read.theme)
    gated = gate(library, request.now, drafts=request.drafts)
    desk.session.observer.read(library, gated)
    records = loader.records | texts | keep(kept, proof, desk.snapshot, Told(problems, found))
    problems += [problem for more in found.values() for problem in more]
    before = desk.before.records
    pasted, record = embargo_words(desk, gated, before, changed_files(before, desk.snapshot))
    problems += pasted
    records |= record
    public = public_in_fact(library, gated, request)
    return Loaded(problems, records, gated, read.theme, read.catalogs, proof, secret.paths, public)


class Planned(NamedTuple):
    """What must exist, what of it ``stands`` (by digest, and with its stamp then), and what is ``chosen`` to be made.

    ``different`` are the facts that changed. Until ``make_kits``, kits count as what they came to last time.
    """

    site: Site
    products: Sequence[Product]
    problems: Sequence[Problem]
    facts: Facts
    stands: Mapping[str, bytes]
    stamps: Mapping[str, Stamp]
    different: set[str]
    chosen: Sequence[Product]


def plan_site(desk: Desk, loaded: Loaded) -> Planned:
    """The site at the build's moment, its products, and which of them are out of date; there must be a theme."""
    assert loaded.gated is not None
    assert loaded.theme is not None
    site, problems = site_of(desk, loaded.gated.public, loaded.theme, loaded.catalogs or {}, {})
    found = standing(desk.request.output, owned(desk.request.output) or {}, desk.before.outputs)
    stands = {path: mark for path, (mark, _) in found.items()}
    receipts, more = deliver(desk, planned_orders(site), stands, loaded.secret)
    facts = Facts(resolvers(site := site.delivered(receipts)))
    products, clashes = _products(desk, site, desk.before.facts.get(SHAPE) == facts.digest(SHAPE))
    known = {one.key: desk.before.receipts[one.key] for one in _kits(products) if one.key in desk.before.receipts}
    site, facts = _delivered(site, facts, receipts | known)
    different = changed(desk.before.facts, facts)
    chosen = choose(products, desk.before.traces, different, stands)
    stamps = {path: stamp for path, (_, stamp) in found.items()}
    return Planned(site, products, [*problems, *more, *clashes], facts, stands, stamps, different, chosen)


def why(product: Product, desk: Desk, planned: Planned) -> tuple[Reason, ...]:
    """Every reason why ``product`` must be made."""
    trace = desk.before.traces.get(product.key)
    return reasons(product, trace, planned.different, desk.before.facts, planned.facts, planned.stands)


def make_kits(desk: Desk, planned: Planned) -> tuple[Planned, list[Made]]:
    """Make the chosen kits, and choose the rest with what they come to: pages state it."""
    waiting = _kits(planned.chosen)
    if not waiting:
        return planned, []
    made = make_products(desk, planned.site, planned.facts, waiting, planned.stands)
    receipts = {**planned.site.receipts, **{one.key: Receipt(one.size, one.digest) for one in made}}
    site, facts = _delivered(planned.site, planned.facts, receipts)
    different = changed(desk.before.facts, facts)
    rest = [product for product in planned.products if not is_kit(product.key)]
    chosen = choose(rest, desk.before.traces, different, planned.stands)
    return planned._replace(site=site, facts=facts, different=different, chosen=chosen), made


def _kits(products: Sequence[Product]) -> list[Product]:
    return [product for product in products if is_kit(product.key)]


def _delivered(site: Site, facts: Facts, receipts: Mapping[str, Receipt]) -> tuple[Site, Facts]:
    """The site and its facts when ``receipts`` are there."""
    site = site.delivered(receipts)
    return site, facts.again(resolvers(site), forget="receipt")


def _products(desk: Desk, site: Site, same: bool) -> tuple[list[Product], list[Problem]]:
    """What must exist; when only texts changed since the last build, that is what existed then."""
    if same and desk.before.meta.get("recipe") == desk.recipe.hex():
        return [Product(key, trace.path, trace.recipe) for key, trace in desk.before.traces.items()], []
    return plan(site, desk.recipe)


class Done(NamedTuple):
    """What making gave: traces of all products, new and old, and the ``manifest`` of all files by digest.

    ``records`` are those of the search indexes.
    """

    made: tuple[str, ...]
    traces: dict[str, Trace]
    receipts: dict[str, Receipt]
    manifest: Mapping[str, bytes]
    problems: Sequence[Problem]
    records: Records


def _make(desk: Desk, planned: Planned, kits: Sequence[Made], secret: frozenset[str]) -> Done:
    made = [*kits, *make_products(desk, planned.site, planned.facts, planned.chosen, planned.stands)]
    traces = _traces(planned.products, made, desk.before.traces)
    orders: dict[str, Order] = {order.path: order for order in planned_orders(planned.site)}
    orders |= {order.path: order for trace in traces.values() for order in trace.orders}
    receipts, problems = deliver(desk, orders.values(), planned.stands, secret)
    manifest = {trace.path: trace.digest for trace in traces.values()}
    manifest |= {path: receipts[order.key].digest for path, order in orders.items() if order.key in receipts}
    problems += [problem for trace in traces.values() for problem in trace.problems]
    receipts |= {key: receipt for key, receipt in planned.site.receipts.items() if is_kit(key)}
    if any(problem.severity == "error" for problem in problems):
        return Done(tuple(one.key for one in made), traces, receipts, manifest, problems, {})
    pages = pages_to_find(planned.products, planned.site.searched)
    indexes = index(desk, pages, manifest, planned.stands, desk.before.records)
    manifest |= indexes.files
    return Done(
        tuple(one.key for one in made), traces, receipts, manifest, [*problems, *indexes.problems], indexes.records
    )


def _traces(products: Sequence[Product], made: Sequence[Made], before: Mapping[str, Trace]) -> dict[str, Trace]:
    recipes = {product.key: product.recipe for product in products}
    new = {one.key: Trace(recipes[one.key], one.path, one.digest, one.reads, one.orders, one.problems) for one in made}
    return {key: new[key] if key in new else before[key] for key in recipes}


def _facts(
    traces: Mapping[str, Trace], facts: Facts, before: Mapping[str, bytes], different: set[str]
) -> dict[str, bytes]:
    """Every fact that some product read, and its guard, with its digest now."""
    names = {name for trace in traces.values() for name in trace.reads}
    names |= {guard for name in names if (guard := facts.guard(name)) is not None}
    return {
        name: before[name] if name in before and name not in different else facts.digest(name) for name in sorted(names)
    }
