"""What a page is about, for search engines: JSON-LD in the words of schema.org. No property without a value.

Each kind that schema.org has a type for is described by one function in ``_KINDS``; a page of another kind has its way
through the site alone. Sources: schema.org, version 30; Google Search Central, "Structured data".
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from portevoix.render.formats import iso
from portevoix.render.json_data import json_in_script, known
from portevoix.render.scope import Scope
from portevoix.render.structured_pictures import Thing, page_picture, photos
from portevoix.render.views.entry import EntryView
from portevoix.render.views.page import PageView
from portevoix.render.views.site import SiteView
from portevoix.source.players import recognised

_ATTENDANCE = {"in-person": "Offline", "online": "Online", "mixed": "Mixed"}


def structured_data(scope: Scope, page: PageView) -> Markup | None:
    """What ``page`` is about, for ``<script type="application/ld+json">``; None when there is nothing to say."""
    graph: list[Thing] = []
    if page.type == "home":
        graph += _site(scope)
    entry = page.entry
    if page.type == "entry" and entry is not None and entry.kind in _KINDS:
        graph += _KINDS[entry.kind](scope, page, entry)
    if page.type == "section":
        graph += _questions(scope, page) + photos(scope, page)
    if page.type in ("entry", "section", "facet"):
        graph += _way(scope, page)
    return json_in_script({"@context": "https://schema.org", "@graph": graph}) if graph else None


def _site(scope: Scope) -> list[Thing]:
    """The site in the page's language, and who runs it."""
    site, who = SiteView(scope, ""), _organisation(scope)
    address = scope.absolutely(f"{scope.language}/")
    found = {
        "@type": "WebSite",
        "@id": f"{address}#site",
        "url": address,
        "name": site.name,
        "alternateName": site.short_name if site.short_name != site.name else None,
        "description": site.description,
        "inLanguage": scope.language,
        "publisher": _named(who),
    }
    return [known(found), *([who] if who else [])]


def _organisation(scope: Scope) -> Thing | None:
    """Who runs the campaign, or None."""
    return scope.once("structured data/organisation", _whole_organisation)


def _whole_organisation(scope: Scope) -> Thing | None:
    who = SiteView(scope, "").organisation
    if who is None:
        return None
    found = {
        "@type": "Organization",
        "@id": f"{scope.absolutely('')}#organisation",
        "name": who.name,
        "url": who.url,
        "email": who.email,
        "sameAs": list(who.same_as),
    }
    return known(found)


def _named(who: Thing | None) -> Thing | None:
    """``who``, of whom the page tells more in another place."""
    return {name: who[name] for name in ("@type", "@id", "name")} if who is not None else None


def _way(scope: Scope, page: PageView) -> list[Thing]:
    """The way from the home page to this one; a page directly below home has none worth telling."""
    above = page.crumbs
    if not above:
        return []
    name, url = scope.once("structured data/home", _home)
    steps = [(name, url), *((crumb.title, crumb.url) for crumb in above), (page.title, page.url)]
    rows = [
        {"@type": "ListItem", "position": number, "name": name, "item": scope.site.origin + url}
        for number, (name, url) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": rows}]


def _home(scope: Scope) -> tuple[str, str]:
    site = SiteView(scope, "")
    return site.name, site.url


def _thing(scope: Scope, page: PageView, entry: EntryView, type_: str) -> Thing:
    """What every kind says of itself."""
    return {
        "@type": type_,
        "@id": f"{page.absolute_url}#{entry.kind}",
        "url": page.absolute_url,
        "mainEntityOfPage": page.absolute_url,
        "description": page.description,
        "image": page_picture(scope, page),
    }


def _news(scope: Scope, page: PageView, entry: EntryView) -> list[Thing]:
    """An article or a press release, and who publishes it; schema.org has no type of its own for releases."""
    who = _organisation(scope)
    authors = [{"@type": "Person", "name": author.title, "url": author.absolute_url} for author in entry.authors or ()]
    found = {
        **_thing(scope, page, entry, "NewsArticle"),
        "headline": entry.title,
        "datePublished": iso(entry.date),
        "dateModified": iso(entry.updated) if entry.updated is not None else None,
        "author": authors or _named(who),
        "publisher": _named(who),
        "inLanguage": scope.language,
        "dateline": entry.dateline,
        "keywords": [value.name for facet in entry.facets for value in facet.values],
        **_translations(page, entry),
    }
    return [known(found), *([who] if who else [])]


def _translations(page: PageView, entry: EntryView) -> Thing:
    """The original of a translation, or the translations of an original."""
    others = [
        (translation.language.tag, {
            "@type": "NewsArticle", "@id": f"{translation.absolute_url}#{entry.kind}", "url": translation.absolute_url,
            "inLanguage": translation.language.tag,
        })
        for translation in page.translations
    ]  # fmt: skip
    source = entry.source_language
    if source == page.language.tag:
        return {"workTranslation": [work for tag, work in others if tag != source]}
    return {"translationOfWork": next((work for tag, work in others if tag == source), None)}


def _event(scope: Scope, page: PageView, entry: EntryView) -> list[Thing]:
    attendance = _ATTENDANCE[entry.attendance]
    organiser = {"@type": "Organization", "name": entry.organiser} if entry.organiser else None
    found = {
        **_thing(scope, page, entry, "Event"),
        "name": entry.title,
        "startDate": iso(entry.start),
        "endDate": iso(entry.end) if entry.end is not None else None,
        "eventAttendanceMode": f"https://schema.org/{attendance}EventAttendanceMode",
        "location": _locations(page, entry),
        "organizer": organiser,
        "inLanguage": scope.language,
    }
    return [known(found)]


def _locations(page: PageView, entry: EntryView) -> list[Thing]:
    found: list[Thing] = []
    if entry.attendance != "online" and (entry.place or entry.address):
        found.append({"@type": "Place", **known({"name": entry.place, "address": entry.address or entry.place})})
    if entry.attendance != "in-person":
        found.append({"@type": "VirtualLocation", "url": entry.registration or page.absolute_url})
    return found


def _person(scope: Scope, page: PageView, entry: EntryView) -> list[Thing]:
    employer = {"@type": "Organization", "name": entry.organisation} if entry.organisation else None
    found = {
        **_thing(scope, page, entry, "Person"),
        "name": entry.title,
        "jobTitle": entry.position,
        "knowsAbout": entry.field_of_work,
        "worksFor": employer,
        "workLocation": {"@type": "Place", "name": entry.place} if entry.place else None,
        "email": entry.email,
        "telephone": entry.phone,
        "knowsLanguage": list(entry.speaks or ()),
        "sameAs": [entry.website] if entry.website else None,
    }
    return [known(found)]


def _video(scope: Scope, page: PageView, entry: EntryView) -> list[Thing]:
    """A video; its player is named, not asked. Google shows one that has a poster and a date."""
    preview = page.share_picture
    player = recognised(entry.link) if entry.link else None
    found = {
        **_thing(scope, page, entry, "VideoObject"),
        "name": entry.title,
        "thumbnailUrl": preview.url if preview is not None else None,
        "uploadDate": iso(entry.date) if entry.date is not None else None,
        "dateModified": iso(entry.updated) if entry.updated is not None else None,
        "duration": _duration(entry.duration) if entry.duration else None,
        "contentUrl": scope.site.origin + entry.file.url if entry.file is not None else None,
        "embedUrl": player[1] if player is not None else None,
        "sameAs": [entry.link] if entry.link else None,
        "caption": _captions(scope, entry),
        "transcript": entry.body.striptags(),
        "inLanguage": scope.language,
        "keywords": [value.name for facet in entry.facets for value in facet.values],
    }
    return [known(found)]


def _duration(written: str) -> str:
    """``2:34`` as ISO 8601 has it: ``PT2M34S``."""
    parts = [int(part) for part in written.split(":")]
    return "PT" + "".join(f"{part}{unit}" for part, unit in zip(parts, "HMS"[-len(parts) :], strict=True))


def _captions(scope: Scope, entry: EntryView) -> list[Thing]:
    return [
        {
            "@type": "MediaObject",
            "contentUrl": scope.site.origin + track.url,
            "encodingFormat": "text/vtt",
            "inLanguage": tag,
        }
        for tag, track in entry.captions.items()
        if track is not None
    ]


def _questions(scope: Scope, page: PageView) -> list[Thing]:
    """The questions that a page answers; those that it only leads to, in another language, are not among them."""
    asked = [
        {
            "@type": "Question",
            "@id": item.absolute_url,
            "name": item.title,
            "acceptedAnswer": {"@type": "Answer", "text": str(item.feed_body)},
        }
        for item in page.items
        if item.kind == "faq" and not item.foreign
    ]
    found = {"@type": "FAQPage", "@id": page.absolute_url, "inLanguage": scope.language, "mainEntity": asked}
    return [found] if asked else []


_KINDS: dict[str, Callable[[Scope, PageView, EntryView], list[Thing]]] = {
    "article": _news,
    "release": _news,
    "event": _event,
    "person": _person,
    "changemaker": _person,
    "video": _video,
}
"""What describes entries of each kind, themselves first."""
