"""After an edit of texts alone a build takes a shorter way: what it makes, tells and remembers is the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import NOON, made, put, small, tree

from portevoix.build.report import Report
from portevoix.build.request import Request
from portevoix.engine.journal import MANIFEST
from portevoix.engine.state import Remembered, State

PIECES = (
    "A word.\n",
    "Soon the first medal goes to the workshop at the harbour.\n",
    "[first](../articles/first.en.md) and [its end](../articles/first.en.md#end).\n",
    "[about](/pages/about.en.md#who)\n",
    "[nowhere yet](/articles/third.en.md)\n",
    "## End {#end}\n",
    "## What changes\n",
    "![a square](/pictures/one.png)\n",
    "/// download\n    file: /files/plan.txt\n///\n",
    "/// call-to-action\n    link: /people/ana.en.md\n\nWrite to her.\n///\n",
    "/// quote\n    by: Ana\n\nWell.\n///\n",
    "[^1]\n\n[^1]: A note.\n",
    "[missing](/articles/none.en.md)\n",
    "/// nonsense\n///\n",
)


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each build since, whether it took the short way."""
    taken: list[bool] = []

    def watched(how: Callable[..., Report | None]) -> Callable[..., Report | None]:
        def run(*arguments: object) -> Report | None:
            report = how(*arguments)
            taken.append(report is not None)
            return report

        return run

    monkeypatch.setattr("portevoix.build.retouch.retouch", watched(_retouch()))
    return taken


def _retouch() -> Callable[..., Report | None]:
    from portevoix.build.retouch import retouch

    return retouch


def remembered(root: Path) -> Remembered:
    """The state of the site in ``root``, without the stamps of its files."""
    found = State(Request(root, root / "output", NOON).state).load()
    found.outputs = {path: (mark, (0, 0, 0, 0)) for path, (mark, _) in found.outputs.items() if path != MANIFEST}
    return found


def edited(root: Path, rng: random.Random) -> dict[Path, str]:
    """Other texts in one or two files, whose front matters stay; what the files held before."""
    before = {}
    for path in rng.sample(sorted((root / "content").rglob("*.md")), rng.choice([1, 1, 2])):
        before[path] = path.read_text()
        _, front, body = before[path].split("---\n", 2)
        pieces = rng.sample(PIECES[:-2] if rng.random() < 0.8 else PIECES, rng.randrange(1, 3))
        kept = rng.choice([body, "", body.rstrip() + "\n"])
        path.write_text(f"---\n{front}---\n{kept}\n" + "\n".join(pieces))
    return before


MEDAL = """\
---
title: the first medal goes to the workshop
date: 2027-04-26
embargo: 2027-04-26 09:00
---
A class of children is honoured for asking all of its grandparents twice before it printed a word.
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_short_way_remembers_what_the_whole_way_would(seed: int, tmp_path: Path, ways: list[bool]) -> None:
    rng = random.Random(seed)
    site, other = tmp_path / "site", tmp_path / "other"
    small(site)
    put(site / "content/press/releases/medal.en.md", MEDAL)
    made(site)
    for _ in range(8):
        before = edited(site, rng)
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(site, other)  # its files bear other stamps: the whole way is gone there
        whole = made(other)
        assert ways.pop() is False
        report = made(site)
        assert (set(report.made), report.problems) == (set(whole.made), whole.problems)
        assert (report.written, report.deleted, report.products) == (whole.written, whole.deleted, whole.products)
        assert (report.held, report.next, report.until) == (whole.held, whole.next, whole.until)
        assert report.hidden_paths == whole.hidden_paths
        assert tree(site / "output") == tree(other / "output")
        assert remembered(site) == remembered(other)
        if report.failed:
            for path, text in before.items():
                path.write_text(text)
    assert any(ways)


def changed(root: Path, path: str, text: str) -> None:
    put(root / path, (root / path).read_text() + text)


@pytest.mark.parametrize(
    ("path", "text", "short"),
    [
        ("content/articles/second.en.md", "\nMore.\n", True),
        ("content/press/releases/launch.en.md", "\n## More\n", True),
        ("content/articles/first.ar.md", "\n[one](first.fr.md)\n", True),
        ("content/articles/third.en.md", "\nStill hidden.\n", True),
        ("content/pages/about.en.md", "\n[soon](../articles/third.en.md)\n", True),  # a warning
        ("content/pages/about.en.md", "\n[never](../articles/none.en.md)\n", False),  # an error
        ("content/pages/about.en.md", "\n![two](../pictures/two.png)\n", False),  # orders another picture
        ("content/pages/about.en.md", "\n/// download\n    file: ../files/plan.txt\n///\n", False),  # states a size
        ("content/pages/about.en.md", "", None),
        ("content/campaign.yaml", "hashtags: ['#Day']\n", False),
        ("themes/mine/templates/page.html", "<!-- -->", False),
        ("content/pages/more.fr.md", "---\ntitle: Plus\n---\nTexte.\n", False),
    ],
)
def test_which_edits_take_the_short_way(
    path: str, text: str, short: bool | None, tmp_path: Path, ways: list[bool]
) -> None:
    small(tmp_path)
    put(tmp_path / "content/pages/more.en.md", "---\ntitle: More\n---\nText.\n")
    assert not made(tmp_path).failed
    ways.clear()
    place = tmp_path / path
    put(place, (place.read_text() if place.exists() else "") + text)
    made(tmp_path)
    assert ways == ([] if short is None else [short])


def test_a_front_matter_edit_goes_the_whole_way(tmp_path: Path, ways: list[bool]) -> None:
    small(tmp_path)
    made(tmp_path)
    path = tmp_path / "content/articles/second.en.md"
    path.write_text(path.read_text().replace("title: Second", "title: Seconds"))
    made(tmp_path)
    assert ways == [False, False]


def test_another_moment_or_an_output_touched_by_others_goes_the_whole_way(tmp_path: Path, ways: list[bool]) -> None:
    small(tmp_path)
    made(tmp_path)
    changed(tmp_path, "content/articles/second.en.md", "\nMore.\n")
    made(tmp_path, now=datetime(2027, 2, 20, tzinfo=UTC))
    changed(tmp_path, "content/articles/second.en.md", "\nMore.\n")
    (tmp_path / "output/robots.txt").unlink()
    made(tmp_path, now=datetime(2027, 2, 20, tzinfo=UTC))
    assert ways == [False, False, False]
    assert (tmp_path / "output/robots.txt").exists()


def test_what_is_hidden_does_not_get_out_by_the_short_way(tmp_path: Path, ways: list[bool]) -> None:
    small(tmp_path)
    made(tmp_path)
    changed(tmp_path, "content/articles/third.en.md", "\nQuicksilver and nothing else.\n")
    report = made(tmp_path)
    assert ways[-1]
    assert not report.failed
    assert not any(b"Quicksilver" in path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())
    shared = Request(tmp_path, tmp_path / "output", NOON).shared
    assert not any(b"Quicksilver" in path.read_bytes() for path in shared.rglob("*") if path.is_file())


def test_words_under_embargo_are_told_by_the_short_way(tmp_path: Path, ways: list[bool]) -> None:
    def told() -> list[tuple[str, int]]:
        problems = made(tmp_path).problems
        return [(problem.path, problem.line) for problem in problems if problem.code == "embargo-words"]

    small(tmp_path)
    medal, about = "content/press/releases/medal.en.md", "content/pages/about.en.md"
    put(tmp_path / medal, MEDAL)
    assert told() == []
    changed(tmp_path, about, "\nHear: the first *medal* goes\nto the workshop!\n")
    assert told() == [(about, 11)]
    changed(tmp_path, "content/articles/first.fr.md", "\nUn mot.\n")
    assert told() == [(about, 11)]
    changed(tmp_path, about, "\nWho is honoured for asking all of its grandmothers thrice before it printed a word?\n")
    assert told() == [(about, 11)]
    put(tmp_path / medal, MEDAL + "\nLater.\n")
    assert told() == [(about, 11)]
    put(tmp_path / medal, MEDAL.replace("grandparents twice before it", "grandmothers thrice before it"))
    assert told() == [(about, 11), (about, 14)]
    put(tmp_path / about, "---\ntitle: About\naliases: [old/about/]\n---\nWe.\n")
    assert told() == []
    assert ways == [False, *[True] * 5, False]


def test_a_build_on_the_short_way_that_cannot_keep_its_state_says_so(
    tmp_path: Path, ways: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    small(tmp_path)
    made(tmp_path)
    changed(tmp_path, "content/articles/second.en.md", "\nMore.\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(State, "change", full)
        report = made(tmp_path)
    assert ways[-1]
    assert any("could not be kept" in note for note in report.notes)
    again = made(tmp_path)
    assert not ways[-1]
    assert again.written == 0
