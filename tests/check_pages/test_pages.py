"""The repository's own site, as built: valid, accessible, whole, quiet, and sound in every language."""

import xml.etree.ElementTree as etree
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from check_pages.browsing import Window
from check_pages.built_site import BuiltSite, addresses, anchors, document, of_each_make, style_addresses
from check_pages.findings import html_errors, none, reading_problems
from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("pages")  # one worker builds the site

LANGUAGES = {"en": "ltr", "fr": "ltr", "ar": "rtl", "zh-Hans": "ltr"}
WINDOWS = {"phone": Window(360, "dark"), "desktop": Window(1280, "light")}
LOOKED_AT = [("fr", "phone"), *((language, kind) for language in ("en", "ar", "zh-Hans") for kind in WINDOWS)]
"""With what test_manner.py looks at: each script, on phone and desktop, light and dark; French is set as English is."""
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_a_plain_server_in_the_output_folder_shows_the_site(site: BuiltSite) -> None:
    """As README.md says: so the demonstration's address has no path."""
    assert site.base_path == "/"


def test_the_html_checker_finds_no_error(site: BuiltSite) -> None:
    none(html_errors(site.folder))


@pytest.mark.parametrize(("language", "kind"), LOOKED_AT)
def test_each_kind_of_page_is_accessible_quiet_and_fits_its_screen(
    site: BuiltSite, origin: str, browser: Browser, language: str, kind: str
) -> None:
    none(reading_problems(site, origin, browser, WINDOWS[kind], of_each_make(site.pages(language))))


def test_the_front_door_is_accessible_quiet_and_fits_its_screen(site: BuiltSite, origin: str, browser: Browser) -> None:
    none(reading_problems(site, origin, browser, WINDOWS["phone"], [site.folder / "index.html"]))


def test_every_internal_address_leads_to_a_file_and_every_fragment_to_a_place(site: BuiltSite) -> None:
    named = [(page, address) for page in site.pages() for address in addresses(site, page)]
    named += [(sheet, address) for sheet in site.files(".css") for address in style_addresses(site, sheet)]
    ours = {(site.name(source), address.url) for source, address in named if address.ours}
    assert ours
    none([f"{source}: {url}" for source, url in sorted(ours) if not leads_somewhere(site, url)])


def leads_somewhere(site: BuiltSite, url: str) -> bool:
    file, fragment = site.file(url), unquote(urlsplit(url).fragment)
    return file is not None and (not fragment or file.suffix != ".html" or fragment in anchors(file))


def test_no_page_loads_anything_from_another_origin(site: BuiltSite) -> None:
    loaded = [(page, address) for page in site.pages() for address in addresses(site, page) if address.loaded]
    assert loaded
    none([f"{site.name(page)}: {address.url}" for page, address in loaded if not address.ours])


def test_pages_hold_no_inline_script_or_style(site: BuiltSite) -> None:
    inline = 'style, [style], script:not([src]):not([type="application/ld+json"])'
    found = [f"{site.name(page)}: {node.html}" for page in site.pages() for node in document(page).css(inline)]
    handlers = [
        f"{site.name(page)}: {name}"
        for page in site.pages()
        for node in document(page).css("*")
        for name in node.attributes
        if name.startswith("on")
    ]
    none(found + handlers)


def test_the_picture_that_a_page_begins_with_is_fetched_before_others_and_no_other_is(site: BuiltSite) -> None:
    wrong, begun = [], 0
    for page in site.pages():
        pictures = [one.attributes for one in document(page).css("main img")]
        eager = [one["src"] for one in pictures if one.get("loading") == "eager"]
        leads = [one.attributes["src"] for one in document(page).css("figure.lead-picture img, figure.portrait img")]
        begun += len(leads)
        before = [one["src"] for one in pictures if one.get("fetchpriority") == "high"]
        if eager != before or len(eager) > 1 or leads not in ([], eager):
            wrong.append(site.name(page))
    assert begun > 100
    none(wrong)


def test_every_page_states_its_language_and_direction(site: BuiltSite) -> None:
    for language, direction in LANGUAGES.items():
        pages = site.pages(language)
        assert pages
        stated = {(site.name(page), *language_and_direction(page)) for page in pages}
        assert stated == {(site.name(page), language, direction) for page in pages}


def language_and_direction(page: Path) -> tuple[str | None, str | None]:
    (html,) = document(page).css("html")
    return html.attributes.get("lang"), html.attributes.get("dir", "ltr")


def test_translations_name_each_other(site: BuiltSite) -> None:
    alternates = {
        site.url(page): {
            str(link.attributes["hreflang"]): str(link.attributes["href"])
            for link in document(page).css('head link[rel="alternate"][hreflang]:not([type])')
        }
        for page in site.pages()
    }
    translated = {url: others for url, others in alternates.items() if others}
    assert translated
    for url, others in translated.items():
        assert url in others.values()
        for language, other in others.items():
            assert language == "x-default" or alternates[other] == others


def test_feeds_hold_what_atom_requires(site: BuiltSite) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    feeds = [root for file in site.files(".xml", ".atom") if (root := etree.parse(file).getroot()).tag == f"{ATOM}feed"]
    assert len(feeds) >= len(LANGUAGES)
    for feed in feeds:
        assert feed.find(f"{ATOM}link[@rel='self']") is not None
        for part in [feed, *feed.findall(f"{ATOM}entry")]:
            assert all((part.findtext(f"{ATOM}{name}") or "").strip() for name in ("id", "title", "updated"))
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None or all(
            entry.find(f"{ATOM}author/{ATOM}name") is not None for entry in feed.findall(f"{ATOM}entry")
        )


def test_sitemaps_list_the_pages_that_exist_and_their_translations(site: BuiltSite) -> None:
    listed: dict[str, dict[str, str]] = {}
    for file in site.files(".xml"):
        for entry in etree.parse(file).getroot().iter(f"{SITEMAP}url"):
            links = [link.attrib for link in entry.findall(f"{XHTML}link[@rel='alternate']")]
            listed[entry.findtext(f"{SITEMAP}loc") or ""] = {link["hreflang"]: link["href"] for link in links}
    assert {language for url in listed for language in LANGUAGES if f"/{language}/" in url} == set(LANGUAGES)
    for url, others in listed.items():
        assert url.startswith(site.base_url)
        assert site.file(url)
        for language, other in others.items():
            assert language == "x-default" or listed[other] == others
