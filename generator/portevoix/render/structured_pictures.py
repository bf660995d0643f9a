"""Pictures in the words of schema.org: whose they are and how they may be used, as far as their sidecars say it.

Sources: schema.org, version 30, ``ImageObject``; Google Search Central, "Image metadata".
"""

from __future__ import annotations

from posixpath import splitext
from typing import Any

from portevoix.render.json_data import known
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.page import PageView

Thing = dict[str, Any]

PHOTO = "photo"


def page_picture(scope: Scope, page: PageView) -> Thing | None:
    """The picture that stands for what ``page`` is about, as previews show it, with its rights; or None."""
    view = page.entry.picture if page.entry is not None else None
    preview = page.share_picture
    if view is None or preview is None:
        return None
    rights = _rights(scope, view)
    if rights and (place := _place_in_library(scope, view.path)):
        rights["acquireLicensePage"] = place
    said = {"url": preview.url, "width": preview.width, "height": preview.height, "caption": preview.alt}
    named = {"contentUrl": preview.url} if rights else {}
    return {"@type": "ImageObject", **known(said), **named, **rights}


def photos(scope: Scope, page: PageView) -> list[Thing]:
    """The photos that stand on ``page``: each one's file, its rights, and the place that tells how it may be used."""
    found = ((item, item.picture) for item in page.items if item.kind == PHOTO and not item.foreign)
    return [_photo(scope, item, view) for item, view in found if view is not None]


def _photo(scope: Scope, item: EntryView, view: Any) -> Thing:
    rights, address = _rights(scope, view), item.absolute_url
    found = {
        "@type": "ImageObject",
        "@id": address,
        "url": address,
        "name": item.title,
        "description": view.alt,
        "contentUrl": scope.site.origin + scope.call("downloads", view).original.url,
        "width": view.width,
        "height": view.height,
        "dateCreated": item.date.isoformat() if item.date is not None else None,
        "keywords": [value.name for facet in item.facets for value in facet.values],
        **rights,
        "acquireLicensePage": address if rights else None,
    }
    return known(found)


def _rights(scope: Scope, view: Any) -> Thing:
    """What the sidecar of a picture says of its maker, its credit line and its licence; empty when it says nothing.

    A credit line with a © in it is the notice of copyright, too; a licence without an address has no property.
    """
    credit: str = view.credit
    found = {
        "creator": _maker(scope, view.creator) if view.creator else None,
        "creditText": credit,
        "copyrightNotice": credit if "©" in credit else None,
        "license": view.licence_url,
    }
    return known(found)


def _maker(scope: Scope, name: str) -> Thing:
    """Who made a picture: a person, unless it is a part of the organisation that runs the campaign."""
    scope.read("setting:organisation")
    organisation = scope.site.library.campaign.organisation
    ours = organisation is not None and name.startswith(tuple(organisation.name.values()))
    return {"@type": "Organization" if ours else "Person", "name": name}


def _place_in_library(scope: Scope, path: str) -> str | None:
    """The address at which the library of photos tells how the picture at ``path`` may be used; or None."""
    entry = scope.nearest(splitext(path)[0], fact="listing")
    if entry is None or entry.kind != PHOTO or entry.meta.get("picture") != path:
        return None
    return EntryView(entry, scope).absolute_url
