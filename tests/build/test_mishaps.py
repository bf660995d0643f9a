"""Mishaps: full disks, interruptions, strange outputs and names; the site stays whole, and someone is told in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from build.campaigns import NOON, clean, made, png, put, small, tree

from portevoix.build import recipe
from portevoix.build.desk import opened
from portevoix.build.request import Request
from portevoix.core.errors import PortevoixError, UsageError
from portevoix.engine.state import State


def test_ctrl_c_while_committing_leaves_a_whole_site_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "site"
    small(root)
    made(root)
    put(root / "content/campaign.yaml", (root / "content/campaign.yaml").read_text().replace("en: Day", "en: Big"))
    new, _ = clean(root, tmp_path / "clean")
    plain, left = os.replace, [9]

    def replace(source: str, target: str) -> None:
        if f"{root / 'output'}/" in str(target):
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
        plain(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            made(root)
    assert tree(root / "output") == new


@pytest.mark.parametrize("place", [".", "content", "content/out", "themes", ".portevoix/store/out"])
def test_an_output_that_holds_or_lies_in_the_sources_is_refused(place: str, tmp_path: Path) -> None:
    small(tmp_path)
    with pytest.raises(UsageError):
        made(tmp_path, tmp_path / place, replace=True)
    assert (tmp_path / "content/campaign.yaml").exists()


def test_newer_picture_codecs_make_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small(tmp_path)
    made(tmp_path)
    installed = recipe._installed()
    monkeypatch.setattr(recipe, "_installed", lambda: {**installed, "pyvips-binary": "99.0"})
    assert "entry:pages/about@en" in made(tmp_path).made


def test_a_file_that_was_only_touched_costs_one_build_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path)
    made(tmp_path)
    os.utime(tmp_path / "output/en/index.html")
    made(tmp_path)
    monkeypatch.setattr("portevoix.build.stages.run", None)
    assert made(tmp_path).made == ()


def test_an_address_too_long_for_a_disk_is_a_problem(tmp_path: Path) -> None:
    small(tmp_path)
    put(tmp_path / "content/articles/x.en.md", f"---\ntitle: E\ndate: 2027-01-03\nslug: {'a' * 300}\n---\nText.\n")
    assert made(tmp_path).failed


def test_a_full_disk_is_told_in_words_and_leaves_the_site(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        small(tmp_path / "site")
        made(tmp_path / "site", disk / "output")
        before = tree(disk / "output")
        put(tmp_path / "site/content/files/plan.txt", b"x" * 2_000_000)
        with pytest.raises(PortevoixError):
            made(tmp_path / "site", disk / "output")
        assert tree(disk / "output") == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_state_that_cannot_be_written_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    small(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(State, "save", full)
        report = made(tmp_path)
    assert not report.failed
    assert report.notes


def test_a_first_build_killed_while_committing_is_finished_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path)
    plain, left = os.replace, [9]

    class Killed(BaseException):
        pass

    def replace(source: str, target: str) -> None:
        if f"{tmp_path / 'output'}/" in str(target):
            left[0] -= 1
            if not left[0]:
                raise Killed
        plain(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            made(tmp_path)
    with opened(Request(tmp_path, tmp_path / "output", NOON)):
        pass
    assert (tmp_path / "output/sitemap.xml").exists()


def test_names_with_decomposed_accents_build(tmp_path: Path) -> None:
    small(tmp_path)
    put(tmp_path / "content/articles/e\u0301.en.md", "---\ntitle: E\ndate: 2027-01-03\n---\n![x](e\u0301.png)\n")
    put(tmp_path / "content/articles/e\u0301.png", png(9))
    assert not made(tmp_path).failed
