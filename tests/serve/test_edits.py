"""Whatever an editor or git does to the files, the open page shows it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build.campaigns import SMALL, png, put
from serve.previews import BASE, Page, Served, campaign, opened, serving, until

PAGE = "content/pages/about.en.md"


def written(text: str) -> str:
    return f"---\ntitle: About\naliases: [old/about/]\n---\n{text}\n\n## Who\n"


def vim(file: Path, text: str) -> None:
    """It tries whether it may write here, keeps the old file under another name, and writes a new one."""
    swap, trial = file.with_name(f".{file.name}.swp"), file.with_name("4913")
    put(swap, b"b0VIM")
    put(trial, b"")
    trial.unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    put(file, text)
    backup.unlink()
    swap.unlink()


def in_place(file: Path, text: str) -> None:
    """As VS Code: emptied, then written."""
    with file.open("r+b") as stream:
        stream.truncate()
        stream.flush()
        stream.write(text.encode())


def jetbrains(file: Path, text: str) -> None:
    """The new file lies under another name first, and so does the old one."""
    new, old = file.with_name(f"{file.name}___jb_tmp___"), file.with_name(f"{file.name}___jb_old___")
    put(new, text)
    file.rename(old)
    new.rename(file)
    old.unlink()


def emacs(file: Path, text: str) -> None:
    """A link that locks, a backup, and a file that is saved now and then."""
    lock, saved = file.with_name(f".#{file.name}"), file.with_name(f"#{file.name}#")
    lock.symlink_to("me@here.1")
    put(saved, text)
    shutil.copy(file, file.with_name(f"{file.name}~"))
    in_place(file, text)
    saved.unlink()
    lock.unlink()


def replaced(file: Path, text: str) -> None:
    """As sed -i, and programs that save for certain."""
    new = file.with_name("sedAbCdEf")
    put(new, text)
    os.replace(new, file)


@pytest.mark.parametrize("editor", [vim, in_place, jetbrains, emacs, replaced])
def test_what_an_editor_saves_is_shown(editor: Callable[[Path, str], None], served: Served) -> None:
    name = editor.__name__
    with opened(served, "en/about/") as page:
        for turn in (1, 2):
            editor(served.root / PAGE, written(f"Saved by {name}, {turn}."))
            page.shows(f"Saved by {name}, {turn}.")


def test_a_file_that_goes_and_comes_back(served: Served) -> None:
    file = served.root / "content/articles/third.en.md"
    with opened(served, "en/articles/extra/") as page:
        put(file.with_name("extra.en.md"), "---\ntitle: Extra\ndate: 2096-01-02\n---\nAn extra one.\n")
        page.shows("An extra one.")
        put(served.root / "kept.md", file.with_name("extra.en.md").read_bytes())
        file.with_name("extra.en.md").unlink()
        page.shows("Page not found")
        (served.root / "kept.md").rename(file.with_name("extra.en.md"))
        page.shows("An extra one.")
        file.with_name("extra.en.md").unlink()
        page.shows("Page not found")


def test_a_folder_that_is_renamed_is_still_watched(served: Served) -> None:
    folder = served.root / "content/plans"
    put(folder / "one.en.md", "---\ntitle: One\n---\nFirst text.\n")
    until(lambda: served.get(f"{BASE}en/plans/one/").status == 200, "a new folder")
    with opened(served, "en/meetings/one/") as page:
        folder.rename(served.root / "content/meetings")
        page.shows("First text.")
        until(lambda: served.get(f"{BASE}en/plans/one/").status == 404, "the old address gone")
        put(served.root / "content/meetings/one.en.md", "---\ntitle: One\n---\nSecond text.\n")
        page.shows("Second text.")
        put(served.root / "content/meetings/deep/deeper/two.en.md", "---\ntitle: Two\n---\nNew folders at once.\n")
        until(lambda: served.get(f"{BASE}en/meetings/deep/deeper/two/").status == 200, "folders in a folder")
        shutil.rmtree(served.root / "content/meetings")
        page.shows("Page not found")


def test_another_branch_is_checked_out(served: Served) -> None:
    """Some two hundred files change, come and go, one after the other."""
    news = served.root / "content/branch"
    with opened(served, "en/about/") as page:
        for number in range(100):
            put(news / f"n{number}.en.md", f"---\ntitle: N{number}\n---\nOn the branch.\n")
        put(served.root / PAGE, written("About, on the branch."))
        page.shows("About, on the branch.")
        until(lambda: served.get(f"{BASE}en/branch/n99/").status == 200, "all that is on the branch")
        for number in range(100):
            (news / f"n{number}.en.md").unlink()
        put(served.root / PAGE, written("About, back again."))
        page.shows("About, back again.")
        until(lambda: served.get(f"{BASE}en/branch/n99/").status == 404, "nothing of the branch")


def test_a_picture_of_the_same_size_in_the_same_second(served: Served) -> None:
    assert len(png(10)) == len(png(245))
    picture, image = served.root / "content/pictures/one.png", re.compile(r'<img[^>]*src="(/day/[^"]+)"')

    def shown() -> str | None:
        found = image.search(served.get(f"{BASE}en/about/").text)
        return found[1] if found else None

    put(served.root / PAGE, written("![a square](../pictures/one.png)"))
    until(shown, "a page with a picture")
    with opened(served, "en/about/") as page:
        addresses = [shown()]
        for shade in (245, 10):
            before = picture.stat()
            put(picture, png(shade))
            os.utime(picture, ns=(before.st_atime_ns, before.st_mtime_ns))
            assert picture.stat().st_size == before.st_size
            page.hear(lambda said: said["command"] == "reload")
            until(lambda: shown() not in (None, addresses[-1]), "another picture")
            addresses.append(shown())
    assert addresses[0] == addresses[2] != addresses[1]
    assert served.get(str(addresses[-1])).status == 200


def test_a_theme_that_comes_later_is_watched_as_well(tmp_path: Path) -> None:
    root = tmp_path / "site"
    campaign(root)
    shutil.rmtree(root / "themes")
    settings = (root / "content/campaign.yaml").read_text(encoding="utf-8")
    put(root / "content/campaign.yaml", settings.replace("theme: mine", "theme: base"))
    with serving(root) as served:
        served.ready()
        with opened(served, "en/people/ana/") as page:
            put(root / "themes/mine/theme.yaml", "name: mine\nextends: base\n")
            put(root / "content/campaign.yaml", settings)
            for text in ("A first try.", "A second try.", "A third try."):
                put(root / "themes/mine/templates/person.html", f"<!doctype html><title>x</title><p>{text}")
                page.shows(text)


def test_contents_that_are_put_in_the_place_of_others_are_watched(tmp_path: Path) -> None:
    root = tmp_path / "site"
    campaign(root)
    shutil.copytree(root / "content", tmp_path / "other")
    put(tmp_path / "other/pages/about.en.md", written("Other contents."))
    with serving(root) as served:
        served.ready()
        with opened(served, "en/about/") as page:
            (root / "content").rename(root / "before")
            assert served.get(f"/__portevoix__/page?url={page.path}").status == 200  # as the bar asks meanwhile
            (tmp_path / "other").rename(root / "content")
            page.shows("Other contents.")
            put(root / PAGE, written("Edited contents."))
            page.shows("Edited contents.")
            assert "Traceback" not in served.said()


def test_where_no_page_is_a_changed_404_page_is_loaded(served: Served) -> None:
    settings = (served.root / "content/campaign.yaml").read_text(encoding="utf-8")
    with opened(served, "en/nothing/") as page:
        served.put("content/campaign.yaml", settings.replace("{en: Day", "{en: Better Day", 1))
        page.shows("Better")
        served.put("content/nothing.en.md", "---\ntitle: Something\n---\nIt is there now.\n")
        page.shows("It is there now.")


def test_what_is_wrong_is_told_over_the_last_good_page(served: Served) -> None:
    file = "content/articles/second.en.md"
    good = (served.root / file).read_text(encoding="utf-8")
    with opened(served, "en/articles/second/") as page:
        served.put(file, good.replace("The second.", "The second, [lost](nowhere.en.md)."))
        found = [one for one in page.hear_problems(failed=True) if one["severity"] == "error"]
        assert [(one["path"], one["line"]) for one in found] == [(file, 9)]
        assert found[0]["row"] == "The second, [lost](nowhere.en.md)."
        assert found[0]["column"] > 1
        assert found[0]["message"]
        assert found[0]["hint"]
        assert re.fullmatch(r"vscode://file/.*/content/articles/second\.en\.md:9:\d+", found[0]["editor"])
        assert served.status()["failed"] is True
        answer = served.get(page.path)
        assert answer.status == 200
        assert "The second." in answer.text
        other = Page(served, f"{BASE}fr/")
        assert other.hear_problems(failed=True)  # a page that is opened now is told, too
        other.close()
        served.put(file, good.replace("The second.", "The second, mended."))
        assert not [one for one in page.hear_problems(failed=False) if one["severity"] == "error"]
        assert "The second, mended." in served.get(page.path).text
        served.put(file, good)
        page.shows("The second.")


def test_the_campaign_of_these_tests_is_the_usual_one(served: Served) -> None:
    assert "Third" in SMALL
    assert served.get(f"{BASE}en/articles/third/").status == 404
