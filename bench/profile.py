"""``python -m bench.profile``: where the time of a build goes, stage by stage, for each case; or function by function.

A stage is a function that the build's own module calls. Its time is its own: what it calls of other stages counts
there. The build works in one process, and the times are those of its processor: they can be divided by the documents,
and other work on the machine changes them little.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import inspect
import multiprocessing
import os
import pkgutil
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.__main__ import MEMORY_FILE_SYSTEM
from bench.corpus import HERE, edit_body, edit_title, write_portevoix
from bench.vocabulary import NAMES

CASES: dict[str, Callable[[Path, int], object]] = {
    "cold": lambda root, count: None,
    "nothing to do": lambda root, count: None,
    "body edited": lambda root, count: edit_body(root, 1, count),
    "title edited": lambda root, count: edit_title(root, count // 2, count),
}
"""What is done before each build; they follow each other."""
_COUNTLESS = ("portevoix.core.digest", "portevoix.core.paths")


class Stages:
    """A stopwatch for functions that call each other: each one's own seconds, in the order of their first call."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._open: list[str] = []
        self._since = time.process_time()

    def _turn(self) -> None:
        """Book the time since the last turn on the stage that is open."""
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now

    def watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, timed as the stage ``name``."""

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._turn()
            self._open.append(name)
            self.seconds.setdefault(name, 0.0)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._open.pop()

        return timed

    def watch_module(self, module: ModuleType) -> None:
        """Time every function of ours that ``module`` has by name, and every method of the journal and the state.

        What is called by the thousand would only be slowed by being timed: the digests of ``core``, the site's views.
        """
        for name, value in list(vars(module).items()):
            if not getattr(value, "__module__", "").startswith("portevoix.") or value.__module__ in _COUNTLESS:
                continue
            if inspect.isfunction(value) and not inspect.isgeneratorfunction(value):
                setattr(module, name, self.watch(name.lstrip("_"), value))
            elif inspect.isclass(value) and value.__module__ in ("portevoix.engine.journal", "portevoix.engine.state"):
                self._watch_class(value)

    def _watch_class(self, kind: type) -> None:
        for name, value in list(vars(kind).items()):
            if inspect.isfunction(value) and not name.startswith("_") and not inspect.isgeneratorfunction(value):
                setattr(kind, name, self.watch(f"{kind.__name__}.{name}", value))


def stages(root: Path, everything: bool) -> dict[str, float]:
    """Stage → seconds of one build in a process that has imported nothing yet; ``everything`` will be needed."""
    watch = Stages()
    modules = watch.watch("imports", _import)(everything)
    for module in modules:
        watch.watch_module(module)
    watch.watch("all else", modules[0].build)(_request(root))
    return watch.seconds


def functions(root: Path, rows: int) -> None:
    """Print the ``rows`` functions that took most of one build by themselves."""
    built = _import(everything=True)[0]
    request = _request(root)
    profiler = cProfile.Profile()
    profiler.runcall(built.build, request)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(rows)


def _import(everything: bool) -> list[ModuleType]:
    """The module of the build; with ``everything``, all others of its package too, and so all libraries."""
    package = importlib.import_module("portevoix.build")
    names = [module.name for module in pkgutil.iter_modules(package.__path__)] if everything else []
    return [importlib.import_module(f"portevoix.build.{name}") for name in dict.fromkeys(["build", *names])]


def _request(root: Path) -> Any:
    from portevoix.build.request import Request, moment_of

    return Request(root, root / "output", moment_of(None, root), jobs=1)


def _fresh(task: Callable[..., Any], *arguments: Any) -> Any:
    """``task`` in a process of its own, which ends with it."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def show(results: Mapping[str, Mapping[str, float]], least: float) -> None:
    """Print the table of stages that took at least ``least`` seconds in some case, in milliseconds."""
    print("| stage, ms |", " | ".join(results), "|")
    print("|---|" + "---:|" * len(results))
    names = dict.fromkeys(name for found in results.values() for name in found)
    told = [name for name in names if max(found.get(name, 0) for found in results.values()) >= least]
    for name in told:
        print(f"| {name} |", " | ".join(_cell(found.get(name)) for found in results.values()), "|")
    others = [sum(seconds for name, seconds in found.items() if name not in told) for found in results.values()]
    print("| less each |", " | ".join(map(_cell, others)), "|")
    print("| **sum** |", " | ".join(_cell(sum(found.values())) for found in results.values()), "|")


def _cell(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:,.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a corpus, build it in every case, print what took how long."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--pages", type=int, default=6000, help="size of the site")
    parser.add_argument("--least", type=float, default=0.01, help="seconds below which a stage has no row of its own")
    parser.add_argument("--functions", type=int, metavar="ROWS", help="show functions instead of stages (slower)")
    parser.add_argument("--case", choices=CASES, help="this case alone; those before it are built, but not shown")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(HERE.parent / "generator"))
    place = MEMORY_FILE_SYSTEM if os.access(MEMORY_FILE_SYSTEM, os.W_OK) else None
    count = options.pages // len(NAMES)
    with tempfile.TemporaryDirectory(prefix="portevoix-bench-", dir=place) as folder:
        root = Path(folder)
        write_portevoix(root, count)
        results = {}
        for name, prepare in CASES.items():
            prepare(root, count)
            if options.functions and options.case in (None, name):
                print(f"## {name}")
                _fresh(functions, root, options.functions)
            else:
                results[name] = _fresh(stages, root, name != "nothing to do")
            if name == options.case:
                results = {name: results[name]} if name in results else {}
                break
        if results and not options.functions:
            show(results, options.least)


if __name__ == "__main__":
    main()
