"""Making: the chosen products by workers, and what they ordered by its fulfillers; all of it staged."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from portevoix.build.desk import Desk, over
from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError, SnapshotMoved
from portevoix.engine.facts import Facts
from portevoix.engine.journal import Stage
from portevoix.engine.orders import Fulfiller, Order, Receipt
from portevoix.engine.products import Made, Product
from portevoix.media.errors import BadPicture
from portevoix.render import pages
from portevoix.render.site import Site
from portevoix.source.snapshot import Snapshot


class _Shared(NamedTuple):
    site: Site
    stage: Stage
    standing: Mapping[str, bytes]


def make_products(
    desk: Desk, site: Site, facts: Facts, products: Sequence[Product], standing: Mapping[str, bytes]
) -> list[Made]:
    """Make ``products``, staging what differs from the ``standing`` files; ``facts`` then knows all that they read."""
    made, session = [], desk.session
    products = session.observer.in_order(products)
    for number, one in enumerate(over(desk, _make, _Shared(site, desk.stage, standing), products), 1):
        made.append(one)
        session.observer.made(one, desk.stage)
        for name in one.reads:  # while workers make the next ones, this process has nothing else to do
            facts.digest(name)
        session.progress("pages", number, len(products))
    return made


def _make(shared: _Shared, product: Product) -> Made:
    made, data = pages.make(shared.site, product)
    if not made.failed and shared.standing.get(made.path) != made.digest:
        shared.stage.write(made.path, data)
    return made


def deliver(
    desk: Desk, orders: Collection[Order], standing: Mapping[str, bytes], secret: frozenset[str]
) -> tuple[dict[str, Receipt], list[Problem]]:
    """A receipt for every order; what does not stand in the output yet is taken from the store, or made, and staged.

    What is made from the source files ``secret`` is kept in the private store.
    """
    found: dict[str, Receipt] = {}
    problems: list[Problem] = []
    waiting: dict[str, list[Order]] = {}
    for order in orders:
        receipt = desk.before.receipts.get(order.key)
        if receipt is not None and standing.get(order.path) == receipt.digest:
            found[order.key] = receipt
            continue
        kept = desk.store.get(order.key)
        if kept is not None:
            found[order.key] = _stage(order, kept, standing, desk.stage)
        else:
            waiting.setdefault(json.loads(order.inputs)["source"], []).append(order)
    if not waiting:
        return found, problems
    done, total = 0, sum(map(len, waiting.values()))
    from concurrent.futures import ThreadPoolExecutor  # only now: most builds order nothing new

    threads = ThreadPoolExecutor(2)
    try:
        batches = threads.map(lambda source: _fulfil(source, waiting[source], desk.snapshot), sorted(waiting))
        for source, results in zip(sorted(waiting), batches, strict=True):
            if isinstance(results, list):
                for order, data in zip(waiting[source], results, strict=True):
                    (desk.store.private if source in secret and desk.store.private else desk.store).put(order.key, data)
                    found[order.key] = _stage(order, data, standing, desk.stage)
            else:
                problems += results
            done += len(waiting[source])
            desk.session.progress("pictures", done, total)
            desk.session.observer.delivered(done, total)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)  # else Ctrl-C would wait for all that is left to do
    return found, problems


def _stage(order: Order, data: bytes, standing: Mapping[str, bytes], stage: Stage) -> Receipt:
    receipt = Receipt.of(data)
    if standing.get(order.path) != receipt.digest:
        stage.write(order.path, data)
    return receipt


def _fulfil(source: str, orders: Sequence[Order], snapshot: Snapshot) -> list[bytes] | tuple[Problem, ...]:
    """The results of ``orders``, all of one ``source``; or why there are none."""
    from portevoix.media.files import FileFulfiller
    from portevoix.media.icons import IconFulfiller
    from portevoix.media.originals import OriginalFulfiller
    from portevoix.media.renditions import RenditionFulfiller
    from portevoix.media.svg import SvgFulfiller

    every: tuple[Fulfiller, ...] = (
        FileFulfiller(), IconFulfiller(), OriginalFulfiller(), RenditionFulfiller(), SvgFulfiller(),
    )  # fmt: skip
    fulfillers = {one.kind: one for one in every}
    try:
        renditions = [order for order in orders if order.kind == "rendition"]
        made: dict[str, bytes] = {}
        if renditions:
            inputs = [json.loads(order.inputs) for order in renditions]
            many = RenditionFulfiller().fulfil_many(snapshot.read(source), inputs)
            made = {order.key: data for order, data in zip(renditions, many, strict=True)}
        for order in orders:
            if order.key not in made:
                made[order.key] = fulfillers[order.kind].fulfil(json.loads(order.inputs), snapshot.read)
        return [made[order.key] for order in orders]
    except BadPicture as bad:
        return tuple(problem._replace(path=source) for problem in bad.problems)
    except SnapshotMoved:
        raise
    except PortevoixError as error:
        return (Problem(source, 0, 0, "order-failed", str(error), hint=error.hint),)
