"""Names on disk: which entry, in which language, a file is; which folders are sections.

``press/releases/launch.fr.md`` is the entry ``press/releases/launch`` in French; ``F/index.fr.md`` is the entry ``F``;
the file ``index.fr.md`` at the root is ``index``, the home page.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
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

_MIXED_UP = {
    "cn": "zh", "tw": "zh-Hant", "hk": "zh-Hant", "jp": "ja", "kr": "ko", "gr": "el", "ua": "uk", "cz": "cs",
    "dk": "da", "se": "sv", "si": "sl", "ee": "et", "vn": "vi", "ir": "fa", "il": "he", "sp": "es", "esp": "es",
    "spa": "es", "eng": "en", "fra": "fr", "fre": "fr", "ara": "ar", "rus": "ru", "zho": "zh", "chi": "zh",
    "por": "pt", "deu": "de", "ger": "de", "jpn": "ja",
}  # fmt: skip
"""What is often written for a language, a country or an older code, and the tag of that language."""


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
    """What the name of the file ``path`` (``content/…``) says; a problem for an undeclared language, and for a copy.

    What stands after the last dot before ``.md`` and has the shape of a language's tag is taken for one: else a slip of
    the pen would make a page in another language. A Markdown file whose name holds a space is none of the campaign's:
    so file managers name the copies that they make, and that of a translation would be a page of its own without the
    embargo of its source.

    A Markdown file is one language of an entry; a YAML file is an entry in all its languages, and so is a picture with
    its sidecar, which stands for both.
    """
    if path.endswith(".yaml"):
        stem = path.removeprefix("content/").removesuffix(".yaml")
        return Named(path, posixpath.splitext(stem)[0] if stem.lower().endswith(PICTURES) else stem, None), None
    stem = path.removeprefix("content/").removesuffix(".md")
    if any(character.isspace() for character in posixpath.basename(stem)):
        return None, _copied(path)
    head, dot, suffix = stem.rpartition(".")
    language = None
    if dot and "/" not in suffix:
        known = {tag.casefold(): tag for tag in languages}
        language = known.get(suffix.casefold())
        if language is not None:
            stem = head
        elif canonical_tag(suffix.replace("_", "-")) is not None:
            return None, _undeclared(path, head, suffix, tuple(known.values()))
    if stem == "index":
        return Named(path, HOME, language), None
    return Named(path, stem.removesuffix("/index"), language), None


def _copied(path: str) -> Problem:
    message = "a space stands in this name, as in those of copies that file managers make"
    hint = "if it is a copy, delete it or move it out of content; if not, write a hyphen for the space"
    return Problem(path, 0, 0, "file-name", message, posixpath.basename(path), hint)


def _undeclared(path: str, stem: str, suffix: str, languages: Sequence[str]) -> Problem:
    """What to say of a file whose name ends like a language, but of none of ``languages``."""
    tag = canonical_tag(suffix.replace("_", "-")) or suffix
    meant = _MIXED_UP.get(tag, tag)
    near = did_you_mean(meant, languages)
    for known in languages:
        if known.partition("-")[0] == meant.partition("-")[0]:
            near = f"did you mean “{known}”?"
            break
    if not near and is_known_tag(meant):
        near = "" if meant == suffix else f"did you mean “{meant}”? "
        near += "declare it under languages in content/campaign.yaml"
    name = f"{posixpath.basename(stem)}.{suffix}.{languages[0] if languages else 'en'}.md"
    message = f"“{suffix}” is no language of this campaign ({', '.join(languages)})"
    hint = near or f"if it is a part of the name, write the language after it: {name}"
    return Problem(path, 0, 0, "language-undeclared", message, hint=hint)


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
