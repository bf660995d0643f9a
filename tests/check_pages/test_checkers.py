"""The checkers themselves: each sees what it is there to see."""

from pathlib import Path

import pytest
from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.built_site import Address, BuiltSite, addresses, of_each_make, style_addresses
from check_pages.serving import served
from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("pages")

BASE = "https://example.org/day/"
PHONE = Window(360, "light")


def page(body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><body>{body}</body></html>'
    )


@pytest.fixture
def small(tmp_path: Path) -> BuiltSite:
    (tmp_path / "en").mkdir()
    return BuiltSite(tmp_path, BASE)


def written(site: BuiltSite, body: str, name: str = "en/index.html") -> Path:
    file = site.folder / name
    file.write_text(page(body), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<a href="../style.css#x">', Address(f"{BASE}style.css#x", loaded=False, ours=True)),
        ('<a href="/elsewhere/">', Address("https://example.org/elsewhere/", loaded=False, ours=True)),
        ('<a href="https://example.org/">', Address("https://example.org/", loaded=False, ours=False)),
        ('<img src="a.jpg">', Address(f"{BASE}en/a.jpg", loaded=True, ours=True)),
        ('<source srcset="x,1.avif 1x, b.avif 2x">', Address(f"{BASE}en/b.avif", loaded=True, ours=True)),
        (
            '<link rel="icon" href="//cdn.example/a.ico">',
            Address("https://cdn.example/a.ico", loaded=True, ours=False),
        ),
        (
            '<meta name="x" content="https://example.org/day/c.png">',
            Address(f"{BASE}c.png", loaded=False, ours=True),
        ),
    ],
)
def test_addresses_are_seen_wherever_a_page_names_them(small: BuiltSite, body: str, found: Address) -> None:
    assert found in list(addresses(small, written(small, body)))


def test_addresses_in_style_sheets_are_seen(small: BuiltSite) -> None:
    sheet = small.folder / "en" / "a.css"
    sheet.write_text("@font-face { src: url('../f.woff2') } a { mask: url(data:,) }", encoding="utf-8")
    assert list(style_addresses(small, sheet)) == [Address(f"{BASE}f.woff2", loaded=True, ours=True)]


def test_an_address_stands_for_the_file_that_a_static_host_would_send(small: BuiltSite) -> None:
    index = written(small, "")
    other = written(small, "", "en/404.html")
    assert small.file(f"{BASE}en/#top") == index == small.file(f"{BASE}%65n/index.html")
    assert small.file(f"{BASE}en/404.html") == other
    assert small.file(f"{BASE}en") is None
    assert small.file("https://example.org/en/") is None
    assert [small.url(index), small.url(other)] == [f"{BASE}en/", f"{BASE}en/404.html"]


def test_pages_of_one_make_are_looked_at_once_and_redirects_never(small: BuiltSite) -> None:
    bodies = ["<p>a", "<p>b<p>c", '<p class="d">d', '<meta http-equiv="Refresh" content="0; url=/"><s>']
    pages = [written(small, body, f"en/{n}.html") for n, body in enumerate(bodies)]
    assert of_each_make(pages) == [pages[0], pages[2]]


def test_a_page_that_holds_what_others_hold_is_looked_at_in_their_place(small: BuiltSite) -> None:
    pages = [written(small, body, f"en/{n}.html") for n, body in enumerate(["<p>a", "<b>b</b>", "<p><b>c</b>"])]
    assert of_each_make(pages) == [pages[2]]


def test_the_browser_tells_what_goes_wrong(small: BuiltSite, browser: Browser) -> None:
    script = "console.log('hello'); fetch('http://127.0.0.2:9/x').catch(() => {}); missing()"
    written(small, f'<img src="gone.png" alt="x"><script>{script}</script>')
    with served(small.folder, "/day/") as origin, opened(browser, PHONE) as tab, complaints(tab, origin) as heard:
        tab.goto(f"{origin}en/", wait_until="networkidle")
    for part in ("console: hello", "asks another origin: http://127.0.0.2:9/x", "error: missing is", "404: "):
        assert any(part in line for line in heard), part


def test_a_sound_page_is_not_complained_of(small: BuiltSite, browser: Browser) -> None:
    written(small, "<main><h1>A page</h1></main>")
    with served(small.folder, "/day/") as origin, opened(browser, PHONE) as tab, complaints(tab, origin) as heard:
        tab.goto(f"{origin}en/", wait_until="load")
        assert accessibility_problems(tab) == []
        assert tab.evaluate(OVERFLOW) == 0
    assert heard == []


def test_barriers_and_pages_too_wide_are_found(small: BuiltSite, browser: Browser) -> None:
    written(small, '<main><h1>A</h1><img src="data:,"><pre style="color:#ccc;background:#fff">pale' + "x" * 200)
    with served(small.folder, "/day/") as origin, opened(browser, PHONE) as tab:
        tab.goto(f"{origin}en/", wait_until="load")
        problems = "\n".join(accessibility_problems(tab))
        assert "image-alt" in problems
        assert "color-contrast" in problems
        assert tab.evaluate(OVERFLOW) > 0
