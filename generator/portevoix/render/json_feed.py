"""A feed as JSON: JSON Feed, version 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

from portevoix.render.formats import iso_utc
from portevoix.render.json_data import json_file, known
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.site import SiteView
from portevoix.render.views.values import Record

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(scope: Scope, feed: Record) -> bytes:
    """``feed`` (see ``feed_record``) as JSON; what is not known of it is left out."""
    site = SiteView(scope, "")
    who = site.organisation
    said = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json_url,
        "description": site.description,
        "language": scope.language,
        "authors": [known({"name": who.name, "url": who.url}) if who is not None else {"name": site.name}],
    }
    return json_file(known(said) | {"items": [_item(scope, entry) for entry in feed.entries]})


def _item(scope: Scope, entry: EntryView) -> dict[str, Any]:
    picture = entry.picture
    preview = scope.call("share_picture", picture) if picture is not None else None
    said = {
        "id": entry.absolute_url,
        "url": entry.absolute_url,
        "title": entry.title,
        "summary": entry.summary,
        "image": preview.url if preview is not None else None,
        "date_published": iso_utc(entry.date),
        "date_modified": iso_utc(entry.updated),
        "authors": [{"name": author.title, "url": author.absolute_url} for author in entry.authors or ()],
        "tags": [value.name for facet in entry.facets for value in facet.values],
        "language": entry.language.tag,
    }
    return known(said) | {"content_html": entry.feed_body}
