"""Choosing: which products must be made, and why. ``explain`` and ``build`` ask the same function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from portevoix.core.digest import ABSENT
from portevoix.engine.facts import Facts
from portevoix.engine.products import Product, Trace


class Reason(NamedTuple):
    """Why a product is made: what happened, and to what."""

    what: Literal["new", "recipe", "moved", "changed", "appeared", "vanished", "missing", "altered"]
    fact: str = ""

    def message(self) -> str:
        """The reason in words."""
        return {
            "new": "it was not there before",
            "recipe": "the generator, its libraries or the way it is made changed",
            "moved": f"it stood at {self.fact} before",
            "changed": f"{self.fact} changed",
            "appeared": f"{self.fact} appeared",
            "vanished": f"{self.fact} vanished",
            "missing": "its file is missing from the output",
            "altered": "its file in the output was altered by someone else",
        }[self.what]


def reasons(
    product: Product,
    trace: Trace | None,
    different: set[str],
    before: Mapping[str, bytes],
    facts: Facts,
    standing: Mapping[str, bytes],
) -> tuple[Reason, ...]:
    """Every reason why ``product`` must be made; none when what stands in the output is right.

    ``different`` holds the facts that changed since ``before``; ``standing`` the digests of the files in the output.
    """
    if trace is None:
        return (Reason("new"),)
    found: list[Reason] = []
    if trace.recipe != product.recipe:
        found.append(Reason("recipe"))
    if trace.path != product.path:
        found.append(Reason("moved", trace.path))
    for name in trace.reads:
        if name in different:
            now = facts.digest(name) if facts.knows(name) else ABSENT
            gone, came = now == ABSENT, before.get(name, ABSENT) == ABSENT
            found.append(Reason("vanished" if gone else "appeared" if came else "changed", name))
    if trace.path == product.path:
        stands = standing.get(product.path)
        if stands is None:
            found.append(Reason("missing"))
        elif stands != trace.digest:
            found.append(Reason("altered"))
    return tuple(found)


def choose(
    products: Iterable[Product],
    traces: Mapping[str, Trace],
    different: set[str],
    standing: Mapping[str, bytes],
) -> list[Product]:
    """The products that ``reasons`` finds a reason for, in their order, without spelling the reasons out."""
    chosen = []
    for product in products:
        trace = traces.get(product.key)
        if (
            trace is None
            or trace.recipe != product.recipe
            or trace.path != product.path
            or standing.get(product.path) != trace.digest
            or not different.isdisjoint(trace.reads)
        ):
            chosen.append(product)
    return chosen
