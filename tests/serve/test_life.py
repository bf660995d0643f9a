"""A preview from its start to Ctrl-C, and what is left of it."""

from __future__ import annotations

import re
import signal
import sys
import time
from pathlib import Path

import pytest
import pyvips
from build.campaigns import made, put, tree
from serve.previews import BASE, Page, Served, campaign, opened, serving, until

from portevoix.engine.journal import owned

SOON = 5.0
"""Seconds after which Ctrl-C has certainly come too late to the author's mind, on a machine that is busy with tests."""


def whole(site: Path) -> bool:
    """Whether the site is one that some build has made: every file that its manifest names, and no other."""
    if not site.exists():
        return True
    files = owned(site) or {}
    return tree(site).keys() - {".portevoix.json"} == files.keys()


def test_a_site_that_stands_already_is_served_as_a_new_one_is(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as served:
        served.ready()
        until(lambda: "files: " in served.said(), "the end of the first build")
        first = re.sub(r"\?turn=\d+", "", served.get(f"{BASE}en/").text)
        told = served.status()
    with serving(tmp_path / "site") as served:
        assert re.sub(r"\?turn=\d+", "", served.ready().get(f"{BASE}en/").text) == first
        until(lambda: served.status()["problems"], "what the last build told")
        again = served.status()
        assert {**again, "now": ""} == {**told, "now": ""}
        assert again["transitions"]
        with opened(served, "en/about/") as page:
            put(tmp_path / "site/content/pages/about.en.md", "---\ntitle: About\n---\nAfter that.\n\n## Who\n")
            page.shows("After that.")


def test_a_browser_that_keeps_its_caller_waiting_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign(tmp_path / "site")
    browser = tmp_path / "browser.py"
    asks = "urllib.request.urlopen(f'{sys.argv[1]}__portevoix__/status', timeout=40).status"
    put(
        browser,
        f"import pathlib, sys, urllib.request\npathlib.Path(__file__).with_name('seen').write_text(str({asks}))\n",
    )
    monkeypatch.setenv("BROWSER", f"{sys.executable} {browser} %s")
    with serving(tmp_path / "site", "--open"):
        until((tmp_path / "seen").exists, "the browser's answer")
        until((tmp_path / "seen").read_text, "the browser's answer")
        assert (tmp_path / "seen").read_text() == "200"


def test_a_campaign_that_is_broken_from_the_start_appears_when_it_is_mended(tmp_path: Path) -> None:
    root = tmp_path / "site"
    campaign(root)
    settings = (root / "content/campaign.yaml").read_text(encoding="utf-8")
    put(root / "content/campaign.yaml", settings.replace("languages: {", "languages: {{"))
    with serving(root) as served:
        page = Page(served, f"{BASE}en/")
        try:
            found = page.hear_problems(failed=True)
            assert found[0]["path"] == "content/campaign.yaml"
            answer = served.get(f"{BASE}en/")
            assert answer.status == 503
            assert "Nothing to show yet" in answer.text
            assert "/__portevoix__/client/preview.js" in answer.text
            put(root / "content/campaign.yaml", settings)
            page.shows("<h1")
            assert served.get(page.path).status == 200
            put(root / "content/index.en.md", "---\ntitle: Home\n---\nOnce more.\n")
            page.shows("Once more.")
        finally:
            page.close()


def test_a_second_preview_names_the_first(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as first:
        first.ready()
        with serving(tmp_path / "site") as second:
            until(lambda: second.process.poll() is not None, "an end of the second")
            assert second.process.returncode != 0
        assert f"http://127.0.0.1:{first.listening()}/ (process {first.process.pid})" in second.said()
        assert "Traceback" not in second.said()
        assert first.ready().process.poll() is None
    with serving(tmp_path / "site") as third:
        third.ready()


def test_where_no_campaign_is_none_is_served(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert served.process.wait(30) != 0
        assert "content" in served.said()
        assert "Traceback" not in served.said()


def left_well(served: Served, number: int) -> None:
    begun = time.monotonic()
    status = served.end(number)
    assert time.monotonic() - begun < SOON
    assert status in (0, 130), served.said()
    assert "Traceback" not in served.said()
    assert whole(served.site)
    assert not (served.root / ".portevoix/private/preview.json").exists()
    assert not made(served.root, served.site).failed  # the lock is free
    assert not list(served.site.parent.glob(".site.staging/*"))
    with serving(served.root) as again:
        again.ready()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_while_idle(number: int, tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as served, opened(served.ready(), "en/"):
        left_well(served, number)


@pytest.mark.parametrize("wait_for", ["address", "lock", "stage"])
def test_ended_during_the_first_build(wait_for: str, tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    for number in range(60):
        text = f"---\ntitle: N{number}\ndate: 2096-01-02\n---\nText.\n"
        put(tmp_path / f"site/content/articles/n{number}.en.md", text)
    with serving(tmp_path / "site") as served:
        if wait_for == "lock":
            until(lambda: (served.root / ".portevoix/private/preview.json").exists(), "a lock")
        else:
            served.listening()
        if wait_for == "stage":
            until(lambda: served.site.parent.is_dir() and list(served.site.parent.iterdir()), "work")
        left_well(served, signal.SIGINT)


def test_ended_during_a_later_build(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with serving(tmp_path / "site") as served:
        served.ready()
        page = Page(served, BASE)
        put(tmp_path / "site/themes/mine/templates/partials/page-head.html", "<p>wide</p>")
        settings = (served.root / "content/campaign.yaml").read_text(encoding="utf-8")
        put(served.root / "content/campaign.yaml", settings.replace("en: Day", "en: Big Day"))
        page.hear(lambda said: said["command"] == "building" and said["building"])
        try:
            left_well(served, signal.SIGINT)
        finally:
            page.close()


@pytest.mark.slow
def test_ended_while_large_pictures_are_made(tmp_path: Path) -> None:
    """They take many seconds, and nothing that makes one looks up from it."""
    campaign(tmp_path / "site")
    names = [f"large{number}.png" for number in range(6)]
    for number, name in enumerate(names):
        noise = pyvips.Image.gaussnoise(3000, 2000, seed=number).cast("uchar")
        noise.write_to_file(tmp_path / f"site/content/pictures/{name}", compression=0)
    pictures = "\n\n".join(f"![Large](../pictures/{name})" for name in names)
    put(tmp_path / "site/content/pages/about.en.md", f"---\ntitle: About\n---\n{pictures}\n")
    with serving(tmp_path / "site") as served:
        stage = served.site.parent
        until(lambda: stage.is_dir() and list(stage.rglob("large*.jpg")), "the first of them")
        with opened(served, "en/about/") as page:
            assert page.hear(lambda said: said["command"] == "building")["building"] is True
            left_well(served, signal.SIGINT)
