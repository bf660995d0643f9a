"""Workers: the same results in the same order however they are started; no one is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from engine.tasks import die, multiply, stumble, tell_and_dawdle

import portevoix
from portevoix.core.errors import PortevoixError, SnapshotMoved
from portevoix.engine.workers import LITTLE, over, start_method

METHODS = [
    method
    for method in ("fork", "spawn", "forkserver")
    if sys.platform == "linux" or (method == "spawn" and sys.platform != "win32")
]
MANY = list(range(3 * LITTLE))


def expected(items: list[int]) -> list[tuple[int, int]]:
    return [(item, item * 7) for item in items]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("chunk", [7, 1000])
def test_results_come_in_order_however_workers_are_started(method: str, chunk: int) -> None:
    assert list(over(multiply, 7, MANY, jobs=2, method=method, chunk=chunk)) == expected(MANY)


@pytest.mark.parametrize("items", [[], [1], MANY])
def test_one_job_does_it_here(items: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    assert list(over(multiply, 7, items, jobs=1)) == expected(items)


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    little = MANY[: 2 * LITTLE - 1]
    assert list(over(multiply, 7, little, jobs=8)) == expected(little)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_in_a_worker_comes_out_as_it_is(jobs: int) -> None:
    with pytest.raises(SnapshotMoved) as caught:
        list(over(stumble, 100, MANY, jobs=jobs))
    assert caught.value.path == "content/100.md"


def test_a_worker_that_is_killed_is_told_in_words() -> None:
    with pytest.raises(PortevoixError, match="a worker process died") as caught:
        list(over(die, 100, MANY, jobs=2))
    assert "--jobs 1" in caught.value.hint


def test_results_that_nobody_wants_any_more_are_given_up(tmp_path: Path) -> None:
    results = over(tell_and_dawdle, str(tmp_path), MANY, jobs=2, chunk=2)
    assert next(iter(results)) == 0
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 0.05 * len(MANY) / 2
    assert_gone(tmp_path)


def test_processes_are_not_forked_where_libvips_has_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyvips", sys)
    assert start_method() == "spawn"


def alive(folder: Path) -> list[int]:
    """The workers that left their ids in ``folder`` and are still there."""
    found = []
    for path in folder.iterdir():
        try:
            state = Path(f"/proc/{path.name}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.append(int(path.name))
    return found


def assert_gone(folder: Path) -> None:
    until = time.monotonic() + 10
    while alive(folder):
        assert time.monotonic() < until, "workers are left behind"
        time.sleep(0.02)


SCRIPT = """\
import sys
from engine.tasks import tell_and_dawdle
from portevoix.engine.workers import over

if __name__ == "__main__":
    try:
        list(over(tell_and_dawdle, sys.argv[1], list(range(4000)), jobs=2, method=sys.argv[2], chunk=4))
    except KeyboardInterrupt:
        sys.exit(130)
"""


def stopped(folder: Path, method: str, stop: Callable[[int], None]) -> tuple[int, str]:
    """A process with two workers is ``stopped`` when both are at work; its exit status and what it complained of."""
    workers = folder / "workers"
    workers.mkdir()
    script = folder / "script.py"
    script.write_text(SCRIPT)
    code = [str(Path(portevoix.__file__).parent.parent), str(Path(__file__).parent.parent)]
    process = subprocess.Popen(
        [sys.executable, str(script), str(workers), method],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(code)}, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background ignores Ctrl-C
    )  # fmt: skip
    while len(list(workers.iterdir())) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    stop(process.pid)
    status = process.wait(30)
    assert_gone(workers)
    assert process.stderr is not None
    with process.stderr:
        return status, process.stderr.read().decode()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("method", METHODS)
def test_ctrl_c_ends_all_without_a_word_from_the_workers(method: str, tmp_path: Path) -> None:
    status, said = stopped(tmp_path, method, lambda pid: os.killpg(pid, signal.SIGINT))
    assert (status, said) == (130, "")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("method", METHODS)
def test_workers_end_with_a_parent_that_is_killed(method: str, tmp_path: Path) -> None:
    status, _ = stopped(tmp_path, method, lambda pid: os.kill(pid, signal.SIGKILL))
    assert status == -signal.SIGKILL
