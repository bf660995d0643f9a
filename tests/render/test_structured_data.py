"""What pages say of themselves in the words of schema.org: true, complete for each type, nothing without a value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build.campaigns import made
from render.findable import BASE_URL, campaign, file_at, graph, of_type, page, site

# What Google's "Structured data" guides require or what a thing cannot do without, and the properties of schema.org
# that a thing of the type may have besides.
OF_EVERY = {"@type", "@id", "url", "name", "description", "image", "mainEntityOfPage", "sameAs", "alternateName"}
WORK = {"inLanguage", "publisher", "author", "keywords", "datePublished", "dateModified", "workTranslation"}
RIGHTS = {"creator", "creditText", "copyrightNotice", "license", "acquireLicensePage"}
FILM = {"thumbnailUrl", "uploadDate", "duration", "contentUrl", "embedUrl", "caption", "transcript"}
REQUIRED: dict[str, set[str]] = {
    "WebSite": {"name", "url", "inLanguage"},
    "Organization": {"name"},
    "NewsArticle": {"url", "inLanguage"},
    "Event": {"name", "startDate", "eventAttendanceMode"},
    "Person": {"name"},
    "Place": {"name"},
    "VirtualLocation": {"url"},
    "ImageObject": {"url", "width", "height"},
    "VideoObject": {"name", "url", "inLanguage"},
    "MediaObject": {"contentUrl", "encodingFormat", "inLanguage"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
ALLOWED: dict[str, set[str]] = {
    "WebSite": WORK,
    "Organization": {"email"},
    "NewsArticle": WORK | {"headline", "dateline", "translationOfWork"},
    "Event": {"startDate", "endDate", "eventAttendanceMode", "location", "organizer", "inLanguage"},
    "Person": {"jobTitle", "worksFor", "workLocation", "email", "telephone", "knowsLanguage", "knowsAbout"},
    "Place": {"address"},
    "VirtualLocation": set(),
    "ImageObject": {"caption", "contentUrl", "dateCreated", "keywords", *RIGHTS},
    "VideoObject": FILM | {"dateModified", "keywords"},
    "MediaObject": set(),
    "FAQPage": {"inLanguage"},
    "Question": set(),
    "Answer": set(),
    "BreadcrumbList": set(),
    "ListItem": set(),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("campaign"))


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the JSON ``value``."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from things(part)


def test_each_thing_has_what_its_type_requires_and_nothing_that_it_does_not_know(output: Path) -> None:
    seen = set()
    for file in output.rglob("index.html"):
        for thing in things(graph(output, str(file.parent.relative_to(output)))):
            seen.add(thing["@type"])
            assert REQUIRED[thing["@type"]] <= thing.keys(), thing
            assert thing.keys() <= OF_EVERY | REQUIRED[thing["@type"]] | ALLOWED[thing["@type"]], thing
            assert not [name for name, value in thing.items() if value in (None, "", [], {})], thing
    assert seen == set(REQUIRED)


def test_every_picture_and_page_that_is_named_exists(output: Path) -> None:
    for file in output.rglob("index.html"):
        for thing in things(graph(output, str(file.parent.relative_to(output)))):
            for name in ("url", "item", "mainEntityOfPage", "contentUrl", "thumbnailUrl", "acquireLicensePage"):
                url, _, part = thing.get(name, "").partition("#")
                if url.startswith(BASE_URL):
                    assert file_at(output, url).exists(), url
                    assert not part or f'id="{part}"' in page(output, url.removeprefix(BASE_URL)), part


def test_an_article_names_its_authors_dates_publisher_and_translations(output: Path) -> None:
    said = of_type(output, "en/articles/first", "NewsArticle")
    assert (said["datePublished"], said["dateModified"]) == ("2027-01-10", "2027-01-12")
    assert said["author"] == [{"@type": "Person", "name": "Ana Ruiz", "url": f"{BASE_URL}en/people/ana/"}]
    assert said["publisher"]["name"] == "The Agency"
    assert said["keywords"] == ["Health & care"]
    assert said["image"]["caption"] == "One square"
    assert [work["inLanguage"] for work in said["workTranslation"]] == ["fr"]
    assert "translationOfWork" not in said


def test_a_translation_names_its_original(output: Path) -> None:
    said = of_type(output, "fr/articles/first", "NewsArticle")
    original = of_type(output, "en/articles/first", "NewsArticle")
    assert said["translationOfWork"]["@id"] == original["@id"]
    assert said["inLanguage"] == "fr"
    assert "workTranslation" not in said


def test_a_change_of_the_original_language_turns_the_translations_around(tmp_path: Path) -> None:
    campaign(tmp_path)
    made(tmp_path)
    first = tmp_path / "content/pages/about.en.md"
    second = tmp_path / "content/pages/about.fr.md"
    second.write_text("---\ntitle: Nous\nkind: release\n---\nNous.\n")
    first.write_text("---\ntitle: About\nkind: release\ndate: 2027-01-01\n---\nWe.\n")
    assert not made(tmp_path).failed
    assert "workTranslation" in of_type(tmp_path / "output", "en/about", "NewsArticle")
    second.write_text("---\ntitle: Nous\nkind: release\ndate: 2027-01-01\nsource_language: fr\n---\nNous.\n")
    first.write_text("---\ntitle: About\nkind: release\n---\nWe.\n")
    assert not made(tmp_path).failed
    assert "translationOfWork" in of_type(tmp_path / "output", "en/about", "NewsArticle")
    assert "workTranslation" in of_type(tmp_path / "output", "fr/about", "NewsArticle")


def test_a_release_is_by_the_organisation(output: Path) -> None:
    said = of_type(output, "en/press/releases/launch", "NewsArticle")
    assert said["author"] == said["publisher"]
    assert said["dateline"] == "GENEVA"
    who = of_type(output, "en/press/releases/launch", "Organization")
    assert who["@id"] == said["publisher"]["@id"]
    assert who["sameAs"] == ["https://www.wikidata.org/wiki/Q1"]


def test_an_event_says_how_and_where_one_takes_part_as_far_as_that_is_known(output: Path) -> None:
    walk, talk, somewhere = (of_type(output, f"en/events/{name}", "Event") for name in ("walk", "talk", "secret-place"))
    assert walk["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in walk["location"]] == ["Place", "VirtualLocation"]
    assert walk["location"][1]["url"] == "https://walk.example/"
    assert walk["startDate"] == "2027-04-26T18:00:00+02:00"
    assert talk["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert talk["location"] == [{"@type": "VirtualLocation", "url": f"{BASE_URL}en/events/talk/"}]
    assert "location" not in somewhere
    assert not {"offers", "eventStatus", "endDate"} & somewhere.keys()


def test_people_and_change_makers_are_persons(output: Path) -> None:
    ana = of_type(output, "en/people/ana", "Person")
    assert (ana["jobTitle"], ana["worksFor"]["name"]) == ("Head of Rain", "Rain Office")
    assert (ana["knowsLanguage"], ana["sameAs"]) == (["en", "fr"], ["https://ana.example/"])
    assert of_type(output, "en/changemakers/ben", "Person")["knowsAbout"] == "Finding leaks by ear"


def test_a_list_of_questions_says_what_it_answers_in_its_language(output: Path) -> None:
    asked = of_type(output, "en/faq", "FAQPage")["mainEntity"]
    answers = {question["name"]: question["acceptedAnswer"]["text"] for question in asked}
    assert answers.keys() == {"When?", "Why?"}
    assert f'<a href="{BASE_URL}en/about/">about</a>' in answers["When?"]
    assert [question["name"] for question in of_type(output, "fr/faq", "FAQPage")["mainEntity"]] == ["Quand\u202f?"]


def test_a_video_elsewhere_names_its_player_and_says_every_word(output: Path) -> None:
    away = of_type(output, "en/videos/away", "VideoObject")
    assert (away["name"], away["description"]) == ("Far away", "Rain, from far.")
    assert (away["uploadDate"], away["dateModified"], away["duration"]) == ("2027-01-08", "2027-01-09", "PT12M4S")
    assert away["embedUrl"] == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert away["sameAs"] == ["https://youtu.be/abcdefghijk"]
    assert away["transcript"] == "A voice: rain & wind. More rain."
    assert away["thumbnailUrl"] == away["image"]["url"]
    assert away["keywords"] == ["Health & care"]
    assert "contentUrl" not in away
    french = of_type(output, "fr/videos/away", "VideoObject")
    assert (french["inLanguage"], french["transcript"]) == ("fr", "Une voix.")
    assert french["embedUrl"] == away["embedUrl"]


def test_a_video_of_this_site_names_its_file_and_captions(output: Path) -> None:
    here = of_type(output, "en/videos/here", "VideoObject")
    assert file_at(output, here["contentUrl"]).read_bytes() == b"not really a film\n"
    assert here["duration"] == "PT1H2M3S"
    assert [track["inLanguage"] for track in here["caption"]] == ["en", "de"]
    assert all(file_at(output, track["contentUrl"]).suffix == ".vtt" for track in here["caption"])
    assert not {"embedUrl", "thumbnailUrl", "uploadDate", "transcript", "sameAs"} & here.keys()


def test_a_player_that_is_not_known_is_not_guessed(output: Path) -> None:
    elsewhere = of_type(output, "en/videos/elsewhere", "VideoObject")
    assert elsewhere["sameAs"] == ["https://films.example/1"]
    assert not {"embedUrl", "contentUrl"} & elsewhere.keys()


def test_home_says_whose_site_it_is(output: Path) -> None:
    said = of_type(output, "en", "WebSite")
    assert (said["name"], said["alternateName"]) == ("Our <great> Day", "Our Day")
    assert said["publisher"]["@id"] == of_type(output, "en", "Organization")["@id"]


def test_the_way_from_home_ends_with_the_page_itself(output: Path) -> None:
    steps = of_type(output, "en/press/releases/launch", "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[0]["item"] == f"{BASE_URL}en/"
    assert steps[-1]["item"] == f"{BASE_URL}en/press/releases/launch/"
    assert [thing["@type"] for thing in graph(output, "en/about")] == []


def test_no_words_of_an_author_end_the_script(output: Path) -> None:
    said = of_type(output, "en/articles/first", "NewsArticle")
    assert said["headline"] == "First </script><script>alert(1)</script> & <!– last"
    assert "<script>alert" not in page(output, "en/articles/first")


def test_what_is_held_back_is_named_nowhere(output: Path) -> None:
    for file in output.rglob("*"):
        if file.is_file() and file.suffix in (".html", ".json", ".xml", ".webmanifest", ""):
            text = file.read_text(encoding="utf-8")
            assert "heron" not in text.lower(), file
            assert "two-" not in text, file
