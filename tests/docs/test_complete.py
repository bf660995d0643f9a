"""The documentation is complete: what the code has, it tells."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import yaml
from docs.campaign import DOCS, ROOT, examples

from portevoix.check.rules import RULES
from portevoix.media.views import PictureView
from portevoix.model.kinds import KINDS
from portevoix.render.blocks import OptionType
from portevoix.render.formats import filters
from portevoix.render.pages import context

CODE = ROOT / "generator" / "portevoix"
THEME = ROOT / "themes" / "base"


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def first_cells(name: str) -> set[str]:
    """What stands in backticks in the first column of the tables of a page."""
    cells = re.findall(r"^\| (`.*?) \|", text_of(name), re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_generated_parts_are_up_to_date(tmp_path: Path) -> None:
    """``python docs/generate.py`` renews them; it works in any folder."""
    command = [sys.executable, str(DOCS / "generate.py"), "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_block_has_an_example() -> None:
    declared = yaml.safe_load((THEME / "theme.yaml").read_text(encoding="utf-8"))["blocks"]
    shown = "".join(example.text for example in examples(DOCS / "authors.md"))
    for name, block in declared.items():
        assert f"/// {name}\n" in shown
        for option in block.get("options", {}):
            assert f"    {option}: " in shown, f"{name}: {option}"


def test_every_template_that_is_rendered_is_listed() -> None:
    listed = first_cells("templates.md")
    own = {path.name for path in (THEME / "templates").glob("*.html")} | {
        f"{kind.name}.html" for kind in KINDS.values() if kind.page
    }
    assert own <= listed
    code = "".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))
    asked = set(re.findall(r'(?:render\(scope, |partial\()"([^"]+)"', code))
    assert "home.html" in asked
    assert asked <= listed


def functions() -> dict[str, Any]:
    scope = SimpleNamespace(site=SimpleNamespace(environment=SimpleNamespace()))
    return context(scope, None, "")  # type: ignore[arg-type]


def test_every_function_of_templates_is_listed_with_its_arguments() -> None:
    listed = first_cells("templates.md")
    for name, value in functions().items():
        if name in ("site", "page"):
            assert f"## {name}\n" in text_of("templates.md")
            continue
        arguments = ", ".join(
            argument.name + (f"={argument.default!r}" if argument.default is not argument.empty else "")
            for argument in inspect.signature(value).parameters.values()
            if argument.kind is not argument.VAR_KEYWORD
        )
        assert {f"{name}({arguments})", f"{name}({arguments}, …)"} & listed, f"{name}({arguments})"


def test_every_filter_is_listed() -> None:
    assert set(filters(lambda: None)) <= first_cells("templates.md")


def test_every_part_of_a_picture_is_listed() -> None:
    told = text_of("templates.md")
    for field in fields(PictureView):
        assert field.name.startswith("_") or f"`{field.name}`" in told


def test_every_type_of_option_is_listed() -> None:
    assert set(get_args(OptionType)) <= first_cells("themes.md")
    assert set(get_args(OptionType)) <= first_cells("templates.md")


def codes() -> Iterator[str]:
    """The codes of problems: those written in the code where one is made, and those in the exact reports of tests."""
    for path in CODE.rglob("*.py"):
        if path.parent.name == "check":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                words = [word.value for word in node.args if isinstance(word, ast.Constant)]
                if re.search("problem|report", called, re.IGNORECASE):
                    yield from (str(word) for word in words if re.fullmatch(r"[a-z]+(-[a-z]+)+", str(word)))
    for case in (ROOT / "tests" / "invalid").glob("*.txt"):
        told = case.read_text(encoding="utf-8").rpartition("\n-- report")[2]
        yield from re.findall(r"^\S+: (?:error|warning|note): .* \[([a-z-]+)\]$", told, re.MULTILINE)


def test_every_problem_has_its_code_explained() -> None:
    known = set(codes())
    assert len(known) > 70
    assert known - first_cells("problems.md") == set()


def test_every_rule_of_the_gate_has_a_chapter() -> None:
    told = text_of("check.md")
    assert [rule.code for rule in RULES if f"## `{rule.code}`" not in told] == []


def test_the_index_names_every_page() -> None:
    index = text_of("README.md")
    assert [page.name for page in DOCS.glob("*.md") if page.name != "README.md" and f"({page.name}" not in index] == []
