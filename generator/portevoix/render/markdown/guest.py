"""Guest text: words of people outside the team, which may hold no raw HTML, and which is sanitized besides."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from portevoix.render.markdown.job import KEPT, Job

if TYPE_CHECKING:
    import nh3

_NAMES = """
    a abbr blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr li ol p pre strong sub sup table tbody td th thead
    tr ul
"""
# The sanitizer resolves character references, so that one could spell a token.
_CONTROL_REFERENCES = re.compile(
    r"&#(?:0*(?:[0-9]|[12][0-9]|3[01])(?![0-9])|x0*1?[0-9a-f](?![0-9a-f]));?", re.IGNORECASE
)
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "div": {"role", "aria-label", "tabindex"},
    "a": {"href", "hreflang", "aria-label", "rel", KEPT[0]},
    "ol": {"start"},
}


def check_no_html(stash: list[Any], job: Job) -> None:
    """Add a problem for every piece of raw HTML that the parser put into its ``stash``."""
    for item in stash:
        if isinstance(item, str) and item and "<" not in item:
            continue
        written = item.strip().split("\n")[0] if isinstance(item, str) else f"<{item.tag}"
        job.problem(
            job.locator.find([(written or "<", 0)]), "html-guest", "guest text may hold no HTML", written or "a tag",
            "write it in Markdown, or “&lt;” to show “<”",
        )  # fmt: skip


def sanitize(html: str) -> str:
    """``html`` with only what Markdown makes of guest text; tokens stay where they are."""
    return _cleaner().clean(_CONTROL_REFERENCES.sub("", html))


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3  # only now: few texts are guests'

    return nh3.Cleaner(
        tags=set(_NAMES.split()),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
