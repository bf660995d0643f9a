"""State: what the last successful build knew, in one SQLite file with a checksum beside it.

State is only ever a shortcut. When it is missing, unreadable or does not agree with its checksum, the build says so and
starts over. It is written after the output, in one go; so every trace in it agrees with every fact in it.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import EllipsisType
from typing import Any

from portevoix.core.errors import PortevoixError, UsageError
from portevoix.engine.lookup import Lookup
from portevoix.engine.tables import READERS, TABLES, VERSION, Gone, Remembered, Stamp, write

__all__ = ["Remembered", "Stamp", "State", "StateUnreadable"]

_PART = 1 << 18
"""Bytes that are read at a time for the checksum: memory for all of them would take longer to get than to fill."""
_NOT_OURS = (sqlite3.Error, ValueError, KeyError, TypeError, IndexError)
"""What comes of reading a file that is not what we wrote."""


class State:
    """The state file at ``path``; one command at a time may hold it.

    A process that builds again and again keeps ``in_memory`` what it asks for each time: see ``stay``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.in_memory: Remembered | None = None
        self._sum = path.with_suffix(".sum")
        self._lock: sqlite3.Connection | None = None
        self._sound: bool | EllipsisType | None = ...

    def lock(self) -> None:
        """Hold the state for this command; ``UsageError`` when another one holds it."""
        lock = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            place = self.path.with_suffix(".lock")
            lock = sqlite3.connect(place, timeout=0.2, isolation_level=None, check_same_thread=False)
            lock.execute("begin exclusive")
            self._locked = os.stat(place).st_ino
        except OSError as error:
            raise PortevoixError(f"{self.path.parent} cannot be written to ({error.strerror})") from None
        except sqlite3.Error as error:
            if lock is not None:
                lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise PortevoixError(f"{self.path.parent} cannot be written to ({error})") from None
            raise UsageError(
                "another portevoix command is at work on this campaign", "wait until it is done, then try again"
            ) from None
        self._lock = lock

    @property
    def locked(self) -> bool:
        """Whether this state holds the lock that others would ask for: not after its file was deleted."""
        try:
            return self._lock is not None and os.stat(self.path.with_suffix(".lock")).st_ino == self._locked
        except OSError:
            return False

    def stay(self) -> None:
        """Keep the outputs and the receipts in memory from here on; the state must stay locked by this process."""
        self.in_memory = self._load(("outputs", "receipts"))

    def unlock(self) -> None:
        """Let others have the state."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def forget(self) -> None:
        """Delete the state."""
        self._sound = None
        self.in_memory = None
        for path in (self.path, self._sum):
            path.unlink(missing_ok=True)

    def sound(self) -> bool | None:
        """Whether the file agrees with its checksum; None when there is no file. It is read once."""
        if self._sound is ...:
            self._sound = self._compare()
        return self._sound

    def _compare(self) -> bool | None:
        try:
            now = _checksum(self.path)
        except OSError:
            return None
        try:
            return now == self._sum.read_text().strip()
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

    @contextmanager
    def lookup(self) -> Iterator[Lookup | None]:
        """Questions to the state while its file is open, None when there is none; ``StateUnreadable`` as ``load``."""
        if not self.path.exists():
            yield None
            return
        try:
            connection = sqlite3.connect(self.path)
            try:
                _check_version(connection)
                yield Lookup(connection, self.in_memory)
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise StateUnreadable(str(error)) from error

    def _load(self, tables: tuple[str, ...]) -> Remembered:
        remembered = Remembered()
        if not self.path.exists():
            return remembered
        try:
            connection = sqlite3.connect(self.path)
            try:
                _check_version(connection)
                for table in tables:
                    READERS[table](connection, remembered)
            finally:
                connection.close()
        except _NOT_OURS as error:
            raise StateUnreadable(str(error)) from error
        return remembered

    def save(self, old: Remembered, new: Remembered) -> None:
        """Make the file hold ``new``, given that it holds ``old``; the checksum is written last."""
        self.in_memory = None
        self.change(*new.since(old if self.path.exists() else Remembered()))

    def change(self, new: Remembered, gone: Gone) -> None:
        """Write what is ``new``, all of ``meta`` with it, and delete what is ``gone``; the checksum is written last."""
        self._sound = ...
        kept, self.in_memory = self.in_memory, None  # until all is written
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
                for statement in TABLES.strip().split("\n"):
                    connection.execute(statement)
            write(connection, new, gone)
            connection.execute("commit")
        finally:
            connection.close()
        temporary = self._sum.with_suffix(".new")
        temporary.write_text(_checksum(self.path))
        os.replace(temporary, self._sum)
        self._sound = True
        if kept is not None:
            for path in gone.get("outputs", ()):
                kept.outputs.pop(path, None)
            kept.outputs.update(new.outputs)
            kept.receipts.update(new.receipts)
            self.in_memory = kept


class StateUnreadable(Exception):
    """The state cannot be made out; the command says so and starts over."""


def _checksum(path: Path) -> str:
    """Length and CRC-32: what happens to files by accident changes it, and it costs next to nothing."""
    part, length, sum_ = memoryview(bytearray(_PART)), 0, 0
    with path.open("rb", buffering=0) as stream:
        while read := stream.readinto(part):
            length, sum_ = length + read, zlib.crc32(part[:read], sum_)
    return f"{length} {sum_:08x}"


def _check_version(connection: sqlite3.Connection) -> None:
    if connection.execute("pragma user_version").fetchone() != (VERSION,):
        raise StateUnreadable("it was written by another version")
