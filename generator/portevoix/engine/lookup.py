"""Lookups: questions to a state that do not need all of it, asked while its file is open."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from portevoix.core.diagnostics import Problem
from portevoix.engine.orders import Receipt
from portevoix.engine.products import Trace
from portevoix.engine.tables import (
    READERS,
    Remembered,
    Stamp,
    ids_of,
    numbers,
    problems_of,
    trace_of,
)


class Lookup(Mapping[str, tuple[bytes, bytes]]):
    """The records of a state by name, and what else can be asked of it; some of it may be ``in_memory``."""

    def __init__(self, connection: sqlite3.Connection, in_memory: Remembered | None = None) -> None:
        self._connection = connection
        self._in_memory = in_memory

    def __getitem__(self, name: str) -> tuple[bytes, bytes]:
        row = self._connection.execute("select mark, value from records where path = ?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return row[0], row[1]

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self._connection.execute("select path from records order by path"))

    def __len__(self) -> int:
        (count,) = self._connection.execute("select count(*) from records").fetchone()
        return int(count)

    def facts(self, names: Collection[str]) -> dict[str, bytes]:
        """The digests of those facts in ``names`` that the state knows."""
        marks = ", ".join("?" * len(names))
        return dict(self._connection.execute(f"select name, digest from facts where name in ({marks})", list(names)))

    def readers(self, facts: Collection[str]) -> dict[str, Trace]:
        """The traces, by key, of the products that read any of ``facts``."""
        rows = {}
        for number in numbers(self._connection, facts).values():
            # Numbers are four bytes each: a match that does not begin at one is none.
            found = self._connection.execute("select * from traces where instr(reads, ?)", (_bytes(number),))
            rows.update({row[0]: row for row in found if number in ids_of(row[4])})
        wanted = {number for row in rows.values() for number in ids_of(row[4])}
        names = self._names(wanted)
        return {key: trace_of(rows[key], names) for key in sorted(rows)}

    def unread(self, facts: Collection[str], besides: Set[str]) -> set[str]:
        """Those of ``facts`` that no product reads but those with the keys ``besides``."""
        found = set()
        for name, number in numbers(self._connection, facts).items():
            rows = self._connection.execute("select key, reads from traces where instr(reads, ?)", (_bytes(number),))
            if all(key in besides or number not in ids_of(reads) for key, reads in rows):
                found.add(name)
        return found

    def problems(self, besides: Set[str]) -> list[Problem]:
        """What was told of all products but those with the keys ``besides``."""
        rows = self._connection.execute("select key, problems from traces where problems != '' order by key")
        return [problem for key, told in rows if key not in besides for problem in problems_of(told)]

    def outputs(self) -> dict[str, tuple[bytes, Stamp]]:
        """The files of the output as they were left."""
        if self._in_memory is not None:
            return self._in_memory.outputs
        return self._table("outputs").outputs

    def receipts(self) -> dict[str, Receipt]:
        """Every receipt."""
        if self._in_memory is not None:
            return self._in_memory.receipts
        return self._table("receipts").receipts

    def _table(self, name: str) -> Remembered:
        into = Remembered()
        READERS[name](self._connection, into)
        return into

    def _names(self, ids: Iterable[int]) -> dict[int, str]:
        wanted = sorted(ids)
        found: dict[int, str] = {}
        for start in range(0, len(wanted), 1000):
            part = wanted[start : start + 1000]
            marks = ", ".join("?" * len(part))
            found.update(self._connection.execute(f"select id, name from facts where id in ({marks})", part))
        return found


def _bytes(number: int) -> bytes:
    return array("I", (number,)).tobytes()
