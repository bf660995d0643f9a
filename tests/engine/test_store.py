"""The store: what was put comes out whole, or not at all."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest
from engine.tasks import put_many
from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.core.digest import digest
from portevoix.engine.store import Store

KEY = digest("a key").hex()


def only_file(folder: Path) -> Path:
    (found,) = [path for path in folder.rglob("*") if path.is_file()]
    return found


@pytest.mark.parametrize("payload", [b"", b"one", bytes(range(256)) * 1000])
def test_what_is_put_comes_out(payload: bytes, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(KEY, payload)
    assert Store(tmp_path / "store").get(KEY) == payload


def test_what_was_never_put_is_not_there(tmp_path: Path) -> None:
    assert Store(tmp_path / "store").get(KEY) is None


def test_putting_again_replaces(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"old")
    store.put(KEY, b"new")
    assert store.get(KEY) == b"new"


@settings(max_examples=40)
@given(st.data())
def test_a_file_cut_short_or_changed_anywhere_does_not_exist(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.put(KEY, b"payload of some length")
    file = only_file(store.folder)
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    file.write_bytes(data.draw(st.sampled_from([flipped, whole[:place], whole + b"\0"])))
    assert store.get(KEY) is None


def test_the_private_store_is_looked_into_and_not_written_to(tmp_path: Path) -> None:
    private = Store(tmp_path / "private")
    shared = Store(tmp_path / "shared", private)
    private.put(KEY, b"secret")
    assert shared.get(KEY) == b"secret"
    other = digest("other").hex()
    shared.put(other, b"open")
    assert private.get(other) is None


def test_a_torn_shared_file_does_not_hide_the_private_one(tmp_path: Path) -> None:
    private = Store(tmp_path / "private")
    shared = Store(tmp_path / "shared", private)
    private.put(KEY, b"whole")
    shared.put(KEY, b"whole")
    only_file(shared.folder).write_bytes(b"torn")
    assert shared.get(KEY) == b"whole"


def test_a_store_that_is_deleted_while_in_use_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(KEY, b"one")
    only_file(store.folder).unlink()
    (store.folder / KEY[:2]).rmdir()
    store.put(KEY, b"two")
    assert store.get(KEY) == b"two"


def test_a_put_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    store = Store(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            store.put(KEY, b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_processes_that_put_under_one_key_never_mix(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=put_many, args=(tmp_path, KEY, number)) for number in range(2)]
    for process in processes:
        process.start()
    store, seen = Store(tmp_path), set()
    while any(process.is_alive() for process in processes):
        seen.add(store.get(KEY))
    for process in processes:
        process.join()
        assert process.exitcode == 0
    seen.add(store.get(KEY))
    assert seen <= {None, b"\0" * 5000, b"\1" * 5000}
    assert len(seen) > 1
    only_file(tmp_path)
