"""A video on a platform in a real browser: nobody is asked before the reader presses, and the frame is let in then."""

from pathlib import Path

import pytest
from build.campaigns import made, png, put, write
from check_pages.browsing import Window, accessibility_problems, opened
from check_pages.serving import served
from playwright.sync_api import Browser, Route, expect

pytestmark = pytest.mark.xdist_group("pages")

SITE = """\
-- content/campaign.yaml --
name: {en: Day}
base_url: https://example.org/
source_language: en
languages: {en: }
players: [youtube]
-- content/videos/rain.en.md --
---
title: Rain
link: https://youtu.be/abcdefghijk
picture: poster.png
---
A voice: rain.
-- content/videos/poster.png.yaml --
alt: {en: A square}
"""
PLAYER = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    put(tmp_path / "content/videos/poster.png", png(90, 640, 360))
    assert made(tmp_path).problems == ()
    return tmp_path / "output"


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_player_comes_when_the_reader_presses(folder: Path, browser: Browser, key: str) -> None:
    policy = "default-src 'self'; frame-src https://www.youtube-nocookie.com"
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<!doctype html><title>A player</title>", content_type="text/html")

    with served(folder, "/", policy) as origin, opened(browser, Window(360, "light")) as page:
        page.route(lambda url: not url.startswith(origin), answer)
        page.goto(f"{origin}en/videos/rain/")
        play = page.get_by_role("button", name="Play here")
        expect(play).to_be_visible()
        expect(page.get_by_text("youtube-nocookie.com, which learns your address")).to_be_visible()
        assert accessibility_problems(page) == []
        assert asked == []
        play.focus()
        page.keyboard.press(key)
        frame = page.locator(".video iframe")
        expect(frame).to_have_attribute("title", "Rain")
        expect(frame).to_have_attribute("src", PLAYER)
        expect(frame).to_be_focused()
        page.frame_locator(".video iframe").locator("html").wait_for()
        assert asked == [PLAYER]
