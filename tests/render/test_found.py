"""What search engines, feed readers, networks and devices read of a site, held against what each of them requires."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as etree
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from build.campaigns import made, png, put
from render.findable import BASE_URL, campaign, file_at, metadata, page, site

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("campaign"))


def feed(output: Path, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((output / path).read_bytes())
    return found


def test_json_feeds_hold_what_the_format_requires(output: Path) -> None:
    """JSON Feed 1.1: version and title; of each item id and content; times as in RFC 3339; authors with a name."""
    feeds = sorted(output.rglob("feed.json"))
    assert len(feeds) == len(list(output.rglob("feed.xml"))) > 3
    for file in feeds:
        said = json.loads(file.read_bytes())
        assert said["version"] == "https://jsonfeed.org/version/1.1"
        assert said["title"]
        assert file_at(output, said["feed_url"]) == file
        assert file_at(output, said["home_page_url"]).is_dir()
        assert said["language"] == file.relative_to(output).parts[0]
        assert all(author["name"] for author in said["authors"])
        ids = [item["id"] for item in said["items"]]
        assert len(ids) == len(set(ids))
        for item in said["items"]:
            assert isinstance(item["content_html"], str)
            assert file_at(output, item["url"]).is_dir()
            assert all(author["name"] and author["url"] for author in item.get("authors", ()))
            for name in ("date_published", "date_modified"):
                if name in item:
                    assert datetime.fromisoformat(item[name]).tzinfo is not None


def test_both_forms_of_a_feed_hold_the_same_entries(output: Path) -> None:
    for file in output.rglob("feed.json"):
        atom = etree.parse(file.with_suffix(".xml")).getroot()
        ids = [entry.findtext(f"{ATOM}id") for entry in atom.findall(f"{ATOM}entry")]
        assert [item["id"] for item in json.loads(file.read_bytes())["items"]] == ids


def test_an_item_of_a_json_feed_has_absolute_addresses_and_all_that_is_known(output: Path) -> None:
    item = next(item for item in feed(output, "en/articles/feed.json")["items"] if item["url"].endswith("/first/"))
    addresses = re.findall(r'(?:href|src)="([^"]+)"', item["content_html"])
    assert len(addresses) > 1
    assert all(address.startswith(BASE_URL) for address in addresses)
    assert file_at(output, item["image"]).is_file()
    assert item["authors"] == [{"name": "Ana Ruiz", "url": f"{BASE_URL}en/people/ana/"}]
    assert (item["tags"], item["date_modified"]) == (["Health & care"], "2027-01-12T00:00:00Z")


def test_pages_name_the_feeds_in_both_forms(output: Path) -> None:
    head = page(output, "en/about")
    assert 'type="application/atom+xml" title="Articles" href="/day/en/articles/feed.xml"' in head
    assert 'type="application/feed+json" title="Articles" href="/day/en/articles/feed.json"' in head


def pictures(output: Path, language: str) -> dict[str, list[str]]:
    root = etree.parse(output / f"sitemap-{language}.xml").getroot()
    return {
        (url.findtext(f"{SITEMAP}loc") or "").removeprefix(BASE_URL): [
            loc.text or "" for loc in url.findall(f"{IMAGE}image/{IMAGE}loc")
        ]
        for url in root.iter(f"{SITEMAP}url")
    }


def test_sitemaps_name_the_pictures_that_stand_for_pages(output: Path) -> None:
    found = pictures(output, "en")
    assert found["en/about/"] == []
    for address in ("en/", "en/articles/first/"):
        assert metadata(output, address)["og:image"] == found[address]
        assert file_at(output, found[address][0]).is_file()
    assert pictures(output, "fr")["fr/articles/first/"]


def test_a_picture_that_changes_is_named_anew_in_the_sitemaps(tmp_path: Path) -> None:
    root = site(tmp_path).parent
    before = pictures(root / "output", "en")["en/"]
    put(root / "content/pictures/one.png", png(99))
    report = made(root)
    assert {"sitemap:en", "sitemap:fr", "home:en"} <= set(report.made)
    assert "entry:pages/about@en" not in report.made
    assert pictures(root / "output", "en")["en/"] != before


def test_previews_of_an_article_tell_all_that_is_known(output: Path) -> None:
    said = metadata(output, "en/articles/first")
    assert said["og:type"] == ["article"]
    assert said["og:image:alt"] == ["One square"]
    assert (said["og:image:width"], said["og:image:height"]) == (["48"], ["25"])
    assert (said["og:locale"], said["og:locale:alternate"]) == (["en"], ["fr"])
    assert said["article:published_time"] == ["2027-01-10"]
    assert said["article:author"] == [f"{BASE_URL}en/people/ana/"]
    assert said["article:section"] == ["Articles"]
    assert said["article:tag"] == ["Health &amp; care"]


def test_a_locale_names_a_country_only_when_the_language_does(output: Path) -> None:
    assert metadata(output, "pt-BR")["og:locale"] == ["pt_BR"]
    assert metadata(output, "fr")["og:locale:alternate"] == ["en", "pt_BR"]


def test_people_and_change_makers_are_profiles(output: Path) -> None:
    assert metadata(output, "en/people/ana")["og:type"] == ["profile"]
    assert metadata(output, "en/changemakers/ben")["og:type"] == ["profile"]
    assert metadata(output, "en/about")["og:type"] == ["website"]


def test_the_account_in_previews_is_the_authors_else_the_campaigns(output: Path) -> None:
    assert metadata(output, "en/articles/first")["fediverse:creator"] == ["@ana@example.social"]
    assert metadata(output, "en/articles/second")["fediverse:creator"] == ["@day@example.social"]


def test_pages_that_are_not_to_be_found_say_so_and_nothing_else(output: Path) -> None:
    for path in ("404.html", "fr/404.html", "en/old/first/index.html"):
        text = (output / path).read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in text
        assert "og:" not in text
    assert "robots" not in metadata(output, "en/about")


def test_each_language_has_a_manifest_with_what_browsers_require(output: Path) -> None:
    """To be installed: name, start_url, display, icons of 192 and 512 pixels (web.dev, "Install criteria")."""
    for language in ("en", "fr", "pt-BR"):
        said = json.loads((output / language / "site.webmanifest").read_bytes())
        assert (said["lang"], said["dir"]) == (language, "ltr")
        assert (said["start_url"], said["scope"], said["id"]) == (f"/day/{language}/", "/day/", f"/day/{language}/")
        assert said["theme_color"] == "#0b5d66"
        sizes = {icon["sizes"]: icon for icon in said["icons"]}
        assert sizes.keys() == {"any", "192x192", "512x512"}
        for size, icon in sizes.items():
            file = output / icon["src"].removeprefix("/day/")
            if size != "any":
                assert pixels(file) == (int(size.partition("x")[0]),) * 2
        assert f'<link rel="manifest" href="/day/{language}/site.webmanifest">' in page(output, language)
    assert json.loads((output / "en/site.webmanifest").read_bytes())["short_name"] == "Our Day"
    assert json.loads((output / "fr/site.webmanifest").read_bytes())["short_name"] == "Notre jour"


def pixels(file: Path) -> tuple[int, int]:
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_ios_has_an_icon_of_its_own(output: Path) -> None:
    (address,) = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', page(output, "en"))
    assert pixels(output / urlsplit(address).path.removeprefix("/day/")) == (180, 180)


def test_an_icon_of_the_campaigns_theme_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    campaign(tmp_path)
    made(tmp_path)
    old = (tmp_path / "output/en/site.webmanifest").read_bytes()
    put(tmp_path / "themes/mine/theme.yaml", "name: mine\nsettings:\n  background: {type: colour, default: white}\n")
    settings = tmp_path / "content/campaign.yaml"
    settings.write_text(settings.read_text() + "theme: mine\n")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3H0z"/></svg>'
    put(tmp_path / "themes/mine/static/icon.svg", square)
    assert not made(tmp_path).problems
    said = json.loads((tmp_path / "output/en/site.webmanifest").read_bytes())
    assert said["background_color"] == "white"
    assert not {icon["src"] for icon in json.loads(old)["icons"]} & {icon["src"] for icon in said["icons"]}
    assert pixels(tmp_path / "output" / said["icons"][1]["src"].removeprefix("/day/")) == (192, 192)
