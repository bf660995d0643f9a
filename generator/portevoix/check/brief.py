"""The brief: the campaign's objectives, held against what the content says to whom."""

from __future__ import annotations

from collections.abc import Iterator

from portevoix.check.finding import Finding
from portevoix.check.site import SETTINGS, Site
from portevoix.core.diagnostics import did_you_mean

FACET = "audience"
"""The facet by which entries say whom they address."""


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


def _audiences(site: Site) -> Iterator[tuple[tuple[int, int], str]]:
    for number, objective in enumerate(site.library.campaign.objectives):
        for index, key in enumerate(objective.audiences):
            yield site.where(SETTINGS, "objectives", number, "audiences", index), key
