"""The recorder: what was read and complained of, once each, in the order in which it came."""

from __future__ import annotations

from portevoix.core.diagnostics import Problem
from portevoix.engine.products import Recorder


def test_reads_are_taken_down_once_in_their_order() -> None:
    recorder = Recorder()
    for name in ("cell:b", "cell:a", "cell:b"):
        recorder.read(name)
    assert tuple(recorder.reads) == ("cell:b", "cell:a")


def test_problems_are_taken_down_once_in_their_order() -> None:
    recorder = Recorder()
    late, early = Problem("z.md", 9, 1, "code", "late"), Problem("a.md", 1, 1, "code", "early")
    for problem in (late, early, late):
        recorder.problem(problem)
    assert tuple(recorder.problems) == (late, early)


def test_a_recorder_begins_empty() -> None:
    recorder = Recorder()
    assert (recorder.reads, recorder.orders, recorder.problems) == ({}, {}, {})
