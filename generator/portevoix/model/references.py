"""References: what entries say of others must be there, in the source if not yet in public."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from portevoix.core.diagnostics import Problem, close, did_you_mean
from portevoix.core.languages import is_known_tag
from portevoix.core.paths import folder, resolve
from portevoix.model.entry import Entry
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import indefinite, roles
from portevoix.model.kinds.paths import named
from portevoix.model.kit_references import check_kit
from portevoix.model.library import Library
from portevoix.model.naming import DATA, PICTURES, entry_ids, read_name
from portevoix.model.sections import Where
from portevoix.source.registry import HASHTAG, HASHTAGS

ID_HINT = "write its path from content/, without language and ending"

ANY = "*"
"""Stands for the kind of an entry that could not be read."""


def check_references(library: Library, where: Where, unread: Collection[str] = ()) -> list[Problem]:
    """Every reference in front matters and settings that leads nowhere; ``unread`` are paths that may be named."""
    problems: list[Problem] = []
    kinds = dict.fromkeys(entry_ids(unread, library.campaign.languages), ANY)
    kinds |= {entry.id: entry.kind for entry in library.entries.values()}
    media = {*library.media, *(path.removeprefix("content/") for path in unread)}
    for entry in library.entries.values():
        if entry.language == entry.source_language:
            problems += _facets(entry, library, where, unread)
            problems += _ids(entry, kinds, where)
            problems += _files(entry, media, where)
            problems += _languages(entry, library, where)
            problems += check_kit(entry, library, media, PICTURES, where) if entry.kind == "kit" else []
            problems += _hashtags(entry, library, where, unread)
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
                    did_you_mean(target, [*kinds, *filter(None, library.sections)]) or ID_HINT,
                )
            )
    return problems


def _facets(entry: Entry, library: Library, where: Where, unread: Collection[str]) -> list[Problem]:
    problems = []
    for facet, keys in entry.facets.items():
        if f"content/{DATA}/{library.campaign.facets[facet].registry}.yaml" in unread:
            continue
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
        for field, target in _targets(entry, name):
            if target not in kinds:
                wanted = [known for known in kinds if kind in (ANY, kinds[known])]
                hint = did_you_mean(target, wanted) or ID_HINT
                problems.append(
                    Problem(
                        entry.path, *where(entry.path, *field), "entry-unknown", "there is no such entry", target, hint
                    )
                )
            elif ANY not in (kind, kinds[target]) and kind != kinds[target]:
                problems.append(
                    Problem(
                        entry.path,
                        *where(entry.path, *field),
                        "entry-kind",
                        f"“{name}” takes entries of the kind {kind}, and this one is of the kind {kinds[target]}",
                        target,
                        f"name one of the kind {kind}, or delete it",
                    )
                )
    return problems


def _targets(entry: Entry, name: str) -> Iterator[tuple[Sequence[str | int], str]]:
    """The ids that the field ``name`` holds, each with its place; ``credits.person`` stands in each of a list."""
    name, _, inner = name.partition(".")
    value: Any = entry.meta.get(name) or ()
    if isinstance(value, str):
        yield (name,), value
        return
    for number, one in enumerate(value):
        if not inner:
            yield (name, number), one
        elif one.get(inner):
            yield (name, number, inner), one[inner]


def _files(entry: Entry, media: Collection[str], where: Where) -> list[Problem]:
    problems = []
    for field, sort, target in named(KINDS[entry.kind].model, entry.meta):
        place = where(entry.path, *field)
        if resolve(folder(entry.path.removeprefix("content/")), target) is None:
            hint = "a path starts at the folder of this file, and every “../” goes up one folder"
            message = "this path leaves the content folder"
            problems.append(Problem(entry.path, *place, "link-climbs", message, target, hint))
        elif sort == "file" or target.lower().endswith(PICTURES):
            if target not in media:
                problems.append(_no_file(entry.path, *place, target, media, picture=sort == "picture"))
        else:
            hint = f"name a file that ends in {', '.join(PICTURES)}"
            message = "this file is not a picture"
            found = posixpath.relpath(target, folder(entry.path.removeprefix("content/")) or ".")
            problems.append(Problem(entry.path, *place, "picture-format", message, found, hint))
    return problems


def _languages(entry: Entry, library: Library, where: Where) -> list[Problem]:
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


def _hashtags(entry: Entry, library: Library, where: Where, unread: Collection[str]) -> list[Problem]:
    registry = f"content/{DATA}/{HASHTAGS}.yaml"
    if entry.kind != "post" or registry in unread:
        return []
    known = [value.key for value in library.facet_values(HASHTAG)]
    return [
        Problem(
            entry.path,
            *where(entry.path, "hashtags", number),
            "hashtag-unknown",
            "there is no such hashtag",
            key,
            did_you_mean(key, known) or f"add it to {registry}",
        )
        for number, key in enumerate(entry.meta.get("hashtags", ()))
        if key not in known
    ]


def check_targets(
    path: str,
    references: Iterable[tuple[str, str, int, int]],
    files: Collection[str],
    library: Library,
) -> list[Problem]:
    """A problem for each place in a text that leads to no file, to an entry of the wrong kind, or to no facet's value.

    ``references`` are (kind, target, line, column) with targets below ``content/``; ``files`` are the paths of all
    files there.
    """
    problems = []
    for kind, target, line, column in references:
        if kind == "facet":
            problems += _unknown_value(path, target, line, column, library)
            continue
        if kind == "section":
            problems += _unknown_section(path, target, line, column, library)
            continue
        wanted = kind.partition(":")[2]
        if wanted and target in files:
            named, _ = read_name(f"content/{target}", library.campaign.languages)
            found = library.nearest(named.id, library.campaign.source_language) if named else None
            if found is not None and found.kind != wanted:
                message = f"this block takes entries of the kind {wanted}; this one is {indefinite(found.kind)}"
                problems.append(Problem(path, line, column, "entry-kind", message, target, f"name a {wanted}"))
        if kind == "url" or not target or target in files:
            continue
        section = library.sections.get(target)
        if kind.startswith(("link", "entry")) and ((section and section.has_page) or f"{target}/index.md" in files):
            continue
        if kind.startswith("link") and target.partition("/")[0] in library.campaign.languages:
            problems.append(_site_address(path, line, column, target, library))
        else:
            problems.append(_no_file(path, line, column, target, files, picture=kind == "picture"))
    return problems


def _unknown_value(path: str, target: str, line: int, column: int, library: Library) -> list[Problem]:
    if target in library.values:
        return []
    facet, _, key = target.partition("/")
    if facet not in library.campaign.facets:
        hint = did_you_mean(facet, library.campaign.facets) or "the facets are " + ", ".join(library.campaign.facets)
        return [Problem(path, line, column, "facet-unknown", "there is no such facet", facet, hint)]
    hint = did_you_mean(key, [value.key for value in library.facet_values(facet)]) or "look into the registry"
    return [Problem(path, line, column, "facet-unknown", f"there is no such {facet}", key, hint)]


def _unknown_section(path: str, target: str, line: int, column: int, library: Library) -> list[Problem]:
    if target in library.sections:
        return []
    start = folder(path.removeprefix("content/")) or "."
    near = next(iter(close(target, [known for known in library.sections if known])), None)
    hint = f"did you mean “{posixpath.relpath(near, start)}/”?" if near else "name a folder that holds entries"
    message = "there is no such folder of entries"
    return [Problem(path, line, column, "section-unknown", message, posixpath.relpath(target, start), hint)]


def _no_file(path: str, line: int, column: int, target: str, files: Collection[str], *, picture: bool) -> Problem:
    """The problem of a ``target`` that is not there; it is told, as is the nearest file, as seen from ``path``."""
    start = folder(path.removeprefix("content/")) or "."
    found = posixpath.relpath(target, start)
    near = _nearest(target, files, _suffix(path))
    if _WEB_ADDRESS.match(found):
        hint = f"if this is another site, write https://{found}"
    elif near:
        hint = f"did you mean “{posixpath.relpath(near, start)}”?"
    else:
        hint = "a path is read from the folder of this file"
    code, message = (
        ("picture-missing", "there is no such picture") if picture else ("link-target", "there is no such file")
    )
    return Problem(path, line, column, code, message, found, hint)


def _site_address(path: str, line: int, column: int, target: str, library: Library) -> Problem:
    """The problem of a ``target`` that is no path: it begins with a language, as addresses of the site do."""
    start = folder(path.removeprefix("content/")) or "."
    address = f"{target}/"
    files = [entry.path.removeprefix("content/") for entry in library.entries.values() if entry.url == address]
    places = [f"{section.id}/" for section in library.sections.values() if address in section.urls.values()]
    hint = "write the path of the file that you see in the folder, as ../events/the-day.en.md"
    for meant in (*files, *places):
        hint = f"write {posixpath.relpath(meant, start)}{'/' if meant.endswith('/') else ''}"
        break
    message = "this is an address of the finished site, and a link names a file"
    return Problem(path, line, column, "link-target", message, f"/{address}", hint)


_WEB_ADDRESS = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|edu|eu|gov|info|int|io|net|org)(?:/|$)", re.IGNORECASE)
"""How an address of another site begins when its ``https://`` was left out."""


def _nearest(target: str, files: Collection[str], language: str) -> str | None:
    """The file that has the name of ``target``, or nearly; one in its own folder and language before others.

    ``language`` is meant where ``target`` names none. What has no ending, or that of a page, is taken for an entry.
    """
    ending = posixpath.splitext(target)[1].casefold()
    bare = ending in ("", ".html", ".htm")
    wanted = (".md", ".yaml") if bare else (ending,)
    suffix = (not bare and _suffix(target)) or language
    alike: dict[str, str] = {}
    for known in sorted(files, key=lambda known: (_place(known) != _place(target), _suffix(known) != suffix, known)):
        if posixpath.splitext(known)[1].casefold() in wanted:
            alike.setdefault(_stem(known), known)
    return next((alike[near] for near in close(_stem(target), alike)), None)


def _suffix(path: str) -> str:
    """The language that stands in the name of a file, if one does."""
    return ".".join(posixpath.basename(path).split(".")[1:-1])


def _entry_path(path: str) -> str:
    """``path`` without language and ending; an entry in a folder of its own goes by that."""
    return posixpath.join(folder(path), posixpath.basename(path).partition(".")[0]).removesuffix("/index").casefold()


def _place(path: str) -> str:
    return folder(_entry_path(path))


def _stem(path: str) -> str:
    return posixpath.basename(_entry_path(path))
