"""From a snapshot to typed sources: which file is what, and what all of them say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from portevoix.build.frame import SETTINGS, read_frame
from portevoix.build.load import Job, Loader, entry_job
from portevoix.build.places import Places
from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import digest, digest_json
from portevoix.core.paths import folder
from portevoix.media.probe import PictureInfo
from portevoix.model.assemble import Sources, values_of
from portevoix.model.entry import Medium
from portevoix.model.entry_file import EntryFile
from portevoix.model.kinds import KINDS
from portevoix.model.naming import DATA, PICTURES, Named, read_name, section_folders
from portevoix.model.sections import default_kind, kind_of, setting_of
from portevoix.model.sidecar import SUFFIX
from portevoix.render.theme import Theme
from portevoix.source.campaign import Campaign
from portevoix.source.catalog import Catalog
from portevoix.source.registry import HASHTAG, HASHTAGS
from portevoix.source.snapshot import Snapshot

_NEARLY_MARKDOWN = re.compile(r"(.+?)\.(?:md|markdown|mdown|mkdn?)(?:\.txt)?", re.IGNORECASE)
"""What writers and their programs call a Markdown file; what ends in ``.md`` has been taken before."""


class Read(NamedTuple):
    """What was read: ``sources`` of the library, the theme (None if it is not sound), interface strings by language."""

    sources: Sources
    theme: Theme | None
    catalogs: Mapping[str, Catalog]


def read_all(snapshot: Snapshot, loader: Loader) -> tuple[Read | None, list[Problem]]:
    """Everything below ``content/`` and ``themes/``, and every problem; None when there is no campaign to speak of."""
    problems = list(snapshot.problems)
    frame, more = read_frame(snapshot, loader)
    problems += more
    if frame is None:
        return None, problems
    sources, more = _content(snapshot, loader, frame.campaign)
    problems += more
    if frame.theme is not None:
        problems += _missing_layouts(sources.settings, frame.theme, Places(snapshot))
    return Read(sources, frame.theme, frame.catalogs), problems


def _missing_layouts(settings: Mapping[str, Mapping[str, Any]], theme: Theme, where: Places) -> Iterator[Problem]:
    names = [name.removesuffix(".html") for name in theme.templates if name.startswith("sections/")]
    known = [name.removeprefix("sections/") for name in names]
    for place, said in settings.items():
        layout = said.get("layout")
        if layout is not None and layout not in known:
            path = f"content/{place}/section.yaml"
            hint = did_you_mean(layout, known) or f"the theme has: {', '.join(known)}"
            yield Problem(path, *where(path, "layout"), "layout-missing", "there is no such layout", layout, hint)


def _content(snapshot: Snapshot, loader: Loader, campaign: Campaign) -> tuple[Sources, list[Problem]]:
    problems: list[Problem] = []
    names: list[Named] = []
    jobs: list[Job] = []
    others: list[str] = []
    unread = {problem.path for problem in snapshot.problems}
    registries = {facet.registry for facet in campaign.facets.values()}
    for path in snapshot.below("content/"):
        inside = path.removeprefix("content/")
        if inside.startswith(f"{DATA}/") and path.endswith(".yaml"):
            jobs.append(Job(path, path, "registry"))
        elif path.endswith(".md"):
            named, problem = read_name(path, campaign.languages)
            names += [named] if named else []
            problems += [problem] if problem else []
            unread |= {path} if problem else set()
        elif path.endswith("/section.yaml"):
            jobs.append(Job(path, path, "section"))
        elif path != SETTINGS:
            others.append(path)
    for name in sorted(registries):
        path = f"content/{DATA}/{name}.yaml"
        if path not in snapshot.files and any(
            facet.registry == name and facet.name for facet in campaign.facets.values()
        ):
            problems.append(
                Problem(
                    SETTINGS,
                    *Places(snapshot)(SETTINGS, "facets", name, "registry"),
                    "registry-missing",
                    "a facet names a registry that is not there",
                    path,
                    "make the file; it may hold {} to begin with",
                )
            )
    said, more = loader.read(jobs)
    problems += more
    settings = {
        folder(path.removeprefix("content/")): value for path, value in said.items() if path.endswith("/section.yaml")
    }
    beside = frozenset(others)
    sheets = {path for path in others if _is_data(path, beside, settings)}
    photos = {path for path in others if _is_photo(path, beside, settings)}
    entries, more = _entries(names, sheets | photos, settings, campaign, loader)
    problems += more
    unread |= {named.path for named in names} - entries.keys()
    data, more = _data(sorted(sheets), settings, campaign, loader)
    problems += more
    unread |= {job.path for job in jobs} - said.keys()
    media, pictured, more = _media([path for path in others if path not in sheets], photos, settings, campaign, loader)
    problems += more
    data |= pictured
    names += data
    entries |= {named.file: file for named, file in data.items()}
    used = {HASHTAG: HASHTAGS} | {name: facet.registry for name, facet in campaign.facets.items()}
    values = values_of({name: said.get(f"content/{DATA}/{registry}.yaml", {}) for name, registry in used.items()})
    return Sources(campaign, tuple(names), entries, settings, values, media, frozenset(unread)), problems


def _entries(
    names: list[Named], data: Iterable[str], settings: Mapping[str, Mapping[str, Any]], campaign: Campaign,
    loader: Loader,
) -> tuple[dict[str, EntryFile], list[Problem]]:  # fmt: skip
    """The entries that are written in Markdown; ``data`` are the files of the others."""
    others = [Named(path, path.removeprefix("content/"), None) for path in data]
    folders = section_folders([*names, *others], (f"content/{place}/section.yaml" for place in settings))
    jobs = []
    for named in names:
        kind = default_kind(named.id, folders, lambda place: kind_of(place, settings))
        jobs.append(entry_job(named.path, kind, campaign))
    said, problems = loader.read(jobs)
    return {path: EntryFile.from_json(value) for path, value in said.items()}, problems


def _is_data(path: str, others: Collection[str], settings: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether ``path`` is an entry in YAML: it stands where such are, and beside no picture that it describes."""
    inside = path.removeprefix("content/")
    alone = path.endswith(".yaml") and path.removesuffix(".yaml") not in others
    return alone and KINDS[_kind_at(folder(inside), settings)].data


def _is_photo(path: str, others: Collection[str], settings: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether ``path`` is the sidecar of a picture in a section of photos."""
    picture = path.removesuffix(SUFFIX)
    pair = path.endswith(SUFFIX) and picture in others and _is_picture(picture)
    return pair and KINDS[_kind_at(folder(path.removeprefix("content/")), settings)].photo


def _kind_at(place: str, settings: Mapping[str, Mapping[str, Any]]) -> str:
    kind = kind_of(place, settings)
    return kind if kind in KINDS else "page"


def _data(
    paths: list[str], settings: Mapping[str, Mapping[str, Any]], campaign: Campaign, loader: Loader
) -> tuple[dict[Named, EntryFile], list[Problem]]:
    """The entries that are written in YAML."""
    jobs = []
    for path in paths:
        kind = _kind_at(folder(path.removeprefix("content/")), settings)
        needs = [kind, sorted(campaign.facets), _source_at(path, settings, campaign)]
        jobs.append(Job(path, path, "data", needs))
    said, problems = loader.read(jobs)
    found: dict[Named, EntryFile] = {}
    for path, rows in said.items():
        found |= _by_language(path, rows)
    return found, problems


def _by_language(path: str, rows: Mapping[str, Any]) -> dict[Named, EntryFile]:
    """What the one file ``path`` says in each language."""
    bare, _ = read_name(path, ())
    assert bare is not None
    return {Named(path, bare.id, language): EntryFile.from_json(row) for language, row in rows.items()}


def _source_at(path: str, settings: Mapping[str, Mapping[str, Any]], campaign: Campaign) -> str:
    """The language that is the source of what stands in the folder of ``path``, when nothing else is said."""
    place = folder(path.removeprefix("content/"))
    return str(setting_of("source_language", place, settings) or campaign.source_language)


def _media(
    paths: list[str], photos: Collection[str], settings: Mapping[str, Mapping[str, Any]], campaign: Campaign,
    loader: Loader,
) -> tuple[dict[str, Medium], dict[Named, EntryFile], list[Problem]]:  # fmt: skip
    """Pictures and other files with their sidecars; those that are ``photos``, by their sidecars, also as entries."""
    known = set(paths)
    problems: list[Problem] = []
    jobs: list[Job] = []
    for path in paths:
        if _is_picture(path):
            jobs.append(Job(path, path, "picture"))
            kind = KINDS[_kind_at(folder(path.removeprefix("content/")), settings)]
            if kind.photo and f"{path}{SUFFIX}" not in known:
                problems.append(_unlisted(path))
        elif path in photos:
            needs = [sorted(campaign.facets), _source_at(path, settings, campaign)]
            jobs.append(Job(path, path, "photo", needs))
        elif path.lower().endswith((".yaml", ".yml")):
            if path.endswith(".yaml") and path.removesuffix(".yaml") in known:
                jobs.append(Job(path, path, "sidecar"))
            else:
                problems.append(_stray(path, known))
        elif nearly := _NEARLY_MARKDOWN.fullmatch(path):
            problems.append(_misnamed(path, f"{nearly[1]}.md"))
    said, more = loader.read(jobs)
    media, pictured = {}, {}
    for path in sorted(photos):
        if path in said:
            pictured.update(_by_language(path, said[path]["files"]))
            said[path] = said[path]["sidecar"]
    for path in paths:
        if path.lower().endswith((".yaml", ".yml")):
            continue
        info = PictureInfo.from_json(said[path]) if path in said else None
        sidecar = said.get(f"{path}{SUFFIX}")
        mark = digest(path, loader.snapshot.files[path], digest_json([info.to_json() if info else None, sidecar]))
        inside = path.removeprefix("content/")
        shape = (info.format, info.width, info.height, info.alpha) if info else ("", 0, 0, False)
        media[inside] = Medium(inside, loader.snapshot.files[path], *shape, sidecar, mark)
    return media, pictured, problems + more


def _unlisted(path: str) -> Problem:
    message = "this picture stands in a section of photos, but has no sidecar, so the library does not show it"
    hint = f"describe it in {posixpath.basename(path)}{SUFFIX}: caption, alt, creator, credit, licence"
    return Problem(path, 0, 0, "photo-alone", message, hint=hint, severity="warning")


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURES)


def _misnamed(path: str, right: str) -> Problem:
    message = "this file is not read: its name has not the ending that it needs"
    return Problem(path, 0, 0, "file-stray", message, hint=f"rename it to {posixpath.basename(right)}")


def _stray(path: str, known: set[str]) -> Problem:
    if not path.endswith(".yaml"):
        return _misnamed(path, f"{posixpath.splitext(path)[0]}.yaml")
    bare = path.removesuffix(".yaml")
    if _is_picture(bare):
        name = posixpath.basename(bare)
        beside = [posixpath.basename(one) for one in known if folder(one) == folder(path) and _is_picture(one)]
        hint = did_you_mean(name, beside) or "put the picture beside it, or delete it"
        return Problem(path, 0, 0, "sidecar-alone", "there is no picture to this sidecar", name, hint)
    hint = "entries end in .md, settings of a folder are called section.yaml, registries stand in content/data/"
    return Problem(path, 0, 0, "file-stray", "this file is not read: nothing is called like this", hint=hint)
