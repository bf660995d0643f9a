"""What the documentation shows is true: examples build, commands exist, links lead somewhere."""

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import yaml
from docs.campaign import BASE, BY_OTHERS, DOCS, PAGES, ROOT, examples, lay

from portevoix.build.build import build
from portevoix.build.request import Request
from portevoix.cli import main
from portevoix.core.diagnostics import show

WITH_EXAMPLES = [page for page in PAGES if any(example.path for example in examples(page))]
COMMANDS = [
    pytest.param(line, id=f"{page.name}: {line}")
    for page in [*PAGES, ROOT / "README.md"]
    for example in examples(page)
    if example.language == "sh"
    for line in example.text.splitlines()
    if line.startswith("portevoix ")
]
_LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.name)
def test_examples_build_without_problems(page: Path, tmp_path: Path) -> None:
    shown = {example.path: example.text for example in examples(page) if example.path}
    lay(tmp_path, BASE | shown)
    report = build(Request(tmp_path, tmp_path / "output", datetime(2027, 2, 1, 12, tzinfo=UTC)))
    assert [show(problem) for problem in report.problems] == []
    for path, text in shown.items():
        if path.endswith(".yaml"):
            assert yaml.safe_load(text)


def test_there_are_pages_with_examples() -> None:
    assert {"authors.md", "kinds.md", "settings.md", "themes.md", "translators.md"} <= {
        page.name for page in WITH_EXAMPLES
    }


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in BY_OTHERS], ids=lambda page: page.name)
def test_every_example_of_a_file_says_which_file_it_is(page: Path) -> None:
    files = [example for example in examples(page) if example.language in ("markdown", "yaml", "html", "css", "po")]
    assert [f"{page.name}:{example.line}" for example in files if not example.path] == []
    paths = [example.path for example in files]
    assert len(paths) == len(set(paths))


def test_the_examples_of_the_embargo_are_held_back(tmp_path: Path) -> None:
    page = DOCS / "authors.md"
    lay(tmp_path, BASE | {example.path: example.text for example in examples(page) if example.path})
    output = tmp_path / "output"
    launch = output / "en" / "press" / "releases" / "launch" / "index.html"
    build(Request(tmp_path, output, datetime(2027, 2, 1, tzinfo=UTC)))
    assert not launch.exists()
    build(Request(tmp_path, output, datetime(2027, 4, 25, 22, 1, tzinfo=UTC)))
    assert launch.exists()


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_can_be_called_as_they_are_shown(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    while isinstance(command, click.Group):
        assert words, f"{line}: a verb is missing"
        name = words.pop(0)
        assert name in command.commands, f"there is no verb {name}"
        command = command.commands[name]
    command.make_context(command.name, words)


def anchors(path: Path) -> set[str]:
    """The ids that GitHub gives to the headings of a page."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "README.md", ROOT / "themes/earshot/README.md"],
    ids=lambda page: page.parent.name + page.stem,
)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in _LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = page.parent / name if name else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name} links to {target}"
