"""What is made again: only what depends on what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import made, png, put, small

FEEDS = {"feed:@en", "feed:articles@en", "json-feed:@en", "json-feed:articles@en"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    small(tmp_path)
    assert not made(tmp_path).failed
    return tmp_path


def again(site: Path, path: str, change: Callable[[str], str]) -> set[str]:
    file = site / path
    file.write_text(change(file.read_text()))
    report = made(site)
    assert not report.failed, report.problems
    return set(report.made)


def test_nothing_is_made_when_nothing_changed(site: Path) -> None:
    report = made(site)
    assert (report.made, report.written, report.deleted) == ((), 0, 0)


def test_a_file_saved_again_with_the_same_bytes_makes_nothing(site: Path) -> None:
    assert again(site, "content/articles/second.en.md", lambda text: text) == set()


def test_a_body_edit_makes_its_page_and_its_feeds(site: Path) -> None:
    changed = again(site, "content/articles/second.en.md", lambda text: text + "\nOne more thing.\n")
    assert changed == {"entry:articles/second@en", *FEEDS}


def test_a_body_edit_that_parses_to_the_same_makes_nothing(site: Path) -> None:
    assert again(site, "content/articles/second.en.md", lambda text: text + "\n\n\n") == set()


def test_a_body_edit_shows_in_lists_only_where_they_quote_the_first_paragraph(site: Path) -> None:
    changed = again(site, "content/articles/first.en.md", lambda text: text.replace("The first", "The very first"))
    assert "entry:articles/first@en" in changed
    assert "entry:people/ana@en" in changed  # quotes the first paragraph: there is no summary
    assert not any(key.startswith(("sitemap", "languages", "entry:pages")) for key in changed)


def test_a_heading_edit_reaches_the_pages_that_link_to_it(site: Path) -> None:
    path = "content/press/releases/launch.en.md"
    changed = again(site, path, lambda text: text.replace("What changes", "What is new"))
    assert {"entry:press/releases/launch@en", "entry:press/releases/launch@fr", "home:en"} <= changed
    assert "entry:pages/about@en" not in changed


def test_a_title_edit_leaves_sitemaps_and_other_languages_alone(site: Path) -> None:
    changed = again(site, "content/articles/first.en.md", lambda text: text.replace("title: First", "title: Begin"))
    assert "entry:articles/first@en" in changed
    assert "list:articles@en#1" in changed
    assert not any(key.startswith("sitemap") for key in changed)
    assert "entry:articles/first@fr" not in changed


def test_a_comment_in_a_template_that_no_page_uses_makes_nothing(site: Path) -> None:
    put(site / "themes/mine/templates/unused.html", "{# nothing #}")
    made(site)
    assert again(site, "themes/mine/templates/unused.html", lambda text: text + "{# more #}") == set()


def test_a_macro_edit_makes_only_the_pages_of_templates_that_import_it(site: Path) -> None:
    changed = again(site, "themes/mine/templates/macros/mine.html", lambda text: text.replace("b>", "i>"))
    assert changed == {"entry:people/ana@en"}


def test_an_override_that_appears_makes_its_would_be_readers(site: Path) -> None:
    put(site / "themes/mine/templates/blocks/quote.html", "<q>{{ inner }}</q>")
    appeared = set(made(site).made)
    (site / "themes/mine/templates/blocks/quote.html").unlink()
    vanished = set(made(site).made)
    assert appeared == vanished == {"entry:articles/second@en", *FEEDS}


def test_a_picture_edit_makes_the_pages_that_show_it(site: Path) -> None:
    put(site / "content/pictures/one.png", png(77))
    changed = set(made(site).made)
    assert changed == {"entry:pages/about@en"}


def test_a_catalog_edit_makes_no_page_of_another_language(site: Path) -> None:
    changed = again(site, "themes/mine/locales/fr.po", lambda text: text.replace("Sujet", "Thème"))
    assert changed
    assert not any(key.endswith(("@en", "@ar", ":en", ":ar")) or "@en" in key for key in changed)


def test_a_download_edit_makes_the_page_that_states_its_size(site: Path) -> None:
    put(site / "content/files/plan.txt", "A longer plan.")
    assert "entry:press/releases/launch@en" in set(made(site).made)


def test_a_moment_that_passes_makes_only_what_asked_about_time(site: Path) -> None:
    changed = set(made(site, now=datetime(2027, 2, 2, 12, tzinfo=UTC)).made)
    assert changed == {"entry:people/ana@en", "home:en", "home:fr", "home:ar"}  # count the days; nothing else asks


def test_an_entry_that_comes_out_makes_the_lists_it_is_on(site: Path) -> None:
    changed = set(made(site, now=datetime(2027, 2, 10, 12, tzinfo=UTC)).made)
    assert {"entry:articles/third@en", "list:articles@en#1", "sitemap:en", *FEEDS} <= changed
    assert "entry:pages/about@en" not in changed


def test_a_file_deleted_from_the_output_is_made_again_and_nothing_else(site: Path) -> None:
    (site / "output/en/about/index.html").unlink()
    assert set(made(site).made) == {"entry:pages/about@en"}


def test_a_file_altered_in_the_output_is_made_again(site: Path) -> None:
    page = site / "output/en/about/index.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<!-- touched -->")
    assert set(made(site).made) == {"entry:pages/about@en"}
    assert page.read_bytes() == before


def test_a_section_that_opens_enters_the_menu_of_every_page(site: Path) -> None:
    """Found by a random sequence: a menu that had not asked about a hidden section did not see it open."""
    settings = site / "content/articles/section.yaml"
    plain = settings.read_text() + "feed: false\n"  # feeds are asked about, too
    settings.write_text(plain + "embargo: 2027-02-05 08:00\n")
    made(site)
    menu = b'href="/day/en/articles/"'
    assert menu not in (site / "output/en/about/index.html").read_bytes()
    settings.write_text(plain)
    made(site)
    assert menu in (site / "output/en/about/index.html").read_bytes()


def test_the_order_that_a_section_inherits_is_seen_to_change(site: Path) -> None:
    put(site / "content/press/section.yaml", "order: title\n")
    made(site)
    put(site / "content/press/section.yaml", "order: -date\npage_size: 3\n")
    assert "list:press/releases@en#1" in set(made(site).made)
