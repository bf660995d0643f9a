"""The store: results of pure work under the keys of what they were made from.

A file holds the digest of its payload, then the payload; what does not agree with its digest does not exist. So a
store can be copied between machines, cut off half-way or deleted, and costs time at worst.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

from portevoix.core.digest import SIZE, digest_bytes


class Store:
    """A folder of results. ``key`` is 32 hexadecimal digits.

    What is confidential goes to the store ``private``, which is never shared; ``get`` looks there too.
    """

    def __init__(self, folder: Path, private: Store | None = None) -> None:
        self.folder = folder
        self.private = private

    def _path(self, key: str) -> str:
        return f"{self.folder}/{key[:2]}/{key[2:]}"

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or None when there is nothing sound."""
        try:
            with open(self._path(key), "rb") as stream:
                data = stream.read()
        except OSError:
            data = b""
        payload = data[SIZE:]
        if len(data) >= SIZE and digest_bytes(payload) == data[:SIZE]:
            return payload
        return self.private.get(key) if self.private is not None else None

    def put(self, key: str, payload: bytes) -> None:
        """Keep ``payload`` under ``key``; whoever reads at the same time sees the whole or nothing."""
        path = self._path(key)
        # Machines that share a store may have processes of the same number.
        temporary = f"{path}.{os.urandom(6).hex()}"
        try:
            with _created(temporary) as stream:
                stream.write(digest_bytes(payload))
                stream.write(payload)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _created(path: str) -> BinaryIO:
    """The new file ``path``, in a folder that is mostly there already."""
    try:
        return open(path, "wb")
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, "wb")
