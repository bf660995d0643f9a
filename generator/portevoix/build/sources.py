"""From a snapshot to typed sources: which file is what, and what all of them say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portevoix.build.load import Job, Loader
from portevoix.build.places import Places
from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import ABSENT, digest, digest_json
from portevoix.core.paths import folder
from portevoix.media.probe import PictureInfo
from portevoix.model.assemble import Sources, values_of
from portevoix.model.entry import Medium
from portevoix.model.entry_file import EntryFile
from portevoix.model.naming import DATA, Named, read_name, section_folders
from portevoix.model.references import PICTURES
from portevoix.model.sections import kind_of
from portevoix.render.theme import Theme, ThemeFile, build_theme, chain_of
from portevoix.source.campaign import Campaign, load_campaign
from portevoix.source.catalog import Catalog, merge
from portevoix.source.snapshot import Snapshot
from portevoix.source.validation import shown

SETTINGS = "content/campaign.yaml"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: ``sources`` of the library, the theme (None if it is not sound), interface strings by language."""

    sources: Sources
    theme: Theme | None
    catalogs: Mapping[str, Catalog]


def read_all(snapshot: Snapshot, loader: Loader) -> tuple[Read | None, list[Problem]]:
    """Everything below ``content/`` and ``themes/``, and every problem; None when there is no campaign to speak of."""
    problems = list(snapshot.problems)
    campaign, told = _campaign(snapshot)
    problems += told
    if campaign is None:
        return None, problems
    loader.context.update(campaign.context)
    theme, catalogs, more = _themes(snapshot, loader, campaign)
    problems += more
    sources, more = _content(snapshot, loader, campaign)
    problems += more
    return Read(sources, theme, catalogs), problems


def _campaign(snapshot: Snapshot) -> tuple[Campaign | None, tuple[Problem, ...]]:
    if SETTINGS not in snapshot.files:
        return None, (
            Problem(
                SETTINGS,
                0,
                0,
                "campaign-missing",
                "there is no campaign here",
                hint="go to the folder that holds content/campaign.yaml, or name it with --root",
            ),
        )
    if snapshot.files[SETTINGS] == ABSENT:
        return None, ()
    return load_campaign(snapshot.read(SETTINGS), SETTINGS)


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
    entries, more = _entries(names, settings, campaign, loader)
    problems += more
    unread |= {named.path for named in names} - entries.keys()
    unread |= {job.path for job in jobs} - said.keys()
    media, more = _media(others, snapshot, loader)
    problems += more
    values = values_of(
        {name: said.get(f"content/{DATA}/{facet.registry}.yaml", {}) for name, facet in campaign.facets.items()}
    )
    return Sources(campaign, tuple(names), entries, settings, values, media, frozenset(unread)), problems


def _entries(
    names: list[Named], settings: Mapping[str, Mapping[str, Any]], campaign: Campaign, loader: Loader
) -> tuple[dict[str, EntryFile], list[Problem]]:
    folders = section_folders(names, (f"content/{place}/section.yaml" for place in settings))
    facets = sorted(campaign.facets)
    jobs = []
    for named in names:
        front = named.id in folders or named.id == "index"
        kind = "page" if front else kind_of(folder(named.id), settings)
        jobs.append(Job(named.path, named.path, "entry", [kind, facets]))
    said, problems = loader.read(jobs)
    return {path: EntryFile.from_json(value) for path, value in said.items()}, problems


def _media(paths: list[str], snapshot: Snapshot, loader: Loader) -> tuple[dict[str, Medium], list[Problem]]:
    known = set(paths)
    problems: list[Problem] = []
    jobs: list[Job] = []
    for path in paths:
        if _is_picture(path):
            jobs.append(Job(path, path, "picture"))
        elif path.lower().endswith((".yaml", ".yml")):
            if path.endswith(".yaml") and path.removesuffix(".yaml") in known:
                jobs.append(Job(path, path, "sidecar"))
            else:
                problems.append(_stray(path, known))
    said, more = loader.read(jobs)
    media = {}
    for path in paths:
        if path.lower().endswith((".yaml", ".yml")):
            continue
        info = PictureInfo.from_json(said[path]) if path in said else None
        sidecar = said.get(f"{path}.yaml")
        mark = digest(path, snapshot.files[path], digest_json([info.to_json() if info else None, sidecar]))
        inside = path.removeprefix("content/")
        shape = (info.format, info.width, info.height, info.alpha) if info else ("", 0, 0, False)
        media[inside] = Medium(inside, snapshot.files[path], *shape, sidecar, mark)
    return media, problems + more


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURES)


def _stray(path: str, known: set[str]) -> Problem:
    if path.endswith(".yml"):
        return Problem(path, 0, 0, "file-stray", "this file is not read", hint="give it the ending .yaml")
    bare = path.removesuffix(".yaml")
    if _is_picture(bare):
        name = posixpath.basename(bare)
        beside = [posixpath.basename(one) for one in known if folder(one) == folder(path) and _is_picture(one)]
        hint = did_you_mean(name, beside) or "put the picture beside it, or delete it"
        return Problem(path, 0, 0, "sidecar-alone", "there is no picture to this sidecar", name, hint)
    hint = "entries end in .md, settings of a folder are called section.yaml, registries stand in content/data/"
    return Problem(path, 0, 0, "file-stray", "this file is not read: nothing is called like this", hint=hint)


def _themes(
    snapshot: Snapshot, loader: Loader, campaign: Campaign
) -> tuple[Theme | None, dict[str, Catalog], list[Problem]]:
    paths = snapshot.below("themes/")
    settings = [Job(path, path, "theme") for path in paths if path.endswith("/theme.yaml") and path.count("/") == 2]
    said, problems = loader.read(settings)
    files = {path.split("/")[1]: ThemeFile.model_validate(value, strict=False) for path, value in said.items()}
    where = Places(snapshot)
    chain, more = chain_of(campaign.theme.name, files, where(SETTINGS, "theme", "name"))
    if problems:
        more = []
    problems += [one if one.line else _at(one, where(one.path, "extends")) for one in more]
    if any(name not in files for name in chain) or not chain or more:
        return None, {}, problems
    own = [path for path in paths if path.split("/")[1] in chain]
    jobs = [Job(path, path, "template") for path in own if path.split("/")[2] == "templates"]
    named, more = loader.read(jobs)
    problems += more
    catalogs, more = _catalogs(own, chain, loader, campaign)
    problems += more
    references = {path: tuple(names) for path, names in named.items()}
    marks = {path: snapshot.files[path] for path in own}
    theme = build_theme(chain, files, campaign.theme.settings, references, marks)
    problems += _wrong_settings(campaign, theme, where)
    problems += _missing_styles(files, theme, where)
    return theme, catalogs, problems


def _wrong_settings(campaign: Campaign, theme: Theme, where: Places) -> Iterator[Problem]:
    for name, value in campaign.theme.settings.items():
        declared = theme.declared.get(name)
        if declared is None:
            hint = did_you_mean(name, theme.settings) or f"the settings are {', '.join(theme.settings) or 'none'}"
            place = where.key(SETTINGS, "theme", "settings", name)
            yield Problem(SETTINGS, *place, "theme-setting", "the theme has no such setting", name, hint)
        elif not declared.admits(value):
            place = where(SETTINGS, "theme", "settings", name)
            message = f"{declared.expected} is expected here"
            yield Problem(SETTINGS, *place, "theme-setting", message, shown(value), declared.description or "")


def _missing_styles(files: Mapping[str, ThemeFile], theme: Theme, where: Places) -> Iterator[Problem]:
    for name in theme.chain:
        path = f"themes/{name}/theme.yaml"
        for number, style in enumerate(files[name].styles):
            if style not in theme.static:
                hint = did_you_mean(style, theme.static) or "a style sheet lies in the theme's folder static/"
                place = where(path, "styles", number)
                yield Problem(path, *place, "style-missing", "there is no such style sheet", style, hint)


def _at(problem: Problem, place: tuple[int, int]) -> Problem:
    return replace(problem, line=place[0], column=place[1])


def _catalogs(
    paths: list[str], chain: tuple[str, ...], loader: Loader, campaign: Campaign
) -> tuple[dict[str, Catalog], list[Problem]]:
    jobs = []
    for path in paths:
        _, _, room, *rest = path.split("/")
        language = rest[-1].removesuffix(".po") if rest else ""
        if room == "locales" and path.endswith(".po"):
            jobs.append(Job(path, path, "catalog", language))
    said, problems = loader.read(jobs)
    catalogs: dict[str, Catalog] = {}
    for tag in campaign.languages:
        for name in reversed(chain):
            for wanted in dict.fromkeys((tag.split("-")[0], tag)):
                value = said.get(f"themes/{name}/locales/{wanted}.po")
                if value is not None:
                    own = Catalog.from_json(value)
                    catalogs[tag] = merge(own, catalogs[tag]) if tag in catalogs else own
    return catalogs, problems
