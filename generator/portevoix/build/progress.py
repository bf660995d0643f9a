"""Progress on long work, for a person at a terminal; for anyone else there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

PATIENCE = 0.7
"""Seconds before anything is shown: a short build stays quiet."""


@contextmanager
def shown(stream: TextIO) -> Iterator[Callable[[str, int, int], None]]:
    """A function to call with a stage's name, what is done of it and of how much; it draws bars on a terminal."""
    if not stream.isatty():
        yield lambda stage, done, of: None
        return
    began = time.monotonic()
    bars: dict[str, Any] = {}
    drawn = None

    def tell(stage: str, done: int, of: int) -> None:
        nonlocal drawn
        if drawn is None:
            if time.monotonic() - began < PATIENCE:
                return
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            drawn = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                console=Console(file=stream), transient=True,
            )  # fmt: skip
            drawn.start()
        if stage not in bars:
            bars[stage] = drawn.add_task(stage, total=of)
        drawn.update(bars[stage], completed=done)

    try:
        yield tell
    finally:
        if drawn is not None:
            drawn.stop()
