"""What readers do on a page, in a real browser: by keyboard, with scripts and without, in both directions, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from build.campaigns import made, small
from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.built_site import BuiltSite, document, of_each_make
from check_pages.findings import none
from check_pages.serving import served
from playwright.sync_api import Browser, Page, expect

from portevoix.render.styles import compact

pytestmark = pytest.mark.xdist_group("pages")

PHONE = Window(360, "dark")
DESKTOP = Window(1280, "light")
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
GALLERIES = {"en": "en/changemakers/", "ar": "ar/صناع-التغيير/", "zh-Hans": "zh-Hans/changemakers/"}
ARTICLE = "en/articles/draw-it-for-a-stranger/"
RELEASE = "fr/presse/communiques/a-portee-de-voix-annonce/"
SHIFTS = """() => new Promise(resolve => new PerformanceObserver(list =>
  resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({type: "layout-shift", buffered: true}) || setTimeout(() => resolve(0), 500))"""
HAND = Window(390, "light")
FOCUSED = """() => {
  const {left, right, top, bottom} = document.activeElement.getBoundingClientRect();
  const {innerText, value, hreflang} = document.activeElement;
  const pushed = document.activeElement.closest("ul")?.scrollLeft ?? 0;  // a line of languages that is pushed along
  return {
    says: (innerText || value || "").trim(), hreflang, left: left + pushed, right: right + pushed, top, bottom,
    place: document.activeElement.closest(".skip, .site-name, .languages, .search, .site-nav, .menu, main")?.className,
    seen: document.activeElement.checkVisibility() &&
      top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth,
  };
}"""
FOCUS = """() => {
  const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
  return [document.activeElement.outerHTML.slice(0, 80), outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}"""


@pytest.fixture(scope="module")
def origin(site: BuiltSite) -> Iterator[str]:
    """The site as a strict host sends it."""
    with served(site.folder, site.base_path, POLICY) as address:
        yield address


@contextmanager
def reading(browser: Browser, window: Window, origin: str) -> Iterator[Page]:
    """A window in which nothing may go wrong."""
    with opened(browser, window) as page, complaints(page, origin) as heard:
        yield page
    none(heard)


def shown(page: Page) -> int:
    return page.locator(".found [data-facets]:visible").count()


def test_the_menu_opens_by_keyboard_on_a_phone(origin: str, browser: Browser) -> None:
    with reading(browser, PHONE, origin) as page:
        page.goto(f"{origin}en/")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        expect(page.locator(".site-nav a").first).to_be_hidden()
        page.locator(".menu summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(".site-nav a").first).to_be_focused()
        none(accessibility_problems(page))


def walked(page: Page, steps: int) -> list[dict[str, Any]]:
    """What has the focus after each of so many Tabs; each thing is in view, and stands after the one before."""
    found: list[dict[str, Any]] = []
    rightward = page.locator("html").get_attribute("dir") == "ltr"
    for _ in range(steps):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        assert now["seen"], now
        before = found[-1] if found else None
        if before is not None and before["place"] != "skip":
            along = now["left"] >= before["right"] - 1 if rightward else now["right"] <= before["left"] + 1
            assert along or now["top"] >= before["bottom"] - 1, (before, now)
        found.append(now)
    return found


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("path", ["en/", "ar/", ARTICLE, GALLERIES["ar"]])
def test_all_of_the_head_is_walked_through_by_keyboard_on_a_phone(
    origin: str, browser: Browser, path: str, key: str
) -> None:
    """Skip link, name, languages, search, menu: in the order of reading, the menu's items only while it is open."""
    with reading(browser, HAND, origin) as page:
        page.goto(origin + path)
        toggle, items = page.locator(".menu summary"), page.locator(".site-nav a")
        names, tongues = page.evaluate(
            "['.site-nav a', '.languages a'].map(all => [...document.querySelectorAll(all)].map(a => a.textContent))"
        )
        assert len(names) >= 8
        assert len(tongues) >= 3
        head = walked(page, 6 + len(tongues) - 1)
        assert [one["place"] for one in head] == [
            "skip", "site-name", *["languages"] * len(tongues), "search", "search", "menu",
        ]  # fmt: skip
        assert [one["says"] for one in head[2:-3]] == tongues
        expect(toggle).to_be_focused()
        expect(items.first).to_be_hidden()
        page.keyboard.press(key)
        expect(items.last).to_be_visible()
        expect(toggle).to_be_focused()
        assert [one["says"] for one in walked(page, len(names))] == names
        none(accessibility_problems(page))
        assert page.evaluate(OVERFLOW) <= 0
        for _ in names:
            page.keyboard.press("Shift+Tab")
        expect(toggle).to_be_focused()
        page.keyboard.press(key)
        expect(items.first).to_be_hidden()
        expect(toggle).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('header.site-head')") is None


@pytest.mark.parametrize("path", ["en/", "ar/"])
def test_an_item_of_the_menu_and_another_language_are_opened_by_keyboard_on_a_phone(
    origin: str, browser: Browser, path: str
) -> None:
    with reading(browser, HAND, origin) as page:
        page.goto(origin + path)
        page.locator(".menu summary").press("Enter")
        last = walked(page, page.locator(".site-nav a").count())[-1]
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(last["says"])
        other = walked(page, 5)[-1]
        assert other["place"] == "languages"
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("lang", other["hreflang"])


def test_the_menu_is_always_open_where_there_is_room(origin: str, browser: Browser) -> None:
    with reading(browser, DESKTOP, origin) as page:
        page.goto(f"{origin}en/")
        expect(page.locator(".menu summary")).to_be_hidden()
        page.locator(".site-head .search button").focus()
        page.keyboard.press("Tab")
        expect(page.locator(".site-nav a").first).to_be_focused()
        assert page.get_by_role("navigation", name="Main").get_by_role("link").count() >= 5


def test_the_skip_link_leads_past_the_menu(origin: str, browser: Browser) -> None:
    with reading(browser, DESKTOP, origin) as page:
        page.goto(f"{origin}en/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", GALLERIES)
@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_filters_combine_by_keyboard_and_the_address_keeps_them(
    origin: str, browser: Browser, language: str, window: Window
) -> None:
    with reading(browser, window, origin) as page:
        page.goto(origin + GALLERIES[language])
        everything = shown(page)
        assert everything >= 3
        head = page.locator(".filters summary")
        if window == PHONE:
            head.focus()
            page.keyboard.press("Enter")
        expect(head).to_be_visible(visible=window == PHONE)  # where there is room they stand open
        country = page.locator(".facets button[value='country/KE']")
        while not country.evaluate("button => button === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(country).to_have_attribute("aria-pressed", "true")
        expect(page.locator("[data-shown]")).to_contain_text(re.compile(rf"1\D+{everything}"))
        assert shown(page) == 1
        assert parse_qs(urlsplit(page.url).query) == {"country": ["KE"]}
        page.locator(".facets button[value='country/PE']").press("Enter")
        assert shown(page) == 2  # of one facet any value may hold
        none(accessibility_problems(page))
        page.locator(".facets button[value='topic/food']").click()
        assert shown(page) == 1  # of the facets all must
        page.reload()
        assert shown(page) == 1
        expect(page.locator(".filters")).to_have_attribute("open", "")
        page.locator("[data-clear]").press("Enter")
        assert shown(page) == everything
        assert urlsplit(page.url).query == ""
        expect(head if window == PHONE else page.locator(".facets button").first).to_be_focused()
        assert page.evaluate(OVERFLOW) <= 0


def test_filters_reach_the_further_pages_of_a_long_list(browser: Browser, tmp_path: Path) -> None:
    small(tmp_path)
    assert not made(tmp_path, now=datetime(2027, 3, 1, tzinfo=UTC)).failed
    with served(tmp_path / "output", "/day/", POLICY) as origin, reading(browser, DESKTOP, origin) as page:
        page.goto(f"{origin}en/articles/")
        assert shown(page) == 2
        page.locator("button[value='topic/energy']").click()
        expect(page.locator("[data-shown]")).to_have_text("Shown: 1 of 3")
        expect(page.locator(".found [data-facets]:visible")).to_contain_text("First")
        expect(page.locator(".pager")).to_be_hidden()
        page.locator("[data-clear]").click()
        expect(page.locator(".pager")).to_be_visible()
        assert shown(page) == 2


def test_the_link_is_copied_and_the_reader_is_told(origin: str, browser: Browser, site: BuiltSite) -> None:
    with reading(browser, PHONE, origin) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(origin + ARTICLE)
        button = page.locator("[data-copy]")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_text("Copied")
        expect(page.locator("[role=status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == site.base_url + ARTICLE
        expect(button).to_have_text("Copy the link", timeout=4000)


def test_sharing_on_mastodon_asks_for_the_server(origin: str, browser: Browser) -> None:
    asked: list[str] = []
    with opened(browser, PHONE) as page:
        page.route("https://social.example/**", lambda route: route.fulfill())
        for written in ("social.example", "https://social.example/", "@me@social.example"):
            page.goto(origin + ARTICLE)
            page.locator(".share summary").press("Enter")
            none(accessibility_problems(page))
            page.locator("#server").fill(written)
            page.keyboard.press("Enter")
            page.wait_for_url("https://social.example/**")
            asked.append(page.url)
        page.goto(origin + ARTICLE)
        page.locator(".share summary").press("Enter")
        page.locator("#server").fill("no server")
        page.keyboard.press("Enter")
        assert page.evaluate("document.querySelector('#server:invalid') !== null")
    assert len(set(asked)) == 1
    (text,) = parse_qs(urlsplit(asked[0]).query)["text"]
    assert text.startswith("Draw it for a stranger\nhttps://")


def test_the_print_button_prints(origin: str, browser: Browser) -> None:
    with reading(browser, PHONE, origin) as page:
        page.add_init_script("window.print = () => document.documentElement.setAttribute('printed', '')")
        page.goto(origin + ARTICLE)
        page.locator("[data-print]").click()
        expect(page.locator("html[printed]")).to_have_count(1)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2027-04-24T19:56:30Z", "Time until 26 April 2027 1 day, 2 hours, 4 minutes"),
        ("2027-04-25T21:59:30Z", "Time until 26 April 2027 0 days, 0 hours, 1 minute"),
        ("2027-04-25T22:00:00Z", "It is on now"),
        ("2027-04-27T22:00:00Z", "It was on 26 April 2027"),
    ],
)
def test_the_countdown_follows_the_clock_of_the_reader(origin: str, browser: Browser, now: str, told: str) -> None:
    with reading(browser, PHONE, origin) as page:
        page.clock.install(time=now)
        page.goto(f"{origin}en/")
        expect(page.locator(".countdown")).to_have_text(re.compile(rf"^\s*{told}\s*$".replace(" ", r"\s+")))


def test_the_countdown_turns_while_one_looks(origin: str, browser: Browser) -> None:
    with reading(browser, PHONE, origin) as page:
        page.clock.install(time="2027-04-25T21:58:10Z")
        page.goto(f"{origin}en/")
        expect(page.locator(".left")).to_have_text("0 days, 0 hours, 2 minutes")
        page.clock.run_for(60_000)
        expect(page.locator(".left")).to_have_text("0 days, 0 hours, 1 minute")
        page.clock.run_for(60_000)
        expect(page.locator(".countdown")).to_have_text("It is on now")
        page.clock.fast_forward(25 * 60 * 60_000)
        expect(page.locator(".countdown")).to_have_text("It was on 26 April 2027")


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["en/", "fr/", "ar/", "zh-Hans/", ARTICLE, GALLERIES["en"]])
def test_nothing_moves_when_scripts_set_in(origin: str, browser: Browser, path: str, window: Window) -> None:
    with reading(browser, window, origin) as page:
        page.goto(origin + path, wait_until="networkidle")
        assert page.evaluate(SHIFTS) == 0


def test_without_scripts_all_that_is_seen_works(origin: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{origin}en/")
    expect(page.locator(".left")).to_have_text("84 days")
    page.locator(".menu summary").click()
    expect(page.locator(".site-nav a").first).to_be_visible()
    page.goto(origin + ARTICLE)
    for needing in ("[data-copy]", "[data-print]", ".share summary"):
        expect(page.locator(needing)).to_be_hidden()
    assert page.locator(".share a:visible").count() >= 5
    page.goto(origin + GALLERIES["en"])
    page.locator(".filters summary").click()
    expect(page.locator("[data-clear]")).to_be_hidden()
    of_climate = page.locator('.portraits > li[data-facets~="topic/climate"]').count()
    assert 0 < of_climate < page.locator(".portraits > li").count()
    page.get_by_role("link", name="Climate", exact=True).first.click()
    assert page.url.startswith(f"{origin}en/changemakers/topic/")
    assert page.locator(".portraits > li").count() == of_climate
    context.close()


@pytest.mark.parametrize("path", ["en/", ARTICLE, RELEASE, GALLERIES["ar"]])
def test_the_focus_is_seen_on_everything_that_takes_it(origin: str, browser: Browser, path: str) -> None:
    with reading(browser, PHONE, origin) as page:
        page.goto(origin + path)
        for details in page.locator("details:visible").all():
            details.evaluate("details => details.open = true")
        unseen, seen = [], set()
        for _ in range(120):
            page.keyboard.press("Tab")
            what, visible = page.evaluate(FOCUS)
            if what.startswith("<body"):
                break
            seen.add(what)
            unseen += [] if visible else [what]
    assert len(seen) > 10
    none(unseen)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar", "zh-Hans"])
def test_pages_fit_the_narrowest_screen_and_are_accessible_in_other_colours(
    site: BuiltSite, origin: str, browser: Browser, language: str, colours: str
) -> None:
    """320 pixels are a desktop of 1280 at 400 % (WCAG 2.2, 1.4.10); 640 are one at 200 %."""
    found = []
    for width in (320, 640) if colours == "light" else (1280,):
        with reading(browser, Window(width, "light" if colours == "light" else "dark"), origin) as page:
            for file in of_each_make(site.pages(language)):
                page.goto(origin + site.url(file).removeprefix(site.base_url), wait_until="load")
                found += accessibility_problems(page) if width != 640 else []
                if page.evaluate(OVERFLOW) > 0:
                    found.append(f"{page.url}: wider than the screen at {width}")
    none(found)


def test_a_wide_table_scrolls_by_itself_and_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    small(tmp_path)
    names = [f"Column{number}" for number in range(12)]
    rows = [names, ["---"] * 12, ["Ununununium"] * 12]
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    (tmp_path / "content/pages/about.en.md").write_text(f"---\ntitle: About\n---\n{text}\n")
    assert not made(tmp_path).failed
    with served(tmp_path / "output", "/day/", POLICY) as origin, reading(browser, PHONE, origin) as page:
        page.goto(f"{origin}en/about/")
        assert page.evaluate(OVERFLOW) <= 0
        region = page.get_by_role("region", name=", ".join(names))
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
        assert region.evaluate("region => region.scrollLeft") > 0
        none(accessibility_problems(page))


def test_a_release_on_paper_is_the_release_alone_with_its_addresses(origin: str, browser: Browser) -> None:
    with reading(browser, DESKTOP, origin) as page:
        page.emulate_media(media="print")
        page.goto(origin + RELEASE)
        for gone in (".menu", ".languages", ".crumbs", ".share", "aside.band"):
            expect(page.locator(gone).first).to_be_hidden()
        for kept in ("h1", ".dateline", ".people", ".notes"):
            expect(page.locator(kept).first).to_be_visible()
        page.goto(f"{origin}en/about/")
        link = page.locator("main .text a[href^='https://']").first
        after = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert str(link.get_attribute("href")) in after or "attr(href)" in after
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_a_pressed_filter_stands_out_in_forced_colours(origin: str, browser: Browser) -> None:
    with reading(browser, DESKTOP, origin) as page:
        page.emulate_media(forced_colors="active")
        page.goto(f"{origin}{GALLERIES['en']}?country=KE")
        paint = "button => getComputedStyle(button).backgroundColor"
        pressed = page.locator(".facets button[aria-pressed=true]").first.evaluate(paint)
        assert pressed != page.locator(".facets button[aria-pressed=false]").first.evaluate(paint)


def test_pages_are_light(site: BuiltSite) -> None:
    """At most 30 KB of style sheets and 10 KB of scripts a page, as they are."""

    def weight(page: Path, selector: str, attribute: str) -> int:
        files = {site.file(site.address(str(node.attributes[attribute]), page, loaded=True).url)
                 for node in document(page).css(selector)}  # fmt: skip
        return sum(file.stat().st_size for file in files if file)

    pages = site.pages()
    heaviest = max(weight(page, "script[src]", "src") for page in pages)
    assert 0 < heaviest <= 10_000
    assert 0 < max(weight(page, "link[rel=stylesheet]", "href") for page in pages) <= 30_000


def test_scripts_stand_only_on_pages_that_use_them(site: BuiltSite) -> None:
    for page in site.pages():
        html = page.read_text(encoding="utf-8")
        assert ("js/countdown." in html) == ("data-begins" in html)
        assert ("js/copy." in html) == ("data-copy" in html)
        assert ("js/filters." in html) == ("data-filters" in html)
        assert ("js/mastodon." in html) == ("data-share" in html)


RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map(rule => rule.cssText);
}"""
SHEETS = sorted((Path(__file__).parents[2] / "themes").glob("*/static/css/*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parts[-4]}-{sheet.stem}")
def test_a_compact_style_sheet_has_the_same_rules(sheet: Path, browser: Browser) -> None:
    """But for the space, and zeros, in what a browser keeps as it is written: custom properties and conditions."""
    written = sheet.read_text(encoding="utf-8")
    page = browser.new_page()
    needless = re.compile(r"(?<=[,:])\s+|\b0(?=\.)")
    rules = [[needless.sub("", rule) for rule in page.evaluate(RULES, css)] for css in (written, compact(written))]
    page.close()
    assert rules[0] == rules[1] != []
