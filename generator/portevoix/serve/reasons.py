"""Why a page was made, in an author's words rather than in the engine's."""

from __future__ import annotations

from collections.abc import Iterable

from portevoix.engine.choose import Reason

_WORDS = {
    "address": "the address of {0}", "asset": "the theme's file {0}", "body": "the text of {0}",
    "boilerplate": "the paragraph that ends press releases in {0}",
    "catalog": "the theme's own words, as on buttons, in {0}", "children": "which sections there are in {0}",
    "entry": "the title, date or another detail of {0}", "facet": "the name or the page of “{0}”",
    "feeds": "which feeds there are in {0}", "filters": "what the list of {0} can be filtered by",
    "folder": "which files lie in {0}", "headings": "the headings of {0}",
    "kin": "the choice of entries that others are related to", "lead": "the first paragraph of {0}",
    "link": "the title or address of {0}", "listing": "what lists show of {0}", "media": "the picture or file {0}",
    "moment": "what is over, on now or still to come", "pages": "how many pages a list goes over",
    "query": "which entries a list shows, or their titles, dates or other details",
    "receipt": "a picture or a file to download", "redirects": "the old addresses that lead to new ones",
    "related": "what is shown as related to {0}", "section": "the title, address or order of the section {0}",
    "setting": "the setting “{0}”", "shape": "entries, pictures or settings", "sitemap": "which pages there are in {0}",
    "spread": "which entries bear “{0}”", "template": "the theme's template {0}",
    "translations": "in which languages {0} can be read, or its addresses there",
    "value": "the name or the page of “{0}”", "values": "the names of topics and other facets in {0}",
}  # fmt: skip
"""By kind of fact; ``{0}`` is what it is about."""
_PLACES = {
    "home": "the home page", "search": "the search", "entry": "{0}", "section": "the section {0}",
    "facet": "the page of “{0}”", "value": "the page of “{0}”",
}  # fmt: skip
"""By kind of page."""
_SETTINGS = {"theme/": "the theme's setting “{0}”", "pictures/": "the sizes of pictures", "styles/": "the style sheets"}
"""Settings that are none of the campaign's, by how they begin."""
MOST = 8


def in_words(reasons: Iterable[Reason]) -> list[str]:
    """The reasons as sentences without full stops, each once, the first ones only."""
    told = list(dict.fromkeys(map(_sentence, reasons)))
    return told[:MOST] + ([f"and {len(told) - MOST} more"] if len(told) > MOST else [])


def _sentence(reason: Reason) -> str:
    if reason.what == "recipe":
        return "Portevoix itself changed, or what else all pages are made with"
    if not reason.fact or reason.what == "moved":
        return reason.message()
    kind, _, about = reason.fact.partition(":")
    return f"{_named(kind, about)} {reason.what}"


def _named(kind: str, about: str) -> str:
    """What a fact of this ``kind`` is about: of ``id@language``, ``facet/key@language``, a language, a path …"""
    if kind not in _WORDS:
        return "something that the page shows"
    if kind == "translations":
        place, _, rest = about.partition("/")
        return _WORDS[kind].format(_PLACES.get(place, "{0}").format(_last(rest) if place in _BY_KEY else rest))
    if kind == "setting":
        for start, words in _SETTINGS.items():
            if about.startswith(start):
                return words.format(about.removeprefix(start))
    name, _, language = about.partition("?")[0].partition("@")
    if kind in _BY_KEY:
        name = _last(name)
    in_language = f"{name} ({language})" if name and language and kind not in _BY_KEY else name or language
    return _WORDS[kind].format(in_language)


_BY_KEY = ("facet", "spread", "value")
"""What is about one value of a facet; its key comes last."""


def _last(name: str) -> str:
    return name.rpartition("/")[2]
