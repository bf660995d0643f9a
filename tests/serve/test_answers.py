"""What the preview answers: types, ranges, redirects, the page for what is not there."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest
from build.campaigns import put
from serve.previews import BASE, Served, opened

TYPES = {
    "page.html": "text/html; charset=utf-8", "one.css": "text/css; charset=utf-8",
    "one.js": "text/javascript; charset=utf-8", "one.svg": "image/svg+xml", "one.ics": "text/calendar; charset=utf-8",
    "one.vcf": "text/vcard; charset=utf-8", "one.vtt": "text/vtt; charset=utf-8",
    "site.webmanifest": "application/manifest+json", "one.xml": "application/xml; charset=utf-8",
    "one.json": "application/json", "one.pdf": "application/pdf", "one.zip": "application/zip",
    "one.woff2": "font/woff2", "one.avif": "image/avif", "one.webp": "image/webp", "one.png": "image/png",
    "one.jpg": "image/jpeg", "one.mp4": "video/mp4", "one.webm": "video/webm", "one.mp3": "audio/mpeg",
    "one.txt": "text/plain; charset=utf-8", "ONE.PDF": "application/pdf",
    ".well-known/security.txt": "text/plain; charset=utf-8",
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_each_file_has_its_type(name: str, served: Served) -> None:
    put(served.site / name, b"data")
    answer = served.get(f"{BASE}{name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[name])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.body.startswith(b"data")


def test_an_address_with_a_version_is_not_kept_either(served: Served) -> None:
    put(served.site / "one.css", b"data")
    answer = served.get(f"{BASE}one.css?v=1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Expires" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "status", "told", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("lines=1", 200, None, b"0123456789"),
    ],
)
def test_videos_are_sent_in_ranges(asked: str, status: int, told: str | None, body: bytes, served: Served) -> None:
    put(served.site / "film.mp4", b"0123456789")
    answer = served.get(f"{BASE}film.mp4", headers={"Range": asked})
    assert (answer.status, answer.headers["Content-Range"], answer.body) == (status, told, body)
    assert served.get(f"{BASE}film.mp4").headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("path", ["en/", "film.mp4", "en/nothing/", "en"])
def test_head_tells_what_get_would(path: str, served: Served) -> None:
    put(served.site / "film.mp4", b"0123456789")
    got, head = served.get(BASE + path), served.get(BASE + path, "HEAD")
    assert head.body == b""
    assert head.status == got.status
    for name in ("Content-Type", "Content-Length", "Location"):
        assert head.headers[name] == got.headers[name]


def test_pages_load_the_script_of_the_preview_and_are_else_as_they_lie(served: Served) -> None:
    answer = served.get(f"{BASE}en/about/")
    script = r'<script type="module" src="/__portevoix__/client/preview\.js\?turn=\d+"></script>\n'
    plain, injected = re.subn(rf"{script}(?=</body>)", "", answer.text)
    assert injected == 1
    assert plain == (served.site / "en/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("asked", "there"), [("/", "/day/"), ("/day", "/day/"), ("/day/en", "/day/en/")])
def test_a_folder_without_its_slash_leads_to_the_one_with_it(asked: str, there: str, served: Served) -> None:
    answer = served.get(asked)
    assert (answer.status, answer.headers["Location"]) == (302, there)


@pytest.mark.parametrize(("path", "language"), [("en/nothing/", "en"), ("fr/rien/", "fr"), ("ar/x", "ar")])
def test_what_is_not_there_is_told_in_its_language(path: str, language: str, served: Served) -> None:
    answer = served.get(BASE + path)
    assert (answer.status, answer.headers["Content-Type"]) == (404, TYPES["page.html"])
    assert f'<html lang="{language}"' in answer.text
    assert "/__portevoix__/client/preview.js" in answer.text


@pytest.mark.parametrize("asked", ["/en/", "/days/en/", "/other/day/en/"])
def test_beside_the_path_of_the_campaign_is_nothing(asked: str, served: Served) -> None:
    assert served.get(asked).status == 404


@pytest.mark.parametrize(
    "path",
    ["", "en", "en/", "en/nothing/", "one.css", "../__portevoix__/status", "../__portevoix__/client/preview.js",
     "../livereload", "../__portevoix__/as-of", "../beside"],
)  # fmt: skip
def test_no_page_of_others_may_frame_or_load_what_is_answered(path: str, served: Served) -> None:
    put(served.site / "one.css", b"data")
    address = f"/{path.removeprefix('../')}" if path.startswith("../") else BASE + path
    answer = served.get(address)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"


DEEP = "[" * 50_000
NONSENSE: list[str | bytes] = [
    '{"command": "info", "url": "http://["}', '{"command": "info", "turn": -1}', '{"command": "info", "url": 7}',
    '{"command": "info", "url": "\\ud800", "turn": -1}', '{"command": []}', "[]", "null", "{", DEEP, b"\xff",
    '{"command": "hello"}'.encode("utf-16"),
]  # fmt: skip


def test_messages_that_make_no_sense_are_passed_over(served: Served) -> None:
    with opened(served, "en/") as page:
        for message in NONSENSE:
            page.send(message)
        page.send('{"command": "hello"}')
        page.hear(lambda said: said["command"] == "hello")
    assert "Traceback" not in served.said()


def test_messages_that_are_too_long_end_the_connection_alone(served: Served) -> None:
    with opened(served, "en/") as page:
        page.send("[" * 100_000)
        page.ended()
    assert served.get(f"{BASE}en/").status == 200
    assert "Traceback" not in served.said()


@pytest.mark.parametrize(
    "body",
    [
        '{"moment": {}, "held": {}}', '{"moment": null, "held": {}}', '{"moment": null, "held": 1}', "[]", "{}", "",
        '{"moment": 2096, "held": false}', '{"moment": [], "held": false}', '{"held": false}', '{"moment": null}',
        '{"moment": "\\ud800", "held": false}', DEEP,
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(body: str, served: Served) -> None:
    said = {"Origin": f"http://127.0.0.1:{served.listening()}", "X-Portevoix": "1"}
    assert served.get("/__portevoix__/as-of", "POST", said, body=body).status == 400
    assert "Traceback" not in served.said()
    assert served.status()["as_of"] is None


def test_more_than_a_moment_takes_is_not_read(served: Served) -> None:
    said = {"Origin": f"http://127.0.0.1:{served.listening()}", "X-Portevoix": "1"}
    with suppress(ConnectionError):  # it is closed while we speak
        body = json.dumps({"moment": None, "held": True, "more": "x" * 200_000})
        assert served.get("/__portevoix__/as-of", "POST", said, body=body).status == 400
    assert served.status()["held"] is False
    assert "Traceback" not in served.said()


def test_about_a_page_its_source_and_translations_are_told(served: Served) -> None:
    said = json.loads(served.get(f"/__portevoix__/page?url={BASE}fr/a-propos/").body)
    assert said["source"] == "content/pages/about.fr.md"
    assert said["editor"].endswith("content/pages/about.fr.md:1:1")
    assert [(row["tag"], row["state"]) for row in said["languages"]] == [
        ("en", "source"), ("fr", "untracked"), ("ar", "missing"),
    ]  # fmt: skip
    assert said["held"] is None
