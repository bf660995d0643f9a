"""Explaining: why a page would be made again now, by the function that decides it, and what it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from portevoix.build.build import Desk, at_desk, load, prepare
from portevoix.build.plan import plan
from portevoix.build.request import Request
from portevoix.build.standing import standing
from portevoix.core.errors import PortevoixError
from portevoix.core.paths import normal
from portevoix.engine.choose import reasons
from portevoix.engine.facts import Facts, changed
from portevoix.engine.journal import owned
from portevoix.engine.products import Product
from portevoix.render.facts import resolvers
from portevoix.render.site import Site


def explain(request: Request, page: str) -> Iterator[str]:
    """Lines that say why ``page`` (an output file or an address) would be made again, and what it read last time.

    Nothing is written. ``PortevoixError`` when the site has no such page.
    """
    with at_desk(request) as desk:
        loaded = load(desk)
        if loaded.gated is None:
            raise PortevoixError("the campaign cannot be read", "run portevoix build to see why")
        site, _, _ = prepare(desk, loaded)
        products, _ = plan(site, desk.recipe)
        product = _named(page, products, site, request)
        yield from _lines(product, desk, Facts(resolvers(site)))


def _named(page: str, products: list[Product], site: Site, request: Request) -> Product:
    wanted = normal(unquote(page))
    for prefix in (site.library.campaign.base_url, f"{request.output}/", f"{request.output.name}/"):
        wanted = wanted.removeprefix(prefix)
    if wanted.startswith("/"):
        wanted = wanted.removeprefix(site.library.campaign.base_path).lstrip("/")
    by_path = {product.path: product for product in products}
    by_key = {product.key: product for product in products}
    for name in (wanted, f"{wanted.rstrip('/')}/index.html".lstrip("/")):
        if name in by_path:
            return by_path[name]
    if page in by_key:
        return by_key[page]
    raise PortevoixError(f"the site has no page “{page}” at this moment", "name a file of the output, or an address")


def _lines(product: Product, desk: Desk, facts: Facts) -> Iterator[str]:
    stands = standing(desk.request.output, owned(desk.request.output) or {}, desk.before.outputs)
    trace = desk.before.traces.get(product.key)
    found = reasons(product, trace, changed(desk.before.facts, facts), desk.before.facts, facts, stands)
    if not found:
        yield f"{product.path} ({product.key}) would not be made again"
    else:
        yield f"{product.path} ({product.key}) would be made again:"
        yield from (f"  because {reason.message()}" for reason in found)
    if trace is not None:
        yield f"it depends on {len(trace.reads)} facts:"
        yield from (f"  {name}" for name in sorted(trace.reads))
        if trace.orders:
            yield f"it orders {len(trace.orders)} files:"
            yield from (f"  {order.path}" for order in trace.orders)
