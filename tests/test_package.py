"""What `pip install` brings: the code, its types, the base theme and the command."""

import ast
import configparser
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from portevoix import __version__

ROOT = Path(__file__).parents[1]
CODE = ROOT / "generator" / "portevoix"
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_the_wheel_carries_code_types_and_base_theme(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    code = {f"portevoix/{file}" for file in relative_files(CODE)}
    theme = {f"portevoix/_themes/base/{file}" for file in relative_files(ROOT / "themes" / "base")}
    assert "portevoix/py.typed" in code
    assert held == code | theme


def relative_files(folder: Path) -> set[str]:
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_tells_its_version_and_licence(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode())
    assert (metadata["Name"], metadata["Version"]) == ("portevoix", __version__)
    assert metadata["License-Expression"] == "MIT AND Unicode-3.0"  # the second for the order of pinyin
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    points = configparser.ConfigParser()
    points.read_string(wheel.read(name).decode())
    assert dict(points["console_scripts"]) == {"portevoix": "portevoix.__main__:run"}


@pytest.mark.slow
def test_the_wheel_alone_begins_a_campaign_that_checks_clean(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=os.name == "posix")
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = tmp_path / "venv" / scripts / "python"
    place = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(place, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout.strip())
    wheel.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def portevoix(folder: Path, *words: str) -> str:
        command = [str(python), "-W", "error::ResourceWarning", "-m", "portevoix", *words]
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    portevoix(tmp_path, "new", "campaign", "demo", "--languages", "en,ar", "--yes")
    built = portevoix(tmp_path / "demo", "build")
    assert "warning" not in built
    assert "nothing to mend" in portevoix(tmp_path / "demo", "check")


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.stem)
def test_every_requirement_is_pinned_and_hashed_without_an_address(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    requirements = re.findall(r"^(?![ #\n]).+(?:\n[ ]+.*)*", text, flags=re.MULTILINE)
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==\S+ ", requirement)
        assert "--hash=sha256:" in requirement
    assert "://" not in text


def test_requirement_files_agree_on_versions() -> None:
    texts = [file.read_text(encoding="utf-8") for file in REQUIREMENTS]
    pins = {pin for text in texts for pin in re.findall(r"^(\S+)==(\S+)", text, flags=re.MULTILINE)}
    names = [name for name, _ in pins]
    assert len(names) == len(set(names))


def test_the_page_checkers_are_locked_without_an_address() -> None:
    lock = (ROOT / "tests" / "check_pages" / "package-lock.json").read_text(encoding="utf-8")
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
    assert "://" not in lock


def test_every_library_that_the_code_imports_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normalised(re.split(r"[^\w.-]", dependency)[0]) for dependency in project["dependencies"]}
    holders = packages_distributions()
    imported = {top for module in CODE.rglob("*.py") for top in top_level_imports(module)}
    assert "jinja2" in imported
    foreign = imported - set(sys.stdlib_module_names) - {"portevoix"}
    assert not {name for name in foreign if declared.isdisjoint(map(normalised, holders.get(name, ())))}


def normalised(distribution: str) -> str:
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def top_level_imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


def test_the_readme_names_only_targets_and_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?<![\w-])make ([a-z][a-z-]+)`", readme)) | set(
        re.findall(r"^make (\S+)$", readme, re.M)
    )
    assert {"build", "test"} <= targets <= set(re.findall(r"^([a-z-]+):", makefile, re.M))

    help_text = [sys.executable, "-m", "portevoix", "--help"]
    told = subprocess.run(help_text, capture_output=True, encoding="utf-8", check=True, timeout=60).stdout
    verbs = set(re.findall(r"^\| `portevoix ([a-z]+)", readme, re.M))
    assert {"build"} <= verbs <= set(re.findall(r"^  ([a-z]+)", told, re.M))
