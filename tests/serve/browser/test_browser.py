"""The live preview as authors see it: in a real browser, while they write."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from serve.browser.previewing import Previewed, bar, campaign, serving, visit

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("preview in a browser")]

ABOUT = "content/pages/about.en.md"
BROKEN = "---\ntitle: About\nsumary: Rain\n---\nWe collect [dew](nowhere.en.md).\n"
RELEASE = "en/press/releases/launch/"
THEN = "26 April 2099, 00:01 (Europe/Zurich)"
NOT_FOUND = ["404"]
"""A page that is not there any more loads again, as what it is."""


def about(text: str) -> str:
    return f"---\ntitle: About\n---\n{text}\n"


def test_what_is_saved_is_seen(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    preview.put(ABOUT, about("We collect dew."))
    expect(tab.get_by_text("We collect dew.")).to_be_visible()
    visit(tab, preview, "ar/about/")
    preview.put("content/pages/about.ar.md", "---\ntitle: من نحن\n---\nنجمع الندى.\n")
    expect(tab.get_by_text("نجمع الندى.")).to_be_visible()


def test_the_author_stays_at_the_place_in_the_page(preview: Previewed, tab: Page) -> None:
    preview.put(ABOUT, about("Rain.\n\n" * 100))
    preview.until(lambda: preview.seen()["en/about/"].count(b"<p>Rain.") == 100)
    visit(tab, preview, "en/about/")
    tab.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    preview.put(ABOUT, about("Rain.\n\n" * 100 + "Dew."))
    expect(tab.get_by_text("Dew.")).to_be_attached()
    preview.until(lambda: tab.evaluate("scrollY") == 900)


def test_a_broken_file_is_told_over_the_last_good_page_until_it_is_mended(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    preview.put(ABOUT, BROKEN)
    overlay = tab.get_by_role("dialog", name="The site was not made: 2 errors")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("The page behind is the last good one.")
    first, second = overlay.get_by_role("listitem").all()
    expect(first).to_contain_text("“sumary” is not known here")
    expect(first.locator("pre")).to_have_text("sumary: Rain")
    expect(first).to_contain_text("did you mean “summary”?")
    place = first.get_by_role("link", name=f"{ABOUT}:3:1")
    expect(place).to_have_attribute("href", re.compile(rf"^vscode://file/.*{re.escape(ABOUT)}:3:1$"))
    expect(second.get_by_role("link", name=f"{ABOUT}:5:18")).to_be_visible()
    assert second.locator("pre").inner_text() == "We collect [dew](nowhere.en.md)."
    before = second.locator("mark").evaluate("mark => mark.previousSibling.data")
    assert before == "We collect [dew]("
    expect(tab.get_by_text("We collect rain.")).to_be_visible()

    preview.put(ABOUT, about("We collect dew."))
    expect(tab.get_by_text("We collect dew.")).to_be_visible()
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(bar(tab, re.compile("error"))).to_have_count(0)


def test_problems_that_are_put_away_come_again_with_the_next_failed_build(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    preview.put(ABOUT, BROKEN)
    overlay = tab.get_by_role("dialog")
    expect(overlay).to_be_visible()
    tab.keyboard.press("Escape")
    expect(overlay).to_have_count(0)

    visit(tab, preview, "fr/about/")
    expect(bar(tab, "2 errors")).to_be_visible()
    expect(overlay).to_have_count(0)
    bar(tab, "2 errors").press("Enter")
    expect(overlay).to_be_visible()
    tab.keyboard.press("Escape")
    expect(bar(tab, "2 errors")).to_be_focused()

    preview.put(ABOUT, BROKEN + "\nMore.\n")
    expect(overlay).to_be_visible()


def test_a_page_comes_back_by_itself_when_the_preview_is_started_again(
    own_preview: Previewed, tab: Page, provoked: list[str]
) -> None:
    visit(tab, own_preview, "en/about/")
    provoked += ["WebSocket", "net::ERR_", "503"]
    own_preview.end()
    expect(tab.get_by_role("status")).to_contain_text("The preview does not answer")
    own_preview.put(ABOUT, about("We collect dew."))
    with serving(own_preview.root, "--port", own_preview.origin.rpartition(":")[2]):
        expect(tab.get_by_text("We collect dew.")).to_be_visible()


def test_a_style_sheet_is_worn_without_loading_the_page_again(own_preview: Previewed, tab: Page) -> None:
    visit(tab, own_preview, "ar/")
    expect(tab.locator("h1")).to_have_css("word-spacing", "1px")
    sheets = tab.locator("link[rel=stylesheet]").count()
    tab.evaluate("window.mark = 'the same window'")
    for space in ("2px", "3px"):
        own_preview.put("themes/mine/static/css/mine.css", f"h1 {{ word-spacing: {space} }}")
        expect(tab.locator("h1")).to_have_css("word-spacing", space)
    expect(tab.locator("link[rel=stylesheet]")).to_have_count(sheets)
    assert tab.evaluate("window.mark") == "the same window"
    tab.reload()
    expect(tab.locator("h1")).to_have_css("word-spacing", "3px")


def test_a_moment_in_the_field_shows_what_is_public_then(preview: Previewed, tab: Page, provoked: list[str]) -> None:
    provoked += NOT_FOUND
    visit(tab, preview, "en/about/")
    bar(tab, "As of: now").click()
    tab.get_by_label("Any moment").fill("2099-04-26 00:01")
    tab.keyboard.press("Enter")
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()
    expect(tab.get_by_text("Shown here, not public now: 1")).to_be_visible()
    expect(tab.get_by_role("listitem").filter(has_text="The launch")).to_have_text(
        f"The launch – under embargo until {THEN}: English"
    )
    tab.get_by_role("link", name="The launch").first.click()
    expect(tab.get_by_role("heading", name="The launch")).to_be_visible()
    expect(tab.locator("portevoix-preview")).to_contain_text(f"UNDER EMBARGO until {THEN}")

    field = tab.get_by_label("Any moment")
    expect(field).to_have_value("2099-04-26 00:01")
    field.fill("27 April 2099, 9:30")
    tab.keyboard.press("Enter")
    expect(bar(tab, "As of: 27 April 2099, 09:30")).to_be_visible()
    expect(field).to_have_value("2099-04-27 09:30")
    bar(tab, "Back to now").click()
    expect(bar(tab, "As of: now")).to_be_visible()
    expect(tab.get_by_role("heading", name="The launch")).to_have_count(0)
    expect(tab.get_by_text("not public now")).to_have_count(0)


def test_the_slider_goes_through_the_moments_by_keyboard(preview: Previewed, tab: Page, provoked: list[str]) -> None:
    provoked += NOT_FOUND
    visit(tab, preview, RELEASE)
    bar(tab, "As of: now").press("Enter")
    slider = tab.get_by_role("slider", name="When the site changes")
    expect(slider).to_have_attribute("aria-valuetext", "now")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", THEN)
    expect(tab.get_by_text("It rains.")).to_be_visible()
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()
    expect(slider).to_be_focused()
    slider.press("Home")
    expect(bar(tab, "As of: now")).to_be_visible()
    expect(tab.get_by_text("It rains.")).to_have_count(0)


@pytest.mark.parametrize("path", ["en/about/", RELEASE])
def test_another_moment_loads_a_page_once(preview: Previewed, tab: Page, path: str, provoked: list[str]) -> None:
    provoked += NOT_FOUND
    visit(tab, preview, path)
    loads: list[str] = []
    tab.on("framenavigated", lambda frame: loads.append(frame.url))
    preview.ask("2099-04-26 00:01")
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()
    preview.put(ABOUT, about("We collect dew."))  # whatever else that moment brings was there before this is
    preview.until(lambda: b"We collect dew." in preview.seen()["en/about/"])
    if path != RELEASE:
        expect(tab.get_by_text("We collect dew.")).to_be_visible()
    assert loads == [f"{preview.origin}/day/{path}"] * (1 if path == RELEASE else 2)


def test_an_answer_that_comes_late_does_not_undo_what_is_being_chosen(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    late: list[Route] = []
    tab.route("**/__portevoix__/status", lambda route: late.append(route))
    with tab.expect_request("**/__portevoix__/status"):
        bar(tab, "As of: now").click()
    slider = tab.get_by_role("slider", name="When the site changes")
    slider.press("ArrowRight")
    for route in late:
        route.continue_()
    tab.unroute("**/__portevoix__/status")
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()
    assert late


def test_what_is_chosen_is_not_lost_when_the_page_loads_again(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    bar(tab, "As of: now").click()
    tab.get_by_role("slider", name="When the site changes").press("ArrowRight")
    tab.reload()
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()


def test_a_moment_that_nobody_can_read_is_refused_at_the_field(
    preview: Previewed, tab: Page, provoked: list[str]
) -> None:
    provoked += ["400"]
    visit(tab, preview, "en/about/")
    bar(tab, "As of: now").click()
    field = tab.get_by_label("Any moment")
    field.fill("soon")
    bar(tab, "Show").click()
    expect(tab.get_by_role("alert")).to_contain_text("2027-04-26 00:01")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(bar(tab, "As of: now")).to_be_visible()


def test_a_draft_is_shown_when_asked_for_and_plainly_marked(preview: Previewed, tab: Page, provoked: list[str]) -> None:
    provoked += NOT_FOUND
    visit(tab, preview, "en/plan/")
    expect(tab.get_by_text("Not finished.")).to_have_count(0)
    bar(tab, "As of: now").click()
    tab.get_by_label("Show drafts and what is held back").click()
    expect(tab.get_by_text("Not finished.")).to_be_visible()
    expect(tab.locator("portevoix-preview").get_by_text("DRAFT – not public")).to_be_visible()
    visit(tab, preview, "en/about/")
    expect(bar(tab, "As of: now, with what is held back")).to_be_visible()
    tab.get_by_label("Show drafts and what is held back").click()
    expect(bar(tab, re.compile("As of: now$"))).to_be_visible()
    visit(tab, preview, "en/plan/")
    expect(tab.get_by_text("Not finished.")).to_have_count(0)


def test_the_bar_tells_where_a_page_comes_from_and_why_it_was_made(preview: Previewed, tab: Page) -> None:
    preview.put(ABOUT, about("We collect dew."))
    preview.until(lambda: b"We collect dew." in preview.seen()["en/about/"])
    visit(tab, preview, "en/about/")
    bar(tab, "As of: now").click()
    panel = tab.get_by_role("region", name="What is shown")
    source = panel.get_by_role("link", name=ABOUT)
    expect(source).to_have_attribute("href", re.compile(rf"^vscode://file/.*{re.escape(ABOUT)}"))
    for column, cells in enumerate(
        (
            ["English", "Français", "العربية"],
            ["source", "untracked", "untracked"],
            [ABOUT, "content/pages/about.fr.md", "content/pages/about.ar.md"],
        ),
        1,
    ):
        expect(panel.locator(f"tbody tr > :nth-child({column})")).to_have_text(cells)
    reasons = panel.get_by_role("heading", name="Why it was made again").locator("+ ul")
    expect(reasons.get_by_text("the text of pages/about (en) changed")).to_be_visible()
    visit(tab, preview, "en/")
    missing = panel.get_by_role("row", name=re.compile("Français"))
    expect(missing).to_contain_text("missing")


def test_the_bar_stays_collapsed_from_page_to_page(preview: Previewed, tab: Page) -> None:
    visit(tab, preview, "en/about/")
    bar(tab, "Hide").click()
    expect(bar(tab, re.compile("As of"))).to_have_count(0)
    visit(tab, preview, "fr/about/")
    expect(bar(tab, re.compile("As of"))).to_have_count(0)
    preview.ask("2099-04-26 00:01")
    tab_button = bar(tab, f"Preview, as of {THEN}")
    expect(tab_button).to_be_visible()
    tab_button.press("Enter")
    expect(bar(tab, f"As of: {THEN}")).to_be_visible()


def test_the_address_with_the_token_opens_from_a_message(tmp_path: Path, browser: Browser) -> None:
    with serving(campaign(tmp_path / "campaign"), "--lan") as running, browser.new_context() as context:
        found = re.search(r"http://\S+\?token=[\w-]+", running.said())
        if found is None:
            pytest.skip("this machine is on no network")
        message = f'<!doctype html><html lang="en"><title>Chat</title><a href="{found[0]}">The preview</a>'
        tab = context.new_page()
        tab.route("http://chat.test/**", lambda route: route.fulfill(body=message, content_type="text/html"))
        tab.goto("http://chat.test/")
        tab.get_by_role("link").click()
        expect(tab.get_by_role("heading", name="Rain Day")).to_be_visible()
