"""Campaigns that must fail, each with the exact report that its author gets.

A case is one text file: a line that says what it shows, then the files of a campaign, laid over those of ``base.txt``,
each below a line ``-- path --``, and last the report below ``-- report --``. After a path may stand in brackets what
is special about the file: ``(base64)``, ``(utf-16)`` and other encodings, ``(symlink to …)``, ``(fifo)``,
``(unreadable)``, ``(absent)``; after ``report`` how it is asked for: ``(json)``, ``(github)``, ``(ci)``.

``ACCEPT_REPORTS=1 pytest tests/invalid`` writes the reports as they are now: read them before they are committed.
"""

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from portevoix.cli import main

HERE = Path(__file__).parent
CASES = sorted(path for path in HERE.glob("*.txt") if path.name != "base.txt")
UNREADABLE = "unreadable"
NOW = "2027-02-01 12:00"

_HEAD = re.compile(r"^-- (.+?)(?: \(([^)]+)\))? --\n", re.MULTILINE)
_MADE = re.compile(r"^\d+ files: \d+ made, \d+ written$", re.MULTILINE)
_COUNTS = re.compile(r'"files": \d+, "made": \d+, ')


class Part(NamedTuple):
    """A file of a case, or its report."""

    path: str
    special: str
    text: str


def parts(case: Path) -> Iterator[Part]:
    pieces = _HEAD.split(case.read_text(encoding="utf-8"))[1:]
    for path, special, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        yield Part(path, special or "", text)


def lay(part: Part, root: Path) -> None:
    """Put the file that ``part`` holds in its place below ``root``."""
    place = root / part.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    if part.special == "absent":
        return
    if part.special == "fifo":
        os.mkfifo(place)
    elif part.special.startswith("symlink to "):
        place.symlink_to(part.special.removeprefix("symlink to "))
    elif part.special == "base64":
        place.write_bytes(base64.b64decode(part.text))
    else:
        encoding = part.special if part.special not in ("", UNREADABLE) else "utf-8"
        place.write_bytes(part.text.encode(encoding))
    if part.special == UNREADABLE:
        place.chmod(0)


def campaign(root: Path, case: Path | None = None) -> Part | None:
    """Make the campaign of ``case``, or the base alone, in ``root``; the report that is expected of it."""
    report = None
    for source in (HERE / "base.txt", *([case] if case else [])):
        for part in parts(source):
            if part.path == "report":
                report = part
            else:
                lay(part, root)
    return report


def run(root: Path, special: str = "") -> tuple[int, str]:
    """Build the campaign in ``root``: exit status, and all that is said but the numbers that follow from the theme.

    An exception of any sort passes through: there are no tracebacks for bad input.
    """
    style = special if special in ("json", "github") else "text"
    told = CliRunner(catch_exceptions=False).invoke(
        main,
        ["build", "--root", str(root), "--now", NOW, "--jobs", "1", "--format", style],
        env={"CI": "true" if special == "ci" else None},
    )
    return told.exit_code, _COUNTS.sub("", _MADE.sub("the site was made", told.output.replace(str(root), "ROOT")))


def accept(case: Path, told: str) -> None:
    text = case.read_text(encoding="utf-8")
    head = re.search(r"^-- report.* --\n", text, re.MULTILINE)
    assert head is not None, f"{case.name} has no report"
    case.write_text(text[: head.end()] + told, encoding="utf-8")


def test_the_campaign_below_every_case_is_sound(tmp_path: Path) -> None:
    campaign(tmp_path)
    assert run(tmp_path) == (0, "the site was made\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_author_is_told(case: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0 and any(part.special == UNREADABLE for part in parts(case)):
        pytest.skip("root may read every file")
    report = campaign(tmp_path, case)
    assert report is not None, "the case has no report"
    status, told = run(tmp_path, report.special)
    if os.environ.get("ACCEPT_REPORTS"):
        accept(case, told)
    else:
        assert told == report.text
    failed = "the site was made" not in told
    assert status == int(failed)
    assert (tmp_path / "output").exists() != failed


def test_there_are_cases_of_every_sort() -> None:
    assert len(CASES) >= 60
