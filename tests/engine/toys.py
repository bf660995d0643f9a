"""A toy for the engine: cells with values, products that add some of them up, and an output they are written to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portevoix.core.digest import ABSENT, digest, digest_bytes
from portevoix.engine.choose import choose
from portevoix.engine.facts import Facts, Resolver, changed
from portevoix.engine.journal import MANIFEST, Stage, owned
from portevoix.engine.products import Product, Recorder, Trace
from portevoix.engine.state import Remembered, State


@dataclass(frozen=True)
class Goal:
    """A product of a toy: its file, the cells that it reads, and the version of its recipe.

    ``every`` also reads the sum of all cells whose names begin with that, behind a guard.
    """

    path: str
    cells: tuple[str, ...]
    version: int = 1
    every: str = ""


@dataclass
class Toy:
    """What a toy build starts from: values of cells, and the goals by key."""

    cells: dict[str, int] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)

    def total(self, prefix: str) -> int:
        """Only whether it is odd: many edits leave it as it was."""
        return sum(value for name, value in self.cells.items() if name.startswith(prefix)) % 2

    def resolvers(self) -> dict[str, Resolver]:
        def cell(name: str) -> bytes:
            return digest(str(self.cells[name])) if name in self.cells else ABSENT

        def everything(_: str) -> bytes:
            return digest(json.dumps(self.cells, sort_keys=True))

        def total(prefix: str) -> bytes:
            return digest(str(self.total(prefix)))

        return {"cell": Resolver(cell), "all": Resolver(everything), "sum": Resolver(total, guard=lambda _: "all:")}

    def make(self, key: str, recorder: Recorder) -> bytes:
        goal = self.goals[key]
        lines = [f"version {goal.version}"]
        for name in goal.cells:
            recorder.read(f"cell:{name}")
            lines.append(f"{name}={self.cells.get(name)}")
        if goal.every:
            recorder.read(f"sum:{goal.every}")
            lines.append(f"{goal.every}*={self.total(goal.every)}")
        return "\n".join(lines).encode()


def products_of(toy: Toy) -> list[Product]:
    return [
        Product(key, goal.path, digest(repr((goal.cells, goal.version, goal.every))))
        for key, goal in sorted(toy.goals.items())
    ]


def bring(toy: Toy, output: Path, state: State) -> list[str]:
    """One build of the toy with nothing but the engine; the keys of what was made."""
    stage = Stage(output)
    stage.finish()
    stage.clear()
    before = state.load()
    facts = Facts(toy.resolvers())
    different = changed(before.facts, facts)
    mine = owned(output) or {}
    stands = {path: digest_bytes(data) for path in mine if (data := content(output / path)) is not None}
    products = products_of(toy)
    chosen = choose(products, before.traces, different, stands)
    traces = dict(before.traces)
    for product in chosen:
        recorder = Recorder()
        data = toy.make(product.key, recorder)
        mark = digest_bytes(data)
        if stands.get(product.path) != mark:
            stage.write(product.path, data)
        traces[product.key] = Trace(product.recipe, product.path, mark, tuple(recorder.reads), (), ())
    traces = {product.key: traces[product.key] for product in products}
    manifest = {trace.path: trace.digest for trace in traces.values()}
    written = [path for path, mark in manifest.items() if stands.get(path) != mark]
    stage.seal(written, mine.keys() - manifest.keys(), manifest)
    stage.finish()
    stage.clear()
    state.save(before, Remembered(facts=_known(traces.values(), facts), traces=traces))
    return [product.key for product in chosen]


def _known(traces: Iterable[Trace], facts: Facts) -> dict[str, bytes]:
    names = {name for trace in traces for name in trace.reads}
    names |= {guard for name in names if (guard := facts.guard(name)) is not None}
    return {name: facts.digest(name) for name in sorted(names)}


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def tree(output: Path) -> dict[str, bytes]:
    """Every file in ``output`` but the manifest."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def marks(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: digest_bytes(data) for path, data in files.items()}
