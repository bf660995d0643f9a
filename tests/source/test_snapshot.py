"""The snapshot: what files are at one moment, whatever is done to them before, meanwhile and after."""

from __future__ import annotations

import builtins
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from portevoix.core.digest import ABSENT, digest_bytes
from portevoix.core.errors import SnapshotMoved
from portevoix.source import snapshot as module
from portevoix.source.snapshot import GRAIN, Snapshot, Stamps, take

NFC, NFD = (unicodedata.normalize(form, "é.md") for form in ("NFC", "NFD"))


class Place:
    """A folder of content whose snapshots are taken at moments of the test's choosing; reads are counted."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.content.mkdir()
        self.stamps = root / "private/stamps.json"
        self.now = 10**18
        self.read: Counter[str] = Counter()

    def put(self, path: str, data: bytes = b"text", written: int | None = None) -> Path:
        """Write a file; its time of last change is ``written``, an hour ago unless told."""
        place = self.content / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        moment = self.now - 3600 * 10**9 if written is None else written
        os.utime(place, ns=(moment, moment))
        return place

    def take(self, **more: Any) -> Snapshot:
        self.read.clear()
        self.now += 1
        return take({"content": self.content}, Stamps(self.stamps), **more)

    def later(self, nanoseconds: int = 2 * GRAIN) -> None:
        self.now += nanoseconds


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path)
    plain = builtins.open

    def counting(path: Any, *args: Any, **more: Any) -> Any:
        made.read[os.path.basename(os.fspath(path))] += 1
        return plain(path, *args, **more)

    def walked(*args: Any) -> Iterator[tuple[str, str, tuple[int, int, int, int]]]:
        """Times of inodes cannot be set: as far as tests can, they go by the times of content."""
        for path, where, (size, written, _, inode) in plain_walk(*args):
            yield path, where, (size, written, written, inode)

    plain_walk = module._walk
    monkeypatch.setattr(module, "_walk", walked)
    monkeypatch.setattr(module, "open", counting, raising=False)
    monkeypatch.setattr("portevoix.source.snapshot.time.time_ns", lambda: made.now)
    return made


def told(snapshot: Snapshot) -> dict[str, str]:
    return {problem.path: problem.code for problem in snapshot.problems}


def failing(path: str, error: OSError) -> Callable[..., Any]:
    """``open`` that cannot open ``path``."""

    def attempt(place: Any, *args: Any, **more: Any) -> Any:
        if str(place).endswith(path):
            raise error
        return open(place, *args, **more)

    return attempt


def test_every_file_is_there_with_its_digest(place: Place) -> None:
    place.put("a.md", b"one")
    place.put("deep/er/b.jpg", b"two")
    found = place.take()
    assert found.files == {"content/a.md": digest_bytes(b"one"), "content/deep/er/b.jpg": digest_bytes(b"two")}
    assert found.problems == ()
    assert found.read("content/deep/er/b.jpg") == b"two"
    assert found.below("content/deep/") == ["content/deep/er/b.jpg"]


def test_roots_whose_names_begin_alike_are_told_apart(tmp_path: Path) -> None:
    for name in ("base", "base-dark"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.yaml").write_text(name)
    found = take({"themes/base": tmp_path / "base", "themes/base-dark": tmp_path / "base-dark"})
    assert found.read("themes/base-dark/theme.yaml") == b"base-dark"
    with pytest.raises(SnapshotMoved):
        found.read("themes/other/theme.yaml")


def test_the_digest_is_of_paths_and_bytes_and_of_nothing_else(tmp_path: Path) -> None:
    def digest_of(folder: str, files: Mapping[str, bytes]) -> bytes:
        for path, data in files.items():
            (tmp_path / folder / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / path).write_bytes(data)
        return take({"content": tmp_path / folder}).digest()

    first = digest_of("one", {"a": b"1", "b/c": b"2"})
    assert digest_of("elsewhere", {"b/c": b"2", "a": b"1"}) == first
    assert digest_of("two", {"a": b"2", "b/c": b"1"}) != first
    assert digest_of("three", {"a": b"1", "b/d": b"2"}) != first


def test_a_file_whose_stamp_is_the_same_is_not_read_again(place: Place) -> None:
    place.put("a.md")
    assert place.take().files == place.take().files
    assert place.read == {}


def test_without_stamps_every_file_is_read(place: Place) -> None:
    place.put("a.md")
    place.take()
    place.stamps.write_text("{")
    place.take()
    assert place.read == {"a.md": 1}
    place.read.clear()
    take({"content": place.content})
    assert place.read == {"a.md": 1}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"taken": 1}', '{"taken": 1, "files": [["a"]]}', '{"files": 1}'])
def test_stamps_that_cannot_be_read_are_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "stamps.json").write_text(text)
    stamps = Stamps(tmp_path / "stamps.json")
    assert (stamps.taken, stamps.known) == (0, {})


def test_a_change_of_the_same_size_in_the_same_second_is_seen(place: Place) -> None:
    written = place.now - 10**6
    place.put("a.md", b"one", written)
    assert place.take().files["content/a.md"] == digest_bytes(b"one")
    place.put("a.md", b"two", written)
    assert place.take().files["content/a.md"] == digest_bytes(b"two")


def test_a_young_stamp_is_trusted_once_it_was_seen_when_old(place: Place) -> None:
    place.put("a.md", written=place.now - GRAIN // 2)
    place.take()
    place.later()
    place.take()
    assert place.read == {"a.md": 1}
    place.take()
    assert place.read == {}


def test_a_stamp_from_the_future_is_never_trusted(place: Place) -> None:
    place.put("a.md", b"one", written=place.now + 10**15)
    place.take()
    place.later()
    place.put("a.md", b"two", written=place.now + 10**15 - 2 * GRAIN - 1)
    assert place.take().files["content/a.md"] == digest_bytes(b"two")
    place.take()
    assert place.read == {"a.md": 1}


def test_a_file_put_in_its_place_with_size_and_time_kept_is_seen(place: Place) -> None:
    old = place.put("a.md", b"one")
    place.take()
    new = place.put("b", b"two")
    os.rename(new, old)
    assert place.take().files["content/a.md"] == digest_bytes(b"two")


def test_a_change_whose_time_was_set_back_is_seen_by_the_time_of_the_inode(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    file = tmp_path / "content/a.md"
    file.write_bytes(b"one")
    before = file.stat()
    stamps = Stamps(tmp_path / "stamps.json")
    take({"content": tmp_path / "content"}, stamps)
    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_bytes(b"two")
        os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))
    again = Stamps(tmp_path / "stamps.json")
    again.taken += 10 * GRAIN
    assert take({"content": tmp_path / "content"}, again).files["content/a.md"] == digest_bytes(b"two")


def test_deleted_files_are_forgotten(place: Place) -> None:
    place.put("a.md").unlink()
    place.put("b.md")
    place.take()
    (place.content / "b.md").unlink()
    assert place.take().files == {}
    assert Stamps(place.stamps).known == {}


def test_builds_of_two_outputs_may_save_their_stamps_at_the_same_time(place: Place) -> None:
    place.put("a.md")
    place.take()
    one, two = Stamps(place.stamps), Stamps(place.stamps)
    one.save(1, {})
    two.save(2, one.known)
    assert Stamps(place.stamps).known == two.known
    assert [path.name for path in place.stamps.parent.iterdir()] == ["stamps.json"]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_bytes(b"moved"),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
        lambda file: (file.unlink(), file.symlink_to("/etc/hostname")),
    ],
)
def test_a_file_that_is_no_longer_what_it_was_is_not_given_out(change: Callable[[Path], Any], place: Place) -> None:
    file = place.put("a.md")
    found = place.take()
    change(file)
    with pytest.raises(SnapshotMoved) as caught:
        found.read("content/a.md")
    assert caught.value.path == "content/a.md"


def test_a_file_that_came_later_is_not_given_out(place: Place) -> None:
    found = place.take()
    place.put("a.md")
    with pytest.raises(SnapshotMoved):
        found.read("content/a.md")


def test_symbolic_links_pipes_and_sockets_are_problems_and_are_not_read(place: Place) -> None:
    place.put("folder/a.md")
    (place.content / "link.md").symlink_to(place.content / "folder/a.md")
    (place.content / "loop").symlink_to(place.content)
    (place.content / "dangling").symlink_to("nowhere")
    os.mkfifo(place.content / "pipe")
    found = place.take()
    assert told(found) == {f"content/{name}": "file-link" for name in ("link.md", "loop", "dangling", "pipe")}
    assert set(found.files) == {"content/folder/a.md"}


def test_hidden_files_and_backups_do_not_count(place: Place) -> None:
    for name in (".DS_Store", ".git/config", "a.md~", "#a.md#", "~x/.hidden"):
        place.put(name)
    place.put("# notes.txt")
    assert set(place.take().files) == {"content/# notes.txt"}


@pytest.mark.parametrize(
    "name", ["con.md", "NUL", "a:b.md", "a?.md", 'a".md', "end.", "end ", "new\nline.md", "a\\b.md"]
)
def test_names_that_some_system_cannot_store_are_problems(name: str, place: Place) -> None:
    place.put(name)
    place.put(f"{name}/inside.md") if not (place.content / name).exists() else None
    found = place.take()
    assert told(found) == {f"content/{name}": "file-name"}
    assert found.files == {}


def test_a_name_that_is_not_utf_8_is_a_problem_that_can_be_shown(place: Place) -> None:
    with open(os.fsencode(place.content) + b"/\xff.md", "wb"):
        pass
    found = place.take()
    (problem,) = found.problems
    assert (problem.code, problem.path) == ("file-name", "content/?.md")
    assert found.files == {}
    f"{problem}".encode()


@pytest.mark.parametrize("spelled", [NFC, NFD])
def test_a_name_is_one_name_however_its_accents_are_stored(spelled: str, place: Place) -> None:
    place.put(f"{spelled[:-3]}/{spelled}", b"text")
    found = place.take()
    assert set(found.files) == {f"content/é/{NFC}"}
    assert found.problems == ()
    assert found.read(f"content/é/{NFC}") == b"text"
    assert found.locate(f"content/é/{NFC}").exists()
    place.take()
    assert place.read == {}


def test_two_names_that_differ_only_in_how_an_accent_is_stored_are_a_problem(place: Place) -> None:
    place.put(NFC, b"one")
    place.put(NFD, b"two")
    if len(list(place.content.iterdir())) == 1:
        pytest.skip("this file system takes them for one")
    for _ in range(2):
        assert told(place.take()) == {f"content/{NFC}": "file-name"}


def test_an_unreadable_file_is_a_problem_every_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("a.md")
    place.put("b.md")
    with monkeypatch.context() as patch:
        patch.setattr(module, "open", failing("/a.md", PermissionError(13, "Permission denied")))
        for _ in range(3):
            found = place.take()
            assert told(found) == {"content/a.md": "file-unreadable"}
            assert found.files["content/a.md"] == ABSENT
            assert found.files["content/b.md"] != ABSENT
            place.later()
    assert place.take().problems == ()


def test_a_file_deleted_while_the_snapshot_is_taken_was_not_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.put("a.md")
    place.put("b.md")
    with monkeypatch.context() as patch:
        patch.setattr(module, "open", failing("/a.md", FileNotFoundError(2, "No such file")))
        found = place.take()
    assert set(found.files) == {"content/b.md"}
    assert found.problems == ()


def test_what_an_editor_deletes_while_a_folder_is_read_was_not_there(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry is listed, and gone when it is looked at; so is a folder."""
    place.put("a.md")
    place.put("4913")
    place.put("folder/b.md")
    plain = os.scandir

    def racing(where: str) -> list[os.DirEntry[str]]:
        if where.endswith("folder"):
            raise FileNotFoundError(2, "No such file", where)
        entries = list(plain(where))
        (place.content / "4913").unlink(missing_ok=True)
        return entries

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", racing)
        found = place.take()
    assert set(found.files) == {"content/a.md"}
    assert found.problems == ()


def test_an_unreadable_folder_is_a_problem(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.put("folder/a.md")
    plain = os.scandir

    def closed(where: str) -> Any:
        if where.endswith("folder"):
            raise PermissionError(13, "Permission denied", where)
        return plain(where)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", closed)
        assert told(place.take()) == {"content/folder": "folder-unreadable"}


def test_problems_are_told_in_the_order_of_paths(place: Place) -> None:
    for name in ("z", "a", "m/b"):
        (place.content / name).parent.mkdir(exist_ok=True)
        (place.content / name).symlink_to("x")
    assert list(told(place.take())) == ["content/a", "content/m/b", "content/z"]
