"""Problems as the pages are told them: no more than one can read, and links that open the editor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build.campaigns import put
from serve.previews import BASE, campaign, serving, until

from portevoix.build.report import Report, tell
from portevoix.build.request import Request, moment_of
from portevoix.core.diagnostics import LONG, Problem, excerpt, show
from portevoix.core.errors import UsageError
from portevoix.serve.problems import MOST, editor_form, to_show


def test_thousands_of_mistakes_in_one_line_are_told_in_few_words(tmp_path: Path) -> None:
    root = tmp_path / "site"
    campaign(root)
    line = "".join(f"[text {number} and so on and so forth, on and on](no{number}.en.md) " for number in range(2500))
    put(root / "content/pages/about.en.md", f"---\ntitle: About\n---\n{line}\n")
    with serving(root) as served:
        until(lambda: served.status()["problems"], "problems")
        answer = served.get("/__portevoix__/status")
        assert len(answer.body) < 200_000
        problems = json.loads(answer.body)["problems"]
        assert len(problems) == MOST + 1
        assert problems[-1]["message"] == f"and {2500 - MOST} more"
        for problem in problems[:-1]:
            assert line[problem["column"] - 1] == problem["row"][problem["mark"] - 1]
            assert len(problem["row"]) <= LONG + 2
        until(lambda: served.said().count("[link-target]") >= 2500, "all of them in the terminal")
        assert served.get(f"{BASE}en/").status in (404, 503)


def test_of_very_many_problems_the_gravest_are_told(tmp_path: Path) -> None:
    campaign(tmp_path)
    warnings = [Problem("content/x.en.md", 1, 1, "x", "mind this", severity="warning")] * (MOST + 5)
    error = Problem("content/y.en.md", 1, 1, "y", "this is wrong")
    request = Request(tmp_path, tmp_path / "output", moment_of(None, tmp_path), False)
    shown = to_show([*warnings, error], request)
    assert shown[0]["message"] == "this is wrong"
    assert [shown[-1][name] for name in ("message", "severity")] == ["and 6 more", "warning"]
    assert [one["code"] for one in to_show([*warnings[:3], error], request)] == ["x", "x", "x", "y"]


def test_what_was_wrong_is_told_when_the_content_has_gone_meanwhile(tmp_path: Path) -> None:
    """Another branch is being put there."""
    campaign(tmp_path)
    problem = Problem("content/index.en.md", 2, 1, "x", "this is wrong")
    request = Request(tmp_path, tmp_path / "output", moment_of(None, tmp_path), False)
    (told,) = to_show([problem], request)
    assert (told["row"], bool(told["editor"])) == ("title: Home", True)
    (tmp_path / "content").rename(tmp_path / "before")
    (told,) = to_show([problem], request)
    assert (told["message"], told["row"], told["editor"]) == ("this is wrong", None, None)
    said: list[str] = []
    tell(Report(problems=(problem,)), request, "text", write=said.append)
    assert any("this is wrong" in line for line in said)


def test_what_a_problem_quotes_is_not_told_whole(tmp_path: Path) -> None:
    campaign(tmp_path)
    pasted = "data:image/png;base64," + "A" * 200_000
    problem = Problem("content/index.en.md", 1, 1, "x", f"no picture {pasted}", pasted, f"leave out {pasted}")
    request = Request(tmp_path, tmp_path / "output", moment_of(None, tmp_path), False)
    assert len(json.dumps(to_show([problem], request))) < 10 * LONG
    assert len(show(problem)) < 10 * LONG


@pytest.mark.parametrize("column", [1, 2, 99, 100, 101, 150, 900, 950, 999, 1000])
def test_of_a_long_line_the_part_around_the_column_is_shown(column: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(1000))
    row = excerpt(line, column)
    assert row.text[row.column - 1] == line[column - 1]
    assert len(row.text.strip("…")) == LONG
    assert row.text.startswith("…") or line.startswith(row.text[:LONG])
    told = show(Problem("content/x.en.md", 1, column, "x", "wrong"), lambda path, number: line)
    assert told.split("\n")[1] == f"  1 | {row.text}"
    assert told.split("\n")[2].index("^") == 6 + sum(1 if one == "…" else 2 for one in row.text[: row.column - 1])


@pytest.mark.parametrize("column", [0, 1, LONG])
def test_a_line_that_is_not_long_is_shown_whole(column: int) -> None:
    assert excerpt("x" * LONG, column) == ("x" * LONG, column)
    assert excerpt("y" * 1000, 0).column == 0


@pytest.mark.parametrize("form", ["x://open?file={file}", "x://{", "x://{}", "x://{path.no}", "x://{line:s}"])
def test_a_form_of_links_that_cannot_be_used_is_told_at_the_start(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTEVOIX_EDITOR", form)
    with pytest.raises(UsageError, match="PORTEVOIX_EDITOR") as told:
        editor_form()
    assert all(name in told.value.hint for name in ("{path}", "{line}", "{column}"))
    if form.endswith("{file}"):
        campaign(tmp_path / "site")
        with serving(tmp_path / "site") as served:
            assert served.process.wait(30) != 0
            assert "PORTEVOIX_EDITOR" in served.said()
            assert "Traceback" not in served.said()
