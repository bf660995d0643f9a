"""Videos: nobody else is asked for anything before a reader plays one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build.campaigns import clean, made, page, png, put, tree, write

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
-- content/videos/away.en.md --
---
title: "Far \\"away\\""
link: https://www.youtube.com/watch?v=abcdefghijk&t=3
picture: poster.png
duration: "2:04"
---
A voice: *rain*.
-- content/videos/here.en.md --
---
title: Here
file: film.webm
picture: poster.png
captions: {en: film.vtt, de: film.de.vtt}
---
-- content/videos/film.webm --
not really a film
-- content/videos/film.vtt --
WEBVTT
-- content/videos/film.de.vtt --
WEBVTT
-- content/videos/poster.png.yaml --
alt: {en: A square}
-- content/pages/about.en.md --
---
title: About
---
/// video
    entry: ../videos/away.en.md

Watch it.
///
-- content/pages/plain.en.md --
---
title: Plain
---
No film.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    put(tmp_path / "content/videos/poster.png", png(90, 64, 36))
    assert made(tmp_path).problems == ()
    return tmp_path


def test_a_video_elsewhere_is_its_poster_and_a_link(site: Path) -> None:
    for shown in (page(site, "en/videos/away"), page(site, "en/about")):
        assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=3" rel="external">Watch on YouTube</a>' in shown
        assert "js/video" not in shown
        assert "<iframe" not in shown
        assert "frame-src" not in shown
        assert 'alt="A square"' in shown
    assert "<h2>Transcript</h2>" in page(site, "en/videos/away")


def test_an_admitted_player_waits_for_the_reader(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = site / "content/campaign.yaml"
    file.write_text(file.read_text() + "players: [youtube]\n")
    assert {"entry:videos/away@en", "entry:pages/about@en"} <= set(made(site).made)
    for shown in (page(site, "en/videos/away"), page(site, "en/about")):
        assert 'data-player="https://www.youtube-nocookie.com/embed/abcdefghijk"' in shown
        assert "<iframe" not in shown
        assert "youtube-nocookie.com, which learns your address" in shown
        assert len(re.findall(r'<script type="module" src="/day/[^"]*video[^"]*\.js">', shown)) == 1
        assert "frame-src https://www.youtube-nocookie.com;" in f"{shown};".replace('"', ";")
    assert "frame-src https://www.youtube-nocookie.com" in (site / "output/_headers").read_text()
    assert "js/video" not in page(site, "en/plain")
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_the_code_to_copy_is_text(site: Path) -> None:
    shown = page(site, "en/videos/away")
    code = shown[shown.index("<textarea") : shown.index("</textarea>")]
    assert '&lt;iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk" title="Far “away”"' in code


def test_a_file_plays_here_with_its_captions(site: Path) -> None:
    shown = page(site, "en/videos/here")
    assert '<video controls preload="none"' in shown
    assert 'type="video/webm"' in shown
    assert re.search(r'<track kind="captions" srclang="en" label="English" src="[^"]+film\.vtt" default>', shown)
    assert re.search(r'<track kind="captions" srclang="de" label="German" src="[^"]+film\.de\.vtt">', shown)
    assert "Transcript" not in shown
    assert "js/video" not in shown
    for path in re.findall(r'(?:src|poster)="/day/([^"]+)"', shown):
        assert (site / "output" / path).is_file(), path


def test_new_captions_reach_the_page(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    put(site / "content/videos/film.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nRain.\n")
    assert "entry:videos/here@en" in made(site).made
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
