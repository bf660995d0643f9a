"""Press kits as a reader unpacks them, and when they are made."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import shutil
import struct
import subprocess
import zlib
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from build.campaigns import EDITS, NOON, another_moment, clean, made, png, put, small, tree, write

from portevoix.build.explain import explain
from portevoix.build.request import Request

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour, ar: يوم}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: , ar: {fallback: [fr]}}
organisation: {name: {en: The Institute, fr: "L'Institut", ar: المعهد}}
navigation: [press]
-- content/press/index.en.md --
---
title: Press room
---
Welcome.
-- content/press/kits/media.yaml --
title: {en: Media kit, fr: Dossier de presse, ar: الملف الصحفي}
summary: {en: All you need., fr: Tout ce qu'il faut.}
entries: [messages/ideas, press/releases/launch, press/releases/later]
sections: [press/releases]
pictures: [pictures, people/ana/portrait.png]
logos: [logos/mark.svg]
files: [files]
-- content/messages/ideas.en.md --
---
title: Ideas travel
proof:
  - {text: Ten of ten do., source: A survey, url: "https://survey.example/"}
---
They do.
-- content/press/releases/launch.en.md --
---
title: The launch
date: 2027-01-20
embargo: 2027-01-20 09:00
dateline: GENEVA
contacts: [press/contacts/zoe]
boilerplate: The Institute helps.
notes: [Photos are free.]
quotes: [{text: We begin., by: Ana}]
---
It begins [today](../../messages/ideas.en.md), says [a paper](https://paper.example/).

## What changes

- One thing
- Another

![One square](../../pictures/one.png)

/// download
    file: ../../files/plan.txt
///
-- content/press/releases/launch.fr.md --
---
title: Le lancement
slug: lancement-d-été
dateline: GENÈVE
boilerplate: L'Institut aide.
---
Cela commence.
-- content/press/releases/launch.ar.md --
---
title: الانطلاق
slug: الانطلاق
---
يبدأ اليوم.
-- content/press/releases/old.en.md --
---
title: The old one
date: 2026-01-20
boilerplate: The Institute helped.
---
It is over.
-- content/press/releases/later.en.md --
---
title: A secret for later
date: 2027-02-10
embargo: 2027-02-10 09:00
---
Hush until then, says nobody.
-- content/press/contacts/zoe.en.md --
---
title: Zoë Ångström, Dr.
position: Head of Press
email: press@example.org
phone: +41 22 000 00 00
speaks: [en, ar]
---
Answers.
-- content/articles/other.en.md --
---
title: Another matter
date: 2027-01-01
---
Not in the kit.
-- content/files/plan.txt --
A plan.
-- content/pictures/one.png.yaml --
alt: {en: One square}
caption: {en: "A square, in one colour", fr: Un carré, ar: مربع}
credit: {en: Ana / The Institute}
creator: Ana
licence: cc-by-4.0
terms: {en: No cropping}
-- content/logos/mark.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- drawn by hand --><path d="M0 0h9v9z"/></svg>
"""
KITS = {"kit:press/kits/media@en", "kit:press/kits/media@fr", "kit:press/kits/media@ar"}
LATER = datetime(2027, 2, 11, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    put(tmp_path / "content/pictures/one.png", png(40, 600, 300))
    put(tmp_path / "content/people/ana/portrait.png", png(70))
    report = made(tmp_path)
    assert [str(problem.code) for problem in report.problems] == ["target-hidden"]
    return tmp_path


def kit(site: Path, language: str = "en") -> ZipFile:
    return ZipFile(site / f"output/{language}/press/kits/media-{language}.zip")


def text(site: Path, path: str, language: str = "en") -> str:
    return kit(site, language).read(path).decode()


def edit(site: Path, path: str, old: str, new: str) -> set[str]:
    """Replace words in a file, build, and tell which kits and pages of the press room were made."""
    file = site / "content" / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    report = made(site)
    assert not report.failed
    return set(report.made)


def test_a_kit_holds_what_its_author_named(site: Path) -> None:
    assert kit(site).namelist() == [
        "boilerplate.txt", "captions.csv", "captions.html", "contacts.txt", "contacts/zoe.vcf", "files/plan.txt",
        "index.html", "logos/mark.svg", "manifest.json", "manifest.txt", "pictures/one.png", "pictures/portrait.png",
        "texts/ideas.html", "texts/ideas.txt", "texts/launch.html", "texts/launch.txt", "texts/old.html",
        "texts/old.txt",
    ]  # fmt: skip
    assert text(site, "boilerplate.txt") == "The Institute helps.\n"
    assert b"hand" not in kit(site).read("logos/mark.svg")
    assert kit(site).read("files/plan.txt") == b"A plan.\n"


def test_each_language_has_what_exists_in_it(site: Path) -> None:
    assert {name for name in kit(site, "fr").namelist() if name.startswith("texts/")} == {
        "texts/lancement-d-ete.html",
        "texts/lancement-d-ete.txt",
    }
    assert "texts/launch.txt" in kit(site, "ar").namelist()  # Arabic letters have no plain form: the id has
    assert text(site, "boilerplate.txt", "fr") == "L’Institut aide.\n"
    assert "boilerplate.txt" not in kit(site, "ar").namelist()
    assert 'dir="rtl"' in text(site, "texts/launch.html", "ar")
    assert "contacts/zoe.vcf" in kit(site, "ar").namelist()


def test_a_text_is_whole_without_a_network(site: Path) -> None:
    page = text(site, "texts/launch.html")
    assert '<img src="../pictures/one.png" alt="One square" width="600" height="300">' in page
    assert 'href="https://example.org/day/en/messages/ideas/"' in page
    assert not re.search(r'(?:src|href)="/', page)
    assert '<link rel="stylesheet"' not in page
    assert "<script" not in page
    assert "the embargo ended on January 20, 2027" in page
    assert "Zoë Ångström" in page


def test_the_plain_text_says_the_same(site: Path) -> None:
    plain = text(site, "texts/launch.txt")
    assert plain.startswith("The launch\n==========\n\nFree to publish")
    assert "GENEVA – January 20, 2027\n\nIt begins today [1], says a paper [2].\n\n" in plain
    assert "\n\nWhat changes\n------------\n\n" in plain
    assert "\n\n- One thing\n- Another\n\n[One square]\n" in plain
    assert "[1] https://example.org/day/en/messages/ideas/\n[2] https://paper.example/\n" in plain


def test_captions_state_rights_and_size_in_print(site: Path) -> None:
    data = kit(site).read("captions.csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == {
        "File": "pictures/one.png", "Caption": "A square, in one colour", "Credit line": "Ana / The Institute",
        "Creator": "Ana", "Licence": "CC BY 4.0", "Licence text": "https://creativecommons.org/licenses/by/4.0/",
        "Terms of use": "No cropping", "What the picture shows": "One square", "Width in pixels": "600",
        "Height in pixels": "300", "Width in print (cm, 300 ppi)": "5.1", "Height in print (cm, 300 ppi)": "2.5",
    }  # fmt: skip
    assert [row["File"] for row in rows] == ["pictures/one.png", "pictures/portrait.png", "logos/mark.svg"]
    assert "5.1 × 2.5 cm" in text(site, "captions.html")
    assert "مربع" in text(site, "captions.html", "ar")


def test_contacts_come_as_text_and_for_address_books(site: Path) -> None:
    assert "Zoë Ångström, Dr.\n-----------------\n\nHead of Press" in text(site, "contacts.txt")
    assert "+41 22 000 00 00" in text(site, "contacts.txt")
    card = text(site, "contacts/zoe.vcf").split("\r\n")
    assert card[:4] == ["BEGIN:VCARD", "VERSION:3.0", "FN:Zoë Ångström\\, Dr.", "N:Zoë Ångström\\, Dr.;;;;"]
    assert "TEL;TYPE=WORK,VOICE:+41 22 000 00 00" in card


def test_the_manifest_checks_out(site: Path) -> None:
    with kit(site) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert (manifest["kit"], manifest["language"]) == ("press/kits/media", "en")
        rows = {row["path"]: (row["bytes"], row["sha256"]) for row in manifest["files"]}
        assert rows.keys() == {*packed.namelist()} - {"manifest.json", "manifest.txt"}
        for path, (size, digest) in rows.items():
            data = packed.read(path)
            assert (len(data), hashlib.sha256(data).hexdigest()) == (size, digest)
            assert f"{digest}  {size:>12}  {path}\n" in packed.read("manifest.txt").decode()


def test_the_archive_opens_everywhere(site: Path) -> None:
    with kit(site) as packed:
        assert packed.testzip() is None
        for info in packed.infolist():
            assert info.filename.isascii()
            assert info.compress_type == ZIP_STORED
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
    if unzip := shutil.which("unzip"):
        subprocess.run([unzip, "-tqq", str(kit(site).filename)], check=True)


def test_pages_state_the_size_of_the_file(site: Path) -> None:
    for page in ("en/press", "en/press/kits"):
        html = (site / "output" / page / "index.html").read_text()
        size = (site / "output/en/press/kits/media-en.zip").stat().st_size
        assert 'href="/day/en/press/kits/media-en.zip" type="application/zip" hreflang="en" download' in html
        said = f"{round(size / 1000) if size >= 10_000 else round(size / 1000, 1)} kB"
        assert f"<bdi>ZIP</bdi> · <bdi>{said}</bdi>" in html
        assert 'hreflang="fr"' in html


def test_what_is_held_back_comes_in_at_its_moment(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert not any("later" in name for name in kit(site).namelist())
    assert not any(b"secret" in kit(site).read(name) for name in kit(site).namelist())
    report = made(site, now=LATER)
    assert "kit:press/kits/media@en" in report.made
    assert "kit:press/kits/media@fr" not in report.made
    assert "texts/later.txt" in kit(site).namelist()
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"), LATER)[0]


def test_a_kit_is_made_again_when_what_is_in_it_changes(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    changed = edit(site, "press/releases/launch.en.md", "It begins", "It really begins")
    assert changed & KITS == {"kit:press/kits/media@en"}
    assert {"list:press@en#1", "list:press/kits@en#1", "list:press/kits@fr#1"} <= changed  # they state its size
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
    assert edit(site, "pictures/one.png.yaml", "No cropping", "Crop it") & KITS == KITS
    assert edit(site, "files/plan.txt", "A plan", "Two plans") >= KITS
    put(site / "content/pictures/two.png", png(90))
    assert set(made(site).made) >= KITS
    assert "pictures/two.png" in kit(site).namelist()
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_kit_stands_when_something_else_changes(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    changed = edit(site, "articles/other.en.md", "Another matter", "Quite another matter")
    assert changed
    assert not changed & {*KITS, "list:press/kits@en#1"}
    assert not edit(site, "articles/other.en.md", "Not in", "Not at all in") & KITS
    assert not edit(site, "press/index.en.md", "Welcome", "Do come in") & KITS
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_kit_that_was_altered_or_deleted_is_made_again(site: Path) -> None:
    place = site / "output/en/press/kits/media-en.zip"
    whole = place.read_bytes()
    place.write_bytes(whole[:-1])
    assert "kit:press/kits/media@en" in made(site).made
    place.unlink()
    report = made(site)
    assert set(report.made) == {"kit:press/kits/media@en"}
    assert place.read_bytes() == whole


def test_a_kit_that_vanishes_leaves_no_archive_and_no_mention(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = site / "content/press/kits/media.yaml"
    file.write_text(file.read_text() + "languages: [fr]\n")
    made(site)
    assert not (site / "output/en/press/kits/media-en.zip").exists()
    page = (site / "output/en/press/kits/index.html").read_text()
    assert "media-en.zip" not in page
    assert "media-fr.zip" in page
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
    file.write_text(file.read_text() + "draft: true\n")
    made(site)
    assert not list((site / "output").rglob("*.zip"))
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_kit_of_what_is_all_held_back_is_not_there_yet(site: Path) -> None:
    put(site / "content/press/kits/soon.yaml", "title: Soon\nentries: [press/releases/later]\n")
    made(site)
    assert not (site / "output/en/press/kits/soon-en.zip").exists()
    assert "There is nothing to download yet." in (site / "output/en/press/kits/index.html").read_text()
    made(site, now=LATER)
    assert (site / "output/en/press/kits/soon-en.zip").exists()


def test_two_builds_anywhere_give_the_same_bytes(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    scratch = tmp_path_factory.mktemp("elsewhere")
    clean(site, scratch)
    for tag in ("en", "fr", "ar"):
        name = f"output/{tag}/press/kits/media-{tag}.zip"
        assert (scratch / name).read_bytes() == (site / name).read_bytes()


def test_a_picture_in_a_kit_says_nothing_of_its_camera(site: Path) -> None:
    data = bytearray(png(40))
    note = b"tEXtComment\0SERIAL-4711"
    data[33:33] = struct.pack(">L", len(note) - 4) + note + struct.pack(">L", zlib.crc32(note))
    put(site / "content/people/ana/portrait.png", bytes(data))
    made(site)
    assert kit(site).read("pictures/portrait.png") == png(40)


def test_the_audit_looks_into_archives(site: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", 8) as archive:
        archive.writestr("letter.txt", "There is A secret for later in here.")
    put(site / "content/files/letter.zip", packed.getvalue())
    report = made(site)
    assert {problem.code for problem in report.problems} >= {"leak"}
    assert report.failed


def test_explain_tells_why_a_kit_would_be_made(site: Path) -> None:
    request = Request(site, site / "output", NOON)
    assert "would not be made again" in next(explain(request, "en/press/kits/media-en.zip"))
    file = site / "content/press/releases/launch.en.md"
    file.write_text(file.read_text().replace("It begins", "It really begins"))
    told = list(explain(request, "kit:press/kits/media@en"))
    assert told[1] == "  because body:press/releases/launch@en changed"
    assert "  media:pictures/one.png" in told
    assert "  boilerplate:en" in told


KIT = """\
title: {en: Kit, fr: Dossier, ar: ملف}
entries: [pages/about, press/releases/launch]
sections: [articles]
pictures: [pictures]
files: [files]
contacts: [people/ana]
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_edits_of_what_is_in_kits_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    rng, root, now = random.Random(seed), tmp_path / "site", NOON
    small(root)
    put(root / "content/press/kits/all.yaml", KIT)
    made(root)
    told = []
    for _ in range(6):
        for edit in rng.sample(EDITS, rng.choice([1, 1, 2])):
            edit(root, rng)
            told.append(edit.__name__)
        now = another_moment(rng) if rng.random() < 0.3 else now
        expected, whole = clean(root, tmp_path / "clean", now)
        report = made(root, now=now)
        assert report.problems == whole.problems, told
        if whole.failed:
            return
        assert tree(root / "output") == expected, told
        assert made(root, now=now).made == (), told
