"""Products, what making one tells, and the trace that remains of it."""

from __future__ import annotations

from typing import NamedTuple

from portevoix.core.diagnostics import Problem
from portevoix.engine.orders import Order


class Product(NamedTuple):
    """One file to be made: a stable ``key``, its ``path`` in the output, and the digest of how it is made."""

    key: str
    path: str
    recipe: bytes


class Recorder:
    """Takes down what the making of one product reads, orders and complains of."""

    __slots__ = ("orders", "problems", "reads")

    def __init__(self) -> None:
        self.reads: dict[str, None] = {}
        self.orders: dict[str, Order] = {}
        self.problems: dict[Problem, None] = {}

    def read(self, name: str) -> None:
        """The fact ``name`` was read."""
        self.reads[name] = None

    def order(self, order: Order) -> None:
        """``order`` was placed; placing it twice is placing it once."""
        self.orders[order.key + order.path] = order

    def repeat(self, other: Recorder) -> None:
        """Everything that ``other`` took down happened here too."""
        self.reads |= other.reads
        self.orders |= other.orders
        self.problems |= other.problems

    def problem(self, problem: Problem) -> None:
        """``problem`` was met."""
        self.problems[problem] = None


class Made(NamedTuple):
    """The result of making one product; its bytes, ``size`` of them, lie in the staging folder."""

    key: str
    path: str
    digest: bytes
    size: int
    reads: tuple[str, ...]
    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]
    failed: bool = False


class Trace(NamedTuple):
    """What remains of a product that was made: enough to decide whether it stands, and to replay what it told."""

    recipe: bytes
    path: str
    digest: bytes
    reads: tuple[str, ...]
    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]
