"""In which order the open pages hear of a build, and what they can ask for at that moment."""

from __future__ import annotations

import errno
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from build.campaigns import put
from serve.previews import campaign, until

from portevoix.engine.journal import Stage
from portevoix.serve.preview import Preview, Wish

OPEN, OTHER = "en/about/index.html", "en/articles/first/index.html"
UNTOUCHED, HELD = "nowhere/index.html", "en/press/releases/launch/index.html"


class Watched:
    """A preview in this process; ``moments`` is what could be seen whenever a message was sent, ``heard`` by whom."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.moments: list[tuple[Mapping[str, Any], dict[str, str | None]]] = []
        self.heard: list[tuple[Mapping[str, Any], Collection[str] | None]] = []
        self.look: Collection[str] = (OPEN, OTHER)
        self.open = {OPEN}
        self.preview = Preview(root, self._tell, lambda: frozenset(self.open), lambda *_: None)

    def _tell(self, message: Mapping[str, Any], paths: Collection[str] | None) -> None:
        self.heard.append((message, None if paths is None else set(paths)))
        self.moments.append((message, {path: self.seen(path) for path in self.look}))

    def seen(self, path: str) -> str | None:
        for _ in range(3):
            place = self.preview.epoch.locate(path)
            try:
                return place.read_text(encoding="utf-8") if place is not None else None
            except FileNotFoundError:
                continue
        return None

    def told(self, command: str) -> list[Mapping[str, Any]]:
        return [message for message, _ in list(self.moments) if message["command"] == command]

    def save(self, path: str, text: str, *more: Path) -> None:
        """Write a file, and wait until the build after it has ended; ``more`` have been written already."""
        self.moments.clear()
        put(self.root / path, text)
        self.preview.changed({str(self.root / path), *map(str, more)})
        self.ended()

    def ended(self) -> None:
        until(lambda: {"command": "building", "building": False} in self.told("building"), "the end of a build")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    campaign(tmp_path / "site")
    one = Watched(tmp_path / "site")
    with _running(one):
        one.ended()
        yield one


@contextmanager
def _running(one: Watched) -> Iterator[None]:
    thread = threading.Thread(target=one.preview.run)
    thread.start()
    try:
        yield
    finally:
        one.preview.stop()
        thread.join()


def wide(root: Path, mark: str) -> tuple[str, str]:
    """An edit that every page shows."""
    settings = (root / "content/campaign.yaml").read_text(encoding="utf-8").split("\ntagline:")[0].rstrip("\n")
    name = settings.split("name: {en: ")[1].split(",")[0]
    return "content/campaign.yaml", settings.replace(f"en: {name}", f"en: {mark}", 1) + "\n"


def test_the_page_that_is_open_is_told_before_the_rest_is_committed(watched: Watched) -> None:
    watched.save(*wide(watched.root, "Wide"))
    reloads = [(message, seen) for message, seen in watched.moments if message["command"] == "reload"]
    assert [message["path"] for message, _ in reloads] == ["/day/en/about/"]
    seen = reloads[0][1]
    assert "Wide" in (seen[OPEN] or "")
    assert "Wide" not in (seen[OTHER] or "")
    assert "Wide" in (watched.seen(OTHER) or "")


def test_another_moment_is_told_to_every_page_once(watched: Watched) -> None:
    """To those that it changes as soon as they are made; these learn later what their bars are to say."""
    watched.open = {OPEN, HELD, UNTOUCHED}
    watched.moments.clear()
    watched.heard.clear()
    watched.preview.ask(Wish(held=True))
    watched.ended()
    reloads = [paths for message, paths in watched.heard if message["command"] == "reload"]
    assert reloads[-1] == {UNTOUCHED}
    early = [path for paths in reloads[:-1] for path in paths or ()]
    assert sorted(early) == [OPEN, HELD]
    assert [paths for message, paths in watched.heard if message["command"] == "shown"] == [{OPEN, HELD}]


def test_pages_that_do_not_change_are_not_told(watched: Watched) -> None:
    watched.save("content/people/ana.en.md", "---\ntitle: Ana\n---\nWrites and writes.\n")
    assert watched.told("reload") == []


def test_a_page_on_its_way_while_it_changes_is_told_when_it_says_hello(watched: Watched) -> None:
    watched.open = set()  # no browser has it yet
    handed_out = watched.preview.turns.so_far()
    watched.save("content/pages/about.en.md", "---\ntitle: About\n---\nAnother text.\n\n## Who\n")
    assert handed_out < watched.preview.turns.of(OPEN)
    assert handed_out >= watched.preview.turns.of(OTHER)


def test_a_style_sheet_alone_is_put_on_without_loading_again(watched: Watched) -> None:
    watched.save("themes/mine/theme.yaml", "name: mine\nextends: base\nstyles: [mine.css]\n")
    for colour in ("blue", "green"):
        site = watched.preview.output
        watched.look = before = {path.relative_to(site).as_posix() for path in site.rglob("*.css")}
        watched.save("themes/mine/static/mine.css", f"b {{ color: {colour} }}")
        assert watched.told("reload") == []
        styles = [(message["sheets"], seen) for message, seen in watched.moments if message["command"] == "styles"]
        assert styles
        for sheets, seen in styles:
            for old, new in sheets.items():
                assert old.removeprefix("/day/") in before
                assert old.split(".")[0] == new.split(".")[0]  # every sheet for its own successor
                assert seen[old.removeprefix("/day/")] is not None
                assert colour in (watched.seen(new.removeprefix("/day/")) or "")
        last = styles[-1][0]
        assert set(last.values()) & {f"/day/{path.relative_to(site).as_posix()}" for path in site.rglob("*.css")}


def test_a_style_sheet_after_a_page_that_failed_does_not_hide_the_page(watched: Watched) -> None:
    watched.save("themes/mine/theme.yaml", "name: mine\nextends: base\nstyles: [mine.css]\n")
    watched.save("themes/mine/static/mine.css", "b { background: url(nowhere.png) }")
    assert watched.preview.outcome.failed
    watched.save("content/pages/about.en.md", "---\ntitle: About\n---\nAnother text.\n\n## Who\n")
    watched.save("themes/mine/static/mine.css", "b { color: blue }")
    assert "Another text." in (watched.seen(OPEN) or "")
    assert "/day/en/about/" in [message["path"] for message in watched.told("reload")]


def test_an_early_page_of_a_build_that_fails_goes_back_to_the_last_good_one(watched: Watched) -> None:
    broken = watched.root / "themes/mine/templates/person.html"
    good = broken.read_text(encoding="utf-8")
    put(broken, "{{ nothing.at.all }}")
    watched.save(*wide(watched.root, "Wide"), broken)
    assert watched.preview.outcome.failed
    assert "Wide" not in (watched.seen(OPEN) or "")
    shown = [seen[OPEN] or "" for message, seen in watched.moments if message["command"] == "reload"]
    assert "Wide" in shown[0]
    assert "Wide" not in shown[-1]
    watched.save("themes/mine/templates/person.html", good)
    assert "Wide" in (watched.seen(OPEN) or "")


def test_a_full_disk_is_a_problem_and_no_end(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Stage, path: str, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", path)

    before = watched.seen(OPEN)
    with monkeypatch.context() as patch:
        patch.setattr(Stage, "write", full)
        watched.save("content/pages/about.en.md", "---\ntitle: About\n---\nA text too many.\n\n## Who\n")
        said = watched.told("problems")[-1]
        assert said["failed"]
        assert "No space left on device" in said["problems"][0]["message"]
        assert "make room" in said["problems"][0]["hint"]
        assert watched.seen(OPEN) == before
    watched.save("content/pages/about.en.md", "---\ntitle: About\n---\nThere is room.\n\n## Who\n")
    assert not watched.told("problems")[-1]["failed"]
    assert "There is room." in (watched.seen(OPEN) or "")


def test_no_epoch_is_half(watched: Watched) -> None:
    """Whoever asks for two pages while a wide change is committed sees both old or both new."""
    watched.open = set()
    pages = (OTHER, "fr/index.html", "en/404.html", "en/articles/second/index.html")
    stop, seen = threading.Event(), set[tuple[str, ...]]()

    def mark(path: str) -> str:
        text = watched.seen(path) or ""
        return next((one for one in ("Mark-0", "Mark-1", "Mark-2", "Mark-3", "Mark-4") if one in text), "none")

    def ask() -> None:
        while not stop.is_set():
            first, between, again = mark(pages[0]), tuple(map(mark, (pages[2], pages[3]))), mark(pages[0])
            if first == again:
                seen.add((first, *between))

    client = threading.Thread(target=ask)
    client.start()
    try:
        for number in range(5):
            watched.save(*wide(watched.root, f"Mark-{number}"))
            until(lambda: (f"Mark-{number}",) * 3 in seen, "the client")  # noqa: B023
    finally:
        stop.set()
        client.join()
    assert all(len(set(row)) == 1 for row in seen), seen
