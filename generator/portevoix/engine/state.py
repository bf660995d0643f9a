"""State: what the last successful build knew, in one SQLite file with a checksum beside it.

State is only ever a shortcut. When it is missing, unreadable or does not agree with its checksum, the build says so and
starts over. It is written after the output, in one go; so every trace in it agrees with every fact in it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import EllipsisType
from typing import Any

import orjson

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest_bytes
from portevoix.core.errors import PortevoixError, UsageError
from portevoix.engine.orders import Order, Receipt
from portevoix.engine.products import Trace

VERSION = 1
_TABLES = """
create table meta (name text primary key, value text);
create table records (path text primary key, mark blob, value blob);
create table facts (id integer primary key, name text, digest blob);
create table traces (key text primary key, recipe blob, path text, digest blob, reads blob, rest text);
create table outputs (path text primary key, digest blob, size int, mtime int, ctime int, inode int);
create table receipts (key text primary key, size int, digest blob);
"""

Stamp = tuple[int, int, int, int]
"""Size in bytes, times of last change of content and of inode in nanoseconds, inode."""


@dataclass(slots=True)
class Remembered:
    """Everything a state holds. ``meta`` is JSON; ``records`` belong to the floors above."""

    meta: dict[str, Any] = field(default_factory=dict)
    records: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    outputs: dict[str, tuple[bytes, Stamp]] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)


class State:
    """The state file at ``path``; one command at a time may hold it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sum = path.with_suffix(".sum")
        self._lock: sqlite3.Connection | None = None
        self._sound: bool | EllipsisType | None = ...

    def lock(self) -> None:
        """Hold the state for this command; ``UsageError`` when another one holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = None
        try:
            lock = sqlite3.connect(self.path.with_suffix(".lock"), timeout=0.2, isolation_level=None)
            lock.execute("begin exclusive")
        except sqlite3.Error as error:
            if lock is not None:
                lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise PortevoixError(f"{self.path.parent} cannot be written to ({error})") from None
            raise UsageError(
                "another portevoix command is at work on this campaign", "wait until it is done, then try again"
            ) from None
        self._lock = lock

    def unlock(self) -> None:
        """Let others have the state."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def forget(self) -> None:
        """Delete the state."""
        self._sound = None
        for path in (self.path, self._sum):
            path.unlink(missing_ok=True)

    def sound(self) -> bool | None:
        """Whether the file agrees with its checksum; None when there is no file. It is read once."""
        if self._sound is ...:
            self._sound = self._compare()
        return self._sound

    def _compare(self) -> bool | None:
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        try:
            return digest_bytes(data).hex() == self._sum.read_text().strip()
        except OSError:
            return False

    def meta(self) -> dict[str, Any]:
        """What ``save`` was given as ``meta``; empty when there is none that can be read."""
        return self._load(("meta",)).meta

    def load(self) -> Remembered:
        """All of it; ``StateUnreadable`` when it cannot be made out."""
        return self._load(("meta", "records", "facts", "traces", "outputs", "receipts"))

    def outputs(self) -> dict[str, tuple[bytes, Stamp]]:
        """The files of the output as they were left."""
        return self._load(("outputs",)).outputs

    def _load(self, tables: tuple[str, ...]) -> Remembered:
        remembered = Remembered()
        if not self.path.exists():
            return remembered
        try:
            connection = sqlite3.connect(self.path)
            try:
                if connection.execute("pragma user_version").fetchone() != (VERSION,):
                    raise StateUnreadable("it was written by another version")
                for table in tables:
                    _READERS[table](connection, remembered)
            finally:
                connection.close()
        except (sqlite3.Error, ValueError, KeyError, TypeError, IndexError) as error:
            raise StateUnreadable(str(error)) from error
        return remembered

    def save(self, old: Remembered, new: Remembered) -> None:
        """Make the file hold ``new``, given that it holds ``old``; the checksum is written last."""
        self._sound = ...
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._sum.unlink(missing_ok=True)
        fresh = not self.path.exists()
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            # The checksum tells a whole file from a torn one, so SQLite need not wait for the disk.
            connection.execute("pragma synchronous = off")
            connection.execute("pragma journal_mode = memory")
            connection.execute("begin")
            if fresh:
                connection.execute(f"pragma user_version = {VERSION}")
                for statement in _TABLES.strip().split("\n"):
                    connection.execute(statement)
            _write(connection, Remembered() if fresh else old, new)
            connection.execute("commit")
        finally:
            connection.close()
        temporary = self._sum.with_suffix(".new")
        temporary.write_text(digest_bytes(self.path.read_bytes()).hex())
        os.replace(temporary, self._sum)


class StateUnreadable(Exception):
    """The state cannot be made out; the command says so and starts over."""


def _read_meta(connection: sqlite3.Connection, into: Remembered) -> None:
    into.meta = {name: json.loads(value) for name, value in connection.execute("select name, value from meta")}


def _read_records(connection: sqlite3.Connection, into: Remembered) -> None:
    rows = connection.execute("select path, mark, value from records").fetchall()
    into.records = {path: (mark, value) for path, mark, value in rows}


def _read_facts(connection: sqlite3.Connection, into: Remembered) -> None:
    into.facts = dict(connection.execute("select name, digest from facts"))


def _read_traces(connection: sqlite3.Connection, into: Remembered) -> None:
    names = dict(connection.execute("select id, name from facts"))
    for key, recipe, path, mark, reads, rest in connection.execute("select * from traces"):
        ids = array("I")
        ids.frombytes(reads)
        orders, problems = orjson.loads(rest) if rest else ((), ())
        into.traces[key] = Trace(
            recipe,
            path,
            mark,
            tuple(map(names.__getitem__, ids)),
            tuple(Order(*row) for row in orders),
            tuple(map(Problem.from_json, problems)),
        )


def _read_outputs(connection: sqlite3.Connection, into: Remembered) -> None:
    into.outputs = {row[0]: (row[1], row[2:]) for row in connection.execute("select * from outputs")}


def _read_receipts(connection: sqlite3.Connection, into: Remembered) -> None:
    into.receipts = {key: Receipt(size, mark) for key, size, mark in connection.execute("select * from receipts")}


_READERS = {
    "meta": _read_meta,
    "records": _read_records,
    "facts": _read_facts,
    "traces": _read_traces,
    "outputs": _read_outputs,
    "receipts": _read_receipts,
}


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The keys to write and the keys to delete."""
    return [key for key, value in new.items() if old.get(key) != value], [key for key in old if key not in new]


def _write(connection: sqlite3.Connection, old: Remembered, new: Remembered) -> None:
    def delete(table: str, column: str, keys: Iterable[str | int]) -> None:
        connection.executemany(f"delete from {table} where {column} = ?", [(key,) for key in keys])

    connection.execute("delete from meta")
    connection.executemany(
        "insert into meta values (?, ?)", [(name, json.dumps(value)) for name, value in new.meta.items()]
    )
    written, gone = _difference(old.records, new.records)
    delete("records", "path", gone)
    connection.executemany(
        "insert or replace into records values (?, ?, ?)",
        [(path, *new.records[path]) for path in written],
    )
    ids = {name: number for number, name in connection.execute("select id, name from facts")}
    delete("facts", "id", [number for name, number in ids.items() if name not in new.facts])
    following = max(ids.values(), default=0) + 1
    for name in new.facts:
        if name not in ids:
            ids[name] = following
            following += 1
    written, _ = _difference(old.facts, new.facts)
    connection.executemany(
        "insert or replace into facts values (?, ?, ?)", [(ids[name], name, new.facts[name]) for name in written]
    )
    written, gone = _difference(old.traces, new.traces)
    delete("traces", "key", gone)
    connection.executemany(
        "insert or replace into traces values (?, ?, ?, ?, ?, ?)",
        [_trace_row(key, new.traces[key], ids) for key in written],
    )
    written, gone = _difference(old.outputs, new.outputs)
    delete("outputs", "path", gone)
    connection.executemany(
        "insert or replace into outputs values (?, ?, ?, ?, ?, ?)",
        [(path, new.outputs[path][0], *new.outputs[path][1]) for path in written],
    )
    written, gone = _difference(old.receipts, new.receipts)
    delete("receipts", "key", gone)
    connection.executemany(
        "insert or replace into receipts values (?, ?, ?)",
        [(key, new.receipts[key].size, new.receipts[key].digest) for key in written],
    )


def _trace_row(key: str, trace: Trace, ids: Mapping[str, int]) -> tuple[Any, ...]:
    rest = ""
    if trace.orders or trace.problems:
        orders = [[order.kind, order.inputs, order.path, order.key] for order in trace.orders]
        rest = json.dumps([orders, [problem.to_json() for problem in trace.problems]], ensure_ascii=False)
    reads = array("I", [ids[name] for name in trace.reads]).tobytes()
    return key, trace.recipe, trace.path, trace.digest, reads, rest
