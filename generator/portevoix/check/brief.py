"""The brief: the campaign's objectives, held against what the content says to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portevoix.check.finding import Finding
from portevoix.check.site import SETTINGS, Site
from portevoix.core.diagnostics import did_you_mean
from portevoix.model.kinds.common import indefinite

FACET = "audience"
"""The facet by which entries say whom they address."""

CHANNELS: Mapping[str, tuple[str, ...]] = {
    "press": ("release",),
    "social": ("post",),
    "events": ("event",),
    "partners": ("partner",),
    "influencers": ("brief",),
}
"""The channels that we know, and the kinds of entries that speak through them."""


def unknown_audiences(site: Site) -> Iterator[Finding]:
    """Audiences of objectives that the registry does not hold."""
    known = [value.key for value in site.library.facet_values(FACET)]
    registry = site.library.campaign.facets[FACET].registry
    for place, key in _audiences(site):
        if key not in known:
            hint = did_you_mean(key, known) or f"add it to content/data/{registry}.yaml"
            yield Finding(SETTINGS, *place, "there is no such audience", key, hint)


def audiences_without_message(site: Site) -> Iterator[Finding]:
    """Audiences of objectives to which no message is addressed, whether it is public yet or not."""
    addressed = {
        key for entry in site.entries.values() if entry.kind == "message" for key in entry.facets.get(FACET, ())
    }
    for place, key in _audiences(site):
        if key not in addressed and f"{FACET}/{key}" in site.library.values:
            hint = f"write a message with “{FACET}: [{key}]”, or take it out of the objective"
            yield Finding(SETTINGS, *place, "no message speaks to this audience", key, hint)


def objectives_without_indicator(site: Site) -> Iterator[Finding]:
    """Objectives of which nobody could say whether they were reached."""
    for number, objective in enumerate(site.library.campaign.objectives):
        if not objective.indicators:
            place = site.where(SETTINGS, "objectives", number)
            hint = "add “indicators:” with what will be counted"
            yield Finding(SETTINGS, *place, "this objective has no indicator", objective.id, hint)


def channels_without_content(site: Site) -> Iterator[Finding]:
    """Channels for which nothing is written, whether public yet or not; of channels we know nothing of, nothing."""
    written = {entry.kind for entry in site.entries.values()}
    for number, channel in enumerate(site.library.campaign.channels):
        kinds = CHANNELS.get(channel, ())
        if kinds and not written & set(kinds):
            place = site.where(SETTINGS, "channels", number)
            hint = f"write {indefinite(kinds[0])}, or take the channel out"
            yield Finding(SETTINGS, *place, "there is nothing for this channel", channel, hint)


def _audiences(site: Site) -> Iterator[tuple[tuple[int, int], str]]:
    for number, objective in enumerate(site.library.campaign.objectives):
        for index, key in enumerate(objective.audiences):
            yield site.where(SETTINGS, "objectives", number, "audiences", index), key
