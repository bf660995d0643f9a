"""New entries: right from the first, in every kind and language, and never over what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build.campaigns import NOON, made, put, small
from click.testing import CliRunner, Result

from portevoix.cli import main
from portevoix.core.diagnostics import Problem
from portevoix.model.data_file import Around, read_data_file
from portevoix.model.entry_file import read_entry_file, required_text
from portevoix.model.kinds import KINDS

FACETS = ("audience", "country", "role", "topic")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small(tmp_path)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--root", str(root), "--now", "2027-02-01 23:30"])


def refused(root: Path, *arguments: str) -> str:
    before = sorted(root.rglob("*"))
    done = run(root, *arguments)
    assert done.exit_code == 2
    assert sorted(root.rglob("*")) == before
    return done.output


def problems(root: Path) -> list[Problem]:
    return [*made(root, now=NOON).problems, *made(root, root.parent / "preview", drafts=True).problems]


def front(path: Path) -> list[str]:
    """The lines of a front matter that are no comments."""
    return [row for row in path.read_text().split("---\n")[1].splitlines() if row and not row.startswith("#")]


TEXTS = [kind.name for kind in KINDS.values() if not kind.data and not kind.photo]
SHEETS = [kind.name for kind in KINDS.values() if kind.data]


@pytest.mark.parametrize("kind", TEXTS)
def test_a_new_entry_of_every_kind_builds_clean_in_every_language(root: Path, kind: str) -> None:
    done = run(root, kind, "brand-new", "--all-languages")
    place = KINDS[kind].sections[0]
    assert done.output.splitlines() == [f"wrote content/{place}/brand-new.{tag}.md" for tag in ("en", "fr", "ar")]
    assert problems(root) == []
    assert (root.parent / "preview/fr").is_dir()


@pytest.mark.parametrize("kind", SHEETS)
def test_a_new_entry_that_is_data_is_one_file_that_builds_clean(root: Path, kind: str) -> None:
    place = KINDS[kind].sections[0]
    done = run(root, kind, "brand-new", "--all-languages", "--title", "It’s: new")
    assert done.output.splitlines() == [f"wrote content/{place}/brand-new.yaml"]
    assert problems(root) == []
    path = root / f"content/{place}/brand-new.yaml"
    opened = re.sub(r"^# ( *(?:- )?[a-z_]+:)", r"\1", path.read_text(), flags=re.MULTILINE)
    around = Around(kind, FACETS, ("en", "fr", "ar"), "en", "UTC")
    found, wrong = read_data_file(path.read_bytes(), "a.yaml", around)
    assert (list(found), wrong) == (["en", "fr", "ar"], ())
    translated = "title" in required_text(kind)
    assert found["fr" if translated else "en"].meta["title"] == "It’s: new"
    _, wrong = read_data_file(opened.encode(), "a.yaml", around)
    assert {one.code for one in wrong} <= {"value"}
    assert set(KINDS[kind].model.model_fields) <= {"kind", "source_language", "source_digest"} | set(
        re.findall(r"^([a-z_]+):", opened, re.MULTILINE)
    )


def test_data_cannot_be_begun_among_texts(root: Path) -> None:
    done = run(root, "partner", "articles/acme")
    assert done.exit_code == 2
    assert "cannot stand in a folder of texts" in done.output


@pytest.mark.parametrize("kind", TEXTS)
def test_every_field_that_is_offered_is_one_that_the_kind_knows(root: Path, kind: str) -> None:
    run(root, kind, "brand-new", "--lang", "en", "--lang", "fr")
    for tag in ("en", "fr"):
        path = root / f"content/{KINDS[kind].sections[0]}/brand-new.{tag}.md"
        opened = re.sub(r"^# ( *(?:- )?[a-z_]+:)", r"\1", path.read_text(), flags=re.MULTILINE)
        _, found = read_entry_file(opened.encode(), "a.md", kind=kind, facets=FACETS, time_zone="UTC")
        assert {one.code for one in found} <= {"value"}
        offered = set(re.findall(r"^([a-z_]+):", opened, re.MULTILINE))
        known = {"kind", "source_language", "source_digest"} | offered
        if tag == "en":
            assert set(KINDS[kind].model.model_fields) <= known
            assert "topic" in offered
        else:
            assert not {"date", "weight", "embargo", "topic"} & offered


def test_required_fields_are_filled_in_and_it_begins_as_a_draft(root: Path) -> None:
    run(root, "release", "big-news", "--title", 'Big: "news" #1')
    assert front(root / "content/press/releases/big-news.en.md") == [
        'title: "Big: \\"news\\" #1"', "date: 2027-02-01", "draft: true",
    ]  # fmt: skip
    run(root, "event", "evening", "--title", "2027")
    assert front(root / "content/events/evening.en.md") == ['title: "2027"', "start: 2027-02-01 18:00", "draft: true"]
    run(root, "page", "our-day")
    assert front(root / "content/pages/our-day.en.md") == ["title: Our day", "draft: true"]


def test_a_translation_that_nobody_has_written_yet_does_not_count_as_current(root: Path) -> None:
    run(root, "article", "second", "--lang", "fr")
    file = root / "content/articles/second.fr.md"
    assert [row.partition(":")[0] for row in front(file)] == ["title", "draft"]
    file.write_text(file.read_text().replace("draft: true\n", ""))
    table = CliRunner().invoke(main, ["translate", "status", "--root", str(root)]).output
    assert re.search(r"articles/second +source +untracked +missing", table)


def test_a_translation_goes_into_the_folder_of_its_entry(root: Path) -> None:
    put(root / "content/events/fair/index.en.md", "---\ntitle: Fair\nstart: 2027-04-26 10:00\n---\nCome.\n")
    assert run(root, "event", "fair", "--all-languages").output.splitlines() == [
        "wrote content/events/fair/index.fr.md", "wrote content/events/fair/index.ar.md",
    ]  # fmt: skip
    assert problems(root) == []


def test_an_entry_goes_into_the_folder_that_holds_its_pictures(root: Path) -> None:
    put(root / "content/events/fair/notes.txt", "Notes.")
    assert run(root, "event", "fair").output == "wrote content/events/fair/index.en.md\n"
    assert problems(root) == []


def test_an_entry_can_have_a_folder_of_its_own_from_the_first(root: Path) -> None:
    assert run(root, "event", "events/fair/index").output == "wrote content/events/fair/index.en.md\n"
    assert run(root, "event", "gala/index", "--lang", "en").output == "wrote content/events/gala/index.en.md\n"
    assert run(root, "event", "fair/index", "--lang", "fr").output == "wrote content/events/fair/index.fr.md\n"
    assert run(root, "page", "press/index").output == "wrote content/press/index.en.md\n"
    assert problems(root) == []


def test_what_goes_by_the_name_of_a_section_is_told_with_its_kind(root: Path) -> None:
    assert "hint: write: portevoix new person press/contacts/bo" in refused(root, "contact", "bo")


def test_an_entry_of_another_kind_than_its_section_says_so(root: Path) -> None:
    run(root, "article", "pages/opinion", "--all-languages")
    assert "kind: article" in front(root / "content/pages/opinion.en.md")
    assert "kind: article" in front(root / "content/pages/opinion.fr.md")
    assert problems(root) == []


def test_a_section_may_have_a_kind_and_a_language_of_its_own(root: Path) -> None:
    settings = "title: {en: Stories, fr: Récits}\nkind: changemaker\nsource_language: fr\n"
    put(root / "content/stories/section.yaml", settings)
    assert run(root, "changemaker", "stories/ana").output == "wrote content/stories/ana.fr.md\n"
    assert front(root / "content/stories/ana.fr.md") == ["title: Ana", "draft: true"]
    assert problems(root) == []


def test_an_entry_may_be_written_first_in_another_language(root: Path) -> None:
    run(root, "message", "entendre", "--lang", "fr")
    assert "source_language: fr" in front(root / "content/messages/entendre.fr.md")
    run(root, "message", "entendre", "--lang", "en")
    assert "source_language: fr" not in front(root / "content/messages/entendre.en.md")
    assert problems(root) == []


def test_the_front_of_a_section_is_a_page(root: Path) -> None:
    assert "is a folder of entries" in refused(root, "release", "press/releases")
    assert run(root, "page", "press/releases").output == "wrote content/press/releases/index.en.md\n"
    assert problems(root) == []


def test_names_of_every_script_are_names(root: Path) -> None:
    assert run(root, "page", "مرحبا").output == "wrote content/pages/مرحبا.en.md\n"
    assert problems(root) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("article", "first"), "there is already content/articles/first.en.md"),
        (("article", "first", "--lang", "de"), "the campaign does not have the language “de”"),
        (("article", "first", "--all-languages"), "articles/first exists in every language already"),
        (("page", "articles/second", "--lang", "fr"), "content/articles/second.en.md is of the kind article"),
        (("artikle", "new"), "did you mean “article”?"),
        (("article", "My Piece"), "write my-piece"),
        (("article", "my_piece"), "write my-piece"),
        (("article", "piece.fr"), "write piece-fr"),
        (("article", "../outside"), "cannot be part of an address"),
        (("article", "/articles/../../outside"), "cannot be part of an address"),
        (("article", "con"), "cannot be part of an address"),
        (("page", "index"), "is the name of a folder’s own page"),
        (("page", "data/new"), "holds registries"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    root: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(root, *arguments)


def test_all_files_are_written_or_none(root: Path) -> None:
    put(root / "content/articles/fourth.ar.md", "---\ntitle: الرابع\n---\n")
    refused(root, "article", "fourth", "--lang", "en", "--lang", "ar")
    assert not (root / "content/articles/fourth.en.md").exists()


def test_the_same_name_in_another_case_is_refused(root: Path) -> None:
    put(root / "content/articles/Fifth.en.md", "---\ntitle: Fifth\ndate: 2027-01-01\n---\n")
    assert "there is already content/articles/Fifth.en.md" in refused(root, "article", "fifth")


def test_a_translation_of_an_original_with_errors_is_refused(root: Path) -> None:
    put(root / "content/articles/fifth.en.md", "---\ntitel: Fifth\n---\n")
    assert "content/articles/fifth.en.md has errors" in refused(root, "article", "fifth", "--lang", "fr")


def test_without_a_campaign_one_is_told_where_to_go(tmp_path: Path) -> None:
    assert "there is no campaign in" in refused(tmp_path, "page", "about")


def test_the_help_names_every_kind() -> None:
    said = CliRunner().invoke(main, ["new", "--help"]).output
    assert all(re.search(rf"\b{kind}\b", said) for kind in KINDS)
