"""The press room: from the files of a small campaign to the bytes that journalists get."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import vobject
from build.campaigns import NOON, clean, made, page, png, put, tree, write

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
time_zone: Europe/Zurich
-- content/data/topics.yaml --
rain: {name: {en: Rain, fr: Pluie}}
-- content/press/index.en.md --
---
title: Press
---
Welcome.
-- content/press/index.fr.md --
---
title: Presse
---
Bienvenue.
-- content/press/releases/launch.en.md --
---
title: Launch
date: 2027-01-10
contacts: [press/contacts/ana]
---
It begins.
-- content/press/releases/later.en.md --
---
title: Later on
date: 2027-03-28
embargo: 2027-03-28 03:30
---
Not yet told.
-- content/press/contacts/ana.en.md --
---
title: "Ana; Ruiz, the younger"
position: Head of press, and of everything else that a small office cannot give to anybody who is not Ana
organisation: Day
region: South
email: ana@example.org
phone: +41 22 000 00 00
speaks: [en, sw]
---
She answers.
-- content/press/contacts/ana.fr.md --
---
title: Ana Ruiz
position: Responsable de la presse
region: Sud
---
Elle répond.
-- content/press/contacts/ben.en.md --
---
title: Ben
region: South
speaks: [fr]
spokesperson: true
---
He speaks.
-- content/press/contacts/cleo.en.md --
---
title: Cleo
region: North
email: cleo@example.org
---
She writes.
-- content/press/photos/dawn.png.yaml --
caption: {en: Dawn at the gauge, fr: L'aube}
alt: {en: A grey square}
creator: Wanjiru
credit: Wanjiru / Day
licence: cc-by-4.0
terms: {en: Not for advertisements.}
topic: [rain]
-- content/press/photos/dusk.png.yaml --
caption: {en: Dusk}
alt: {en: A darker square}
-- content/press/coverage/leak.yaml --
title: "Une fuite : enfin"
outlet: The Times of Lake
link: https://times.example/leak
date: 2027-01-12
tone: critical
in_language: fr
summary: {en: Asks who empties it., fr: Demande qui le vide.}
-- content/press/coverage/air.yaml --
title: On air
outlet: Radio Quay
link: https://radio.example/air
date: 2027-01-14
type: broadcast
-- content/press/facts.en.md --
---
title: Facts
kind: factsheet
facts:
  - {text: Gauges, value: "30", source: Register, url: "https://example.org/register", date: 2027-01-05}
---
Counted.
-- content/press/sign.en.md --
---
title: Our sign
kind: brand
logos: [{picture: sign.png, background: dark, files: [sign.txt]}]
---
Leave air.
-- content/press/sign.png.yaml --
caption: {en: The sign}
-- content/press/sign.txt --
A sign.
-- content/pages/about.en.md --
---
title: About
---
See [the dawn](../press/photos/dawn.png.yaml) and [the leak](../press/coverage/leak.yaml).
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    put(tmp_path / "content/press/photos/dawn.png", png(40, 3000, 1500))
    put(tmp_path / "content/press/photos/dusk.png", png(80))
    put(tmp_path / "content/press/sign.png", png(120))
    assert made(tmp_path).problems == ()
    return tmp_path


def edit(site: Path, path: str, old: str, new: str) -> set[str]:
    """The products that are made after an edit."""
    file = site / "content" / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    report = made(site)
    assert not report.failed
    return set(report.made)


def test_the_page_of_the_press_gathers_what_stands_below_it(site: Path) -> None:
    room = page(site, "en/press")
    for words in ("Welcome.", "Launch", "Ana; Ruiz", "Dawn at the gauge", "The Times of Lake", "Facts", "Our sign"):
        assert words in room, words
    assert "Later on" not in room
    assert room.index("On air") < room.index("Une fuite")  # the newest first
    assert room.index('id="contacts"') < room.index("Cleo") < room.index('id="speakers"') < room.index("Ben")
    assert 'href="/day/en/press/releases/feed.xml"' in room


def test_a_journalist_on_deadline_finds_contact_release_kit_and_pictures_first(site: Path) -> None:
    put(site / "content/press/kits/all.yaml", "title: {en: All of it}\nentries: [press/releases/launch]\n")
    made(site)
    room = page(site, "en/press")
    first = room[room.index('id="deadline"') : room.index("</section>")]
    assert 'href="tel:+41220000000"' in first
    assert 'href="mailto:ana@example.org"' in first
    assert "Launch</a>" in first
    assert re.search(r'href="[^"]+\.zip"', first)
    assert 'href="#photos"' in first
    places = [room.index(words) for words in ('id="deadline"', 'id="contacts"', "<p>Welcome.", 'id="photos"')]
    assert places == sorted(places)


def test_contacts_follow_their_weight_and_who_answers_in_the_readers_language_stands_at_the_head(site: Path) -> None:
    edit(site, "press/contacts/ana.en.md", "region: South", "region: South\nweight: 2")
    edit(site, "press/contacts/cleo.en.md", "region: North", "region: North\nweight: 1")
    room = page(site, "en/press")
    assert room.index("Ana; Ruiz") < room.index('id="contacts"')  # she alone speaks English
    listed = room[room.index('id="contacts"') :]
    assert listed.index("Cleo") < listed.index("Ana; Ruiz")
    edit(site, "press/contacts/ana.en.md", "speaks: [en, sw]", "speaks: [sw]")
    room = page(site, "en/press")
    assert room.index("Cleo") < room.index('id="contacts"') < room.index("Ana; Ruiz")


def test_who_answers_in_a_language_answers_in_its_scripts(site: Path) -> None:
    edit(site, "campaign.yaml", "languages: {en: , fr: }", "languages: {en: , fr: , zh-Hans: }")
    put(site / "content/press/index.zh-Hans.md", "---\ntitle: 新闻室\n---\n欢迎。\n")
    edit(site, "press/contacts/cleo.en.md", "email:", "speaks: [zh]\nemail:")
    for name in ("ana", "cleo"):
        put(site / f"content/press/contacts/{name}.zh-Hans.md", f"---\ntitle: {name}\nregion: 南\n---\n答。\n")
    made(site)
    room = page(site, "zh-Hans/press")
    assert room.index("cleo@example.org") < room.index('id="contacts"') < room.index("ana@example.org")
    listed = room[room.index('id="contacts"') :]
    assert listed.index("cleo@example.org") < listed.index("ana@example.org")


def test_another_layout_may_be_chosen_and_the_usual_one_too(site: Path) -> None:
    put(site / "content/news/section.yaml", "title: {en: News}\nlayout: press-room\n")
    put(site / "content/news/one.en.md", "---\ntitle: One\nkind: release\ndate: 2027-01-01\n---\nText.\n")
    made(site)
    assert "Latest release" in page(site, "en/news")


def test_contacts_stand_by_region_those_who_speak_the_readers_language_first(site: Path) -> None:
    contacts = page(site, "en/press/contacts")
    places = [contacts.index(words) for words in (">South<", "Ana; Ruiz", ">Ben<", ">North<", ">Cleo<")]
    assert places == sorted(places)
    assert "English · Swahili" in contacts


def test_a_person_who_can_be_reached_has_a_card_in_each_language(site: Path) -> None:
    cards = sorted(path.relative_to(site / "output").as_posix() for path in (site / "output").rglob("*.vcf"))
    assert cards == [
        "en/press/contacts/ana/ana.vcf", "en/press/contacts/cleo/cleo.vcf", "fr/press/contacts/ana/ana.vcf",
    ]  # fmt: skip
    data = (site / "output/en/press/contacts/ana/ana.vcf").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    card = vobject.readOne(data.decode())
    assert card.validate()
    assert card.fn.value == "Ana; Ruiz, the younger"
    assert card.n.value.family == "Ana; Ruiz, the younger"
    assert card.title.value.endswith("who is not Ana")
    assert card.org.value == ["Day"]
    assert card.email.value == "ana@example.org"
    assert card.tel.value == "+41 22 000 00 00"
    assert 'href="/day/en/press/contacts/ana/ana.vcf"' in page(site, "en/press/contacts/ana")
    assert 'href="/day/fr/press/contacts/ana/ana.vcf"' in page(site, "fr/press/contacts")


def test_an_edit_of_a_contact_makes_its_card(site: Path) -> None:
    assert "vcard:press/contacts/ana@en" in edit(site, "press/contacts/ana.en.md", "22 000 00 00", "22 000 00 01")
    assert "vcard:press/contacts/ana@fr" in edit(site, "press/contacts/ana.en.md", "22 000 00 01", "22 000 00 02")
    assert not any(key.startswith("vcard:") for key in edit(site, "press/contacts/ana.en.md", "She", "Ana"))
    edit(site, "press/contacts/cleo.en.md", "email: cleo@example.org\n", "")
    assert not (site / "output/en/press/contacts/cleo/cleo.vcf").exists()


def test_a_photo_is_a_picture_and_its_sidecar_with_all_that_printing_needs(site: Path) -> None:
    english, french = page(site, "en/press/photos"), page(site, "fr/press/photos")
    part = english[english.index('<li id="dawn">') :]
    for words in ("Dawn at the gauge", "Wanjiru / Day", "CC BY 4.0", "Not for advertisements.", "3,000 × 1,500 pixels"):
        assert words in part, words
    assert "25.4 × 12.7 cm" in part
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in part
    assert "L’aube" in french
    assert "Dusk" in french  # a link to where it can be read, marked with its language
    assert 'href="/day/en/press/photos/#dusk"' in french
    assert "Dawn" not in french
    assert 'href="/day/en/press/photos/#dawn"' in page(site, "en/about")
    assert "Dawn at the gauge" in page(site, "en/press/photos/topic/rain")


def test_photos_are_offered_whole_and_for_the_web(site: Path) -> None:
    part = page(site, "en/press/photos")
    files = [site / "output" / path for path in re.findall(r'href="/day/((?:files|media)/[^"]+)" download', part)]
    assert sorted(file.name.partition(".")[0] for file in files) == ["dawn", "dawn-1600", "dusk"]
    whole = {file.name: file.read_bytes() for file in files}
    assert whole["dusk.png"] == png(80)
    assert whole["dawn.png"] == png(40, 3000, 1500)


def test_a_new_caption_makes_the_library_and_the_rooms_that_show_it(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = edit(site, "press/photos/dawn.png.yaml", "L'aube", "Le matin")
    assert {"list:press/photos@fr#1", "list:press@fr#1"} <= changed
    assert "list:press/coverage@fr#1" not in changed
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_photo_without_its_sidecar_is_gone_and_the_author_is_told(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (site / "content/press/photos/dusk.png.yaml").unlink()
    report = made(site)
    assert [problem.code for problem in report.problems] == ["photo-alone"]
    assert not report.failed
    assert "Dusk" not in page(site, "en/press/photos")
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_albums_are_folders_and_a_held_back_section_keeps_its_photos(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    put(site / "content/press/photos/secret/section.yaml", "title: {en: Ceremony}\nembargo: 2028-01-01 09:00\n")
    put(site / "content/press/photos/secret/medal.png", png(200))
    put(site / "content/press/photos/secret/medal.png.yaml", "caption: {en: The medal that nobody knows}\n")
    report = made(site)
    assert report.problems == ()
    assert report.held["embargoed"] == 2
    assert not any(b"nobody knows" in path.read_bytes() for path in (site / "output").rglob("*") if path.is_file())
    later = datetime(2028, 2, 1, tzinfo=UTC)
    assert not made(site, now=later).failed
    assert "The medal that nobody knows" in page(site, "en/press/photos/secret")
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"), later)[0]


def test_coverage_is_listed_in_every_language_with_its_own_headline(site: Path) -> None:
    english, french = page(site, "en/press/coverage"), page(site, "fr/press/coverage")
    for listed in (english, french):
        assert '<a href="https://times.example/leak" rel="external" hreflang="fr" lang="fr" dir="auto">' in listed
        assert "Une fuite : enfin" in listed  # as it was printed: no rule of another language touches it
    assert "Asks who empties it." in english
    assert "Critical" in english
    assert "Demande qui le vide." in french
    assert "Critique" in french
    assert english.index("Press</h2>") < english.index("Radio and television</h2>")
    assert 'href="/day/fr/press/coverage/#leak"' not in page(site, "en/about")


def test_facts_stand_with_their_sources(site: Path) -> None:
    facts = page(site, "en/press/facts")
    assert '<a href="https://example.org/register" rel="external"><cite>Register</cite></a>' in facts
    assert '<time datetime="2027-01-05">' in facts
    assert "We do not edit articles about ourselves." in facts


def test_logos_are_offered_in_every_form(site: Path) -> None:
    sign = page(site, "en/press/sign")
    assert "The sign" in sign
    assert "For dark backgrounds" in sign
    files = re.findall(r'href="/day/(files/[^"]+)" download', sign)
    assert [path.rpartition("/")[2] for path in files] == ["sign.png", "sign.txt"]
    assert all((site / "output" / path).is_file() for path in files)
    assert "0 byte" not in sign


def test_an_embargo_is_told_in_two_times_in_previews_and_afterwards(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    preview = tmp_path_factory.mktemp("preview")
    made(site, preview, drafts=True)
    shown = (preview / "en/press/releases/later/index.html").read_text()
    # On 28 March 2027 the clocks of Zurich go from 02:00 to 03:00.
    assert "EMBARGOED until March 28, 2027, 03:30 CEST (March 28, 2027, 01:30 UTC)" in shown
    assert not (site / "output/en/press/releases/later").exists()
    made(site, now=datetime(2027, 4, 1, tzinfo=UTC))
    told = page(site, "en/press/releases/later")
    assert "Was under embargo until March 28, 2027, 03:30 CEST" in told
    assert "EMBARGOED" not in told


def test_an_embargo_of_the_folder_is_told_too(site: Path) -> None:
    put(site / "content/press/section.yaml", "embargo: 2027-01-20 09:00\n")
    assert "press/releases/launch" in " ".join(made(site, now=NOON).made)
    assert "January 20, 2027, 09:00 CET (January 20, 2027, 08:00 UTC)" in page(site, "en/press/releases/launch")
