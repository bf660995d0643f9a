"""Digests: how everything that can change is compared.

A digest is 16 bytes of BLAKE2b. Parts are length-prefixed, so ``digest("ab", "c")`` differs from ``digest("a", "bc")``.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import orjson

SIZE = 16
"""Bytes in a digest."""

ABSENT = b"\0" * SIZE
"""The digest of what does not exist: absence is a fact like any other."""


def digest(*parts: bytes | str) -> bytes:
    """The digest of ``parts`` in their order, 16 bytes; text counts as its UTF-8 bytes."""
    state = blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.digest()


def digest_bytes(data: bytes) -> bytes:
    """The plain BLAKE2b-128 of ``data``, as other tools compute it (no length prefix)."""
    return blake2b(data, digest_size=SIZE).digest()


def canonical_json(value: Any) -> bytes:
    """``value`` as JSON with sorted keys and no optional space: equal values give equal bytes."""
    return _json(value, sort=True)


def _json(value: Any, *, sort: bool) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if sort else 0)
    except TypeError:  # what its author holds to be no JSON: half a character, a number without end
        import json

        text = json.dumps(value, ensure_ascii=False, sort_keys=sort, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")


def digest_json(value: Any) -> bytes:
    """The digest of a JSON value, whatever the order of its keys."""
    return digest(canonical_json(value))


def digest_in_order(value: Any) -> bytes:
    """The digest of a JSON value whose order of keys is seen, as that of settings is: templates go through them."""
    return digest(_json(value, sort=False))
