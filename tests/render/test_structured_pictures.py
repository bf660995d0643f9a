"""What pages say of pictures in the words of schema.org: whose they are, and where one learns how to use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from build.campaigns import clean, made, tree
from render.findable import BASE_URL, campaign, file_at, graph, of_type, site

RIGHTS = {"creator", "creditText", "copyrightNotice", "license", "acquireLicensePage"}
PHOTOS = "en/press/photos"
DAWN = f"{BASE_URL}{PHOTOS}/#dawn"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("campaign"))


def photos(output: Path, address: str = PHOTOS) -> dict[str, dict[str, Any]]:
    """What the library says of its photos, by caption."""
    return {thing["name"]: thing for thing in graph(output, address) if thing["@type"] == "ImageObject"}


def test_the_library_tells_whose_each_photo_is_and_where_it_lies(output: Path) -> None:
    dawn = photos(output)["Dawn at the gauge"]
    assert dawn["creator"] == {"@type": "Person", "name": 'Wanjiru "W." Kamau'}
    assert dawn["creditText"] == dawn["copyrightNotice"] == "© Wanjiru / Our Day"
    assert dawn["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dawn["acquireLicensePage"] == dawn["@id"] == DAWN
    assert (dawn["description"], dawn["dateCreated"]) == ("A grey square", "2027-01-09")
    assert (dawn["width"], dawn["height"]) == (48, 36)
    assert dawn["keywords"] == ["Health & care"]
    assert file_at(output, dawn["contentUrl"]).name == "dawn.png"


def test_the_organisation_is_not_a_person_and_a_licence_without_address_is_no_property(output: Path) -> None:
    dusk = photos(output)["Dusk"]
    assert dusk["creator"] == {"@type": "Organization", "name": "The Agency, drawing desk"}
    assert not {"license", "copyrightNotice", "creditText"} & dusk.keys()


def test_of_a_photo_without_rights_none_are_told(output: Path) -> None:
    noon = photos(output)["Noon"]
    assert file_at(output, noon["contentUrl"]).is_file()
    assert not RIGHTS & noon.keys()


def test_a_library_speaks_of_the_photos_of_its_language(output: Path) -> None:
    french = photos(output, "fr/press/photos")
    assert set(french) == {"L’aube"}
    assert french["L’aube"]["creditText"] == "© Wanjiru / Notre jour"


def test_the_picture_of_a_release_has_its_rights_and_leads_to_the_library(output: Path) -> None:
    picture = of_type(output, "en/press/releases/words", "NewsArticle")["image"]
    assert picture["contentUrl"] == picture["url"]
    assert picture["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert picture["acquireLicensePage"] == DAWN


def test_a_picture_outside_the_library_has_no_page_for_its_licence(output: Path) -> None:
    picture = of_type(output, "en/videos/away", "VideoObject")["image"]
    assert picture["creditText"] == "The desk / Our Day"
    assert "acquireLicensePage" not in picture
    assert not {"contentUrl", *RIGHTS} & of_type(output, "en/articles/first", "NewsArticle")["image"].keys()


def _credit(content: Path) -> None:
    file = content / "press/photos/dawn.png.yaml"
    file.write_text(file.read_text().replace("Our Day", "Nobody"))


def _caption(content: Path) -> None:
    """A caption changes, and the photo is no longer there in French."""
    file = content / "press/photos/dawn.png.yaml"
    file.write_text(file.read_text().replace("{en: Dawn at the gauge, fr: L'aube}", "{en: Morning}"))


def _organisation(content: Path) -> None:
    file = content / "campaign.yaml"
    file.write_text(file.read_text().replace("The Agency", "Wanjiru"))


def _library_moves(content: Path) -> None:
    (content / "press/photos/section.yaml").write_text("slug: {en: pictures}\n")


def _library_goes(content: Path) -> None:
    for file in (content / "press/photos").glob("*.yaml"):
        file.unlink()


def _library_comes(content: Path) -> None:
    (content / "pictures/section.yaml").write_text("kind: photo\n")


def _captions(content: Path) -> None:
    (content / "videos/film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nRain.\n")


def _poster(content: Path) -> None:
    (content / "pictures/desk.png.yaml").write_text("alt: {en: A desk}\ncreator: Ana\n")


def _transcript(content: Path) -> None:
    file = content / "videos/away.en.md"
    file.write_text(file.read_text() + "\nAnd hail.\n")


EDITS = [
    _credit, _caption, _organisation, _library_moves, _library_goes, _library_comes, _captions, _poster, _transcript,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_whatever_is_told_of_a_picture_or_video_follows_its_sources(
    edit: Callable[[Path], None], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    campaign(tmp_path)
    made(tmp_path)
    before = tree(tmp_path / "output")
    edit(tmp_path / "content")
    assert not made(tmp_path).failed
    after = tree(tmp_path / "output")
    assert after != before
    assert after == clean(tmp_path, tmp_path_factory.mktemp("clean"))[0]
