"""Workers: the same task over many items, in this process or in several.

The processes start before this one has threads, are given the shared value once, and return small values; results come
back in the order of the items, whatever the number of workers and however they are started.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from portevoix.core.errors import PortevoixError

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

LITTLE = 64
"""Below so many items per worker, starting processes costs more than it saves."""

_shared: Any = None


def start_method() -> str:
    """How processes are started here: by ``fork`` where that is safe, else by ``spawn``."""
    alone = threading.active_count() == 1 and "pyvips" not in sys.modules
    return "fork" if sys.platform == "linux" and alone else "spawn"


def over(
    task: Callable[[Shared, Item], Result],
    shared: Shared,
    items: Sequence[Item],
    *,
    jobs: int,
    method: str | None = None,
    chunk: int = 32,
) -> Iterator[Result]:
    """``task(shared, item)`` for every item, in order, by up to ``jobs`` processes.

    ``task`` is a module's function. An exception that it raises comes out here. With one job, or for few items, no
    process is started. A worker that dies is a ``PortevoixError``.
    """
    if jobs <= 1 or len(items) < 2 * LITTLE:
        for item in items:
            yield task(shared, item)
        return
    # Only now: most builds have little work, and these cost more to import than that work takes.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    count = min(jobs, max(1, len(items) // LITTLE))
    chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
    context = multiprocessing.get_context(method or start_method())
    gc.freeze()
    try:
        with ProcessPoolExecutor(count, context, _receive, (shared,)) as pool:
            try:
                for results in pool.map(_run, [task] * len(chunks), chunks):
                    yield from results
            finally:
                pool.shutdown(cancel_futures=True)  # else Ctrl-C would wait for all that is left to do
    except BrokenProcessPool:
        raise PortevoixError("a worker process died", "is the machine out of memory? try again with --jobs 1") from None
    finally:
        gc.unfreeze()


def _receive(shared: Any) -> None:
    global _shared
    _shared = shared
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers: each sees for itself."""
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _run(task: Callable[[Any, Any], Any], items: Sequence[Any]) -> list[Any]:
    return [task(_shared, item) for item in items]
