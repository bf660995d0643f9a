"""The demonstration's own theme: what its first screen holds, in every script, and how it bears large type."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from check_pages.browsing import OVERFLOW, Window, opened
from check_pages.built_site import BuiltSite, document, of_each_make
from check_pages.findings import none
from playwright.sync_api import Browser, Page, Route, expect

from fonts.displayed import SLICES, displayed

pytestmark = pytest.mark.xdist_group("pages")

PHONE = Window(390, "light")
LAPTOPS = [(1280, 720), (1366, 768), (1440, 900)]
SCRIPTS = ["en", "fr", "ar", "zh-Hans", "ru"]
FIRST_TYPE = {
    "en": {"text-latin", "display-latin"},
    "ar": {"text-arabic", "display-arabic", "text-latin", "display-latin"},
    "ru": {"text-cyrillic", "display-cyrillic", "text-latin", "display-latin"},
}
"""Digits and addresses are Latin everywhere."""
FIRST_CHINESE = {
    "": {"chinese-1", "display-latin"},
    "articles/": {"chinese-1", "chinese-2"},
    "articles/draw-for-a-stranger/": {"chinese-1", "chinese-2", "chinese-3"},
    "events/": {"chinese-1", "chinese-2", "display-latin"},
    "topic/health/": {"chinese-1", "chinese-2", "display-latin"},
    "search/": {"chinese-1", "chinese-2"},
}
"""By page. Text is set in the reader's own font; a countdown and the days of events are large Latin numerals."""
FIRST_PAGES = [(f"{language}/{path}", faces) for language, faces in FIRST_TYPE.items() for path in ("", "search/")]
FIRST_PAGES += [(f"zh-Hans/{path}", faces) for path, faces in FIRST_CHINESE.items()]
LARGE = "() => { document.documentElement.style.fontSize = '200%' }"
CUT = """() => {
  const scrolled = ".unseen, .skip, pre, table, textarea, .words span";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  const found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode, holder = text.parentElement;
    if (!text.data.trim() || holder.closest(scrolled) || !holder.checkVisibility()) continue;
    range.selectNodeContents(text);
    const out = box => box.width && (box.left < -1 || box.right > innerWidth + 1);
    if ([...range.getClientRects()].some(out)) found.push(text.data.trim());
  }
  return found;
}"""
APART = """() => {
  const [search, menu] = [".site-head .search button", ".menu summary"].map(
    one => document.querySelector(one)?.getBoundingClientRect());
  return !search || search.bottom <= menu.top || search.right <= menu.left || menu.right <= search.left;
}"""
SHOWN_LINES = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(".opening h1"));
  return new Set([...range.getClientRects()].map(box => box.top)).size;
}"""
SIZE = "() => parseFloat(getComputedStyle(document.querySelector('.opening h1')).fontSize)"
STAGGERED = """() => {
  const all = [...document.querySelectorAll(".portraits > li:not([hidden])")];
  const lefts = [...new Set(all.map(one => one.getBoundingClientRect().left))].sort((a, b) => a - b);
  const lower = all.filter(one => parseFloat(getComputedStyle(one).marginBlockStart) > 0);
  return [lefts.length, [...new Set(lower.map(one => lefts.indexOf(one.getBoundingClientRect().left)))]];
}"""

SPLIT = """() => [...document.querySelectorAll("time")]
  .filter(one => one.getClientRects().length > 1).map(one => one.outerHTML)"""


@pytest.fixture
def tall(browser: Browser) -> Iterator[Page]:
    """A window whose size the test sets."""
    with opened(browser, PHONE) as page:
        yield page


@pytest.mark.parametrize("language", SCRIPTS)
def test_text_at_twice_its_size_is_neither_cut_off_nor_wider_than_a_phone(
    site: BuiltSite, origin: str, browser: Browser, language: str
) -> None:
    """WCAG 2.2, 1.4.4."""
    found = []
    with opened(browser, PHONE) as page:
        for file in of_each_make(site.pages(language)):
            page.goto(origin + site.url(file).removeprefix(site.base_url), wait_until="load")
            page.evaluate(LARGE)
            found += [f"{page.url}: cut off: {text}" for text in page.evaluate(CUT)]
            if page.evaluate(OVERFLOW) > 0:
                found.append(f"{page.url}: wider than the screen")
            if not page.evaluate(APART):
                found.append(f"{page.url}: the search lies under the menu")
    none(found)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_laptops_first_screen_says_what_when_why_and_one_thing_to_do(origin: str, tall: Page, language: str) -> None:
    for width, height in LAPTOPS:
        tall.set_viewport_size({"width": width, "height": height})
        tall.goto(f"{origin}{language}/")
        for part in ("h1", ".lead", ".button", ".big-day b", ".countdown"):
            expect(tall.locator(f".opening {part}")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_the_headline_is_two_lines_and_of_one_weight_in_every_script(origin: str, tall: Page, width: int) -> None:
    """Chinese characters fill their squares, Arabic is set smaller; neither shrinks twice."""
    tall.set_viewport_size({"width": width, "height": 900})
    sizes = {}
    for language in SCRIPTS:
        tall.goto(f"{origin}{language}/")
        sizes[language] = tall.evaluate(SIZE)
        assert tall.evaluate(SHOWN_LINES) == 2, language
    assert sizes["zh-Hans"] == pytest.approx(0.8 * sizes["en"], abs=1)
    assert sizes["ar"] == pytest.approx(0.6 * sizes["en"], abs=1)


@pytest.mark.parametrize("width", [1000, 1280, 1440, 1920])
def test_the_gallery_is_staggered_in_its_middle_column(origin: str, tall: Page, width: int) -> None:
    tall.set_viewport_size({"width": width, "height": 900})
    tall.goto(f"{origin}en/changemakers/")
    assert tall.evaluate(STAGGERED) == [3, [1]]
    tall.goto(f"{origin}en/changemakers/?topic=education")
    columns, lower = tall.evaluate(STAGGERED)
    assert columns >= 2
    assert lower == [1]


@pytest.mark.parametrize(("path", "faces"), FIRST_PAGES)
def test_a_page_fetches_the_type_that_it_begins_with(site: BuiltSite, path: str, faces: set[str]) -> None:
    links = document(site.folder / path / "index.html").css("link[rel=preload][as=font]")
    files = [str(link.attributes["href"]).rpartition("/")[2].partition(".")[0] for link in links]
    assert sorted(files) == sorted(faces)


@pytest.mark.parametrize("language", ["en", "ar", "zh-Hans"])
def test_each_topic_has_a_ground_of_its_own(site: BuiltSite, language: str) -> None:
    pages = list((site.folder / language / "topic").glob("*/index.html"))
    grounds = [str(ground.attributes["src"]) for page in pages for ground in document(page).css(".topic > img")]
    assert len(set(grounds)) == len(pages) == 6


def test_the_numeral_beside_an_event_is_the_day_by_the_clocks_of_its_place(site: BuiltSite) -> None:
    whens = document(site.folder / "en" / "events" / "index.html").css(".when:has(b)")
    assert len(whens) >= 5
    for when in whens:
        (numeral,), (day,) = when.css("b"), when.css("time")
        assert int(numeral.text()) == datetime.fromisoformat(str(day.attributes["datetime"])).day
        assert day.text().startswith(f"{numeral.text()} ")
        assert numeral.attributes["aria-hidden"] == "true"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ru"])
def test_no_date_is_split_over_two_lines(site: BuiltSite, origin: str, tall: Page, language: str) -> None:
    found = []
    for file in of_each_make(site.pages(language)):
        tall.goto(origin + site.url(file).removeprefix(site.base_url), wait_until="load")
        found += [f"{tall.url}: {date}" for date in tall.evaluate(SPLIT)]
    none(found)


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_names_of_people_are_set_in_one_face(site: BuiltSite, origin: str, tall: Page, language: str) -> None:
    """Whatever letters they have: a character that a font lacks comes from another, and shows."""
    tall.route("**/*.css", at_any_cost)
    session = tall.context.new_cdp_session(tall)
    for path in (site.folder / language).glob("*/*/index.html"):
        if not document(path).css(".is-changemaker"):
            continue
        tall.goto(origin + site.url(path).removeprefix(site.base_url))
        tall.evaluate("() => document.fonts.ready")
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        title = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": title})["fonts"]
        assert [font["familyName"] for font in fonts] == ["Sofia Sans Extra Condensed"], path


def test_a_slice_of_the_chinese_face_holds_every_character_that_is_set_in_it(site: BuiltSite, browser: Browser) -> None:
    """``make fonts`` adds what is missing."""
    held = set(SLICES.read_text(encoding="utf-8"))
    with browser.new_context() as context:
        pages = list(displayed(context.new_page(), site.folder))
    assert len(pages) > 100
    none([f"{path}: {''.join(sorted(shown - held))}" for path, shown in pages if shown - held])


def at_any_cost(route: Route) -> None:
    """Type that comes late is shown all the same."""
    sheet = route.fetch()
    route.fulfill(response=sheet, body=sheet.text().replace("font-display:optional", "font-display:swap"))
