"""The tables of a state, and how what is remembered becomes their rows and comes back."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from portevoix.core.diagnostics import Problem
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Trace

VERSION = 2
TABLES = """
create table meta (name text primary key, value text);
create table records (path text primary key, mark blob, value blob);
create table facts (id integer primary key, name text, digest blob);
create table traces (key text primary key, recipe blob, path text, digest blob, reads blob, orders text, problems text);
create table outputs (path text primary key, digest blob, size int, mtime int, ctime int, inode int);
create table receipts (key text primary key, size int, digest blob);
"""

Stamp = tuple[int, int, int, int]
"""Size in bytes, times of last change of content and of inode in nanoseconds, inode."""


@dataclass(slots=True)
class Remembered:
    """Everything a state holds, or what of it is to be written. ``meta`` is JSON; ``records`` belong to the floors
    above."""

    meta: dict[str, Any] = field(default_factory=dict)
    records: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    outputs: dict[str, tuple[bytes, Stamp]] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)

    def since(self, old: Remembered) -> tuple[Remembered, Gone]:
        """What of this is new or other than in ``old``, and the keys that only ``old`` has; ``meta`` is always new."""
        new, gone = Remembered(self.meta), {}
        for table in ("records", "facts", "traces", "outputs", "receipts"):
            mine, theirs = getattr(self, table), getattr(old, table)
            setattr(new, table, {key: value for key, value in mine.items() if theirs.get(key) != value})
            gone[table] = [key for key in theirs if key not in mine]
        return new, gone


Gone = Mapping[str, Iterable[str]]
"""By table, the keys of what is to be deleted."""


def read_meta(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``meta``."""
    into.meta = {name: orjson.loads(value) for name, value in connection.execute("select name, value from meta")}


def read_records(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``records``."""
    rows = connection.execute("select path, mark, value from records").fetchall()
    into.records = {path: (mark, value) for path, mark, value in rows}


def read_facts(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``facts``."""
    into.facts = dict(connection.execute("select name, digest from facts"))


def read_traces(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``traces``."""
    names = dict(connection.execute("select id, name from facts"))
    into.traces = {row[0]: trace_of(row, names) for row in connection.execute("select * from traces")}


def read_outputs(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``outputs``."""
    into.outputs = {row[0]: (row[1], row[2:]) for row in connection.execute("select * from outputs").fetchall()}


def read_receipts(connection: sqlite3.Connection, into: Remembered) -> None:
    """The table ``receipts``."""
    into.receipts = {key: Receipt(size, mark) for key, size, mark in connection.execute("select * from receipts")}


READERS = {
    "meta": read_meta,
    "records": read_records,
    "facts": read_facts,
    "traces": read_traces,
    "outputs": read_outputs,
    "receipts": read_receipts,
}


def ids_of(reads: bytes) -> array[int]:
    """The numbers of facts that a row of ``traces`` holds."""
    ids = array("I")
    ids.frombytes(reads)
    return ids


def trace_of(row: tuple[Any, ...], names: Mapping[int, str]) -> Trace:
    """The trace in a row of ``traces``; ``names`` are those of the facts by number."""
    _, recipe, path, mark, reads, orders, problems = row
    return Trace(
        recipe,
        path,
        mark,
        tuple(map(names.__getitem__, ids_of(reads))),
        tuple(Order(*one) for one in orjson.loads(orders)) if orders else (),
        tuple(problems_of(problems)),
    )


def problems_of(rows: str) -> Iterator[Problem]:
    """The problems that a row of ``traces`` holds."""
    return map(Problem.from_json, orjson.loads(rows)) if rows else iter(())


def write(connection: sqlite3.Connection, new: Remembered, gone: Gone) -> None:
    """Write the rows of ``new``, in the place of those that had their keys, and delete those that are ``gone``."""
    for table, column in (("records", "path"), ("traces", "key"), ("outputs", "path"), ("receipts", "key")):
        keys = [(key,) for key in gone.get(table, ())]
        connection.executemany(f"delete from {table} where {column} = ?", keys)
    lost = [(number,) for number in numbers(connection, gone.get("facts", ())).values()]
    connection.executemany("delete from facts where id = ?", lost)
    connection.execute("delete from meta")
    _put(connection, "meta", [(name, orjson.dumps(value).decode()) for name, value in new.meta.items()])
    _put(connection, "records", [(path, *record) for path, record in new.records.items()])
    ids = _numbers(connection, {*new.facts, *(name for trace in new.traces.values() for name in trace.reads)})
    _put(connection, "facts", [(ids[name], name, mark) for name, mark in new.facts.items()])
    _put(connection, "traces", [_trace_row(key, trace, ids) for key, trace in new.traces.items()])
    _put(connection, "outputs", [(path, mark, *stamp) for path, (mark, stamp) in new.outputs.items()])
    _put(connection, "receipts", [(key, receipt.size, receipt.digest) for key, receipt in new.receipts.items()])


def _put(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert or replace into {table} values ({marks})", rows)


def _numbers(connection: sqlite3.Connection, names: set[str]) -> dict[str, int]:
    """The number of each fact in ``names``: the one that it has, or the next that is free."""
    ids = numbers(connection, names)
    (last,) = connection.execute("select coalesce(max(id), 0) from facts").fetchone()
    for number, name in enumerate(sorted(names - ids.keys()), last + 1):
        ids[name] = number
    return ids


def numbers(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    """The numbers of those facts in ``names`` that the state knows."""
    wanted = list(names)
    if len(wanted) > 1000:
        every = dict(connection.execute("select name, id from facts"))
        return {name: every[name] for name in wanted if name in every}
    marks = ", ".join("?" * len(wanted))
    return dict(connection.execute(f"select name, id from facts where name in ({marks})", wanted))


def _trace_row(key: str, trace: Trace, ids: Mapping[str, int]) -> tuple[Any, ...]:
    orders = [[order.kind, order.inputs, order.path, order.key] for order in trace.orders]
    problems = [problem.to_json() for problem in trace.problems]
    rows = [orjson.dumps(rows).decode() if rows else "" for rows in (orders, problems)]
    reads = array("I", [ids[name] for name in trace.reads]).tobytes()
    return key, trace.recipe, trace.path, trace.digest, reads, *rows
