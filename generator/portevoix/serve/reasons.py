"""Why a page was made, in an author's words rather than in the engine's."""

from __future__ import annotations

from collections.abc import Iterable

from portevoix.engine.choose import Reason

_WORDS = {
    "address": "the address of {0}", "asset": "the theme's file {0}", "body": "the text of {0}",
    "boilerplate": "the boilerplate in {0}", "catalog": "the words of the interface in {0}",
    "children": "the sections in {0}", "entry": "the front matter of {0}", "facet": "the facet {0}",
    "feeds": "the feeds in {0}", "filters": "the filters of a list", "folder": "the files in {0}",
    "headings": "the headings of {0}", "kin": "what has to do with what", "lead": "the first paragraph of {0}",
    "link": "a link to {0}", "listing": "how {0} stands in lists", "media": "the picture or file {0}",
    "moment": "the time", "pages": "the pages of a list", "query": "a list of entries",
    "receipt": "the size of a press kit", "redirects": "the old addresses", "related": "what is related to {0}",
    "section": "the section {0}", "setting": "the setting {0}", "shape": "the shape of the site",
    "sitemap": "the sitemap in {0}", "spread": "how a list is divided", "template": "the template {0}",
    "translations": "the translations of {0}", "value": "the name of {0}", "values": "the names of facets in {0}",
}  # fmt: skip
"""By kind of fact; ``{0}`` is what it is about."""
MOST = 8


def in_words(reasons: Iterable[Reason]) -> list[str]:
    """The reasons as sentences without full stops, each once, the first ones only."""
    told = list(dict.fromkeys(map(_sentence, reasons)))
    return told[:MOST] + ([f"and {len(told) - MOST} more"] if len(told) > MOST else [])


def _sentence(reason: Reason) -> str:
    if not reason.fact or reason.what == "moved":
        return reason.message()
    kind, _, about = reason.fact.partition(":")
    words = _WORDS.get(kind)
    if words is None:
        return reason.message()
    about, _, language = about.partition("@")
    named = words.format(f"{about} ({language})" if about and language else about or language)
    return f"{named} {reason.what}"
