"""What happens around a preview that nobody wants, and that it outlives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from build.campaigns import put
from serve.previews import BASE, Served, campaign, opened, serving, until

PAGE = "content/pages/about.en.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    campaign(tmp_path / "site")
    return tmp_path / "site"


def about(text: str) -> str:
    return f"---\ntitle: About\n---\n{text}\n\n## Who\n"


def removed(folder: Path) -> bool:
    """Remove ``folder``; not so when somebody puts something into it meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def test_the_terminal_may_go(root: Path) -> None:
    """``portevoix serve | head -3``: nobody reads what it says after the address."""
    served = Served(root)
    served.listening()
    served.end()
    port = served.listening()
    command = [sys.executable, "-m", "portevoix", "serve", "--root", str(root), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    served.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        assert served.process.stdout is not None
        served.process.stdout.readline()
        served.process.stdout.close()
        served.ready()
        with opened(served, "en/about/") as page:
            for text in ("Said to nobody.", "And again."):
                put(root / PAGE, about(text))
                page.shows(text)
    finally:
        served.end()


def test_a_name_that_is_not_unicode_does_not_blind_it(root: Path) -> None:
    """As archives of old systems hold them."""
    with serving(root) as served, opened(served.ready(), "en/about/") as page:
        place = os.fsencode(root / "content/pages/caf") + b"\xe9.txt"
        try:
            with open(place, "wb") as stream:
                stream.write(b"x")
        except OSError:
            pytest.skip("no such names on this disk")
        assert page.hear_problems(failed=True)[0]["code"] == "file-name"
        os.unlink(place)
        put(root / PAGE, about("Seen again."))
        page.shows("Seen again.")
        assert served.said().count("this name cannot be used") == 1
        assert "Traceback" not in served.said()


def test_where_the_system_does_not_tell_of_changes_they_are_looked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = root.with_name("broken")
    put(broken / "watchfiles.py", "def watch(*_, **__):\n    raise OSError('OS file watch limit reached.')\n")
    monkeypatch.setenv("PYTHONPATH", str(broken))
    with serving(root) as served, opened(served.ready(), "en/about/") as page:
        put(root / PAGE, about("Found by looking."))
        page.shows("Found by looking.")
        assert served.said().count("cannot be watched here (OS file watch limit reached.)") == 1
        assert "max_user_watches" in served.said()


def test_all_that_it_knows_may_be_deleted(root: Path) -> None:
    with serving(root) as served, opened(served.ready(), "en/about/") as page:
        until(lambda: "files: " in served.said(), "the end of the first build")
        until(lambda: removed(root / ".portevoix"), "its end")
        put(root / PAGE, about("Made anew."))
        page.shows("Made anew.")
        with serving(root) as second:
            until(lambda: second.process.poll() is not None, "the end of the second")
            assert "open already" in second.said()


def test_pages_change_when_time_changes_them(root: Path) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=6)
    text = '{% if before("' + soon.isoformat() + '") %}Still to come{% else %}It is over{% endif %}'
    put(root / "themes/mine/templates/person.html", f"<!doctype html><title>x</title><p>{text}")
    with serving(root) as served, opened(served.ready(), "en/people/ana/") as page:
        assert "Still to come" in served.get(page.path).text or datetime.now(UTC) > soon
        until(lambda: "It is over" in served.get(f"{BASE}en/people/ana/").text, "the moment")
