"""The journal: one tree of files becomes another, whole or not at all, whenever the process dies."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from engine.toys import marks, tree

from portevoix.core.errors import UsageError
from portevoix.engine import journal
from portevoix.engine.journal import MANIFEST, Stage, check_output, foreign_files, owned

OLD = {
    "index.html": b"old", "same.txt": b"same", "gone/deep/a.html": b"a", "gone/deep/b.html": b"b",
    "was-file": b"file", "was-folder/one.html": b"1", "was-folder/two/three.html": b"3", "swap/x": b"x",
}  # fmt: skip
NEW = {
    "index.html": b"new", "same.txt": b"same", "was-file/index.html": b"page", "was-folder": b"file now",
    "fresh/é/index.html": b"fresh", "swap": b"not a folder",
}  # fmt: skip


def seal(output: Path, files: Mapping[str, bytes]) -> Stage:
    """Stage and seal what makes ``output`` hold exactly ``files``."""
    stage = Stage(output)
    stands = tree(output) if output.exists() else {}
    written = [path for path, data in files.items() if stands.get(path) != data]
    for path in written:
        stage.write(path, files[path])
    stage.seal(written, (owned(output) or {}).keys() - files.keys(), marks(files))
    return stage


def put(output: Path, files: Mapping[str, bytes]) -> None:
    stage = seal(output, files)
    assert stage.finish()
    stage.clear()


def recover(output: Path) -> bool:
    """What the next command does first."""
    stage = Stage(output)
    finished = stage.finish()
    stage.clear()
    assert not stage.folder.exists()
    return finished


class Killed(BaseException):
    """Stands for the end of the process."""


CALLS = ("replace", "unlink", "rmdir", "mkdir")


@contextmanager
def dying(at: int, monkeypatch: pytest.MonkeyPatch, *, after: bool = False) -> Iterator[list[int]]:
    """The process dies just before, or just ``after``, its call number ``at`` that changes names on the disk."""
    made = [0]

    def deadly(plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            made[0] += 1
            if made[0] == at and not after:
                raise Killed
            found = plain(*args, **more)
            if made[0] == at:
                raise Killed
            return found

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, deadly(getattr(os, name)))
        yield made


def test_a_journal_makes_the_new_tree(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    assert tree(output) == OLD
    put(output, NEW)
    assert tree(output) == NEW
    assert owned(output) == marks(NEW)
    assert not (output / "gone").exists()


def test_nothing_is_seen_before_the_journal_is_carried_out(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    stage = seal(output, NEW)
    assert tree(output) == OLD
    assert stage.folder.parent == output.parent


def test_files_that_stay_are_not_touched(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    before = (output / "same.txt").stat()
    put(output, NEW)
    assert (output / "same.txt").stat() == before


@pytest.mark.parametrize("after", [False, True])
def test_death_at_any_step_leaves_what_the_next_command_makes_whole(
    after: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = 0
    while True:
        at += 1
        output = tmp_path / str(at) / "output"
        put(output, OLD)
        stage = seal(output, NEW)
        with dying(at, monkeypatch, after=after) as made, suppress(Killed):
            stage.finish()
        recover(output)
        assert tree(output) == NEW, at
        assert owned(output) == marks(NEW)
        if made[0] < at:
            break
    assert at > 15


def test_death_at_any_step_of_a_first_site_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{tag}/{name}/index.html": f"{tag} {name}".encode() for tag in ("en", "fr") for name in "abc"}
    at = 0
    while True:
        at += 1
        output = tmp_path / str(at) / "output"
        stage = seal(output, files)
        with dying(at, monkeypatch, after=at % 2 == 0) as made, suppress(Killed):
            stage.finish()
        recover(output)
        assert tree(output) == files, at
        if made[0] < at:
            break
    assert 4 < at < 9  # far fewer steps than there are files and folders


def test_folders_that_the_output_lacks_are_moved_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    put(output, {"en/a/index.html": b"a", "en.html": b"home"})
    moved = []
    plain = os.replace

    def replace(source: Any, target: Any) -> None:
        moved.append(os.path.relpath(target, output))
        plain(source, target)

    new = {f"{path}/index.html": path.encode() for path in ("en/a", "en/b", "en/b/c", "en-GB/d", "fr/a", "fr/a/b")}
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        put(output, new)
    assert tree(output) == new
    assert moved[1:] == ["en-GB", "en/a/index.html", "en/b", "fr", MANIFEST]


def test_death_after_death_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    seal(output, NEW)
    deaths = 0
    for at in range(1, 40):
        with dying(at, monkeypatch), suppress(Killed):
            Stage(output).finish()
            break
        deaths += 1
    assert deaths > 5
    assert tree(output) == NEW


def test_death_while_a_first_site_is_put_in_place_leaves_an_output_that_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    stage = seal(output, NEW)
    with dying(8, monkeypatch), suppress(Killed):
        stage.finish()
    assert tree(output)
    check_output(output, replace=False)
    assert owned(output) is None
    recover(output)
    assert tree(output) == NEW


def test_death_before_the_seal_leaves_the_old_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    plain = os.replace

    def deadly(source: Any, target: Any) -> None:
        if str(target).endswith("journal.json"):
            raise Killed
        plain(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", deadly)
        with pytest.raises(Killed):
            seal(output, NEW)
    assert not recover(output)
    assert tree(output) == OLD


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:40], lambda data: b"", lambda data: b"x" + data]
)
def test_a_torn_journal_is_no_journal(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    stage = seal(output, NEW)
    stage.sealed.write_bytes(damage(stage.sealed.read_bytes()))
    assert not recover(output)
    assert tree(output) == OLD


def test_what_a_sealed_journal_has_yet_to_move_is_not_thrown_away(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    seal(output, NEW).clear()
    assert recover(output)
    assert tree(output) == NEW


def test_a_journal_is_carried_out_once(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    stage = seal(output, NEW)
    assert stage.finish()
    (output / "gone").write_bytes(b"an author's, made since")
    assert not stage.finish()
    assert (output / "gone").exists()


def test_a_worker_that_outlives_its_command_spoils_no_other(tmp_path: Path) -> None:
    output = tmp_path / "output"
    old = Stage(output)
    old.write("index.html", b"stale")
    Stage(output).clear()
    stage = seal(output, NEW)
    with suppress(FileNotFoundError):
        old.write("index.html", b"stale")
    stage.finish()
    assert tree(output) == NEW


def test_foreign_files_are_kept(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    for path in ("CNAME", ".git/config", "gone/deep/notes.txt", "fresh/é/mine.txt"):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(b"mine")
    put(output, NEW)
    assert tree(output) == {**NEW, "CNAME": b"mine", ".git/config": b"mine", "gone/deep/notes.txt": b"mine",
                            "fresh/é/mine.txt": b"mine"}  # fmt: skip


def test_a_link_in_the_place_of_a_folder_is_replaced_not_followed(tmp_path: Path) -> None:
    output, outside = tmp_path / "output", tmp_path / "outside"
    put(output, OLD)
    outside.mkdir()
    (output / "fresh").symlink_to(outside)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(outside / "precious.txt")
    put(output, NEW)
    assert list(outside.iterdir()) == []
    assert tree(output) == NEW
    assert not (output / "fresh").is_symlink()
    assert not (output / "index.html").is_symlink()


def test_nothing_is_deleted_through_a_link(tmp_path: Path) -> None:
    output, outside = tmp_path / "output", tmp_path / "outside"
    put(output, OLD)
    shutil.move(output / "gone", outside)
    (output / "gone").symlink_to(outside)
    put(output, NEW)
    assert (outside / "deep/a.html").exists()


def test_a_link_in_the_place_of_a_stale_file_is_deleted_itself(tmp_path: Path) -> None:
    output, precious = tmp_path / "output", tmp_path / "precious.txt"
    put(output, OLD)
    precious.write_bytes(b"x")
    (output / "gone/deep/a.html").unlink()
    (output / "gone/deep/a.html").symlink_to(precious)
    put(output, NEW)
    assert precious.exists()
    assert not (output / "gone").exists()


def test_a_pipe_in_the_place_of_a_folder_gives_way(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    os.mkfifo(output / "fresh")
    put(output, NEW)
    assert tree(output) == NEW


def test_a_folder_in_the_place_of_a_stale_file_is_left(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    (output / "gone/deep/a.html").unlink()
    (output / "gone/deep/a.html").mkdir()
    put(output, NEW)
    assert (output / "gone/deep/a.html").is_dir()


def test_a_stale_name_that_the_disk_takes_for_a_new_one_is_not_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a file system without regard to case: there the two names lead to the same file."""
    output = tmp_path / "output"
    put(output, {"Old/index.html": b"1", "Other/index.html": b"2"})
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "samefile", lambda one, two: str(one).lower() == str(two).lower())
        put(output, {"old/index.html": b"3"})
    assert (output / "Old/index.html").exists()
    assert not (output / "Other").exists()


def test_a_stale_name_in_other_case_goes_where_case_counts(tmp_path: Path) -> None:
    output = tmp_path / "output"
    put(output, {"Old/index.html": b"1"})
    put(output, {"old/index.html": b"2"})
    assert tree(output) == {"old/index.html": b"2"}


def test_an_output_on_another_file_system_is_copied_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    plain = os.replace

    def replace(source: Any, target: Any) -> None:
        if str(target).startswith(f"{output}/") and not str(source).startswith(f"{output}/"):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        plain(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        put(output, NEW)
    assert tree(output) == NEW
    assert not [path for path in output.rglob("*") if path.name == journal.NEW]


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small file system in memory at ``folder``, where this machine lets us have one."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_an_output_that_is_a_mount_is_written_to(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with mounted(output, "size=1m"):
        put(output, OLD)
        put(output, NEW)
        assert tree(output) == NEW


def test_a_disk_that_fills_up_while_staging_leaves_the_old_tree(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m"):
        output = tmp_path / "disk/output"
        put(output, OLD)
        with pytest.raises(OSError, match="No space"):
            seal(output, {f"{number}.html": b"x" * 100_000 for number in range(20)})
        assert not recover(output)
        assert tree(output) == OLD
        put(output, NEW)
        assert tree(output) == NEW


def test_what_was_sealed_needs_no_more_room(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m"):
        output = tmp_path / "disk/output"
        put(output, OLD)
        stage = seal(output, NEW)
        with suppress(OSError), open(tmp_path / "disk/filler", "wb") as filler:
            while True:
                filler.write(b"x" * 4096)
        with suppress(OSError):
            stage.finish()  # a file system in memory may lack room for new folders
        (tmp_path / "disk/filler").unlink()
        recover(output)
        assert tree(output) == NEW


def test_an_output_that_cannot_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    put(output, OLD)
    for closed in (output, tmp_path):
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", lambda place, _, closed=closed: place != closed)
            with pytest.raises(UsageError, match="cannot be written to"):
                check_output(output, replace=True)


def test_an_output_that_is_not_ours_is_refused_unless_it_may_be_replaced(tmp_path: Path) -> None:
    output = tmp_path / "output"
    check_output(output, replace=False)
    output.mkdir()
    (output / ".gitignore").write_text("*")
    check_output(output, replace=False)
    (output / "thesis.odt").write_text("x")
    with pytest.raises(UsageError, match=r"thesis\.odt"):
        check_output(output, replace=False)
    check_output(output, replace=True)


@pytest.mark.parametrize("make", [lambda path: path.write_text("x"), lambda path: path.symlink_to(path.parent)])
def test_an_output_that_is_no_folder_is_refused_always(make: Callable[[Path], Any], tmp_path: Path) -> None:
    make(tmp_path / "output")
    with pytest.raises(UsageError, match="not a folder"):
        check_output(tmp_path / "output", replace=True)


def test_the_marker_makes_an_output_ours(tmp_path: Path) -> None:
    put(tmp_path / "output", OLD)
    check_output(tmp_path / "output", replace=False)


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "{", '{"files": []}', '{"files": {"a": 1}}', '{"files": {"a": "xyz"}}', '"files"',
        '{"files": {"../precious.txt": "00"}}', '{"files": {"a/../../b": "00"}}', '{"files": {"/etc/passwd": "00"}}',
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_or_climbs_out_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text)
    assert owned(tmp_path) is None


def test_foreign_files_are_all_but_hidden_ones_at_the_top(tmp_path: Path) -> None:
    for path in (MANIFEST, ".git/config", "b.html", "a/.hidden", "a/c.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    assert foreign_files(tmp_path) == ["a/.hidden", "a/c.html", "b.html"]


def test_the_manifest_lists_every_file_with_its_digest(tmp_path: Path) -> None:
    put(tmp_path / "output", NEW)
    said = json.loads((tmp_path / "output" / MANIFEST).read_text())
    assert said["made by"] == "portevoix"
    assert said["files"] == {path: mark.hex() for path, mark in marks(NEW).items()}
