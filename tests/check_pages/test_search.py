"""Searching in a browser: a reader of any language finds a page and opens it, with the keyboard alone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from check_pages.browsing import OVERFLOW, Window, accessibility_problems, complaints, opened
from check_pages.serving import served
from playwright.sync_api import Browser, Page, expect

from portevoix.build.build import build
from portevoix.build.request import Request

pytestmark = pytest.mark.xdist_group("pages")

CAMPAIGN = """\
name: {en: Good Day, ar: يوم جميل, zh: 美好的一天}
base_url: https://example.org/day/
source_language: en
languages: {en: , ar: , zh: }
"""
TEXTS = {
    "river": {
        "en": ("The river & the <lamp>", "The weavers of the valley light their lamps with running water."),
        "ar": ("النهر", "النساجون في الوادي يضيئون مصابيحهم بالماء الجاري."),
        "zh": ("河流", "山谷里的织工们用流动的河水点亮了灯。"),
    },
    "rain": {
        "en": ("Rain is shared", "Three schools share what falls on their roofs. Tom & Ana measure a<b every day."),
        "ar": ("المطر للجميع", "ثلاث مدارس تتقاسم ما يسقط على سطوحها."),
        "zh": ("共享雨水", "三所学校共享落在屋顶上的雨水，气候变化影响所有人。"),
    },
}
PHONE, DESKTOP = Window(360, "dark"), Window(1280, "light")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small campaign in three languages, built and served below a path."""
    root = tmp_path_factory.mktemp("searched")
    files = {"campaign.yaml": CAMPAIGN}
    for name, texts in TEXTS.items():
        for tag, (title, text) in texts.items():
            date = "date: 2027-01-10\n" if tag == "en" else ""
            files[f"articles/{name}.{tag}.md"] = f"---\ntitle: '{title}'\n{date}---\n{text.replace('<', '&lt;')}\n"
    files["faq/section.yaml"] = "title: {en: Questions}\n"
    files["faq/school.en.md"] = "---\ntitle: Which is it?\n---\nA school on a hill, with a tin roof and a bell.\n"
    for number in range(12):
        files[f"pages/echo-{number}.en.md"] = f"---\ntitle: Echo {number}\n---\nAn echo.\n"
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    report = build(Request(root, root / "output", datetime(2027, 2, 1, tzinfo=UTC)))
    assert report.problems == ()
    with served(root / "output", "/day/") as origin:
        yield origin


def sought(page: Page, words: str) -> None:
    """Type ``words`` into the box that has the focus; the page says something of them, or of their beginning."""
    page.keyboard.type(words)
    expect(page.get_by_role("status")).not_to_be_empty(timeout=10_000)


@pytest.mark.parametrize(
    ("language", "words", "title", "said", "excerpt"),
    [
        ("en", "weaver", "The river & the <lamp>", "Pages found: 1", "weavers"),
        ("en", "MEASURED", "Rain is shared", "Pages found: 1", "measure"),
        ("ar", "نساجين", "النهر", None, "النساجون"),
        ("ar", "الوادي", "النهر", None, "الوادي"),
        ("zh", "气候", "共享雨水", None, "气候"),
        ("zh", "织工", "河流", None, "织工"),
    ],
)
def test_a_reader_finds_and_opens_a_page_with_the_keyboard_alone(
    address: str, browser: Browser, language: str, words: str, title: str, said: str | None, excerpt: str
) -> None:
    with opened(browser, PHONE) as page, complaints(page, address) as heard:
        page.goto(f"{address}{language}/search/", wait_until="load")
        expect(page.locator("main input")).to_be_focused()
        sought(page, words)
        expect(page.locator("#results a")).to_have_text([title])
        if said is not None:
            expect(page.get_by_role("status")).to_have_text(said)
        expect(page.locator("#results mark")).to_contain_text([excerpt])
        assert accessibility_problems(page) == []
        assert page.evaluate(OVERFLOW) == 0
        page.keyboard.press("ArrowDown")
        expect(page.locator("#results a")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(title)
        assert f"/day/{language}/articles/" in page.url
        page.go_back()
        expect(page.locator("#results a")).to_have_text([title])
    assert heard == []


def test_pages_come_before_lists_that_say_the_same(address: str, browser: Browser) -> None:
    with opened(browser, DESKTOP) as page, complaints(page, address) as heard:
        page.goto(f"{address}en/search/?q=school", wait_until="load")
        expect(page.locator("#results a")).to_have_text(["Rain is shared", "Questions"])
    assert heard == []


def test_kind_date_and_awkward_characters_of_a_page_are_shown(address: str, browser: Browser) -> None:
    with opened(browser, DESKTOP) as page, complaints(page, address) as heard:
        page.goto(f"{address}en/search/?q=Tom", wait_until="load")
        row = page.locator("#results li")
        expect(row).to_have_count(1)
        assert row.locator(".kind").inner_text() == "Articles"
        assert row.locator(".date").inner_text() == "January 10, 2027"
        assert "Tom & Ana measure a<b every day." in row.locator(".excerpt").inner_text()
    assert heard == []


def test_arrows_walk_through_the_results_and_escape_leads_back(address: str, browser: Browser) -> None:
    with opened(browser, DESKTOP) as page, complaints(page, address) as heard:
        page.goto(f"{address}en/search/", wait_until="load")
        sought(page, "echo")
        box, more = page.locator("main input"), page.locator("#more")
        expect(page.get_by_role("status")).to_have_text("Pages found: 12")
        expect(page.locator("#results a")).to_have_count(10)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#results a").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(box).to_be_focused()
        for _ in range(11):
            page.keyboard.press("ArrowDown")
        expect(more).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#results a").nth(10)).to_be_focused()
        expect(page.locator("#results a")).to_have_count(12)
        expect(more).to_be_hidden()
        page.keyboard.press("Escape")
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#results a")).to_have_count(0)
        assert (box.input_value(), page.url) == ("", f"{address}en/search/")
    assert heard == []


def test_the_box_on_every_page_leads_to_results_whose_address_can_be_kept(address: str, browser: Browser) -> None:
    with opened(browser, PHONE) as page, complaints(page, address) as heard:
        page.goto(f"{address}zh/", wait_until="load")
        page.locator("header input").focus()
        page.keyboard.type("雨水")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}zh/search/?q=*")
        expect(page.locator("#results a")).to_have_text(["共享雨水"])
        page.reload()
        expect(page.locator("#results a")).to_have_text(["共享雨水"])
        page.locator("main input").fill("恐龙")
        page.keyboard.press("Enter")
        expect(page.locator("#results a")).to_have_count(0)
        expect(page.get_by_role("status")).to_have_text(
            "没有找到页面。换个词，或者少用几个词试试；下面的列表通往所有页面。"
        )
    assert heard == []


def test_nothing_of_an_index_is_fetched_before_it_is_asked(address: str, browser: Browser) -> None:
    with opened(browser, DESKTOP) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}en/search/", wait_until="networkidle")
        assert not [url for url in asked if "pagefind" in url]
        sought(page, "river")
        assert {url.split("/")[4] for url in asked if "pagefind" in url} == {"en"}


def test_without_scripts_the_page_says_so_and_leads_to_every_section(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/search/?q=river")
    expect(page.locator("main form")).to_be_hidden()
    assert "Searching needs scripts" in page.locator("main").inner_text()
    assert page.locator("main nav a").all_inner_texts() == ["Good Day", "Articles", "Questions"]
    context.close()


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(address: str, browser: Browser) -> None:
    with opened(browser, DESKTOP) as page:
        page.route("**/pagefind.js", lambda route: route.abort())
        page.goto(f"{address}en/search/", wait_until="load")
        sought(page, "river")
        assert "could not be loaded" in page.get_by_role("status").inner_text()
        page.unroute("**/pagefind.js")
        page.keyboard.press("Enter")
        expect(page.locator("#results a")).to_have_count(1)


def test_the_policy_that_the_search_needs_is_no_wider_than_this(address: str, browser: Browser) -> None:
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    policy += "; style-src 'self'; img-src 'self'"
    with opened(browser, DESKTOP) as page:

        def strictly(route: object) -> None:
            answer = route.fetch()  # type: ignore[attr-defined]
            headers = {**answer.headers, "content-security-policy": policy}
            route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

        page.route("**/*", strictly)
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.goto(f"{address}en/search/?q=river", wait_until="load")
        expect(page.locator("#results a")).to_have_count(1)
        assert heard == []
