"""What stands around the entries: the campaign's settings, its theme, the strings of its interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from portevoix.build.load import Job, Loader
from portevoix.build.places import Places
from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import ABSENT
from portevoix.core.languages import ancestry
from portevoix.render.theme import Theme, ThemeFile, build_theme, chain_of
from portevoix.source.campaign import Campaign
from portevoix.source.catalog import Catalog, merge
from portevoix.source.hosting import own_path
from portevoix.source.snapshot import Snapshot
from portevoix.source.validation import shown

SETTINGS = "content/campaign.yaml"


class Frame(NamedTuple):
    """What stands around the entries: the campaign's settings, the theme (None if unsound), strings by language."""

    campaign: Campaign
    theme: Theme | None
    catalogs: Mapping[str, Catalog]


def read_frame(snapshot: Snapshot, loader: Loader) -> tuple[Frame | None, list[Problem]]:
    """What stands around the entries, and what is wrong with it; None when there is no campaign to speak of."""
    campaign, told = _campaign(snapshot, loader)
    if campaign is None:
        return None, list(told)
    loader.context.update(campaign.context)
    theme, catalogs, problems = _themes(snapshot, loader, campaign)
    return Frame(campaign, theme, catalogs), [*told, *problems]


def _campaign(snapshot: Snapshot, loader: Loader) -> tuple[Campaign | None, tuple[Problem, ...]]:
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
    said, problems = loader.read([Job(SETTINGS, SETTINGS, "campaign")])
    return (Campaign.from_json(said[SETTINGS]) if SETTINGS in said else None), tuple(problems)


def _themes(
    snapshot: Snapshot, loader: Loader, campaign: Campaign
) -> tuple[Theme | None, dict[str, Catalog], list[Problem]]:
    paths = snapshot.below("themes/")
    settings = [Job(path, path, "theme") for path in paths if path.endswith("/theme.yaml") and path.count("/") == 2]
    said, problems = loader.read(settings)
    files = {path.split("/")[1]: ThemeFile.model_validate(value, strict=False) for path, value in said.items()}
    where = Places(snapshot)
    chain, more = chain_of(campaign.theme.name, files)
    if problems:
        more = []
    for one in more:
        place = where(one.path, *(("theme", "name") if one.path == SETTINGS else ("extends",)))
        problems.append(one._replace(line=place[0], column=place[1]))
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
    problems += _missing_script(campaign, theme, where)
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
        named: list[tuple[tuple[str | int, ...], str]] = []
        named += [(("styles", number), style) for number, style in enumerate(files[name].styles)]
        for language, styles in files[name].language_styles.items():
            named += [(("language_styles", language, number), style) for number, style in enumerate(styles)]
        for place, style in named:
            if style not in theme.static:
                hint = did_you_mean(style, theme.static) or "a style sheet lies in the theme's folder static/"
                yield Problem(path, *where(path, *place), "style-missing", "there is no such style sheet", style, hint)


def _missing_script(campaign: Campaign, theme: Theme, where: Places) -> Iterator[Problem]:
    script = campaign.analytics.script if campaign.analytics is not None else None
    if script is not None and own_path(script, campaign.base_url) is None and script not in theme.static:
        hint = did_you_mean(script, theme.static) or "a path on the site's host begins with /"
        place = where(SETTINGS, "analytics", "script")
        yield Problem(SETTINGS, *place, "analytics-missing", "the theme has no such static file", script, hint)


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
            for wanted in ancestry(tag):
                value = said.get(f"themes/{name}/locales/{wanted}.po")
                if value is not None:
                    own = Catalog.from_json(value)
                    catalogs[tag] = merge(own, catalogs[tag]) if tag in catalogs else own
    return catalogs, problems
