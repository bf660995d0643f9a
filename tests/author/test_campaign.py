"""A new campaign: it builds and checks clean in every language that has starter texts, and never over what is there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from build.campaigns import made, page
from click.testing import CliRunner, Result

from portevoix.author.starter import STARTER, Answers, campaign_files, hashtag, markdown, spoken, texts_for
from portevoix.check import gate
from portevoix.cli import main

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AFTER = datetime(2027, 4, 26, 9, tzinfo=UTC)
ALL = "en,fr,es,ar,zh-Hans,ru"


def run(folder: Path, *options: str, typed: str | None = None) -> Result:
    arguments = ["new", "campaign", str(folder), "--now", "2026-11-20 12:00", *options]
    return CliRunner().invoke(main, arguments, input=typed)


def begun(folder: Path, *options: str) -> Path:
    done = run(folder, "--day", "2027-04-26", "--yes", *options)
    assert done.exit_code == 0, done.output
    return folder


def refused(folder: Path, *options: str) -> str:
    before = sorted(folder.parent.rglob("*"))
    done = run(folder, "--yes", *options)
    assert done.exit_code == 2
    assert sorted(folder.parent.rglob("*")) == before
    return done.output


def complaints(root: Path, now: datetime) -> list[str]:
    checked = gate.check(gate.request_for(root, now, 1, now))
    return [f"{one.path}: {one.message}" for one in checked.report.problems]


@pytest.mark.parametrize("languages", ["en", "zh", "ru,en", "es,fr-CA,de", ALL])
def test_a_new_campaign_checks_clean_before_and_after_its_day(tmp_path: Path, languages: str) -> None:
    root = begun(tmp_path / "rain-day", "--languages", languages)
    assert complaints(root, NOW) == []
    assert complaints(root, AFTER) == []


@pytest.mark.parametrize("languages", ["en,ar,zh", "fr,de,en", "ar,en,fr,es,zh-Hans,ru"])
def test_a_new_campaign_of_which_everything_was_said_checks_clean(tmp_path: Path, languages: str) -> None:
    root = begun(
        tmp_path / "rain-day", "--languages", languages, "--name", "Water Day", "--about", "Water is shared",
        "--organisation", "The Water Office", "--email", "press@water.example", "--base-url", "https://water.example/day/",
        "--time-zone", "Asia/Tokyo",
    )  # fmt: skip
    assert complaints(root, NOW) == []
    assert complaints(root, AFTER) == []


def test_the_release_is_held_back_until_the_day(tmp_path: Path) -> None:
    root = begun(tmp_path / "rain-day")
    release = root / "output" / "en" / "press" / "releases" / "on-the-day"
    assert made(root, now=NOW).problems == ()
    assert not release.exists()
    assert made(root, now=AFTER).problems == ()
    assert release.is_dir()


def test_home_shows_a_picture_a_portrait_and_the_event_at_once(tmp_path: Path) -> None:
    root = begun(tmp_path / "rain-day", "--languages", "fr,en")
    made(root, now=NOW)
    home = page(root, "fr")
    assert "picture" in home
    assert "/fr/portraits/first-portrait/" in home
    assert "/fr/rendez-vous/the-day/" in home
    assert "26 avril 2027" in home


@pytest.mark.parametrize(
    "name", ["Rain: a *day* [for] {all} #1 & <b>", "雨の日", "2027", "!?", "’Tis – “rain”", "-", "null", "long " * 60]
)
def test_any_name_stands_in_files_and_pages_as_it_was_said(tmp_path: Path, name: str) -> None:
    root = begun(tmp_path / "day", "--name", name, "--about", name, "--organisation", name)
    settings = yaml.safe_load((root / "content" / "campaign.yaml").read_text())
    shown = (settings["name"]["en"], settings["description"]["en"], settings["organisation"]["name"]["en"])
    assert shown == (name.strip(),) * 3
    assert [problem.message for problem in made(root, now=NOW).problems] == []


def test_every_language_has_the_same_files_and_the_same_words() -> None:
    assert set(spoken()) == set(ALL.split(","))
    files = {tag: {path.relative_to(STARTER / tag) for path in (STARTER / tag).rglob("*.*")} for tag in spoken()}
    assert all(held == files["en"] for held in files.values())
    words = {tag: yaml.safe_load((STARTER / tag / "words.yaml").read_text(encoding="utf-8")) for tag in spoken()}
    for found in words.values():
        assert names(found) - SLUGS == names(words["en"])


SECTIONS = yaml.safe_load((STARTER / "en" / "words.yaml").read_text(encoding="utf-8"))["sections"]
SLUGS = {f"sections.{section}.slug" for section in SECTIONS}


def names(words: object, above: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {above.lstrip(".")}
    return {name for key, value in words.items() for name in names(value, f"{above}.{key}")}


def test_every_entry_that_has_fields_has_a_text() -> None:
    fields = yaml.safe_load((STARTER / "fields.yaml").read_text(encoding="utf-8"))
    assert all((STARTER / "en" / "content" / f"{entry}.md").is_file() for entry in fields)


def test_translations_are_recorded_as_current(tmp_path: Path) -> None:
    root = begun(tmp_path / "day", "--languages", "en,ru")
    done = CliRunner().invoke(main, ["translate", "status", "--root", str(root), "--to-do"])
    assert "every translation is current" in done.output


def test_the_same_answers_make_the_same_files() -> None:
    wanted = Answers("Day", date(2027, 4, 26), ("en", "ar"), "", "", "https://example.org/", "a@example.org", "UTC")
    assert campaign_files(wanted, NOW.date()) == campaign_files(wanted, NOW.date())


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "day" / "content").mkdir(parents=True)
    assert "holds a campaign already" in refused(tmp_path / "day")


def test_what_a_fresh_repository_holds_is_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n")
    done = run(tmp_path, "--yes")
    assert "kept README.md, which was there" in done.output
    assert (tmp_path / "README.md").read_text() == "Ours.\n"
    assert (tmp_path / ".gitignore").is_file()


@pytest.mark.parametrize(
    ("option", "said", "told"),
    [
        ("--day", "soon", "--day: a date like 2026-04-26 is expected here (soon)"),
        ("--day", "2026-11-19", "--day: this day has passed (2026-11-19)"),
        ("--day", "9999-01-01", "--day: this year cannot be meant"),
        ("--languages", "en,xx-99", "--languages: “xx-99” is not a language tag (en,xx-99)"),
        ("--languages", "de,en", "--languages: there are no starter texts in “de” to begin with (de,en)"),
        ("--languages", "en,EN", "--languages: “en” stands there twice (en,EN)"),
        ("--languages", "", "--languages: “” is not a language tag (nothing)"),
        ("--base-url", "https://example.org/?a=1", "--base-url: the site's address holds neither ? nor #"),
        ("--email", "press", "--email: an e-mail address like press@example.org is expected here (press)"),
        ("--time-zone", "Zurich", "--time-zone: there is no time zone “Zurich” (Zurich)"),
        ("--name", " ", "--name: a text is expected here (nothing)"),
    ],
)
def test_a_wrong_answer_is_told_with_its_option_and_a_hint(tmp_path: Path, option: str, said: str, told: str) -> None:
    output = refused(tmp_path / "day", option, said)
    assert f"portevoix: {told}" in output


def test_questions_are_asked_again_until_the_answer_can_be_used(tmp_path: Path) -> None:
    typed = "Rain Day\n\nsoon\n2027-04-26\nfr,en\nLes Pluies\n\n\nEurope/Paris\n"
    done = run(tmp_path / "day", typed=typed)
    assert done.exit_code == 0
    assert "Error: --day: a date like 2026-04-26 is expected here (soon)" in done.output
    settings = yaml.safe_load((tmp_path / "day" / "content" / "campaign.yaml").read_text())
    assert settings["name"] == {"fr": "Rain Day"}
    assert settings["time_zone"] == "Europe/Paris"
    assert list(settings["languages"]) == ["fr", "en"]


def test_a_question_that_an_option_answers_is_not_asked(tmp_path: Path) -> None:
    done = run(tmp_path / "day", "--name", "Rain Day", typed="\n" * 7)
    assert done.exit_code == 0
    assert "The name of the campaign" not in done.output


def test_without_a_keyboard_the_options_are_named(tmp_path: Path) -> None:
    done = run(tmp_path / "day", typed="")
    assert done.exit_code == 2
    assert "answer by --name, or say --yes" in done.output
    assert not (tmp_path / "day").exists()


def test_what_to_do_next_is_told(tmp_path: Path) -> None:
    done = run(tmp_path / "my day", "--yes", "--languages", "en,de")
    assert f"  cd '{tmp_path / 'my day'}'\n  portevoix serve --open" in done.output
    assert "there are no starter texts in de" in done.output


@pytest.mark.parametrize(
    ("tag", "texts"), [("fr-CA", "fr"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-TW", None), ("de", None)]
)
def test_a_language_has_the_texts_that_its_readers_understand(tag: str, texts: str | None) -> None:
    assert texts_for(tag) == texts


def test_a_hashtag_is_made_of_the_words_of_the_name() -> None:
    assert hashtag("a day for rain") == "ADayForRain"
    assert hashtag("2027!") == "OurDay2027"


def test_markdown_in_an_answer_is_shown_and_not_obeyed() -> None:
    assert markdown("*a* [b] <c>") == r"\*a\* \[b\] \<c\>"
