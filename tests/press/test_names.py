from __future__ import annotations

import pytest

from portevoix.core.paths import unsafe_part
from portevoix.press.names import LONGEST, Names, file_names, stem


@pytest.mark.parametrize(
    ("candidates", "name"),
    [
        (("lancement-d-été",), "lancement-d-ete"),
        (("straße-łódź",), "strasse-lodz"),
        (("الانطلاق", "launch"), "launch"),
        (("covid-وباء", "illness"), "illness"),  # a name that lost half of its letters would mislead
        (("发布", "開始"), "file"),
        (("con",), "con-file"),
        (("COM1",), "COM1-file"),
        (("a/b: c*?",), "a-b-c"),
        (("...",), "file"),
        (("Fact Sheet (2027)",), "Fact-Sheet-2027"),
    ],
)
def test_a_name_is_one_that_every_system_can_store(candidates: tuple[str, ...], name: str) -> None:
    assert stem(*candidates) == name
    assert unsafe_part(name) is None


def test_a_long_name_is_cut() -> None:
    assert len(stem("a" * 300)) == LONGEST


def test_no_name_stands_twice_whatever_its_case() -> None:
    names = Names()
    assert [names.take("Launch"), names.take("launch"), names.take("LAUNCH")] == ["Launch", "launch-2", "LAUNCH-3"]


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    paths = ["ana/portrait.JPG", "ben/portrait.jpg", "other/ben/Portrait.jpg", "ana/dog.jpg", "صور/صورة.png", "README"]
    assert list(file_names(paths).values()) == [
        "ana-portrait.jpg", "ben-portrait.jpg", "ben-Portrait-2.jpg", "dog.jpg", "file.png", "README",
    ]  # fmt: skip
