"""The quality gate: each rule finds what it is for, where an author can mend it, and nothing in a sound campaign."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from build.campaigns import NOON, png, put, write
from click.testing import CliRunner, Result

from portevoix.check.gate import Checked, check, request_for
from portevoix.check.rules import RULES
from portevoix.cli import main
from portevoix.core.diagnostics import Problem

DOCS = Path(__file__).parents[2] / "docs" / "check.md"

CAMPAIGN = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
description: {en: A day., fr: Un jour.}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
objectives:
  - id: reach
    text: {en: Reach people.}
    audiences: [youth]
    indicators: [{en: People reached}]
-- content/data/audiences.yaml --
youth: {name: {en: Youth, fr: Jeunes}}
elders: {name: {en: Elders, fr: Aînés}}
-- content/messages/section.yaml --
title: {en: Messages, fr: Messages}
-- content/messages/voice.en.md --
---
title: Voice
audience: [youth]
---
Speak.
-- content/pages/about.en.md --
---
title: About
---
We are [here](#who), and [there](other.en.md#where), and [home](https://example.org/day/en/).

## Who

![A square](../pictures/one.png) ![](../pictures/one.png){.decorative}
-- content/pages/about.fr.md --
---
title: À propos
---
Nous sommes [ici](#who) et [là](other.en.md#where).

## Qui
-- content/pages/other.en.md --
---
title: Other
---
Text.

## Where
"""


def sound(root: Path) -> None:
    write(root, CAMPAIGN)
    put(root / "content/pictures/one.png", png(10))


def checked(root: Path) -> Checked:
    return check(request_for(root, NOON, jobs=1))


def problems(root: Path) -> list[Problem]:
    return list(checked(root).report.problems)


def add(path: Path, text: str) -> None:
    put(path, path.read_text() + text)


def brief(found: list[Problem]) -> list[tuple[str, str, int, int, str]]:
    return [(one.code, one.path.removeprefix("content/"), one.line, one.column, one.found) for one in found]


def test_a_sound_campaign_passes(tmp_path: Path) -> None:
    sound(tmp_path)
    done = checked(tmp_path)
    assert done.report.problems == ()
    assert done.built
    assert done.pages > 8


def test_a_link_to_an_address_at_which_nothing_stands(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\nSee [it](https://example.org/day/en/gone/).\n")
    address = "https://example.org/day/en/gone/"
    assert brief(problems(tmp_path)) == [("link-broken", "pages/about.en.md", 10, 10, address)]


def test_a_link_without_its_last_slash_gets_a_hint(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\nSee [it](https://example.org/day/en/other).\n")
    assert [(one.code, one.hint) for one in problems(tmp_path)] == [("link-broken", "write it with / at its end")]


def test_other_sites_are_not_visited(tmp_path: Path) -> None:
    sound(tmp_path)
    outside = "[a](https://example.com/x) [b](https://example.org/elsewhere/) [c](mailto:a@example.org) [d](tel:+41)"
    add(tmp_path / "content/pages/about.en.md", f"\n{outside}\n")
    assert problems(tmp_path) == []


def footer(root: Path, markup: str) -> None:
    put(root / "themes/mine/theme.yaml", "name: mine\nextends: base\n")
    put(root / "themes/mine/templates/partials/footer.html", f"<footer>\n{markup}\n</footer>")
    add(root / "content/campaign.yaml", "theme: mine\n")


def test_a_broken_link_of_a_template_is_told_once_in_the_template(tmp_path: Path) -> None:
    sound(tmp_path)
    footer(tmp_path, '<a href="/day/nowhere/">Nowhere</a> <a href="/en/">Out of the site</a>')
    assert [(one.code, one.path, one.line, one.found) for one in problems(tmp_path)] == [
        ("link-broken", "themes/mine/templates/partials/footer.html", 2, "/day/nowhere/"),
        ("link-broken", "themes/mine/templates/partials/footer.html", 2, "/en/"),
    ]


def test_what_a_template_makes_up_is_told_once_with_the_number_of_pages(tmp_path: Path) -> None:
    sound(tmp_path)
    footer(tmp_path, '<a href="{{ site.url }}{{ "gone" }}/">Gone</a>')
    found = [one for one in problems(tmp_path) if one.found == "/day/en/gone/"]
    assert [one.line for one in found] == [0]
    assert re.search(r"on /\S+ and \d+ more$", found[0].message)


def test_a_part_of_a_page_that_is_not_there(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\n`#whom` [a](#whom) [b](other.en.md#nowhere)\n")
    assert brief(problems(tmp_path)) == [
        ("anchor-missing", "pages/about.en.md", 10, 13, "#whom"),
        ("anchor-missing", "pages/about.en.md", 10, 24, "#nowhere"),
    ]
    assert problems(tmp_path)[0].hint == "did you mean “who”?"


def test_the_same_part_may_be_there_on_one_page_and_missing_on_another(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\n[a](other.en.md#who)\n[b](#who)\n")
    assert brief(problems(tmp_path)) == [("anchor-missing", "pages/about.en.md", 10, 5, "#who")]


def test_a_link_without_words(tmp_path: Path) -> None:
    sound(tmp_path)
    add(
        tmp_path / "content/pages/about.en.md",
        "\nSee [![](../pictures/one.png){.decorative}](https://example.com/x).\n",
    )
    assert brief(problems(tmp_path)) == [("link-nameless", "pages/about.en.md", 10, 45, "https://example.com/x")]


def test_a_picture_without_alternative_text(tmp_path: Path) -> None:
    sound(tmp_path)
    put(tmp_path / "content/pictures/two.png", png(90))
    add(tmp_path / "content/pages/other.en.md", "\nLook: ![](../pictures/two.png)\n")
    found = problems(tmp_path)
    assert brief(found) == [("alt-missing", "pages/other.en.md", 8, 23, "pictures/two.png")]
    sidecar = "content/pictures/two.png.yaml"
    assert found[0].hint.startswith(f"make a file {sidecar} with the line “alt: {{en: …}}”")
    put(tmp_path / sidecar, "creator: Ana\n")
    assert problems(tmp_path)[0].hint.startswith(f"add a line “alt: {{en: …}}” to {sidecar}")
    put(tmp_path / sidecar, "alt: {en: A square}\n")
    assert problems(tmp_path) == []


def test_an_alternative_text_in_another_language_only(tmp_path: Path) -> None:
    sound(tmp_path)
    put(tmp_path / "content/pictures/one.png.yaml", "creator: Ana\nalt: {en: A square}\n")
    add(tmp_path / "content/pages/about.fr.md", "\n![](../pictures/one.png)\n")
    add(tmp_path / "content/pages/other.en.md", "\n![](../pictures/one.png)\n")
    found = problems(tmp_path)
    assert brief(found) == [("alt-missing", "pictures/one.png.yaml", 2, 6, "pictures/one.png")]
    assert "“fr”" in found[0].message
    assert found[0].hint.startswith("add “fr: …” below “alt” in content/pictures/one.png.yaml")
    add(tmp_path / "content/pictures/one.png.yaml", "caption: {en: One}\n")
    put(tmp_path / "content/pictures/one.png.yaml", "alt: {en: A square, fr: Un carré}\n")
    assert problems(tmp_path) == []


def test_a_decorative_picture_needs_no_alternative_text(tmp_path: Path) -> None:
    sound(tmp_path)
    put(tmp_path / "content/pictures/two.png", png(90))
    put(tmp_path / "content/pictures/two.png.yaml", "decorative: true\n")
    add(tmp_path / "content/pages/other.en.md", "\n![](../pictures/two.png)\n")
    assert problems(tmp_path) == []


def test_the_picture_of_an_entry_without_alternative_text(tmp_path: Path) -> None:
    sound(tmp_path)
    put(tmp_path / "content/pictures/two.png", png(90))
    path = tmp_path / "content/messages/voice.en.md"
    put(path, path.read_text().replace("title: Voice\n", "title: Voice\npicture: ../pictures/two.png\n"))
    assert brief(problems(tmp_path)) == [("alt-missing", "messages/voice.en.md", 3, 22, "pictures/two.png")]


def test_a_tag_without_alt_in_a_template(tmp_path: Path) -> None:
    sound(tmp_path)
    footer(tmp_path, '<img src="{{ asset("icon.svg") }}"> <img src="{{ asset("icon.svg") }}" alt="">')
    assert [(one.code, one.line) for one in problems(tmp_path)] == [("alt-missing", 0)]


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", '\n<span id="spot">One</span> <span id="spot">two</span>\n')
    assert brief(problems(tmp_path)) == [("id-twice", "pages/about.en.md", 10, 7, "spot")]


def test_pages_without_title_or_description(tmp_path: Path) -> None:
    sound(tmp_path)
    path = tmp_path / "content/campaign.yaml"
    put(path, path.read_text().replace("description: {en: A day., fr: Un jour.}\n", ""))
    put(tmp_path / "content/pages/blank.en.md", "---\ntitle: Blank\n---\n")
    put(tmp_path / "themes/mine/theme.yaml", "name: mine\nextends: base\n")
    layout = '<!DOCTYPE html>\n<html lang="en">\n<title></title>\n<meta name="description" content="A message">\n'
    put(tmp_path / "themes/mine/templates/message.html", layout)
    add(tmp_path / "content/campaign.yaml", "theme: mine\n")
    assert [(one.code, one.path, one.line) for one in problems(tmp_path)] == [
        ("description-missing", "content/campaign.yaml", 1),
        ("description-missing", "content/messages/section.yaml", 1),
        ("description-missing", "content/pages/blank.en.md", 2),
        ("title-missing", "themes/mine/templates/message.html", 3),
    ]


def test_headings_without_words_or_that_skip_a_level(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/other.en.md", "\n#### “Deep” {#deep}\n\nText.\n\n<h2></h2>\n")
    assert brief(problems(tmp_path)) == [
        ("heading-skips", "pages/other.en.md", 8, 1, "“Deep”"),
        ("heading-empty", "pages/other.en.md", 12, 1, "level 2"),
    ]


def test_a_section_without_a_title_in_a_language(tmp_path: Path) -> None:
    sound(tmp_path)
    put(tmp_path / "content/messages/section.yaml", "title: {en: Messages}\n")
    put(tmp_path / "content/stories/first.en.md", "---\ntitle: First\n---\nOnce.\n")
    put(tmp_path / "content/stories/first.fr.md", "---\ntitle: Premier\n---\nUne fois.\n")
    put(tmp_path / "content/messages/voice.fr.md", "---\ntitle: Voix\n---\nParlez.\n")
    found = problems(tmp_path)
    assert ("section-title", "content/stories/section.yaml") in {(one.code, one.path) for one in found}
    assert all("“fr”" in one.message and one.severity == "warning" for one in found)


def test_a_topic_without_a_name_in_a_language(tmp_path: Path) -> None:
    sound(tmp_path)
    path = tmp_path / "content/campaign.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "facets: {topic: {registry: topics}}\n", encoding="utf-8")
    put(tmp_path / "content/data/topics.yaml", "water: {name: {en: Water}}\nair: {name: {en: Air}}\n")
    for language, title in (("en", "First"), ("fr", "Premier")):
        topic = "topic: [water]\n" if language == "en" else ""
        put(tmp_path / f"content/pages/first.{language}.md", f"---\ntitle: {title}\n{topic}---\nOnce.\n")
    found = [one for one in problems(tmp_path) if one.code == "value-name"]
    assert [(one.path, one.line, one.found) for one in found] == [("content/data/topics.yaml", 1, "water")]
    assert "“fr”" in found[0].message


def test_a_translation_that_lags_behind(tmp_path: Path) -> None:
    sound(tmp_path)
    path = tmp_path / "content/pages/about.fr.md"
    put(path, path.read_text().replace("---\nNous", f"source_digest: {'0' * 32}\n---\nNous"))
    assert brief(problems(tmp_path)) == [("translation-stale", "pages/about.fr.md", 3, 16, "")]
    assert not checked(tmp_path).report.failed


def test_the_brief(tmp_path: Path) -> None:
    sound(tmp_path)
    path = tmp_path / "content/campaign.yaml"
    put(path, path.read_text().replace("[youth]", "[youth, elders, elder]"))
    assert brief(problems(tmp_path)) == [
        ("brief-message", "campaign.yaml", 9, 24, "elders"),
        ("brief-audience", "campaign.yaml", 9, 32, "elder"),
    ]


def test_a_security_txt_that_has_expired_is_told_from_that_moment_on(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/campaign.yaml", "security: {contact: a@example.org, expires: 2027-02-01 12:00}\n")
    told = [one for one in problems(tmp_path) if one.code == "security-expired"]
    assert [(one.path, one.line, one.severity) for one in told] == [("content/campaign.yaml", 11, "warning")]
    before = request_for(tmp_path, NOON - timedelta(seconds=1), jobs=1)
    assert not [one for one in check(before).report.problems if one.code == "security-expired"]


def test_what_the_build_says_is_told_too_and_no_page_is_read_when_it_fails(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\n[gone](gone.md)\n")
    more = "  - {id: more, text: {en: More.}, audiences: [nobody], indicators: [{en: Some}]}\n"
    add(tmp_path / "content/campaign.yaml", more)
    done = checked(tmp_path)
    assert [one.code for one in done.report.problems] == ["brief-audience", "link-target"]
    assert (done.built, done.pages) == (False, 0)


def run(root: Path, *options: str, **environment: str) -> Result:
    arguments = ["check", "--root", str(root), "--now", "2027-02-01 12:00", *options]
    return CliRunner(env=environment).invoke(main, arguments)


def test_the_verb_ends_with_1_for_errors_and_with_0_for_warnings(tmp_path: Path) -> None:
    sound(tmp_path)
    assert run(tmp_path).exit_code == 0
    assert "nothing to mend" in run(tmp_path).output
    path = tmp_path / "content/campaign.yaml"
    put(path, path.read_text().replace("[youth]", "[youth, elders]"))
    assert run(tmp_path).exit_code == 0
    put(path, path.read_text().replace("elders]", "nobody]"))
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "content/campaign.yaml:9:24: error: there is no such audience (nobody) [brief-audience]" in done.output
    assert "the site was left" not in done.output


def test_the_output_is_not_touched(tmp_path: Path) -> None:
    sound(tmp_path)
    run(tmp_path)
    assert not (tmp_path / "output").exists()


def test_for_tools_the_problems_come_as_json_and_for_github(tmp_path: Path) -> None:
    sound(tmp_path)
    add(tmp_path / "content/pages/about.en.md", "\n[a](#whom)\n")
    rows = [json.loads(line) for line in run(tmp_path, "--format", "json").output.splitlines()]
    assert rows[0]["code"] == "anchor-missing"
    assert rows[-1]["summary"]["failed"]
    assert run(tmp_path, "--format", "github").output.startswith("::error file=content/pages/about.en.md,line=10")


def test_in_ci_nothing_is_said_of_what_is_held_back(tmp_path: Path) -> None:
    sound(tmp_path)
    held = "---\ntitle: Codename\nembargo: 2027-03-01\n---\nSecret.\n"
    put(tmp_path / "content/pages/codename.en.md", held)
    put(tmp_path / "content/pages/codename.fr.md", f"---\ntitle: Nom\nsource_digest: {'0' * 32}\n---\nSecret.\n")
    assert "codename" in run(tmp_path).output
    output = run(tmp_path, CI="true").output
    assert "held back" in output
    assert "codename" not in output.lower()


def test_a_second_check_reads_but_does_not_build_again(tmp_path: Path) -> None:
    sound(tmp_path)
    assert checked(tmp_path).report.made
    assert not checked(tmp_path).report.made


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_processes_changes_nothing(tmp_path: Path, jobs: int) -> None:
    sound(tmp_path)
    for number in range(130):
        put(tmp_path / f"content/pages/p{number}.en.md", f"---\ntitle: P{number}\n---\n[x](#gone{number})\n")
    found = check(request_for(tmp_path, NOON, jobs=jobs)).report.problems
    assert [one.found for one in found] == [f"#gone{number}" for number in sorted(range(130), key=lambda n: f"p{n}.")]


def test_every_rule_is_documented_and_nothing_else_is() -> None:
    codes = re.findall(r"^## `([a-z-]+)`", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert codes == [rule.code for rule in RULES]
