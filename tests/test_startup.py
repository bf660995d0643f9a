"""What a command imports before it answers: a person waits for it at every call."""

import subprocess
import sys

import pytest

from portevoix import __version__

# Each costs 20 to 180 ms to import; the work that needs one imports it.
HEAVY = {
    "babel",
    "jinja2",
    "livereload",
    "lxml",
    "markdown",
    "nh3",
    "orjson",
    "pydantic",
    "pyvips",
    "regex",
    "rich",
    "sqlite3",
    "tornado",
    "yaml",
}


def run_and_list_imports(*arguments: str) -> tuple[str, set[str]]:
    """Run `portevoix ARGUMENTS`: what it printed, and the modules that it imported."""
    command = [sys.executable, "-X", "importtime", "-m", "portevoix", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.stdout, {line.rsplit("|", 1)[1].strip() for line in lines}


@pytest.mark.parametrize(("option", "said"), [("--help", "build"), ("--version", __version__)])
def test_help_and_version_import_click_alone(option: str, said: str) -> None:
    printed, imported = run_and_list_imports(option)
    assert said in printed
    assert "click" in imported
    assert not {module.split(".")[0] for module in imported} & HEAVY
