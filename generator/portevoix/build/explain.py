"""Explaining: why a page would be made again now, by the function that decides it, and what it depends on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from portevoix.build.desk import Desk, opened
from portevoix.build.request import Request
from portevoix.build.stages import Planned, load, plan_site, why
from portevoix.core.errors import PortevoixError
from portevoix.core.paths import normal
from portevoix.engine.products import Product
from portevoix.model.gate import Gated


def explain(request: Request, page: str) -> Iterator[str]:
    """Lines that say why ``page`` (an output file or an address) would be made again, and what it read last time.

    Nothing is written. ``PortevoixError`` when the site has no such page.
    """
    with opened(request) as desks:
        desk = next(desks).remembering()
        loaded = load(desk)
        if loaded.gated is None or loaded.theme is None:
            raise PortevoixError("the campaign cannot be read", "run portevoix build to see why")
        planned = plan_site(desk, loaded)
        yield from _lines(_named(page, planned, request), desk, planned, _held(loaded.gated))


def _named(page: str, planned: Planned, request: Request) -> Product:
    campaign = planned.site.library.campaign
    wanted = normal(unquote(page))
    for prefix in (campaign.base_url, f"{request.output}/", f"{request.output.name}/"):
        wanted = wanted.removeprefix(prefix)
    if wanted.startswith("/"):
        wanted = wanted.removeprefix(campaign.base_path).lstrip("/")
    by_path = {product.path: product for product in planned.products}
    by_key = {product.key: product for product in planned.products}
    for name in (wanted, f"{wanted.rstrip('/')}/index.html".lstrip("/")):
        if name in by_path:
            return by_path[name]
    if page in by_key:
        return by_key[page]
    raise PortevoixError(f"the site has no page “{page}” at this moment", "name a file of the output, or an address")


def _lines(product: Product, desk: Desk, planned: Planned, held: frozenset[str]) -> Iterator[str]:
    trace = desk.before.traces.get(product.key)
    found = why(product, desk, planned)
    if not found:
        yield f"{product.path} ({product.key}) would not be made again"
    else:
        yield f"{product.path} ({product.key}) would be made again:"
        yield from _open((reason.message() for reason in found), held, "  because ")
    if trace is not None:
        yield f"it depends on {len(trace.reads)} facts:"
        yield from _open(sorted(trace.reads), held, "  ")
        if trace.orders:
            yield f"it orders {len(trace.orders)} files:"
            yield from (f"  {order.path}" for order in trace.orders)


def _open(lines: Iterable[str], held: frozenset[str], before: str) -> Iterator[str]:
    """The lines that name nothing of ``held``, and how many others there are."""
    left_out = 0
    for line in lines:
        if any(name in line for name in held):
            left_out += 1
        else:
            yield before + line
    if left_out:
        yield f"{before}{left_out} that have to do with what is held back"


def _held(gated: Gated) -> frozenset[str]:
    """The ids and paths that logs which many read may not name; none on one's own machine."""
    if not os.environ.get("CI"):
        return frozenset()
    ids = {entry.id for entry in gated.hidden} - {entry.id for entry in gated.public.entries.values()}
    return frozenset(ids | {path.removeprefix("content/") for path in gated.hidden_paths})
