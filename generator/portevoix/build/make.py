"""Making: the chosen products by workers, and what they ordered by its fulfillers; all of it staged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from portevoix.build.audit import find
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError, SnapshotMoved
from portevoix.engine import workers
from portevoix.engine.journal import Stage
from portevoix.engine.orders import Fulfiller, Order, Receipt
from portevoix.engine.products import Made, Product
from portevoix.engine.store import Store
from portevoix.media.errors import BadPicture
from portevoix.media.files import FileFulfiller
from portevoix.media.renditions import RenditionFulfiller
from portevoix.media.svg import SvgFulfiller
from portevoix.render import pages
from portevoix.render.site import Site
from portevoix.source.snapshot import Snapshot

Tick = Callable[[int], None]
"""Called with the number of things done so far."""


@dataclass(frozen=True, slots=True)
class _Shared:
    site: Site
    stage: Stage
    standing: Mapping[str, bytes]
    needles: Sequence[bytes]


def make_products(
    site: Site,
    products: Sequence[Product],
    stage: Stage,
    standing: Mapping[str, bytes],
    needles: Sequence[bytes],
    jobs: int,
    tick: Tick,
) -> tuple[list[Made], list[tuple[str, bytes]]]:
    """Make ``products``, staging what differs from ``standing``; with (path, needle) of what the audit found."""
    shared = _Shared(site, stage, standing, needles)
    made, suspects = [], []
    for number, (one, needle) in enumerate(workers.over(_make, shared, products, jobs=jobs), 1):
        made.append(one)
        if needle is not None:
            suspects.append((one.path, needle))
        tick(number)
    return made, suspects


def _make(shared: _Shared, product: Product) -> tuple[Made, bytes | None]:
    made, data = pages.make(shared.site, product)
    if made.failed:
        return made, None
    if shared.standing.get(made.path) != made.digest:
        shared.stage.write(made.path, data)
    return made, find(data, shared.needles)


FULFILLERS: dict[str, Fulfiller] = {
    fulfiller.kind: fulfiller for fulfiller in (FileFulfiller(), RenditionFulfiller(), SvgFulfiller())
}
"""Who fulfils which kind of order."""


def deliver(
    orders: Iterable[Order],
    receipts: Mapping[str, Receipt],
    standing: Mapping[str, bytes],
    snapshot: Snapshot,
    store: Store,
    stage: Stage,
    tick: Tick,
) -> tuple[dict[str, Receipt], list[Problem]]:
    """A receipt for every order; what does not stand in the output yet is taken from the store, or made, and staged."""
    found: dict[str, Receipt] = {}
    problems: list[Problem] = []
    waiting: dict[str, list[Order]] = {}
    for order in orders:
        receipt = receipts.get(order.key)
        if receipt is not None and standing.get(order.path) == receipt.digest:
            found[order.key] = receipt
            continue
        kept = store.get(order.key)
        if kept is not None:
            found[order.key] = _stage(order, kept, standing, stage)
        else:
            waiting.setdefault(json.loads(order.inputs)["source"], []).append(order)
    if not waiting:
        return found, problems
    done = 0
    with ThreadPoolExecutor(2) as threads:
        batches = threads.map(lambda source: _fulfil(source, waiting[source], snapshot), sorted(waiting))
        for source, results in zip(sorted(waiting), batches, strict=True):
            if isinstance(results, list):
                for order, data in zip(waiting[source], results, strict=True):
                    store.put(order.key, data)
                    found[order.key] = _stage(order, data, standing, stage)
            else:
                problems += results
            done += len(waiting[source])
            tick(done)
    return found, problems


def _stage(order: Order, data: bytes, standing: Mapping[str, bytes], stage: Stage) -> Receipt:
    receipt = Receipt.of(data)
    if standing.get(order.path) != receipt.digest:
        stage.write(order.path, data)
    return receipt


def _fulfil(source: str, orders: Sequence[Order], snapshot: Snapshot) -> list[bytes] | tuple[Problem, ...]:
    """The results of ``orders``, all of one ``source``; or why there are none."""
    try:
        renditions = [order for order in orders if order.kind == "rendition"]
        made: dict[str, bytes] = {}
        if renditions:
            fulfiller = FULFILLERS["rendition"]
            assert isinstance(fulfiller, RenditionFulfiller)
            inputs = [json.loads(order.inputs) for order in renditions]
            many = fulfiller.fulfil_many(snapshot.read(source), inputs)
            made = {order.key: data for order, data in zip(renditions, many, strict=True)}
        for order in orders:
            if order.key not in made:
                made[order.key] = FULFILLERS[order.kind].fulfil(json.loads(order.inputs), snapshot.read)
        return [made[order.key] for order in orders]
    except BadPicture as bad:
        return tuple(replace(problem, path=source) for problem in bad.problems)
    except SnapshotMoved:
        raise
    except PortevoixError as error:
        return (Problem(source, 0, 0, "order-failed", str(error), hint=error.hint),)
