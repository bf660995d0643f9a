"""References: what entries say of others must be there, in the source if not yet in public."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.paths import folder, resolve
from portevoix.model.entry import Entry
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import roles
from portevoix.model.library import Library
from portevoix.model.sections import Where

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg")
"""The endings of files that are pictures."""


def check_references(library: Library, where: Where) -> list[Problem]:
    """Every reference in front matters and settings that leads nowhere."""
    problems: list[Problem] = []
    kinds = {entry.id: entry.kind for entry in library.entries.values()}
    for entry in library.entries.values():
        if entry.language == entry.source_language:
            problems += _facets(entry, library, where)
            problems += _ids(entry, kinds, where)
            problems += _pictures(entry, library.media, where)
            problems += _languages(entry, library, where)
    path = "content/campaign.yaml"
    for number, target in enumerate(library.campaign.navigation):
        if target not in kinds and target not in library.sections:
            problems.append(
                Problem(
                    path,
                    *where(path, "navigation", number),
                    "navigation-target",
                    "there is no such entry or section",
                    target,
                    did_you_mean(target, [*kinds, *library.sections]),
                )
            )
    return problems


def _facets(entry: Entry, library: Library, where: Where) -> list[Problem]:
    problems = []
    for facet, keys in entry.facets.items():
        for number, key in enumerate(keys):
            if f"{facet}/{key}" not in library.values:
                known = [value.key for value in library.facet_values(facet)]
                registry = library.campaign.facets[facet].registry
                place = where(entry.path, facet, number)
                hint = did_you_mean(key, known) or f"add it to content/data/{registry}.yaml"
                problems.append(Problem(entry.path, *place, "facet-unknown", f"there is no such {facet}", key, hint))
    return problems


def _ids(entry: Entry, kinds: dict[str, str], where: Where) -> list[Problem]:
    problems = []
    for name, kind in roles(KINDS[entry.kind].model).entries:
        value: Any = entry.meta.get(name) or ()
        for number, target in enumerate([value] if isinstance(value, str) else value):
            field: Sequence[str | int] = (name,) if isinstance(value, str) else (name, number)
            if target not in kinds:
                wanted = [known for known in kinds if kind in ("*", kinds[known])]
                hint = did_you_mean(target, wanted) or "write its path from content/, without language and ending"
                problems.append(
                    Problem(
                        entry.path, *where(entry.path, *field), "entry-unknown", "there is no such entry", target, hint
                    )
                )
            elif kind not in ("*", kinds[target]):
                problems.append(
                    Problem(
                        entry.path,
                        *where(entry.path, *field),
                        "entry-kind",
                        f"{name} takes entries of the kind {kind}; this one is a {kinds[target]}",
                        target,
                    )
                )
    return problems


def _pictures(entry: Entry, media: Collection[str], where: Where) -> list[Problem]:
    problems = []
    for name in roles(KINDS[entry.kind].model).pictures:
        target = entry.meta.get(name)
        if target is None:
            continue
        place = where(entry.path, name)
        if resolve(folder(entry.path.removeprefix("content/")), target) is None:
            problems.append(Problem(entry.path, *place, "link-climbs", "this leads out of the content folder", target))
        elif target not in media:
            problems.append(_no_file(entry.path, *place, target, media, picture=True))
        elif not target.lower().endswith(PICTURES):
            problems.append(Problem(entry.path, *place, "picture-format", "this file is not a picture", target))
    return problems


def _languages(entry: Entry, library: Library, where: Where) -> list[Problem]:
    from portevoix.core.languages import is_known_tag

    return [
        Problem(
            entry.path,
            *where(entry.path, "speaks", number),
            "language-tag",
            "this is not the tag of a language",
            tag,
            "write en, fr, zh-Hans …",
        )
        for number, tag in enumerate(entry.meta.get("speaks", ()))
        if not is_known_tag(tag)
    ]


def check_targets(
    path: str, references: Iterable[tuple[str, str, int, int]], files: Collection[str], folders: Collection[str]
) -> list[Problem]:
    """A problem for each place in a text that leads to no file.

    ``references`` are (kind, target, line, column) with targets below ``content/``; ``files`` are the paths of all
    files there, ``folders`` the sections with a page.
    """
    problems = []
    for kind, target, line, column in references:
        if kind == "url" or not target or target in files:
            continue
        if kind in ("link", "entry") and (target in folders or f"{target}/index.md" in files):
            continue
        problems.append(_no_file(path, line, column, target, files, picture=kind == "picture"))
    return problems


def _no_file(path: str, line: int, column: int, target: str, files: Collection[str], *, picture: bool) -> Problem:
    name = posixpath.basename(target)
    same = sorted(known for known in files if posixpath.basename(known).casefold() == name.casefold())
    near = f"there is {same[0]}" if same else did_you_mean(target, files)
    code, message = (
        ("picture-missing", "there is no such picture") if picture else ("link-target", "there is no such file")
    )
    hint = near or "a path is read from the folder of the file that it stands in"
    return Problem(path, line, column, code, message, target, hint)
