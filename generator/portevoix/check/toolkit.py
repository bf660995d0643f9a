"""The toolkit: posts that fit their platforms, hashtags that work on them, statistics that still hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portevoix.check.finding import Finding
from portevoix.check.site import Site
from portevoix.model.entry import Entry
from portevoix.source.registry import HASHTAG, HASHTAGS
from portevoix.toolkit.platforms import Allowed, platforms
from portevoix.toolkit.posts import hashtag, platforms_of, put_together, versions

OLD_AFTER = 3
"""Years after which a statistic is old, counted from the day on which someone compared it with its source."""


def long_posts(site: Site) -> Iterator[Finding]:
    """Posts that a platform they are meant for would not take, be they public yet or not."""
    for entry in site.entries.values():
        if entry.kind == "post" and entry.meta.get("text"):
            yield from _long(site, entry)


def _long(site: Site, entry: Entry) -> Iterator[Finding]:
    from portevoix.toolkit.lengths import fits, length, size  # only now: few campaigns have posts

    library = site.gated.public
    tags = (
        hashtag(library.values, key, entry.language, library.campaign.source_language)
        for key in entry.meta.get("hashtags", ())
    )
    known = tuple(tag for tag in tags if tag is not None)
    for number, words in enumerate(versions(entry)):
        for key in platforms_of(entry):
            allowed = platforms()[key]
            whole = put_together(words, known, _link(site, entry), allowed)
            if fits(whole, allowed):
                continue
            place = _place(site, entry, number)
            found, limit = length(whole, allowed), allowed.limit
            message = f"this is too long for {allowed.name} in “{entry.language}”"
            hint = f"take out {found - limit}, or take {key} off its platforms; link and hashtags count too"
            if found <= limit:
                found, limit = size(whole), allowed.bytes or 0
                hint = f"it takes {limit} bytes; an emoji has up to 35"
            yield Finding(entry.path, *place, message, f"{found} of {limit}", hint)


def _link(site: Site, entry: Entry) -> str:
    """The address that the post leads to, be it public yet or not."""
    target, language = entry.meta.get("link"), entry.language
    if not target:
        return ""
    campaign = site.library.campaign
    found = (site.entries.get(f"{target}@{tag}") for tag in (language, *campaign.fallback_chain(language)))
    other = next((one for one in found if one is not None), None)
    return campaign.base_url + other.url if other is not None else ""


def _place(site: Site, entry: Entry, number: int) -> tuple[int, int]:
    """Where the ``number``-th version of a post stands: its text is the first."""
    field: tuple[str | int, ...] = ("variants", entry.language, number - 1) if number else ("text", entry.language)
    return site.where(entry.path, *field)


def unfit_hashtags(site: Site) -> Iterator[Finding]:
    """Hashtags that do not work on every platform for which some post names them."""
    used: dict[str, set[str]] = {}
    for entry in site.entries.values():
        for key in entry.meta.get("hashtags", ()) if entry.kind == "post" else ():
            used.setdefault(key, set()).update(platforms_of(entry))
    path = f"content/data/{HASHTAGS}.yaml"
    for value in site.library.facet_values(HASHTAG):
        for language, name in value.names.items():
            for platform in (platforms()[key] for key in sorted(used.get(value.key, ()))):
                if wrong := _unfit(name, platform):
                    place = site.where(path, value.key, "name", language)
                    yield Finding(path, *place, f"{platform.name} does not take this hashtag", name, wrong)


def _unfit(name: str, platform: Allowed) -> str | None:
    """What to do about a hashtag that ``platform`` does not take; None when it does."""
    from portevoix.toolkit.lengths import graphemes

    if platform.longest is not None and graphemes(name) > platform.longest:
        return f"it may have {platform.longest} characters; choose a shorter one"
    if not any(character.isalpha() for character in name):
        return "it needs at least one letter"
    return None


def old_statistics(site: Site) -> Iterator[Finding]:
    """Statistics that nobody has compared with their source for years, and forecasts whose year has come."""
    today = site.now.date()
    for entry in site.entries.values():
        if entry.kind != "stat" or entry.language != entry.source_language or not entry.meta.get("year"):
            continue
        year, checked = int(entry.meta["year"]), entry.meta.get("checked")
        since = date.fromisoformat(checked) if checked else date(year, 12, 31)
        if entry.meta.get("forecast") and year <= today.year and since.year < year:
            place = site.where(entry.path, "forecast")
            hint = f"look for the figure itself; if there is none yet, say “checked: {today.isoformat()}”"
            yield Finding(entry.path, *place, "the year of this forecast has come", str(year), hint)
        elif (today - since).days > OLD_AFTER * 365.25:
            place = site.where(entry.path, "checked" if checked else "year")
            hint = f"compare it with its source, then say “checked: {today.isoformat()}”, or replace it"
            yield Finding(entry.path, *place, f"this figure is older than {OLD_AFTER} years", str(since), hint)
