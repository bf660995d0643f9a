"""What is said to those who look after a site: it must still hold."""

from __future__ import annotations

from collections.abc import Iterator

from portevoix.check.finding import Finding
from portevoix.check.site import SETTINGS, Site
from portevoix.core.clock import parse_moment


def expired_security(site: Site) -> Iterator[Finding]:
    """A ``security.txt`` that says of itself that it no longer holds (RFC 9116, §2.5.5)."""
    campaign = site.library.campaign
    if campaign.security is None or parse_moment(campaign.security.expires, campaign.time_zone) > site.now:
        return
    place = site.where(SETTINGS, "security", "expires")
    hint = "look whether the address still reaches somebody, then write a later date"
    yield Finding(SETTINGS, *place, "security.txt has expired", campaign.security.expires, hint)
