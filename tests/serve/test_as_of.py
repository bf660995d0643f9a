"""The site as of another moment, and with what is held back; none of it leaves the preview's own folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from build.campaigns import made, png, put, tree
from serve.previews import BASE, LATER, Served, campaign, opened, serving, until

RELEASE = "en/press/releases/launch/"
SECRET = b"It begins in secret."


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview of a campaign whose embargoed release has a picture and a file of its own; it has been built, too."""
    root = tmp_path / "site"
    campaign(root)
    put(root / "content/pictures/hidden.png", png(77, 900, 600))
    put(root / "content/files/hidden.txt", SECRET)
    release = root / "content/press/releases/launch.en.md"
    words = f"{SECRET.decode()}\n\n![h](../../pictures/hidden.png)"
    text = release.read_text(encoding="utf-8").replace("It begins.", words)
    put(release, text.replace("files/plan.txt", "files/hidden.txt"))
    put(root / "content/articles/draft.en.md", "---\ntitle: Sketch\ndate: 2096-01-02\ndraft: true\n---\nNot yet.\n")
    made(root)
    with serving(root) as running:
        yield running.ready()


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_under_embargo_is_seen_as_of_then_and_nowhere_else(served: Served) -> None:
    root = served.root
    output, store = tree(root / "output"), tree(root / ".portevoix/store")
    assert served.get(BASE + RELEASE).status == 404
    assert served.status()["as_of"] is None
    with opened(served, RELEASE) as page:
        assert served.ask(LATER).status == 200
        page.hear(lambda told: told["command"] == "shown")
        until(lambda: served.status()["as_of"], "the moment")
        assert SECRET.decode() in served.get(page.path).text
        said = served.status()
        assert said["as_of"] == "2096-02-02T12:00:00+01:00"
        assert (said["zone"], said["held"], said["disappears"]) == ("Europe/Zurich", False, [])
        launch = next(row for row in said["appears"] if row["url"] == BASE + RELEASE)
        assert (launch["title"], launch["language"], launch["entry"]) == ("Launch", "en", "press/releases/launch")
        assert launch["status"] == "embargoed"
        assert launch["held"] == "under embargo until 1 February 2096, 09:00 (Europe/Zurich)"
        about = json.loads(served.get(f"/__portevoix__/page?url={BASE}{RELEASE}").body)
        assert about["held"] == "under embargo until 1 February 2096, 09:00 (Europe/Zurich)"
        assert served.get(f"{BASE}en/articles/third/").status == 404
        assert served.ask(None).status == 200
        page.shows("Page not found")
    assert served.get(BASE + RELEASE).status == 404
    until(lambda: served.status()["as_of"] is None, "the public site, written")
    assert served.status()["appears"] == []
    assert tree(root / "output") == output
    assert tree(root / ".portevoix/store") == store
    for folder in (root / "output", root / ".portevoix/store", served.site):
        assert not [path for path, data in files(folder).items() if SECRET in data or "hidden" in path]


def test_a_preview_of_the_future_puts_nothing_hidden_into_a_new_store(served: Served) -> None:
    plain, root = tree(served.root / ".portevoix/store"), served.root
    served.end()
    shutil.rmtree(root / ".portevoix")
    with serving(root) as again:
        again.ready()
        assert again.ask(LATER, held=True).status == 200
        until(lambda: again.get(BASE + RELEASE).status == 200, "the release")
        until(lambda: again.get(f"{BASE}en/articles/draft/").status == 200, "the draft")
        assert tree(root / ".portevoix/store").keys() == plain.keys()
        assert any(SECRET in data for data in files(root / ".portevoix/private").values())


def test_what_is_asked_for_is_told_before_it_is_shown(served: Served) -> None:
    """A page that loads again meanwhile adds its wish to that one, not to what was shown before."""
    assert served.status()["wished"] == {"as_of": None, "held": False}
    assert served.ask(LATER, held=True).status == 200
    wished = served.status()["wished"]
    assert wished["held"]
    until(lambda: served.status()["held"], "what is held back")
    assert served.status()["as_of"] == wished["as_of"] == served.status()["wished"]["as_of"]


def test_drafts_are_shown_when_asked_for(served: Served) -> None:
    with opened(served, "en/articles/draft/") as page:
        assert served.ask(None, held=True).status == 200
        page.hear(lambda told: told["command"] == "shown")
        until(lambda: served.status()["held"], "what is held back")
        assert "Not yet." in served.get(page.path).text
        said = served.status()
        assert (said["as_of"], said["held"]) == (None, True)
        why = {row["title"]: row["held"] for row in said["appears"] if row["language"] == "en"}
        assert why == {
            "Sketch": "draft",
            "Third": "scheduled for 10 February 2096, 09:00 (Europe/Zurich)",
            "Launch": "under embargo until 1 February 2096, 09:00 (Europe/Zurich)",
        }
        about = json.loads(served.get(f"/__portevoix__/page?url={page.path}").body)
        assert about["held"] == "draft"
        assert served.ask(None).status == 200
        page.shows("Page not found")


def test_what_will_change_when_is_told(served: Served) -> None:
    turns = served.status()["transitions"]
    assert [turn["label"] for turn in turns] == [
        "1 February 2096, 09:00 (Europe/Zurich)", "10 February 2096, 09:00 (Europe/Zurich)",
    ]  # fmt: skip
    assert [{row["title"] for row in turn["appears"]} for turn in turns] == [{"Launch", "Lancement"}, {"Third"}]
    assert [turn["disappears"] for turn in turns] == [[], []]


@pytest.mark.parametrize(
    "body",
    [
        '{"moment": "soon", "held": false}', '{"moment": "2096-02-30", "held": false}', "[]", "", '{"moment": null}',
        '{"moment": "2096-03-25 02:30", "held": false}', '{"moment": ["x"], "held": false}', "\u00ff{",
    ],
)  # fmt: skip
def test_a_moment_that_cannot_be_is_refused_with_a_hint(body: str, still: Served) -> None:
    said = {"Origin": f"http://127.0.0.1:{still.listening()}", "X-Portevoix": "1"}
    answer = still.get("/__portevoix__/as-of", "POST", said, body=body)
    assert answer.status == 400
    told = json.loads(answer.body)
    assert told["message"]
    assert told["hint"]
    assert still.status()["as_of"] is None


@pytest.mark.parametrize("moment", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_the_ends_of_the_calendar_break_nothing(moment: str, still: Served) -> None:
    assert still.ask(moment).status == 400
    assert still.ask(None).status == 200
    until(lambda: still.status()["as_of"] is None and not still.status()["failed"], "the present")
    assert "Traceback" not in still.said()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("still") / "site"
    campaign(root)
    with serving(root) as running:
        yield running.ready()
