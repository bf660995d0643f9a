"""The bar and the problems over a page: they leave it as it is, on the screen and on paper, and bar nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.findings import none
from playwright.sync_api import Browser, Locator, Page, expect
from serve.browser.previewing import Served, bar, visit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("the bar of the preview")]

CLIENT = "**/__portevoix__/client/preview.js*"
WRONG = "---\ntitle: About\nsumary: Rain\n---\nWe collect [rain](no/such/file/of/a/very/long/name/indeed.en.md).\n"
# Of every element of the page that shows: where it stands, and all of its style, ::before and ::after too.
LOOK = """() => [...document.querySelectorAll("*:not(portevoix-preview)")].map((element) => {
  const style = (part) => {
    const all = getComputedStyle(element, part);
    return Array.from(all, (name) => `${name}: ${all.getPropertyValue(name)}`);
  };
  const name = element.outerHTML.slice(0, 80).replace(/turn=.*/, "");
  if (!element.checkVisibility()) return name;
  const { x, y, width, height } = element.getBoundingClientRect();
  return [name, x, y, width, height, ...style(null), ...style("::before"), ...style("::after")].join("; ");
})"""
SIDEWAYS = """(part) => [...part.querySelectorAll("*")].filter((element) => {
  const { left, right, width } = element.getBoundingClientRect();
  return width && (left < 0 || right > innerWidth);
}).map((element) => element.outerHTML)"""
FOCUSED = """() => {
  const element = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  return element.id || element.textContent.trim();
}"""
SHOWN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return document.activeElement.contains(found);
}"""
# axe cannot tell which colour lies behind what is in a shadow. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
FAINT = """(part) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return numbers(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const luminance = (colour) => numbers(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (...colours) => {
    const [dark, light] = colours.map(luminance).sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };
  const written = (element) => [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
  return [...part.querySelectorAll("*")].filter((element) => element.checkVisibility() && written(element))
    .filter((element) => ratio(getComputedStyle(element).color, behind(element)) < 4.5)
    .map((element) => `faint: ${element.outerHTML}`);
}"""
WINDOWS = [
    ("en", Window(360, "dark")),
    ("en", Window(1280, "light")),
    ("ar", Window(360, "light")),
    ("ar", Window(1280, "dark")),
]


@contextmanager
def without_the_bar(page: Page) -> Iterator[None]:
    """In this block pages are as they are published."""
    page.route(CLIENT, lambda route: route.fulfill(body="", content_type="text/javascript"))
    yield
    page.unroute(CLIENT)


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="What is shown")


def open_panel(page: Page) -> None:
    bar(page, "As of").click()
    expect(panel(page)).to_be_visible()


def break_it(preview: Served, page: Page) -> Locator:
    """Break a text; the overlay that tells of it."""
    preview.put("content/pages/about.en.md", WRONG)
    overlay = page.get_by_role("dialog")
    expect(overlay).to_be_visible()
    return overlay


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_a_page_looks_the_same_with_the_bar_and_without(
    preview: Served, browser: Browser, language: str, width: int
) -> None:
    with opened(browser, Window(width, "light")) as page:
        with without_the_bar(page):
            page.goto(f"{preview.origin}/day/{language}/about/")
            alone = page.evaluate(LOOK)
        visit(page, preview, f"{language}/about/")
        assert len(alone) > 20
        none([f"{one} IS {other}" for one, other in zip(alone, page.evaluate(LOOK), strict=True) if one != other])
        open_panel(page)
        assert page.evaluate(LOOK) == alone


def test_paper_shows_nothing_of_the_preview(preview: Served, tab: Page) -> None:
    tab.emulate_media(media="print")
    with without_the_bar(tab):
        tab.goto(f"{preview.origin}/day/en/about/")
        alone = tab.screenshot(full_page=True)
    visit(tab, preview, "en/about/")
    assert tab.screenshot(full_page=True) == alone
    tab.emulate_media(media="screen")
    assert tab.screenshot(full_page=True) != alone
    break_it(preview, tab)
    tab.emulate_media(media="print")
    assert tab.screenshot(full_page=True) == alone


@pytest.mark.parametrize(("language", "window"), WINDOWS)
def test_bar_panel_and_problems_bar_nobody(preview: Served, browser: Browser, language: str, window: Window) -> None:
    with opened(browser, window) as page, complaints(page, preview.origin) as heard:
        visit(page, preview, f"{language}/about/")
        whole = page.locator("#whole")
        found = accessibility_problems(page) + whole.evaluate(FAINT)
        preview.ask("2099-04-26 00:01", held=True)
        expect(bar(page, "with what is held back")).to_be_visible()
        open_panel(page)
        found += accessibility_problems(page) + whole.evaluate(FAINT)
        overlay = break_it(preview, page)
        found += accessibility_problems(page) + overlay.evaluate(FAINT)
        none(found + heard)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_goes_off_a_narrow_screen(preview: Served, browser: Browser, language: str) -> None:
    with opened(browser, Window(320, "light")) as page:
        preview.ask("2099-04-26 00:01", held=True)
        visit(page, preview, f"{language}/about/")
        expect(bar(page, "with what is held back")).to_be_visible()
        open_panel(page)
        assert page.evaluate(OVERFLOW) == 0
        expect(panel(page).get_by_role("row")).to_have_count(4)
        none(page.locator("#whole").evaluate(SIDEWAYS))
        overlay = break_it(preview, page)
        expect(overlay.get_by_role("listitem")).to_have_count(2)
        none(overlay.evaluate(SIDEWAYS))
        assert overlay.evaluate("part => part.scrollWidth <= part.clientWidth")
        assert page.evaluate(OVERFLOW) == 0


def test_everything_can_be_done_by_keyboard(preview: Served, tab: Page) -> None:
    visit(tab, preview, "ar/about/")
    passed: list[str] = []
    while (passed or [""])[-1] != "toggle" and len(passed) < 40:
        tab.keyboard.press("Tab")
        passed.append(tab.evaluate(FOCUSED))
    assert passed[-2:] == ["open", "toggle"]
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    expect(panel(tab)).to_be_visible()
    expect(bar(tab, "As of")).to_have_attribute("aria-expanded", "true")
    inside: list[str] = []
    while (inside or [""])[-1] != "English" and len(inside) < 10:
        tab.keyboard.press("Tab")
        inside.append(tab.evaluate(FOCUSED))
    assert inside == ["toggle", "slider", "moment", "go", "held", "content/pages/about.ar.md", "English"]
    tab.keyboard.press("Escape")
    expect(panel(tab)).to_have_count(0)
    expect(bar(tab, "As of")).to_be_focused()
    expect(bar(tab, "As of")).to_have_attribute("aria-expanded", "false")


def test_the_focus_stays_with_the_problems_and_goes_back_to_where_it_was(preview: Served, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    link = tab.get_by_role("link", name="Français")
    link.focus()
    overlay = break_it(preview, tab)
    expect(overlay.get_by_role("heading")).to_be_focused()
    passed = []
    for _ in range(3):
        tab.keyboard.press("Tab")
        passed.append(tab.evaluate(FOCUSED))
    assert passed == ["content/pages/about.en.md:3:1", "content/pages/about.en.md:5:19", "Close"]
    tab.keyboard.press("Enter")
    expect(overlay).to_have_count(0)
    expect(link).to_be_focused()


def test_what_has_the_focus_does_not_lie_under_the_bar(preview: Served, tab: Page) -> None:
    links = "\n\n".join(f"[Link {number}](https://example.org/{number})" for number in range(60))
    preview.put("content/pages/about.en.md", f"---\ntitle: About\n---\n{links}\n")
    preview.until(lambda: b"Link 59" in preview.seen()["en/about/"])
    visit(tab, preview, "en/about/")
    tab.get_by_role("link", name="Link 0", exact=True).focus()
    for number in range(1, 60):
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUSED) == f"Link {number}"
        assert tab.evaluate(SHOWN), f"link {number} lies under the bar"
