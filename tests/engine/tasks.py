"""What tests have other processes do: module functions, so that every way of starting a process finds them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from portevoix.core.errors import SnapshotMoved
from portevoix.engine.state import State
from portevoix.engine.store import Store


def multiply(factor: int, item: int) -> tuple[int, int]:
    return item, item * factor


def stumble(bad: int, item: int) -> int:
    if item == bad:
        raise SnapshotMoved(f"content/{item}.md")
    return item


def die(bad: int, item: int) -> int:
    if item == bad:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def tell_and_dawdle(folder: str, item: int) -> int:
    """Leave this process's id in ``folder``, and be slow."""
    Path(folder, str(os.getpid())).touch()
    time.sleep(0.05)
    return item


def put_many(folder: Path, key: str, number: int) -> None:
    store = Store(folder)
    for _ in range(150):
        store.put(key, bytes([number]) * 5000)


def hold(path: Path, held: Path) -> None:
    """Hold the state at ``path`` until killed; ``held`` appears as soon as it is."""
    State(path).lock()
    held.touch()
    time.sleep(60)
