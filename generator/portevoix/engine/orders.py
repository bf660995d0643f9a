"""Orders: requests for declared work, and the receipts for what was delivered.

Declared work is a pure function of named inputs. Its key follows from the inputs and from the recipe of who fulfils it,
so a page can state the address of what it orders before the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from portevoix.core.digest import canonical_json, digest, digest_bytes


class Order(NamedTuple):
    """One piece of declared work.

    ``kind`` names its fulfiller; ``inputs`` is canonical JSON; ``path`` is where the result lies in the output; ``key``
    is 32 hexadecimal digits.
    """

    kind: str
    inputs: str
    path: str
    key: str

    @classmethod
    def of(cls, kind: str, recipe: bytes, inputs: Mapping[str, Any], path: str) -> Order:
        """An order for ``inputs``; ``{key}`` in ``path`` becomes the first twelve digits of its key."""
        text = canonical_json(inputs)
        key = digest(kind, recipe, text).hex()
        return cls(kind, text.decode("utf-8", "surrogatepass"), path.replace("{key}", key[:12]), key)


class Fulfiller(Protocol):
    """Who does the declared work of one kind."""

    kind: str

    def recipe(self) -> bytes:
        """A digest of everything but the inputs that the result depends on: own version, libraries, parameters."""

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The result for ``inputs``; ``read`` gives a source file's bytes. ``PortevoixError`` says why not."""


class Receipt(NamedTuple):
    """What was delivered for an order: its size in bytes and the digest of those bytes."""

    size: int
    digest: bytes

    @classmethod
    def of(cls, data: bytes) -> Receipt:
        """The receipt for ``data``."""
        return cls(len(data), digest_bytes(data))
