"""What a hostile file, a careless author or a curious reader tries: nothing hidden shows, nothing breaks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from build.campaigns import made, png, put, tree, write
from click.testing import CliRunner

from portevoix.cli import main

NOW = "2027-02-01 12:00+00:00"
LATER = "embargo: 2027-05-01 10:00\n"
CAMPAIGN = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/
source_language: en
languages: {en: , fr: }
theme: THEME
-- content/data/topics.yaml --
health: {name: {en: Health, fr: Santé}}
energy: {name: {en: Energy, fr: Énergie}}
-- content/index.en.md --
---
title: Home
---
Hello.
"""


def article(name: str, front: str = "", body: str = "Text.", *, place: str = "articles", language: str = "en") -> str:
    day = "date: 2027-01-01\n" if language == "en" and place == "articles" else ""
    return f"-- content/{place}/{name}.{language}.md --\n---\ntitle: About {name}\n{day}{front}---\n{body}\n"


def campaign(root: Path, *files: str, theme: str = "base") -> Path:
    write(root, CAMPAIGN.replace("THEME", theme) + article("public") + "".join(files))
    return root


def run(root: Path, *words: str, ci: bool = False, now: str = NOW) -> str:
    """What the command line says; an error that is not one of ours is raised."""
    jobs = ("--jobs", "1") if words[0] in ("build", "check", "explain") else ()
    result = CliRunner().invoke(
        main, [*words, "--root", str(root), "--now", now, *jobs], env={"CI": "true" if ci else None}
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def places_of(folder: Path, needle: str) -> list[str]:
    """The files below ``folder`` that hold ``needle`` or are called so."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if needle in path.relative_to(folder).as_posix() or (path.is_file() and needle.encode() in path.read_bytes())
    ]


SECTION = "-- content/launch/section.yaml --\ntitle: {en: Secretive}\nfeed: true\n"


@pytest.mark.parametrize("held", ["embargo: 2027-05-01 10:00\n", "draft: true\n", "expires_at: 2027-01-05 10:00\n"])
@pytest.mark.parametrize("member", ["", article("member", place="launch")])
def test_the_own_page_of_a_hidden_section_is_hidden_with_it(held: str, member: str, tmp_path: Path) -> None:
    front = article("index", "", "Secretive words.", place="launch")
    root = campaign(tmp_path, SECTION + held, front, article("index", place="launch", language="fr"), member)
    run(root, "build")
    assert places_of(root / "output", "Secretive") == places_of(root / "output", "launch") == []
    assert places_of(root / ".portevoix/store", "Secretive") == []


def test_the_own_page_of_a_section_inside_a_hidden_one_is_hidden_too(tmp_path: Path) -> None:
    root = campaign(tmp_path, SECTION + LATER, article("index", "", "Secretive.", place="launch/inner"))
    run(root, "build")
    assert places_of(root / "output", "Secretive") == places_of(root / "output", "launch") == []


def test_a_hidden_page_of_a_section_lends_no_words_to_the_addresses_below_it(tmp_path: Path) -> None:
    front = article("index", "slug: secretive\ndraft: true\n", place="launch")
    root = campaign(tmp_path, front, article("member", place="launch"))
    run(root, "build")
    assert places_of(root / "output", "secretive") == []


@pytest.mark.parametrize("field", ["embargo:", "publish_at: ~", "expires_at:"])
@pytest.mark.parametrize("section", [False, True])
def test_a_moment_that_is_named_and_not_told_publishes_nothing(field: str, section: bool, tmp_path: Path) -> None:
    settings = f"-- content/articles/section.yaml --\n{field}\n"
    root = campaign(tmp_path, settings if section else article("secretive", field + "\n"))
    assert field.partition(":")[0] in run(root, "build")
    assert places_of(root / "output", "secretive") == places_of(root / "output", "About public") == []


HIDDEN = (
    article("hidden", f"{LATER}topic: [health]\naliases: [old/]\n", "See [public](public.en.md)."),
    article("hidden", language="fr"),
    article("referring", "draft: true\n", language="fr"),
    article("other", "draft: true\ntopic: [health, energy]\n", place="pages"),
    SECTION + LATER,
    article("index", place="launch"),
    article("member", place="launch"),
    *(article(f"past-{number}", "topic: [energy]\nexpires_at: 2027-01-05\n") for number in range(25)),
)


def test_the_site_is_the_one_in_which_what_is_hidden_was_never_written(tmp_path: Path) -> None:
    """No count, pager, list page, filter, feed, sitemap, address or file tells that there is more."""
    with_it = campaign(
        tmp_path / "with",
        *HIDDEN,
        article("referring", "topic: [energy]\nsee_also: [articles/hidden]\n", "A [link](hidden.en.md)."),
    )
    without = campaign(tmp_path / "without", article("referring", "topic: [energy]\n", "A link."))
    run(with_it, "build")
    run(without, "build")
    assert tree(with_it / "output") == tree(without / "output")


def test_public_pages_show_no_picture_or_file_of_a_hidden_folder(tmp_path: Path) -> None:
    body = (
        "![s](secret/kestrel.png) [one](secret/plan.txt) [two](secret/more/deep.png)\n\n"
        "/// download\n    file: secret/plan.txt\n///\n\n/// gallery\n    pictures: [secret/kestrel.png]\n///\n\n"
        "/// figure\n    picture: secret/more/deep.png\n///\n"
    )
    raw = '<img src="../articles/secret/kestrel.png"> <video poster="../articles/secret/kestrel.png"></video>'
    root = campaign(
        tmp_path,
        article("secret/index", LATER),
        "-- content/articles/secret/plan.txt --\nConfidential\n",
        "-- content/articles/secret/kestrel.png.yaml --\nalt: {en: Confidential}\ncaption: {en: Confidential}\n",
        article("shows", "picture: secret/kestrel.png\n", body),
        article("raw", "", raw, place="pages"),
    )
    put(root / "content/articles/secret/kestrel.png", png(3))
    put(root / "content/articles/secret/more/deep.png", png(9))
    assert "target-hidden" in run(root, "build")
    for needle in ("Confidential", "kestrel", "deep", "plan.txt", "secret/"):
        assert places_of(root / "output", needle) == []
    assert places_of(root / ".portevoix/store", "Confidential") == []


@pytest.mark.parametrize("now", ["2027-04-01 10:00", "2027-06-01 10:00"])
def test_a_look_into_the_future_leaves_nothing_in_the_store_that_machines_share(now: str, tmp_path: Path) -> None:
    root = campaign(tmp_path, article("s/index", LATER, "Confidential [plan](plan.txt)."))
    put(root / "content/articles/s/plan.txt", "Confidential")
    run(root, "build", "--drafts", "--output", str(tmp_path / "preview"))
    run(root, "build", now=now)
    run(root, "check", now=now)
    assert places_of(root / ".portevoix/store", "Confidential") == []


@pytest.mark.parametrize("output", ["output", "output/preview", "content/preview"])
def test_a_preview_goes_nowhere_near_what_is_deployed(output: str, tmp_path: Path) -> None:
    root = campaign(tmp_path, article("secretive", "draft: true\n"))
    run(root, "build")
    run(root, "build", "--drafts", "--output", str(root / output))
    assert places_of(root / "output", "secretive") == []


UNREADABLE = "-- content/articles/secretive.en.md --\n---\ntitle: Hush\nembargo: 2027-05-01 10:00\nHush\n"
INSIDE = article("secretive/index", LATER)
SEEN_BY_ALL = {
    "front matter without end": UNREADABLE,
    "translation of what cannot be read": UNREADABLE + article("secretive", "nonsense: Hush\n", language="fr"),
    "sidecar without picture": INSIDE + "-- content/articles/secretive/hush.png.yaml --\nalt: {en: Hush}\n",
    "undeclared language": INSIDE + "-- content/articles/secretive/hush.de.md --\nHush\n",
    "picture that is none": INSIDE + "-- content/articles/secretive/hush.png --\nHush\n",
    "misspelt reference": article("secretive", LATER) + article("near", "see_also: [articles/secretve]\n"),
    "misspelt link": article("secretive", LATER) + article("near", "", "[x](secrative.en.md)"),
    "same address": article("secretive", LATER + "slug: same\n") + article("zebra", "slug: same\n"),
    "reference": article("secretive", LATER) + article("near", "", "[x](secretive.en.md)"),
}


@pytest.mark.parametrize("style", ["text", "json", "github"])
@pytest.mark.parametrize("what", SEEN_BY_ALL)
def test_logs_of_ci_do_not_name_what_is_hidden(what: str, style: str, tmp_path: Path) -> None:
    root = campaign(tmp_path, SEEN_BY_ALL[what])
    for verb in ("build", "check"):
        said = run(root, verb, "--format", style, ci=True)
        assert not [line for line in said.splitlines() if "secretive" in line or "ush" in line]


@pytest.mark.parametrize("words", [["build"], ["check"], ["build", "--drafts", "--output", "preview"]])
def test_logs_of_ci_do_not_name_what_is_not_public_in_fact(words: list[str], tmp_path: Path) -> None:
    """Whatever moment the site is shown at, and with drafts or without."""
    body = "[x](nowhere-hush.en.md) ![hush](hush.png)"
    root = campaign(tmp_path, article("secretive", "embargo: 2097-01-01 10:00\n", body))
    if "--output" in words:
        words = [*words[:-1], str(tmp_path / "preview")]
    said = run(root, *words, ci=True, now="2097-02-01 10:00")
    assert "error" in said
    assert not [line for line in said.splitlines() if "secretive" in line or "ush" in line]


def test_explaining_in_ci_names_nothing_that_is_hidden(tmp_path: Path) -> None:
    root = campaign(tmp_path, SEEN_BY_ALL["reference"])
    run(root, "build", ci=True)
    assert "secretive" not in run(root, "explain", "/en/articles/near/", ci=True)


CLASHING = ("feed.xml", "404.html/x", "articles/feed.xml/x", "articles/public/index.html/x", "INDEX.HTML")


@pytest.mark.parametrize("alias", [*CLASHING, "x" * 300, "é" * 140])
def test_a_former_address_that_cannot_stand_beside_the_others_is_told(alias: str, tmp_path: Path) -> None:
    root = campaign(tmp_path, article("moved", f'aliases: ["{alias}"]\n'))
    assert "content/articles/moved.en.md" in run(root, "build")
    assert not (root / "output").exists()


def test_a_slug_that_no_disk_can_store_is_told(tmp_path: Path) -> None:
    root = campaign(tmp_path, article("long", f"slug: {'x' * 300}\n"))
    assert "content/articles/long.en.md" in run(root, "build")


@pytest.mark.parametrize(
    "expression",
    [
        "page.entry.date.today()",
        "entries(kind='event')[0].start.now()",
        "entries(kind='event')[0].start.astimezone()",
        "page.entry.date|attr('today')()",
        "entries",
    ],
)
def test_templates_cannot_ask_the_machine_for_the_time_or_for_addresses(expression: str, tmp_path: Path) -> None:
    root = campaign(
        tmp_path,
        "-- themes/mine/theme.yaml --\nname: mine\nextends: base\n",
        f"-- themes/mine/templates/article.html --\n<p>{{{{ {expression} }}}}</p>\n",
        "-- content/events/one.en.md --\n---\ntitle: One\nstart: 2027-01-03 10:00\n---\nText.\n",
        theme="mine",
    )
    assert "themes/mine/templates/article.html:1" in run(root, "build")


@pytest.mark.parametrize("asked", ["link('articles/hidden')", "entries(topic='health')", "entries(within='launch')"])
def test_a_theme_that_asks_for_what_is_hidden_is_told_that_there_is_nothing(asked: str, tmp_path: Path) -> None:
    root = campaign(
        tmp_path,
        "-- themes/mine/theme.yaml --\nname: mine\nextends: base\n",
        f"-- themes/mine/templates/article.html --\n<p>{{{{ {asked} or 'nothing' }}}}</p>\n",
        *HIDDEN,
        article("referring"),
        theme="mine",
    )
    run(root, "build")
    assert (root / "output/en/articles/public/index.html").read_text() == "<p>nothing</p>"


@pytest.mark.parametrize("now", ["9999-12-31 23:59-12:00", "0001-01-01 00:00+14:00"])
def test_a_moment_outside_of_every_calendar_is_refused_in_words(now: str, tmp_path: Path) -> None:
    assert "--now" in run(campaign(tmp_path), "build", now=now)


FOLDED = "alt: {en: A hall}\ncaption:\n  en: >\n    The water board of\n    Kisumu signs\n"


@pytest.mark.parametrize("title", ["The water board of Kisumu signs", "Annual reports"])
def test_what_public_files_say_as_well_is_no_leak(title: str, tmp_path: Path) -> None:
    root = campaign(
        tmp_path,
        f"-- content/pages/hidden.en.md --\n---\ntitle: {title}\ndraft: true\n---\nText.\n",
        f"-- content/hall.png.yaml --\n{FOLDED}",
        article("hall", "", "/// figure\n    picture: ../hall.png\n///\n", place="pages"),
        article("one", place="annual-reports"),
    )
    put(root / "content/hall.png", png(1))
    assert "leak" not in run(root, "build")


def test_an_entry_that_is_hidden_again_is_gone_also_when_the_output_was_tampered_with(tmp_path: Path) -> None:
    now = datetime(2027, 2, 1, tzinfo=UTC)
    root = campaign(tmp_path / "site", article("secretive"))
    made(root, now=now)
    outside = tmp_path / "outside"
    (root / "output/en/articles").rename(outside)
    (root / "output/en/articles").symlink_to(outside)
    (root / "output/.portevoix.json").write_text('{"files": {"../content/campaign.yaml": "00"}}')
    text = (root / "content/articles/secretive.en.md").read_text()
    put(root / "content/articles/secretive.en.md", text.replace("---\n", "---\nwithdrawn: true\n", 1))
    assert not made(root, now=now).failed
    assert places_of(root / "output", "secretive") == []
    assert (root / "content/campaign.yaml").exists()
    assert (outside / "secretive/index.html").exists()
