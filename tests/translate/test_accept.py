"""Accepting translations, and seeing which of them lag behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from build.campaigns import NOON, made, put, small
from click.testing import CliRunner, Result

from portevoix.cli import main
from portevoix.model.entry_file import read_entry_file
from portevoix.model.entry_file import source_digest as source_digest_of

FRENCH = "content/articles/first.fr.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small(tmp_path)
    return tmp_path


def run(root: Path, *arguments: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["translate", *arguments, "--root", str(root)])


def states(root: Path, *options: str, **environment: str) -> dict[str, list[str]]:
    done = run(root, "status", "--now", "2027-02-01 12:00", *options, **environment)
    return {row[0]: row[1:] for row in map(str.split, done.output.splitlines()[1:-1])}


def source_digest(root: Path) -> str:
    path = "content/articles/first.en.md"
    data = (root / path).read_bytes()
    found, _ = read_entry_file(data, path, kind="article", facets=["topic"], time_zone="Europe/Zurich")
    assert found is not None
    return source_digest_of(found, data)


def test_every_translation_is_untracked_before_anyone_accepted_it(root: Path) -> None:
    assert states(root)["articles/first"] == ["source", "untracked", "untracked"]
    assert states(root)["articles/second"] == ["source", "missing", "missing"]


def test_one_line_is_written_and_the_translation_is_current(root: Path) -> None:
    before = (root / FRENCH).read_text()
    done = run(root, "accept", FRENCH)
    assert (done.exit_code, done.output) == (
        0, f"{FRENCH} renders content/articles/first.en.md as it is now (it was untracked)\n"
    )  # fmt: skip
    line = f"source_digest: {source_digest(root)}\n"
    assert (root / FRENCH).read_text() == before.replace("title: Premier\n", f"title: Premier\n{line}")
    assert states(root)["articles/first"] == ["source", "current", "untracked"]


def test_line_ends_and_the_byte_order_mark_stay(root: Path) -> None:
    put(root / FRENCH, "\ufeff---\r\ntitle: Premier\r\n---\r\nLe premier.\r\n")
    run(root, "accept", "articles/first")
    expected = f"\ufeff---\r\ntitle: Premier\r\nsource_digest: {source_digest(root)}\r\n---\r\nLe premier.\r\n"
    assert (root / FRENCH).read_bytes() == expected.encode()


def test_a_change_of_the_source_makes_it_stale_and_accepting_again_current(root: Path) -> None:
    run(root, "accept", "articles/first")
    source = root / "content/articles/first.en.md"
    put(source, source.read_text().replace("date: 2027-01-10", "date: 2027-01-11"))
    assert states(root)["articles/first"] == ["source", "current", "current"]
    put(source, source.read_text().replace("The first", "The very first"))
    assert states(root)["articles/first"] == ["source", "stale", "stale"]
    assert "(it was stale)" in run(root, "accept", "articles/first").output
    assert states(root)["articles/first"] == ["source", "current", "current"]
    assert "(it did already)" in run(root, "accept", "articles/first").output


def test_a_file_is_named_as_seen_from_where_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content" / "articles")
    assert run(root, "accept", "first.fr.md").exit_code == 0
    assert states(root)["articles/first"] == ["source", "current", "untracked"]


def test_all_translations_at_once(root: Path) -> None:
    assert run(root, "accept", "--all").exit_code == 0
    assert "untracked" not in run(root, "status").output
    assert not made(root, now=NOON).failed


def test_what_is_no_translation_is_refused_and_the_rest_accepted(root: Path) -> None:
    done = run(root, "accept", "content/articles/first.en.md", "articles/frist", "articles/nothing.fr.md", FRENCH)
    assert done.exit_code == 1
    assert "content/articles/first.en.md: error: this is the original" in done.output
    assert "content/articles/frist: error: there is no such translation [accept-unknown]" in done.output
    assert "did you mean “content/articles/first”?" in done.output
    assert f"{FRENCH} renders" in done.output
    assert "source_digest" not in (root / "content/articles/first.en.md").read_text()


@pytest.mark.parametrize("broken", [FRENCH, "content/articles/first.en.md"])
def test_an_entry_with_errors_is_refused(root: Path, broken: str) -> None:
    put(root / broken, (root / broken).read_text().replace("title: ", "titel: "))
    before = (root / FRENCH).read_bytes()
    done = run(root, "accept", FRENCH)
    assert done.exit_code == 1
    assert "this translation has errors, or its source has [accept-errors]" in done.output
    assert (root / FRENCH).read_bytes() == before


def test_a_front_matter_in_braces_is_left_to_its_author(root: Path) -> None:
    put(root / FRENCH, "---\n{title: Premier}\n---\nLe premier.\n")
    done = run(root, "accept", FRENCH)
    assert done.exit_code == 1
    assert f"hint: write the line yourself: source_digest: {source_digest(root)}" in done.output


def test_one_says_which_translations_are_meant(root: Path) -> None:
    assert run(root, "accept").exit_code == 2
    assert run(root, "accept", "--all", FRENCH).exit_code == 2


def test_nothing_is_accepted_in_ci(root: Path) -> None:
    done = run(root, "accept", "--all", CI="true")
    assert done.exit_code == 2
    assert "source_digest" not in (root / FRENCH).read_text()


def test_the_table_may_show_only_what_there_is_to_do(root: Path) -> None:
    put(root / "content/people/ana.fr.md", "---\ntitle: Ana\n---\nÉcrit.\n")
    put(root / "content/people/ana.ar.md", "---\ntitle: آنا\n---\nتكتب.\n")
    run(root, "accept", "people/ana")
    assert states(root)["people/ana"] == ["source", "current", "current"]
    assert "people/ana" not in states(root, "--to-do")


def test_in_ci_what_is_held_back_is_counted_and_not_named(root: Path) -> None:
    assert "articles/third" in states(root)
    output = run(root, "status", "--now", "2027-02-01 12:00", CI="true").output
    assert "articles/third" not in output
    assert output.endswith("1 held back and not named here\n")


def test_a_campaign_that_cannot_be_read_is_told_in_words(root: Path) -> None:
    put(root / "content/campaign.yaml", "name: [")
    done = run(root, "status")
    assert (done.exit_code, done.output.splitlines()[0]) == (1, "portevoix: the campaign cannot be read")
