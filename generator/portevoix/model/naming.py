"""Names on disk: which entry, in which language, a file is; which folders are sections.

``press/releases/launch.fr.md`` is the entry ``press/releases/launch`` in French; ``F/index.fr.md`` is the entry ``F``;
the file ``index.fr.md`` at the root is ``index``, the home page.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.languages import canonical_tag, is_known_tag
from portevoix.core.paths import folder

HOME = "index"
"""The id of the home page."""
DATA = "data"
"""The folder below ``content/`` that holds registries."""
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
"""The endings of files that are pictures."""


class Named(NamedTuple):
    """An entry in one language: its ``path`` below the campaign's root, entry ``id``, ``language`` or None."""

    path: str
    id: str
    language: str | None

    @property
    def file(self) -> str:
        """The name of what it says among the files."""
        return file_name(self.path, self.language)


def file_name(path: str, language: str | None) -> str:
    """The name of what ``path`` says in ``language``: a Markdown file says one thing, a YAML file several."""
    return path if path.endswith(".md") else f"{path}@{language}"


def read_name(path: str, languages: Iterable[str]) -> tuple[Named | None, Problem | None]:
    """What the name of the file ``path`` (``content/…``) says; a problem for an undeclared language.

    A Markdown file is one language of an entry; a YAML file is an entry in all its languages, and so is a picture with
    its sidecar, which stands for both.
    """
    if path.endswith(".yaml"):
        stem = path.removeprefix("content/").removesuffix(".yaml")
        return Named(path, posixpath.splitext(stem)[0] if stem.lower().endswith(PICTURES) else stem, None), None
    stem = path.removeprefix("content/").removesuffix(".md")
    head, dot, suffix = stem.rpartition(".")
    language = None
    if dot and "/" not in suffix:
        known = {tag.casefold(): tag for tag in languages}
        language = known.get(suffix.casefold())
        if language is not None:
            stem = head
        elif is_known_tag(suffix):
            return None, Problem(
                path, 0, 0, "language-undeclared",
                f"this file is named as one in “{canonical_tag(suffix)}”, a language that is not declared",
                hint=did_you_mean(suffix, known.values()) or "declare it under languages in content/campaign.yaml",
            )  # fmt: skip
    if stem == "index":
        return Named(path, HOME, language), None
    return Named(path, stem.removesuffix("/index"), language), None


def entry_ids(paths: Iterable[str], languages: Collection[str]) -> set[str]:
    """The ids of the entries that the Markdown files among ``paths`` are of, whatever language they are named for."""
    found = set()
    for path in paths:
        if path.endswith(".md"):
            named, _ = read_name(path, languages)
            stem = posixpath.splitext(path.removesuffix(".md"))[0]
            named = named or read_name(f"{stem}.md", languages)[0]
            found |= {named.id} if named else set()
    return found


def section_folders(names: Iterable[Named], settings: Iterable[str]) -> set[str]:
    """The folders below ``content/`` that are sections: they hold more than their own front, or a ``section.yaml``.

    ``settings`` are the paths of the ``section.yaml`` files. The root is the section ``""``.
    """
    found = {""}
    for inside in [folder(named.id) for named in names] + [folder(path.removeprefix("content/")) for path in settings]:
        place = inside
        while place and place not in found:
            found.add(place)
            place = folder(place)
    return found


@cache
def slug_of(entry_id: str) -> str:
    """The slug that an id gives by default: its last part in lower case, with hyphens for what a slug may not hold."""
    text = unicodedata.normalize("NFC", posixpath.basename(entry_id).casefold())
    kept = (character if unicodedata.category(character)[0] in "LMN" else "-" for character in text)
    return re.sub(r"-+", "-", "".join(kept)).strip("-") or "entry"


def same_names(ids: Mapping[str, str]) -> list[Problem]:
    """Problems for ids that differ in case alone; ``ids`` maps each id to the path of one of its files."""
    seen: dict[str, str] = {}
    problems = []
    for entry_id in sorted(ids):
        folded = entry_id.casefold()
        if folded in seen and seen[folded] != entry_id:
            problems.append(
                Problem(
                    ids[entry_id],
                    0,
                    0,
                    "id-case",
                    "this name differs from another one in upper and lower case alone",
                    seen[folded],
                    "rename one of them",
                )
            )
        seen.setdefault(folded, entry_id)
    return problems
