"""What templates see of the toolkit."""

from __future__ import annotations

from portevoix.render.scope import Scope
from portevoix.render.views.page import PageView
from portevoix.render.views.values import Record
from portevoix.toolkit.share_links import PLATFORMS, Shared, mail_link, share_link


def share_links(scope: Scope, page: PageView) -> tuple[Record, ...]:
    """The ways to share ``page``, as the campaign has them in its setting ``share``: id, name, url.

    The url of ``mastodon`` comes after the server that the reader names, that of ``copy`` is the page's own, and
    ``print`` has none.
    """
    scope.read("setting:share")
    ways = tuple(dict.fromkeys(scope.site.library.campaign.share))
    if not ways:
        return ()
    shared = _shared(scope, page, ways)
    own = {"copy": shared.url, "print": None}
    return tuple(
        Record(id=way, name=way.capitalize(), url=own[way])
        if way in own
        else Record(id=way, name=PLATFORMS[way].name, url=share_link(way, shared))
        for way in ways
    )


def _shared(scope: Scope, page: PageView, ways: tuple[str, ...]) -> Shared:
    """What of ``page`` these ways need; a picture is ordered only for a platform that shows it."""
    needed = " ".join(text for way in ways if way in PLATFORMS for text in PLATFORMS[way].parameters.values())
    picture = page.share_picture if "{picture}" in needed else None
    hashtag = ""
    if "{hashtag}" in needed:
        scope.read("setting:hashtags")
        hashtag = next(iter(scope.site.library.campaign.hashtags), "")
    return Shared(
        page.title,
        page.absolute_url,
        (page.description or "") if "{description}" in needed else "",
        picture.url if picture else "",
        hashtag,
    )


def letter(scope: Scope, address: str, subject: str) -> str:
    """The link that opens a letter."""
    return mail_link(address, subject)
