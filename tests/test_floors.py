"""The shape of the code: imports go down only, modules stay short, and private names stay at home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CODE = Path(__file__).parents[1] / "generator" / "portevoix"

FLOORS = {
    "core": 0,
    "engine": 1,
    "source": 2,
    "model": 3,
    "render": 4,
    "media": 5,
    "press": 5,
    "search": 5,
    "toolkit": 5,
    "build": 6,
    "author": 7,
    "check": 7,
    "translate": 7,
    "serve": 7,
    "cli": 8,
    "__main__": 9,
}
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60

# A file or a function that is longer, and the reason: {"engine/choose.py": "why"}, {"engine/choose.py:choose": "why"}.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

MODULES = sorted(CODE.rglob("*.py"))
NAMES = [module.relative_to(CODE).as_posix() for module in MODULES]


def imports(module: Path) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Each import of our own code, in functions and under TYPE_CHECKING too: line, dotted path, names taken from it."""
    package = ("portevoix", *module.relative_to(CODE).parent.parts)
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, tuple(alias.name.split(".")), ()
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            within = tuple(node.module.split(".")) if node.module else ()
            yield node.lineno, (*above, *within), tuple(alias.name for alias in node.names)


def packages_reached(path: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The packages of ours that an import names: `from portevoix import cli` reaches cli."""
    if path[0] != "portevoix":
        return ()
    return (path[1],) if len(path) > 1 else tuple(name for name in names if name in FLOORS)


def test_every_package_has_a_floor() -> None:
    packages = {NAME.split("/")[0].removesuffix(".py") for NAME in NAMES}
    assert packages - {"__init__"} <= set(FLOORS)


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_imports_go_down_only(module: Path) -> None:
    place = module.relative_to(CODE)
    package = place.parts[0].removesuffix(".py")
    floor = FLOORS.get(package, -1)  # portevoix/__init__.py stands below all
    wrong = [
        f"{place}:{line}: {package} may not import {other}"
        for line, path, names in imports(module)
        for other in packages_reached(path, names)
        if other != package and FLOORS[other] >= floor
    ]
    assert not wrong


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_no_module_takes_private_names_of_another(module: Path) -> None:
    wrong = [
        f"{module.relative_to(CODE)}:{line}: {'.'.join((*path, *names))}"
        for line, path, names in imports(module)
        if path[0] == "portevoix"
        for name in (*path, *names)
        if name.startswith("_") and not name.endswith("__")
    ]
    assert not wrong


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_modules_and_functions_stay_short(module: Path) -> None:
    name = module.relative_to(CODE).as_posix()
    text = module.read_text(encoding="utf-8")
    lengths = {
        f"{name}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert text.count("\n") <= LINES_OF_A_FILE or name in LONG_FILES
    assert not [f for f, lines in lengths.items() if lines > LINES_OF_A_FUNCTION and f not in LONG_FUNCTIONS]


def test_every_exception_is_still_needed() -> None:
    assert set(LONG_FILES) <= set(NAMES)
    assert {function.split(":")[0] for function in LONG_FUNCTIONS} <= set(NAMES)


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("from portevoix.build.plan import plan", ["build"]),
        ("import portevoix.cli", ["cli"]),
        ("from portevoix import cli, __version__", ["cli"]),
        ("from ..build import plan", ["build"]),
        ("from .. import cli", ["cli"]),
        ("from . import facts", ["engine"]),
        ("def f():\n    from portevoix.model import entry", ["model"]),
        ("if TYPE_CHECKING:\n    from portevoix.model import entry", ["model"]),
        ("import os.path", []),
    ],
)
def test_an_import_is_seen_however_it_is_written(
    text: str, reached: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.CODE", tmp_path)
    module = tmp_path / "engine" / "module.py"
    module.parent.mkdir()
    module.write_text(text, encoding="utf-8")
    assert [p for _, path, names in imports(module) for p in packages_reached(path, names)] == reached
