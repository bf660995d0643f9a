"""The bar and the problems over a page: they leave it as it is, on the screen and on paper, and bar nobody."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from build.campaigns import put
from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.findings import none
from playwright.sync_api import Browser, Locator, Page, expect
from serve.browser.previewing import Previewed, bar, visit
from serve.previews import BASE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("the bar of the preview")]

CLIENT = "**/__portevoix__/client/preview.js*"
WRONG = "---\ntitle: About\nsumary: Rain\n---\nWe collect [rain](no/such/file/of/a/very/long/name/indeed.en.md).\n"
# Of every element of the page that shows: where it stands, and all of its style, ::before and ::after too.
LOOK = """() => [...document.querySelectorAll("*:not(portevoix-preview, portevoix-marks)")].map((element) => {
  const style = (part) => {
    const all = getComputedStyle(element, part);
    return Array.from(all, (name) => `${name}: ${all.getPropertyValue(name)}`);
  };
  const name = element.outerHTML.replaceAll(/ aria-description="[^"]*"/g, "").slice(0, 80).replace(/turn=.*/, "");
  if (!element.checkVisibility()) return name;
  const { x, y, width, height } = element.getBoundingClientRect();
  return [name, x, y, width, height, ...style(null), ...style("::before"), ...style("::after")].join("; ");
})"""
SIDEWAYS = """(part) => [...part.querySelectorAll("*")].filter((element) => {
  const { left, right, width } = element.getBoundingClientRect();
  return width && (left < 0 || right > innerWidth);
}).map((element) => element.outerHTML)"""
# Whether the mark with this number stands where the element ends, and its frame around the element.
OVER = """([element, number]) => {
  const { shadowRoot } = document.querySelector("portevoix-marks");
  const box = (one) => one.getBoundingClientRect();
  const parts = [element, ...["b", "i"].map((tag) => shadowRoot.querySelectorAll(tag)[number])];
  if (parts.includes(undefined)) return false;
  const [at, label, frame] = parts.map(box);
  const end = document.dir === "rtl" ? at.left - label.left : at.right - label.right;
  const close = (value) => Math.abs(value) < 1;
  return close(end) && close(at.top - label.bottom) && close(at.x - frame.x) && close(at.width - frame.width);
}"""
# Where the first and the last character of a row stand.
ENDS = """(row) => [[row.firstChild, 0], [row.lastChild, row.lastChild.length - 1]].map(([node, at]) => {
  const range = new Range();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return range.getBoundingClientRect().left;
})"""
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


def break_it(preview: Previewed, page: Page) -> Locator:
    """Break a text; the overlay that tells of it."""
    preview.put("content/pages/about.en.md", WRONG)
    overlay = page.get_by_role("dialog")
    expect(overlay).to_be_visible()
    return overlay


def hold_back(preview: Previewed) -> None:
    """Show what is held back, and links to it: in texts and in lists, and a question that is a draft itself."""
    links = "[The plan](plan.en.md) and [the launch](../press/releases/launch.en.md), and [the plan again](plan.en.md)."
    for language in ("en", "ar"):
        preview.put(f"content/pages/about.{language}.md", f"---\ntitle: About\n---\n{links}\n")
    put(preview.root / "content/faq/when.en.md", "---\ntitle: When?\ndraft: true\n---\nSoon.\n")
    put(preview.root / "content/faq/who.en.md", "---\ntitle: Who?\n---\nWe.\n")
    faq = f"{BASE}en/faq/"
    preview.until(lambda: all(b"plan again" in preview.seen()[page] for page in ("en/about/", "ar/about/")))
    preview.until(lambda: b'id="who"' in preview.get(faq).body)
    preview.ask(None, held=True)
    preview.until(lambda: preview.seen()["ar/about/"].count(b"plan/") == 2 and b'id="when"' in preview.get(faq).body)


def marks(page: Page) -> Locator:
    """The words over what is not public."""
    return page.locator("portevoix-marks b")


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_a_page_looks_the_same_with_the_bar_and_without(
    preview: Previewed, browser: Browser, language: str, width: int, held: bool
) -> None:
    if held:
        hold_back(preview)
    with opened(browser, Window(width, "light")) as page:
        with without_the_bar(page):
            page.goto(f"{preview.origin}/day/{language}/about/")
            alone = page.evaluate(LOOK)
        visit(page, preview, f"{language}/about/")
        expect(marks(page)).to_have_count(3 if held else 0)
        assert len(alone) > 20
        none([f"{one} IS {other}" for one, other in zip(alone, page.evaluate(LOOK), strict=True) if one != other])
        open_panel(page)
        assert page.evaluate(LOOK) == alone


def test_paper_shows_nothing_of_the_preview(preview: Previewed, tab: Page) -> None:
    hold_back(preview)
    tab.emulate_media(media="print")
    with without_the_bar(tab):
        tab.goto(f"{preview.origin}/day/en/about/")
        alone = tab.screenshot(full_page=True)
    visit(tab, preview, "en/about/")
    expect(marks(tab)).to_have_count(3)
    assert tab.screenshot(full_page=True) == alone
    tab.emulate_media(media="screen")
    assert tab.screenshot(full_page=True) != alone
    break_it(preview, tab)
    tab.emulate_media(media="print")
    assert tab.screenshot(full_page=True) == alone


@pytest.mark.parametrize(("language", "window"), WINDOWS)
def test_bar_panel_and_problems_bar_nobody(preview: Previewed, browser: Browser, language: str, window: Window) -> None:
    with opened(browser, window) as page, complaints(page, preview.origin) as heard:
        visit(page, preview, f"{language}/about/")
        whole = page.locator("#whole")
        found = accessibility_problems(page) + whole.evaluate(FAINT)
        page.goto("about:blank")
        hold_back(preview)
        visit(page, preview, f"{language}/about/")
        expect(bar(page, "with what is held back")).to_be_visible()
        expect(marks(page)).to_have_count(3)
        open_panel(page)
        found += accessibility_problems(page) + whole.evaluate(FAINT) + page.locator("portevoix-marks").evaluate(FAINT)
        overlay = break_it(preview, page)
        found += accessibility_problems(page) + overlay.evaluate(FAINT)
        none(found + heard)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_goes_off_a_narrow_screen(preview: Previewed, browser: Browser, language: str) -> None:
    with opened(browser, Window(320, "light")) as page:
        hold_back(preview)
        visit(page, preview, f"{language}/about/")
        expect(bar(page, "with what is held back")).to_be_visible()
        expect(marks(page)).to_have_count(3)
        open_panel(page)
        assert page.evaluate(OVERFLOW) == 0
        expect(panel(page).get_by_role("row")).to_have_count(4)
        none(page.locator("#whole").evaluate(SIDEWAYS))
        overlay = break_it(preview, page)
        expect(overlay.get_by_role("listitem")).to_have_count(2)
        none(overlay.evaluate(SIDEWAYS))
        assert overlay.evaluate("part => part.scrollWidth <= part.clientWidth")
        assert page.evaluate(OVERFLOW) == 0


def test_marks_stand_over_what_is_not_public(preview: Previewed, tab: Page) -> None:
    hold_back(preview)
    visit(tab, preview, "en/about/")
    plan = tab.get_by_role("link", name="The plan", exact=True)
    expect(marks(tab)).to_have_text(["DRAFT", "EMBARGO", "DRAFT"])
    expect(plan).to_have_accessible_description("DRAFT: not public now")
    expect(tab.get_by_role("link", name="the launch")).to_have_accessible_description("EMBARGO: not public now")
    expect(tab.get_by_role("link", name="About").first).to_have_accessible_description("")
    tab.evaluate("document.querySelector('h1').style.marginBlockEnd = '900px'")
    for _ in range(2):
        preview.until(lambda: tab.evaluate(OVER, [plan.element_handle(), 0]))
        tab.evaluate("scrollTo({top: 700, behavior: 'instant'})")
    tab.evaluate("document.querySelector('main a').hidden = true")
    expect(marks(tab)).to_have_text(["EMBARGO", "DRAFT"])
    tab.evaluate("document.querySelector('main').append(document.querySelector('main a').cloneNode(true))")
    tab.evaluate("for (const link of document.links) link.hidden = false")
    expect(marks(tab)).to_have_text(["DRAFT", "EMBARGO", "DRAFT", "DRAFT"])


def test_in_a_page_from_right_to_left_marks_stand_at_the_left(preview: Previewed, tab: Page) -> None:
    hold_back(preview)
    visit(tab, preview, "ar/about/")
    expect(marks(tab)).to_have_count(3)
    plan = tab.get_by_role("link", name="The plan", exact=True).element_handle()
    preview.until(lambda: tab.evaluate(OVER, [plan, 0]))


def test_a_part_of_a_page_that_is_not_public_is_marked_and_named_on_the_bar(preview: Previewed, tab: Page) -> None:
    hold_back(preview)
    visit(tab, preview, "en/faq/")
    expect(tab.locator("#rest")).to_contain_text("On this page, not public: \u2068When?\u2069 (draft)")
    expect(tab.locator("#when")).to_have_attribute("aria-description", "DRAFT: not public now")
    expect(tab.locator("#who")).not_to_have_attribute("aria-description", "DRAFT: not public now")
    open_panel(tab)
    expect(panel(tab).get_by_text("On this page, not public now: 1")).to_be_visible()
    preview.ask(None)
    expect(tab.locator("#when")).to_have_count(0)
    expect(tab.locator("#rest")).not_to_contain_text("not public")


def test_arabic_in_a_problem_does_not_scramble_what_stands_around_it(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "ar/about/")
    preview.put("content/pages/about.ar.md", "---\ntitle: من نحن\n---\nنجمع [الندى](مجهول.ar.md).\n")
    overlay = tab.get_by_role("dialog")
    expect(overlay.locator("bdi", has_text="مجهول")).to_have_text("مجهول.ar.md")
    expect(overlay).to_be_visible()
    starts, ends = overlay.locator("pre").evaluate(ENDS)
    assert starts > ends


def test_everything_can_be_done_by_keyboard(preview: Previewed, tab: Page) -> None:
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


def test_the_focus_stays_with_the_problems_and_goes_back_to_where_it_was(preview: Previewed, tab: Page) -> None:
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


def test_what_has_the_focus_does_not_lie_under_the_bar(preview: Previewed, tab: Page) -> None:
    links = "\n\n".join(f"[Link {number}](https://example.org/{number})" for number in range(60))
    preview.put("content/pages/about.en.md", f"---\ntitle: About\n---\n{links}\n")
    preview.until(lambda: b"Link 59" in preview.seen()["en/about/"])
    visit(tab, preview, "en/about/")
    tab.get_by_role("link", name="Link 0", exact=True).focus()
    for number in range(1, 60):
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUSED) == f"Link {number}"
        assert tab.evaluate(SHOWN), f"link {number} lies under the bar"
