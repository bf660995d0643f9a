"""Measuring whole processes: their time, and the memory of everything that they start."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the clock, and seconds of processor time of it and all that it waited for."""

    wall: float
    cpu: float


class CommandFailed(Exception):
    """A command that was to be measured failed; the message holds what it wrote."""


def timed(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """The time that ``command`` takes, from before it is started until it is gone."""
    began = time.perf_counter()
    process = _start(command, environment)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    _check(command, process.returncode, said)
    return Run(wall, used.ru_utime + used.ru_stime)


def peak_memory(command: Sequence[str], environment: Mapping[str, str]) -> float | None:
    """The most memory that ``command`` and its descendants hold at one moment, in MB; None where it cannot be seen.

    It is the sum of their proportional set sizes (Linux, ``smaps_rollup`` in proc(5)): what two processes share counts
    once. Looking costs a little time, so that a run is either timed or weighed.
    """
    if not (PROC / "self/smaps_rollup").exists():
        return None
    process = _start(command, environment)
    most = 0
    while process.poll() is None:
        most = max(most, sum(_pss(pid) for pid in _tree(process.pid)))
        time.sleep(PAUSE)
    said, _ = process.communicate()
    _check(command, process.returncode, said)
    return most * 1024 / 1e6


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _check(command: Sequence[str], status: int, said: bytes) -> None:
    if status:
        raise CommandFailed(f"{' '.join(command)}: exit status {status}\n{said.decode(errors='replace')}")


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [name for task in (PROC / str(pid) / "task").iterdir() for name in _read(task / "children").split()]
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _pss(pid: int) -> int:
    """The proportional set size of one process in KiB; 0 when it is gone."""
    for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
