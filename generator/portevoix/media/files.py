"""Files to download: delivered as they are, under an address that changes with them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import Any

from portevoix.core.digest import digest
from portevoix.engine.orders import Order
from portevoix.model.entry import Medium

FOLDER = "files"
"""Where downloads stand in the output."""


class FileFulfiller:
    """Fulfils orders of kind ``file``; inputs: ``source`` (path) and ``digest`` (of its bytes)."""

    kind = "file"

    def recipe(self) -> bytes:
        """A constant: the file is what it is."""
        return digest("file", "1")

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The file's own bytes."""
        return read(inputs["source"])


def file_order(medium: Medium) -> Order:
    """The order that puts ``medium`` into the output under its own name."""
    inputs = {"source": f"content/{medium.path}", "digest": medium.digest.hex()}
    return Order.of("file", FileFulfiller().recipe(), inputs, f"{FOLDER}/{{key}}/{posixpath.basename(medium.path)}")
